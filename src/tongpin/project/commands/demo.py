"""`tongpin demo`: an invented community that lives in the browser, with a tour; nothing leaves the machine or stays."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import webbrowser
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from tongpin.connectors.webchat.connector import Webchat
from tongpin.journal.opening import SQLITE, open_store
from tongpin.kernel.playbook.bilingual import Both
from tongpin.project import demonstration, processes
from tongpin.project.commands.serve import get_django_ready, origin_of
from tongpin.project.demonstration import Demonstration
from tongpin.project.pages import listening, serve_pages
from tongpin.project.readying import making_ready
from tongpin.project.terminal import say
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.serving import Serving, stop_on_signals

if TYPE_CHECKING:
    from tongpin.journal.submitting import Submit
    from tongpin.kernel.connector import Connector

PORT = 8485
HOST = "127.0.0.1"

_SHOWN = Both(
    "演示社群在 {origin}/demo/ —— 虚拟成员正在里面聊天。数据只在这台机器上，按 Ctrl+C 结束后全部删除。",
    "The demo is at {origin}/demo/ : invented members are talking in it. Nothing leaves this machine; Ctrl+C ends it "
    "and deletes everything.",
)
_OVER = Both(
    "演示结束，没有留下任何数据。建自己的社群：tongpin init network-group，然后 tongpin serve",
    "The demo is over and has left nothing behind. For a community of your own: tongpin init network-group, then "
    "tongpin serve",
)


def run(
    *,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="端口 · The port")] = PORT,
    browser: Annotated[bool, typer.Option(help="打开浏览器 · Open the browser")] = True,
    seed: Annotated[int, typer.Option(help="种子 · The seed")] = 7,
) -> None:
    """Show an invented community until Ctrl+C."""
    listener = listening(HOST, port)
    with TemporaryDirectory(prefix="tongpin-") as name:
        folder = Path(name)
        url = f"{SQLITE}{folder / 'tongpin.sqlite3'}"
        os.environ |= {
            "TONGPIN_DATA": str(folder),
            "TONGPIN_DATABASE": url,
            "TONGPIN_SECRET": secrets.token_urlsafe(48),
            "TONGPIN_STATIC": "gathered",
            "TONGPIN_DEMO": "1",
        }
        os.environ.pop("TONGPIN_ORIGIN", None)
        with making_ready(folder, url):
            get_django_ready()
        shown = Demonstration(url, seed, demonstration.found(url, seed))
        demonstration.show(shown)
        asyncio.run(_serve(folder, url, listener, shown, open_browser=browser))
    say(_OVER)


async def _serve(folder: Path, url: str, listener: socket.socket, shown: Demonstration, *, open_browser: bool) -> None:
    stopped = asyncio.Event()
    stop_on_signals(stopped)
    origin = origin_of(listener)

    async def pages(submit: Submit, stopped: asyncio.Event) -> None:
        serving = asyncio.create_task(serve_pages(listener, submit, stopped))
        shown.begin(submit)
        say(_SHOWN.filled({"origin": origin}))
        if open_browser:
            await asyncio.to_thread(webbrowser.open, f"{origin}/demo/")
        await serving
        await shown.end()

    connectors: dict[int, list[Connector]] = {0: [Webchat()]}
    engine = processes.command("engine", folder)
    await Serving(folder, engine, partial(open_store, url), connectors, CAPABILITIES, pages).run(stopped)

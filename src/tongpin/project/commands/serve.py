"""`tongpin serve`: run the communities of a data folder, engine and pages, until told to stop."""

from __future__ import annotations

import asyncio
import os
import socket
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import django
import typer

from tongpin.connectors.webchat.connector import Webchat
from tongpin.journal.opening import database_url, open_store
from tongpin.kernel.playbook.bilingual import Both
from tongpin.project import processes
from tongpin.project.exposure import refusals, secret_of
from tongpin.project.pages import listening, serve_pages
from tongpin.project.readying import making_ready
from tongpin.project.terminal import Exit, Stopped, say, spoken
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.serving import ServedAlready, Serving, only_one, stop_on_signals

if TYPE_CHECKING:
    from tongpin.journal.submitting import Submit
    from tongpin.kernel.connector import Connector

PORT = 8484

_SERVING = Both(
    "正在运行：{origin}   数据在 {folder}。按 Ctrl+C 停止。",
    "Serving {origin}   The data is in {folder}. Stop with Ctrl+C.",
)
_FIRST = Both(
    "社群“{name}”还没有群主登录过。请群主打开这个一次性链接：{link}",
    "No owner of “{name}” has signed in yet. Let the owner open this link, once: {link}",
)
_STOPPED = Both("已停止，没有丢下任何事件。", "Stopped; no event was left behind.")
_TWICE = Both(
    "{folder} 已经有一个 tongpin serve 在运行。先停掉它，或用 --data 指定另一个数据文件夹。",
    "Another tongpin serve runs on {folder}. Stop it first, or name another data folder with --data.",
)


def run(
    *,
    host: Annotated[str, typer.Option(help="监听的地址 · The address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="端口 · The port")] = PORT,
    data: Annotated[Path, typer.Option(envvar="TONGPIN_DATA", help="数据文件夹 · The data folder")] = Path("data"),
) -> None:
    """Serve until SIGTERM or SIGINT."""
    folder = data.absolute()
    os.environ["TONGPIN_DATA"] = str(folder)
    os.environ.pop("TONGPIN_DEMO", None)  # which lets anybody be anybody
    try:
        with only_one(folder):
            os.environ.setdefault("TONGPIN_SECRET", secret_of(folder))
            if found := refusals(host, os.environ):
                raise Stopped("\n".join(spoken(each) for each in found), Exit.USAGE)
            listener = listening(host, port)
            url = database_url(os.environ)
            os.environ["TONGPIN_STATIC"] = "gathered"
            with making_ready(folder, url):
                get_django_ready()
            asyncio.run(_serve(folder, url, listener))
    except ServedAlready:
        raise Stopped(_TWICE.filled({"folder": folder})) from None
    say(_STOPPED)


async def _serve(folder: Path, url: str, listener: socket.socket) -> None:
    stopped = asyncio.Event()
    stop_on_signals(stopped)
    origin = os.environ.get("TONGPIN_ORIGIN") or origin_of(listener)

    async def pages(submit: Submit, stopped: asyncio.Event) -> None:
        serving = asyncio.create_task(serve_pages(listener, submit, stopped))
        say(_SERVING.filled({"origin": f"{origin}/", "folder": folder}))
        await asyncio.to_thread(invite_owners, origin)
        await serving

    engine = processes.command("engine", folder)
    connectors: dict[int, list[Connector]] = {0: [Webchat()]}
    await Serving(folder, engine, partial(open_store, url), connectors, CAPABILITIES, pages).run(stopped)


def get_django_ready() -> None:
    """Load what pages need but for the names of the gathered files, which may not be there yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpin.project.settings")
    django.setup()
    import_module("tongpin.project.urls")


def origin_of(listener: socket.socket) -> str:
    """Return the address at which this machine opens what is served."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def invite_owners(origin: str) -> None:
    """Print a one-time link for each community that no owner has signed in to."""
    from tongpin.signin.owners import first_owner_links  # noqa: PLC0415 - needs Django

    for name, path in first_owner_links():
        say(_FIRST.filled({"name": name, "link": f"{origin}{path}"}))

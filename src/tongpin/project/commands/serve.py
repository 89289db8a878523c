"""`tongpin serve`: run the communities of a data folder, engine and dispatch, until told to stop."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from tongpin.journal.opening import database_url, open_store
from tongpin.kernel.playbook.bilingual import Both
from tongpin.project import processes
from tongpin.project.databases import migrate
from tongpin.project.terminal import Stopped, say
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.serving import ServedAlready, Serving, only_one, stop_on_signals

_SERVING = Both("正在运行，数据在 {folder}。按 Ctrl+C 停止。", "Serving {folder}. Stop with Ctrl+C.")
_STOPPED = Both("已停止，没有丢下任何事件。", "Stopped; no event was left behind.")
_TWICE = Both(
    "{folder} 已经有一个 tongpin serve 在运行。先停掉它，或用 --data 指定另一个数据文件夹。",
    "Another tongpin serve runs on {folder}. Stop it first, or name another data folder with --data.",
)


def run(
    *,
    data: Annotated[Path, typer.Option(envvar="TONGPIN_DATA", help="数据文件夹 · The data folder")] = Path("data"),
) -> None:
    """Serve until SIGTERM or SIGINT."""
    folder = data.absolute()
    os.environ["TONGPIN_DATA"] = str(folder)
    url = database_url(os.environ)
    try:
        with only_one(folder):
            migrate(url)
            say(_SERVING.filled({"folder": folder}))
            asyncio.run(_serve(folder, url))
    except ServedAlready:
        raise Stopped(_TWICE.filled({"folder": folder})) from None
    say(_STOPPED)


async def _serve(folder: Path, url: str) -> None:
    stopped = asyncio.Event()
    stop_on_signals(stopped)
    serving = Serving(folder, processes.command("engine", folder), partial(open_store, url), {}, CAPABILITIES)
    await serving.run(stopped)

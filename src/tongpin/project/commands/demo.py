"""`tongpin demo`: a rehearsal over an invented history, then an invented community live, in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from tongpin.journal.opening import open_store
from tongpin.journal.store import Store
from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.databases import scratch
from tongpin.project.examples import example
from tongpin.project.live_view import LiveView
from tongpin.project.playbook_file import compile_playbook, packed_playbook
from tongpin.project.rehearsal_view import show
from tongpin.project.terminal import say
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.community import House
from tongpin.runtime.playbooks import compiler
from tongpin.runtime.rehearsal.rehearse import Plan, rehearse
from tongpin.runtime.simulation.past import write_past
from tongpin.runtime.simulation.simulate import Simulation
from tongpin.runtime.simulation.world import MOVED_IN

MEMBERS = 120
_LINES = 120
_PAUSE_S = 0.2
_ZONE = ZoneInfo("Asia/Shanghai")

_REHEARSAL = Both(
    "一、排练：{members} 名虚拟成员聊了 {days} 天，看看这份剧本当时会怎么做。\n剧本：{path}",
    "1. Rehearsal: {members} invented members have talked for {days} days; what would this playbook have done?\n"
    "The playbook: {path}",
)
_LIVE = Both(
    "\n二、现场：同一份剧本接着管，真正的引擎，真正的数据库（临时的）。Ctrl-C 结束。\n",
    "\n2. Live: the same playbook goes on, with the real engine and a real (scratch) database. Ctrl-C ends it.\n",
)
_NEXT = Both(
    "\n演示结束，没有留下任何数据。接下来：\n"
    "  tongpin check 剧本.yaml                          检查自己的剧本\n"
    "  tongpin rehearse 剧本.yaml --history 记录.jsonl   在自己的聊天记录上排练",
    "\nThe demo is over and has left nothing behind. What next:\n"
    "  tongpin check playbook.yaml                            check a playbook of your own\n"
    "  tongpin rehearse playbook.yaml --history past.jsonl    rehearse it on past conversation of your own",
)


def run(
    *,
    seed: Annotated[int, typer.Option(help="种子 · The seed")] = 7,
    days: Annotated[int, typer.Option(min=1, max=60, help="历史的天数 · Days of history")] = 7,
    fast: Annotated[bool, typer.Option("--fast", help="不停顿 · Without pauses")] = False,
) -> None:
    """Show the main job on invented members; nothing leaves the machine and nothing stays on it."""
    playbook = example("first-rules.yaml")
    say(_REHEARSAL.filled({"members": MEMBERS, "days": days, "path": playbook}))
    _rehearse(playbook, seed, days)
    say(_LIVE)
    _live(playbook, seed, pause=0.0 if fast or not sys.stdout.isatty() else _PAUSE_S)
    say(_NEXT)


def _rehearse(playbook: Path, seed: int, days: int) -> None:
    with TemporaryDirectory(prefix="tongpin-") as folder:
        history = Path(folder) / "history.jsonl"
        write_past(history, seed, MEMBERS, days)
        show(rehearse(Plan(history=history, compiled=compile_playbook(playbook), capabilities=CAPABILITIES)))


def _live(playbook: Path, seed: int, pause: float) -> None:
    house = House(CAPABILITIES, compiler(CAPABILITIES))
    with scratch() as url:
        simulation = Simulation(house, _opener(url), packed_playbook(playbook), seed + 1, MEMBERS)
        simulation.watch = LiveView(_ZONE, pause, _LINES, since=MOVED_IN).show
        try:
            simulation.run(days=1)
        except KeyboardInterrupt:
            say("")
        finally:
            simulation.close()


def _opener(url: str) -> Callable[[], Store]:
    return lambda: open_store(url)

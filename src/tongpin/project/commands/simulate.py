"""`tongpin simulate`: invented members live under a playbook; the same seed ends in the same state."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tongpin.journal.opening import open_store
from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.databases import scratch
from tongpin.project.playbook_file import packed_playbook
from tongpin.project.terminal import emit, say, spoken
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.community import House
from tongpin.runtime.playbooks import compiler
from tongpin.runtime.simulation.simulate import Outcome, Simulation

_DAY = Both("第 {day} 天过完，共 {days} 天。", "Day {day} of {days} is over.")
_ENDED = Both(
    "{members} 名成员过了 {days} 天：日志 {entries} 条，状态哈希 {state}",
    "{members} members lived for {days} days: {entries} entries, state hash {state}",
)


def run(
    *,
    playbook: Annotated[Path, typer.Option(help="剧本文件 · The playbook")],
    members: Annotated[int, typer.Option(min=3, max=100_000, help="成员数 · How many members")] = 120,
    days: Annotated[int, typer.Option(min=1, max=3_660, help="天数 · How many days")] = 7,
    seed: Annotated[int, typer.Option(help="种子 · The seed")] = 1,
    database: Annotated[
        str, typer.Option(help="在这台 PostgreSQL 上临时建库；默认用临时 SQLite 文件 · A PostgreSQL to use for it")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="输出一份 JSON · One JSON document")] = False,
) -> None:
    """Simulate in a scratch database, which is gone afterwards."""
    body = packed_playbook(playbook)
    house = House(CAPABILITIES, compiler(CAPABILITIES))
    with scratch(database) as url:
        simulation = Simulation(house, lambda: open_store(url), body, seed, members)
        outcome = simulation.run(days, lambda day: say(_DAY.filled({"day": day, "days": days})))
        simulation.close()
    if as_json:
        emit(outcome)
    else:
        _show(outcome)


def _show(outcome: Outcome) -> None:
    for name, count in outcome.facts.items():
        print(f"{count:>10,}  {name}")  # noqa: T201 - this is what was asked for
    fields = {name: getattr(outcome, name) for name in ("members", "days", "entries", "state")}
    print(spoken(_ENDED.filled(fields)))  # noqa: T201 - as above

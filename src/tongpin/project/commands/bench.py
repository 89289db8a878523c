"""`tongpin bench`: how fast Tongpin is here, beside others in the same rounds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.bench import live, pages, rehearsal
from tongpin.project.bench.rounds import Contender, Report, machine
from tongpin.project.bench.rounds import run as run_rounds
from tongpin.project.terminal import Exit, Stopped, emit, say

Enter = Callable[[Path, Path | None], tuple[list[Contender], dict[str, str]]]


class Bench(NamedTuple):
    """What a unit is, what makes ready whoever takes part, and what else is measured after the rounds."""

    what: str
    enter: Enter
    after: Callable[[Path], dict[str, str]] = lambda _folder: {}


BENCHES = {
    "rehearsal": Bench(rehearsal.WHAT, rehearsal.contenders),
    "live": Bench(live.WHAT, live.contenders, live.paces),
    "pages": Bench(pages.WHAT, pages.contenders, pages.latencies),
}

UNKNOWN = Both("没有 {name} 这项测量；可以是 {names}。", "There is no bench {name}; there are {names}.")


def run(
    bench: Annotated[str, typer.Argument(help="测什么：rehearsal、live、pages、all · What to measure")] = "all",
    *,
    rounds: Annotated[int, typer.Option(min=1, help="轮数 · How many rounds")] = 5,
    floor: Annotated[
        Path | None, typer.Option(help="手写的八条规则脚本 · The hand-written script to compare with")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一份 JSON · One JSON document")] = False,
) -> None:
    """Measure in interleaved rounds, and show medians and ratios."""
    if bench != "all" and bench not in BENCHES:
        raise Stopped(UNKNOWN.filled({"name": bench, "names": ", ".join([*BENCHES, "all"])}), Exit.USAGE)
    reports = [_measured(name, rounds, floor) for name in BENCHES if bench in {name, "all"}]
    if as_json:
        emit(reports)
    for report in reports:
        _show(report, Console(file=sys.stderr if as_json else sys.stdout, highlight=False))


def _measured(name: str, rounds: int, floor: Path | None) -> Report:
    bench = BENCHES[name]
    with TemporaryDirectory(prefix="tongpin-bench-") as folder:
        contenders, missing = bench.enter(Path(folder), floor)
        rates = run_rounds(contenders, rounds, say)
        return Report(name, bench.what, rounds, machine(), rates, missing, bench.after(Path(folder)))


def _show(report: Report, console: Console) -> None:
    title = f"{report.bench} · {report.what} · {report.rounds} × · {report.machine.processor}, {report.machine.cores}"
    table = Table(title=title, title_justify="left")
    for head in ("", "median/s", "lowest", "highest", *(f"× {each.name}" for each in report.rates)):
        table.add_column(head, justify="right" if head else "left")
    for rate in report.rates:
        times = (f"{rate.times[each.name]:.2f}" if each.name in rate.times else "" for each in report.rates)
        table.add_row(rate.name, f"{rate.median:,}", f"{rate.lowest:,}", f"{rate.highest:,}", *times)
    console.print(table)
    for name, why in {**report.missing, **report.also}.items():
        console.print(f"{name}: {why}")

"""How far a history has been read: a bar for a person at a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.terminal import say, spoken

if TYPE_CHECKING:
    from tongpin.runtime.history import History

_SECONDS_BETWEEN = 5.0
_READING = Both("排练", "Rehearsing")
_RATE = Both("{lines:,} 行，{rate:,.0f} 行/秒", "{lines:,} lines, {rate:,.0f} a second")
_SO_FAR = Both("已读 {percent}%：{rate}", "{percent} % read: {rate}")
_DONE = Both("读完：{rate}", "Done: {rate}")


@contextmanager
def shown_progress() -> Iterator[Callable[[History], None]]:
    """Give what is to be called after each batch; the rate is said at the end."""
    start = monotonic()
    last: list[History] = []
    with _bar(start) if sys.stderr.isatty() else _lines(start) as advance:

        def note(history: History) -> None:
            last[:] = [history]
            advance(history)

        yield note
    if last:
        say(_DONE.filled({"rate": _rate(last[0], start)}))


@contextmanager
def _bar(start: float) -> Iterator[Callable[[History], None]]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(spoken(_READING), total=None, rate="")
        yield lambda history: progress.update(
            task, total=history.size, completed=history.done, rate=spoken(_rate(history, start))
        )


@contextmanager
def _lines(start: float) -> Iterator[Callable[[History], None]]:
    said = start

    def note(history: History) -> None:
        nonlocal said
        if monotonic() - said < _SECONDS_BETWEEN:
            return
        said = monotonic()
        percent = 100 * history.done // max(1, history.size)
        say(_SO_FAR.filled({"percent": percent, "rate": _rate(history, start)}))

    yield note


def _rate(history: History, start: float) -> Both:
    return _RATE.filled({"lines": history.lines, "rate": history.lines / max(0.001, monotonic() - start)})

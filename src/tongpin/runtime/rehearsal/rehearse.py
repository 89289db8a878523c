"""A whole rehearsal: one or two playbooks over a history, from its files to the decision file and the summary."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from tongpin.kernel.capability import Capability
from tongpin.kernel.compiled import Compiled
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.words.entry import Entry
from tongpin.runtime.history import History
from tongpin.runtime.rehearsal.comparing import Comparison
from tongpin.runtime.rehearsal.playing import DecidingFailed, Failed, Place, Playing
from tongpin.runtime.rehearsal.scoring import Scoring
from tongpin.runtime.rehearsal.summary import Labels, Summary, summary_of
from tongpin.webkit.sentences import explainer

MOST_FAILED = 20
"""So many events may fail and be left out; with one more, something is broken."""

_encode_lines = msgspec.json.Encoder().encode_lines


class RehearsalFailed(Exception):  # noqa: N818 - says what happened
    """Too many events failed to say anything of the playbook; `said` names the last one."""

    def __init__(self, said: Both) -> None:
        super().__init__(said.en)
        self.said = said


def _silence(_history: History) -> None:
    pass


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be rehearsed, and what is wanted of it.

    `against` is another playbook with its name, decided in the same pass. `out` gets one line for each decision, and
    is there whole or not at all. `entries` is handed every entry of the first playbook, `progress` the history after
    each batch.
    """

    history: Path
    compiled: Compiled
    capabilities: Sequence[Capability]
    against: tuple[str, Compiled] | None = None
    labels: Mapping[str, str] | None = None
    out: Path | None = None
    progress: Callable[[History], None] = _silence
    entries: Callable[[Entry], None] | None = None


def rehearse(plan: Plan) -> Summary:
    """Play the history to its end and sum it up. Raises `HistoryUnreadable` and `RehearsalFailed`.

    An event on which deciding raises changes nothing: the history is played again from its beginning without it.
    """
    failed: dict[Place, Failed] = {}
    failed_against: dict[Place, Failed] = {}
    with _writing(plan.out) as file, _collector_at_rest():
        while True:
            try:
                return _play(plan, file, failed, failed_against)
            except DecidingFailed as error:
                if len(failed) + len(failed_against) > MOST_FAILED:
                    raise RehearsalFailed(_TOO_MANY.filled({"most": MOST_FAILED, "error": error})) from error
            if file is not None:
                file.seek(0)
                file.truncate()


def _play(
    plan: Plan, file: IO[bytes] | None, failed: dict[Place, Failed], failed_against: dict[Place, Failed]
) -> Summary:
    history = History(plan.history)
    this = _playing(plan, plan.compiled, failed, plan.entries)
    other = _playing(plan, plan.against[1], failed_against) if plan.against else None
    comparison = Comparison(plan.against[0]) if plan.against else None
    scoring = Scoring(plan.labels, {}) if plan.labels is not None else None
    for batch in history.batches():
        decisions = this.play(batch)
        if file is not None:
            file.write(_encode_lines(decisions))
        if other is not None and comparison is not None:
            comparison.add(decisions, other.play(batch))
        if scoring is not None:
            scoring.add(decisions)
        plan.progress(history)
    summary = summary_of(history, this)
    summary.comparison = comparison
    summary.labels = Labels.of(scoring) if scoring else None
    return summary


def _playing(
    plan: Plan,
    compiled: Compiled,
    failed: dict[Place, Failed],
    entries: Callable[[Entry], None] | None = None,
) -> Playing:
    return Playing(compiled, plan.capabilities, explainer(compiled.language), failed=failed, entries=entries)


@contextmanager
def _writing(out: Path | None) -> Iterator[IO[bytes] | None]:
    """Open a file beside `out` that takes its place when all went well."""
    if out is None:
        yield None
        return
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Decisions and words are no garbage in cycles: looking for some costs a third of the time."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


_TOO_MANY = Both(
    "有超过 {most} 条在判定时出错，排练没有意义，已停止。最后一个错误：{error}。"
    "请运行 tongpin check，并把这个错误报告给我们。",
    "More than {most} events fail to be decided, so the rehearsal would mean nothing. The last error: {error}. "
    "Run tongpin check, and please report this error.",
)

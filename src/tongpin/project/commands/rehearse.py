"""`tongpin rehearse`: what a playbook would have done to past conversation. No database is needed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.playbook_file import compile_playbook
from tongpin.project.progress import shown_progress
from tongpin.project.rehearsal_view import show
from tongpin.project.terminal import Exit, Stopped, emit
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.history import HistoryUnreadable
from tongpin.runtime.rehearsal.limits import OVER, UNREADABLE, Limit, names_of, read_limit
from tongpin.runtime.rehearsal.rehearse import Plan, RehearsalFailed, rehearse
from tongpin.runtime.rehearsal.rules import rules_of
from tongpin.runtime.rehearsal.scoring import read_labels

NOT_WRITTEN = Both(
    "读写 {path} 出错：{error}。请检查路径、权限和磁盘空间。",
    "{path} cannot be read or written: {error}. Check the path, its permissions and the space on the disk.",
)


def run(
    playbook: Annotated[Path, typer.Argument(metavar="PLAYBOOK", help="剧本文件 · The playbook")],
    history: Annotated[
        Path, typer.Option(help="历史记录：JSON Lines 文件或文件夹 · Past conversation, a file or folder")
    ],
    *,
    against: Annotated[Path | None, typer.Option(help="与另一份剧本比较 · Another playbook to compare with")] = None,
    labels: Annotated[
        Path | None, typer.Option(help="标注文件，算准确率和召回率 · Labels, for precision and recall")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="逐条判定写到这里 · Where the decisions go, one a line")] = None,
    fail_if: Annotated[
        list[str] | None, typer.Option(help="超过就以 4 退出，如 touched>2% · Exit with 4 where this is so")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一份 JSON · One JSON document")] = False,
) -> None:
    """Rehearse a playbook and show what came of it."""
    compiled = compile_playbook(playbook)
    limits = _limits(fail_if or (), {rule.id for rule in rules_of(compiled)})
    try:
        with shown_progress() as progress:
            summary = rehearse(
                Plan(
                    history=history,
                    compiled=compiled,
                    capabilities=CAPABILITIES,
                    against=(str(against), compile_playbook(against)) if against else None,
                    labels=read_labels(labels) if labels else None,
                    out=out,
                    progress=progress,
                )
            )
    except (HistoryUnreadable, RehearsalFailed) as stopped:
        raise Stopped(stopped.said) from None
    except OSError as error:
        raise Stopped(NOT_WRITTEN.filled({"path": error.filename, "error": error.strerror})) from None
    if as_json:
        emit(summary)
    show(summary)
    over = [limit.text for limit in limits if limit.is_over(summary)]
    if over:
        raise Stopped(OVER.filled({"limits": ", ".join(over)}), Exit.OVER_LIMIT)
    if summary.failed:
        raise typer.Exit(Exit.PARTLY)


def _limits(texts: Iterable[str], rules: set[str]) -> list[Limit]:
    limits: list[Limit] = []
    for text in texts:
        try:
            limits.append(read_limit(text, rules))
        except ValueError:
            raise Stopped(UNREADABLE.filled({"text": text, "names": names_of(rules)}), Exit.USAGE) from None
    return limits

"""`tongpin check`: every error of a playbook at once, with its place and how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.problems import PlaybookInvalid, Problem, problems_as_json, render
from tongpin.project.playbook_file import open_playbook
from tongpin.project.terminal import Exit, Stopped, emit, language, say

IN_ORDER = Both("{path}：没有发现问题。", "{path}: nothing is wrong.")
PROBLEMS = Both("{path}：有 {count} 处要改。", "{path}: {count} to mend.")


def run(
    playbook: Annotated[Path, typer.Argument(metavar="PLAYBOOK", help="剧本文件 · The playbook")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="输出一份 JSON · One JSON document")] = False,
) -> None:
    """Check a playbook; its problems are the data, so they go to stdout."""
    problems: tuple[Problem, ...] = ()
    try:
        open_playbook(playbook)
    except PlaybookInvalid as invalid:
        problems = invalid.problems
    if as_json:
        emit(problems_as_json(problems, language()))
    else:
        for problem in problems:
            print(render(problem, language()), end="\n\n")  # noqa: T201 - this is what was asked for
    if problems:
        raise Stopped(PROBLEMS.filled({"path": playbook, "count": len(problems)}), Exit.PLAYBOOK_INVALID)
    say(IN_ORDER.filled({"path": playbook}))

"""`tongpin check`: every error of a playbook at once, with its place and how to mend it; or what may stand in one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.problems import PlaybookInvalid, Problem, problems_as_json, render
from tongpin.kernel.playbook.schema import schema
from tongpin.project.playbook_file import open_playbook
from tongpin.project.terminal import Exit, Stopped, emit, language, say
from tongpin.project.wiring import CAPABILITIES

IN_ORDER = Both("{path}：没有发现问题。", "{path}: nothing is wrong.")
PROBLEMS = Both("{path}：有 {count} 处要改。", "{path}: {count} to mend.")
NO_PLAYBOOK = Both(
    "请写出要检查的剧本：tongpin check 剧本.yaml。只要模式文件就用 tongpin check --schema。",
    "Name the playbook to check: `tongpin check PLAYBOOK`. For the schema alone: `tongpin check --schema`.",
)


def run(
    playbook: Annotated[Path | None, typer.Argument(metavar="PLAYBOOK", help="剧本文件 · The playbook")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="输出一份 JSON · One JSON document")] = False,
    as_schema: Annotated[
        bool, typer.Option("--schema", help="输出剧本的 JSON Schema，供编辑器补全 · The JSON Schema, for editors")
    ] = False,
) -> None:
    """Check a playbook; its problems are the data, so they go to stdout."""
    if as_schema:
        emit(schema(CAPABILITIES))
        return
    if playbook is None:
        raise Stopped(NO_PLAYBOOK, Exit.USAGE)
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

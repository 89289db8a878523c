"""`tongpin doctor`: what is amiss on this machine and in this data folder, and how to mend it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from tongpin.project.diagnosis import Finding, Grade, diagnose
from tongpin.project.terminal import Exit, emit, spoken

_MARKS = {Grade.GOOD: "✓", Grade.ATTENTION: "!", Grade.BAD: "✗"}


def run(
    *,
    data: Annotated[Path, typer.Option(envvar="TONGPIN_DATA", help="数据文件夹 · The data folder")] = Path("data"),
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 文档 · Print one JSON document")] = False,
) -> None:
    """Look at everything; exit with 1 where something is broken."""
    os.environ["TONGPIN_DATA"] = str(data.absolute())
    found = diagnose(data.absolute(), os.environ)
    if as_json:
        emit({"findings": [_document(each) for each in found]})
    else:
        for each in found:
            _show(each)
    if any(each.grade is Grade.BAD for each in found):
        raise typer.Exit(Exit.FAILED)


def _show(finding: Finding) -> None:
    typer.echo(f"{_MARKS[finding.grade]} {finding.what:<12} {spoken(finding.said)}")
    if finding.fix is not None:
        typer.echo(f"  → {spoken(finding.fix)}")


def _document(finding: Finding) -> dict[str, str]:
    fix = "" if finding.fix is None else spoken(finding.fix)
    return {"what": finding.what, "grade": finding.grade.value, "said": spoken(finding.said), "fix": fix}

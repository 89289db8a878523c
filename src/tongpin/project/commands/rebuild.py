"""`tongpin rebuild`: drop what pages read and fill it again from the journal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tongpin.journal.rebuild import rebuild
from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.books_at_rest import books_at_rest, fresh_fold
from tongpin.project.terminal import emit, say

_REBUILT = Both(
    "社群 {community}“{name}”：已从 {entries} 条日志重建。",
    "Community {community}, “{name}”: rebuilt from {entries} entries.",
)


def run(
    *,
    data: Annotated[Path, typer.Option(envvar="TONGPIN_DATA", help="数据文件夹 · The data folder")] = Path("data"),
    as_json: Annotated[bool, typer.Option("--json", help="输出一份 JSON · One JSON document")] = False,
) -> None:
    """Rebuild the read tables of every community, each in one transaction."""
    done: list[dict[str, object]] = []
    with books_at_rest(data) as store:
        for community in store.communities():
            entries = rebuild(store, community.id, *fresh_fold())
            done.append({"community": community.id, "name": community.name, "entries": entries})
            say(_REBUILT.filled(done[-1]))
    if as_json:
        emit({"communities": done})

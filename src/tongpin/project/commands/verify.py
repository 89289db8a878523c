"""`tongpin verify`: are the books of a data folder what they promise to be?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tongpin.journal.verify import verify
from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.books_at_rest import books_at_rest, fresh_fold
from tongpin.project.terminal import Stopped, emit, say

_WHOLE = Both(
    "社群 {community}“{name}”：{entries} 条，没有发现问题。",
    "Community {community}, “{name}”: {entries} entries, nothing wrong.",
)
_BROKEN = Both(
    "一共发现 {count} 处问题。别再启动 tongpin serve，先按每一处的说明处理。",
    "{count} problems. Do not start tongpin serve before you have mended each as it says.",
)


def run(
    *,
    data: Annotated[Path, typer.Option(envvar="TONGPIN_DATA", help="数据文件夹 · The data folder")] = Path("data"),
    as_json: Annotated[bool, typer.Option("--json", help="输出一份 JSON · One JSON document")] = False,
) -> None:
    """Fold every community from its first entry on and compare all that is kept with it."""
    problems: list[dict[str, object]] = []
    with books_at_rest(data) as store:
        for community in store.communities():
            fold, projector = fresh_fold()
            found = verify(store, community.id, fold, projector)
            problems += [{"community": community.id, **problem._asdict()} for problem in found]
            if not found:
                fields = {"community": community.id, "name": community.name, "entries": fold.moment.n}
                say(_WHOLE.filled(fields))
    if as_json:
        emit({"problems": problems})
    else:
        for each in problems:
            print("{community}  {where}: {what} {mend}".format_map(each))  # noqa: T201 - this is what was asked for
    if problems:
        raise Stopped(_BROKEN.filled({"count": len(problems)}))

"""The books of a data folder while nobody writes them: what `verify` and `rebuild` work on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tongpin.journal.opening import database_url, open_store
from tongpin.journal.projecting import Projector
from tongpin.journal.store import Store, StoreUnavailable
from tongpin.kernel.fold import Fold
from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.processes import house
from tongpin.project.terminal import Exit, Stopped
from tongpin.runtime.community import NO_PLAYBOOK
from tongpin.runtime.serving import ServedAlready, only_one

_SERVED = Both(
    "{folder} 正在由 tongpin serve 运行。请先停掉它，再运行这个命令。",
    "tongpin serve runs on {folder}. Stop it first, then run this command again.",
)
_NO_BOOKS = Both(
    "打不开 {folder} 的数据库：{error}。请检查 --data 和 TONGPIN_DATABASE；还没有社群的话先运行 tongpin init。",
    "The database of {folder} cannot be opened: {error}. Check --data and TONGPIN_DATABASE, or run tongpin init first.",
)


@contextmanager
def books_at_rest(data: Path) -> Iterator[Store]:
    """Give the store of a data folder that nobody serves, and hold the folder meanwhile."""
    folder = data.absolute()
    os.environ["TONGPIN_DATA"] = str(folder)
    try:
        with only_one(folder):
            store = open_store(database_url(os.environ))
            try:
                yield store
            finally:
                store.close()
    except ServedAlready:
        raise Stopped(_SERVED.filled({"folder": folder})) from None
    except StoreUnavailable as error:
        raise Stopped(_NO_BOOKS.filled({"folder": folder, "error": error}), Exit.UNREACHABLE) from None


def fresh_fold() -> tuple[Fold, Projector]:
    """Return an empty community to replay entries into, and what makes rows of them."""
    wired = house()
    return Fold(wired.capabilities, wired.compile(NO_PLAYBOOK, b"")), Projector(wired.projecting)

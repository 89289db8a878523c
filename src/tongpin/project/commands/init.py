"""`tongpin init`: make a workspace with one community that is run by a playbook."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from tongpin.journal.opening import database_url, open_store
from tongpin.journal.submitting import ACCEPTED
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.words.arrivals import Arrival
from tongpin.project.databases import migrate
from tongpin.project.playbook_file import open_playbook, packed_playbook
from tongpin.project.processes import house
from tongpin.project.terminal import Stopped, say
from tongpin.runtime.broker import Delivery
from tongpin.runtime.engine import Engine, wall_clock

_MADE = Both(
    "社群“{name}”已建好，编号 {number}。用 tongpin serve 运行。",
    "Community {number}, “{name}”, is made. Run it with: tongpin serve",
)
_NOT_ADOPTED = Both(
    "社群 {number} 没能采用这份剧本（{status}）。原因在失败事件里；改好后重试。",
    "Community {number} could not adopt the playbook ({status}). The failed events say why; mend it and try again.",
)


def run(
    playbook: Annotated[Path, typer.Argument(metavar="PLAYBOOK", help="剧本文件 · The playbook")],
    *,
    name: Annotated[str, typer.Option(help="社群名，默认用剧本里的 · Its name; the playbook's by default")] = "",
    data: Annotated[Path, typer.Option(envvar="TONGPIN_DATA", help="数据文件夹 · The data folder")] = Path("data"),
) -> None:
    """Make the database where there is none, register the community, and let it adopt the playbook."""
    body = packed_playbook(playbook)
    called = name or open_playbook(playbook).community.name
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["TONGPIN_DATA"] = str(data.absolute())
    url = database_url(os.environ)
    migrate(url)
    engine = Engine(house(), lambda: open_store(url))
    store = open_store(url)
    community = store.add_community(called, wall_clock())
    store.close()
    adoption = Arrival("console", uuid4().hex, wall_clock(), "playbook", text=body, reason="init")
    (answer,) = engine.process([Delivery(community.id, adoption)])
    engine.close()
    if answer.status != ACCEPTED:
        raise Stopped(_NOT_ADOPTED.filled({"number": community.id, "status": answer.status}))
    say(_MADE.filled({"number": community.id, "name": called}))

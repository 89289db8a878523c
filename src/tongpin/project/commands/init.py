"""`tongpin init`: make a workspace with one community that is run by a playbook."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from tongpin.journal.bundles import bundled, unbundled
from tongpin.journal.opening import database_url, open_store
from tongpin.journal.submitting import ACCEPTED
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.editing import edited
from tongpin.kernel.words.arrivals import Arrival
from tongpin.project.databases import migrate
from tongpin.project.examples import example, templates
from tongpin.project.playbook_file import open_playbook, packed_playbook
from tongpin.project.processes import house
from tongpin.project.terminal import Exit, Stopped, say
from tongpin.runtime.broker import Delivery
from tongpin.runtime.engine import Engine, wall_clock
from tongpin.webkit.seat import WEBCHAT

MAIN = "main"

_MADE = Both(
    "社群“{name}”已建好，编号 {number}。用 tongpin serve 运行，然后打开它给出的链接。",
    "Community {number}, “{name}”, is made. Run it with `tongpin serve`, then open the link that it prints.",
)
_NOT_ADOPTED = Both(
    "社群 {number} 没能采用这份剧本（{status}）。原因在失败事件里；改好后重试。",
    "Community {number} could not adopt the playbook ({status}). The failed events say why; mend it and try again.",
)
_NO_TEMPLATE = Both(
    "没有文件 {name}，也没有叫 {name} 的模板。现有的模板：{known}。也可以写一个剧本文件的路径。",
    "There is neither a file nor a template called {name}. The templates: {known}. Or give the path of a playbook.",
)
_NO_TITLE = Both(
    "--chat 要写成 编号=名称，例如 --chat books=读书，这里是“{given}”。",
    "--chat is written id=title, for instance --chat books=Books; this is “{given}”.",
)


def run(
    playbook: Annotated[
        str, typer.Argument(metavar="PLAYBOOK", help="剧本文件，或模板名 · A playbook, or the name of a template")
    ] = "network-group",
    *,
    name: Annotated[str, typer.Option(help="社群名，默认用剧本里的 · Its name; the playbook's by default")] = "",
    chat: Annotated[list[str] | None, typer.Option(help="再开一个群：编号=名称 · One more chat: id=title")] = None,
    data: Annotated[Path, typer.Option(envvar="TONGPIN_DATA", help="数据文件夹 · The data folder")] = Path("data"),
) -> None:
    """Make the database where there is none, register the community, and let it adopt the playbook."""
    path = _path_of(playbook)
    body = _renamed(packed_playbook(path), name)
    called = name or open_playbook(path).community.name
    chats = {MAIN: called} | dict(_titled(each) for each in chat or ())
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["TONGPIN_DATA"] = str(data.absolute())
    url = database_url(os.environ)
    migrate(url)
    store = open_store(url)
    community = store.add_community(called, wall_clock())
    store.close()
    arrivals = [Arrival("console", uuid4().hex, wall_clock(), "playbook", text=body, reason="init")]
    arrivals += [
        Arrival(WEBCHAT, uuid4().hex, wall_clock(), "chat", chat=each, text=title) for each, title in chats.items()
    ]
    engine = Engine(house(), lambda: open_store(url))
    adopted, *_ = engine.process([Delivery(community.id, arrival) for arrival in arrivals])
    engine.close()
    if adopted.status != ACCEPTED:
        raise Stopped(_NOT_ADOPTED.filled({"number": community.id, "status": adopted.status}))
    say(_MADE.filled({"number": community.id, "name": called}))


def _path_of(playbook: str) -> Path:
    """Return the file that is meant: a path, or a template by its name."""
    path = Path(playbook)
    if path.exists() or path.suffix:
        return path
    if playbook in templates():
        return example(f"{playbook}.yaml")
    raise Stopped(_NO_TEMPLATE.filled({"name": playbook, "known": ", ".join(templates())}), Exit.USAGE)


def _renamed(body: str, name: str) -> str:
    """Let a playbook call its community so, as the registry does."""
    kept = unbundled(body)
    return bundled(edited(kept.text, ("community", "name"), name), kept.files) if name else body


def _titled(given: str) -> tuple[str, str]:
    external, _, title = given.partition("=")
    if not external or not title:
        raise Stopped(_NO_TITLE.filled({"given": given}), Exit.USAGE)
    return external, title

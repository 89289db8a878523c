"""`tongpin link`: a one-time sign-in link for who lost a password or second factor, made by who has the shell."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.commands.serve import PORT, get_django_ready
from tongpin.project.exposure import secret_of
from tongpin.project.terminal import Exit, Stopped

_NO_ACCOUNT = Both(
    "没有叫 {name} 的账号。{known}",
    "There is no account called {name}. {known}",
)
_KNOWN = Both("能用密码登录的有：{names}。", "Those who sign in with a password: {names}.")
_NOBODY = Both(
    "还没有人设过密码；群主第一次登录的链接由 tongpin serve 给出。",
    "Nobody has a password yet; tongpin serve prints the owner's first link.",
)


def run(
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="用户名 · The name of the account")],
    *,
    data: Annotated[Path, typer.Option(envvar="TONGPIN_DATA", help="数据文件夹 · The data folder")] = Path("data"),
) -> None:
    """Print a link that signs an account in once, past its second factor; it may be served meanwhile."""
    folder = data.absolute()
    os.environ["TONGPIN_DATA"] = str(folder)
    os.environ.setdefault("TONGPIN_SECRET", secret_of(folder))
    get_django_ready()
    from tongpin.signin.models import Account  # noqa: PLC0415 - needs Django, which is ready now
    from tongpin.signin.owners import sign_in_link  # noqa: PLC0415 - as above

    found = Account.objects.filter(username=account).first()
    if found is None:
        names = [each.username for each in Account.objects.order_by("username") if each.has_usable_password()]
        known = _KNOWN.filled({"names": ", ".join(names)}) if names else _NOBODY
        raise Stopped(_NO_ACCOUNT.filled({"name": account, "known": known}), Exit.USAGE)
    origin = os.environ.get("TONGPIN_ORIGIN") or f"http://127.0.0.1:{PORT}"
    typer.echo(f"{origin}{sign_in_link(found)}")

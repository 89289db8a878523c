"""Passes: how they are made, found by what is shown or typed, and how long they hold.

A link's token has 256 random bits, so that its plain hash can be stored; a code is short, so that its hash is keyed
with the server's secret: who reads the database alone can try no codes against it. What is shown or typed is hashed
before it is looked up, so that the time of an answer says nothing of what is stored.
"""

from __future__ import annotations

import secrets
import unicodedata
from hashlib import sha256
from typing import NamedTuple

from django.utils.crypto import salted_hmac

from tongpin.signin.models import Account, Pass

TOKEN_BYTES = 32
CODE_LENGTH = 8
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1 and I and L: 31 letters, so that a code is one of 850,000,000,000."""

MINUTE, DAY = 60_000, 86_400_000
DEVICE_HOLDS = 10 * MINUTE
SHELL_HOLDS = 30 * MINUTE
OWNER_HOLDS = 7 * DAY
INVITATION_DAYS = 7
MOST_USES, MOST_DAYS, MOST_OPEN = 500, 30, 50
"""Bounds of one invitation, and of how many are open in a community at once."""
_FORGOTTEN = 30 * DAY
"""So long after its end a pass is deleted."""


class Issued(NamedTuple):
    """A fresh pass, and what is shown of it once and stored nowhere; `code` is "" where there is none."""

    given: Pass
    token: str
    code: str = ""


def device_pass(account: Account, at: int) -> Issued:
    """Let somebody who is signed in come in on one more device; an older one that was not used is void."""
    Pass.objects.open(at).filter(kind=Pass.Kind.DEVICE, account=account).update(until=at)
    return _issued(
        Pass(kind=Pass.Kind.DEVICE, account=account, made_by=account, made=at, until=at + DEVICE_HOLDS), code=True
    )


def invitation(community: int, made_by: Account, at: int, *, uses: int = 1, days: int = INVITATION_DAYS) -> Issued:
    """Let people who have no account yet join a community, `uses` of them within `days`."""
    made = Pass(kind=Pass.Kind.INVITATION, community=community, made_by=made_by, made=at, until=at + days * DAY)
    made.uses = made.uses_left = uses
    return _issued(made, code=True)


def owner_pass(community: int, at: int) -> Issued:
    """Let the first owner of a community make an account; older ones of this community are void."""
    Pass.objects.open(at).filter(kind=Pass.Kind.OWNER, community=community).update(until=at)
    return _issued(Pass(kind=Pass.Kind.OWNER, community=community, made=at, until=at + OWNER_HOLDS))


def shell_pass(account: Account, at: int) -> Issued:
    """Let somebody in whom the one with the server's shell knows: past a second factor, and with a new password."""
    Pass.objects.open(at).filter(kind=Pass.Kind.SHELL, account=account).update(until=at)
    return _issued(Pass(kind=Pass.Kind.SHELL, account=account, made=at, until=at + SHELL_HOLDS))


def _issued(made: Pass, *, code: bool = False) -> Issued:
    Pass.objects.filter(until__lt=made.made - _FORGOTTEN).delete()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    typed = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)) if code else ""
    made.token_hash = _token_hash(token)
    made.code_hash = _code_hash(typed) if code else None
    made.save(force_insert=True)
    return Issued(made, token, typed)


def by_token(token: str) -> Pass | None:
    """Return the pass that a link shows, open or not."""
    return Pass.objects.select_related("account", "made_by").filter(token_hash=_token_hash(token)).first()


def by_code(typed: str) -> Pass | None:
    """Return the pass whose code was typed, in whatever width, case and grouping."""
    return Pass.objects.select_related("account", "made_by").filter(code_hash=_code_hash(_tidy(typed))).first()


def grouped(code: str) -> str:
    """Write a code as people read it out: `ABCD-EFGH`."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def _tidy(typed: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKC", typed).upper() if each.isalnum())


def _token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _code_hash(code: str) -> str:
    return salted_hmac("tongpin.signin.code", code, algorithm="sha256").hexdigest()

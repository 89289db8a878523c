"""Joining a community: an account beside a member, or neither of them.

The engine writes in its own transaction, so that an account is made first, and taken back where the engine does not
answer. What the journal had taken by then is taken up by the next try: the id of the new account follows
from link and form, and nothing that is handed in here does anything twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tongpin.kernel.standing import DUTIES, OWNER
from tongpin.kernel.words.arrivals import Arrival
from tongpin.signin.models import Account, Pass
from tongpin.webkit.asking import hand_in, now_ms
from tongpin.webkit.people import people
from tongpin.webkit.seat import WEBCHAT, Seat

MAIN = "main"
"""The chat that everybody comes into."""
COMES_TWICE = timedelta(minutes=10)
"""So long the same form may come once more, and signs in the account that it made."""
_OWNER = DUTIES[OWNER - 1]


class Gone(Exception):  # noqa: N818 - says what happened
    """The pass is used up, over or void by now."""


class NotWritten(Exception):  # noqa: N818 - says what happened
    """The engine does not answer: nothing has happened."""


@dataclass(frozen=True)
class Newcomer:
    """Who comes in by a pass: the name card, the form's own key, and for operators a username and a password."""

    card: str
    key: str = ""
    username: str = ""
    password: str | None = None


def came_before(given: Pass, key: str) -> Account | None:
    """Return the account that the same form has made a moment ago: its answer was lost, or it was pressed twice."""
    if given.kind != Pass.Kind.INVITATION or not key:
        return None
    made = Account.objects.filter(external=_external(given, key), last_login__isnull=False)
    return made.filter(date_joined__gt=timezone.now() - COMES_TWICE).first()


def join_anew(given: Pass, newcomer: Newcomer) -> Account:
    """Make an account and a member of the pass's community; raises `Gone` or `NotWritten`."""
    account = _take_and_make(given, newcomer)
    try:
        _hand_in(given, account, newcomer.card)
    except NotWritten:
        with transaction.atomic():
            deleted, _ = Account.objects.filter(id=account.id, last_login=None).delete()
            if deleted:
                Pass.objects.give_back(given.id)
        raise
    return account


def join_too(given: Pass, account: Account, card: str) -> None:
    """Make an account that is signed in a member of one more community; raises `Gone` or `NotWritten`."""
    if not Pass.objects.take(given.id, now_ms()):
        raise Gone
    try:
        _hand_in(given, account, card)
    except NotWritten:
        Pass.objects.give_back(given.id)
        raise


def still_holds(given: Pass) -> bool:
    """Say whether an invitation is still that of somebody who may invite: it ends with the duty of who made it."""
    if given.kind != Pass.Kind.INVITATION or given.made_by is None:
        return True
    seat = people().seat(given.made_by, given.community)
    return seat is not None and seat.is_steward


def _external(given: Pass, key: str) -> str:
    said = f"{given.id} {key}"
    return f"w{salted_hmac('tongpin.signin.external', said, algorithm='sha256').hexdigest()[:24]}"


def _take_and_make(given: Pass, newcomer: Newcomer) -> Account:
    external = _external(given, newcomer.key)
    account = Account(username=newcomer.username or external, external=external)
    account.set_password(newcomer.password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            if not Pass.objects.take(given.id, now_ms()):
                raise Gone
    except IntegrityError:
        raise NotWritten from None  # The same form twice at one moment, or a username that was taken in this moment.
    return account


def _hand_in(given: Pass, account: Account, card: str) -> None:
    seat = Seat(given.community, "", account.external)
    arrivals = [("join", ""), ("card", card)]
    if given.kind == Pass.Kind.OWNER:
        arrivals.append(("duty", _OWNER))
    for kind, text in arrivals:
        arrival = Arrival(WEBCHAT, uuid4().hex, now_ms(), kind, chat=MAIN, sender=account.external, text=text)
        if not hand_in(seat, arrival).is_done:
            raise NotWritten

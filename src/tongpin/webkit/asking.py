"""How a page asks for something: it hands in an arrival, waits for the answer, and hears what Tongpin said to it."""

from __future__ import annotations

import time
from typing import NamedTuple
from uuid import uuid4

from asgiref.sync import async_to_sync
from django.http import HttpRequest
from django.utils.translation import get_language

from tongpin.journal.models import Entry
from tongpin.journal.submitting import ACCEPTED, KNOWN, Answer, submit
from tongpin.kernel import vocabulary
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.base import Event
from tongpin.webkit.seat import WEBCHAT, Seat
from tongpin.webkit.sentences import rendered

MOST_KEY = 64
"""Characters of a key that a form brings along."""


class Reply(NamedTuple):
    """What became of what was asked, and what Tongpin said to the one who asked, in the page's language."""

    answer: Answer
    said: list[str]

    @property
    def is_done(self) -> bool:
        """Say whether it is on disk, now or since an earlier try; what was *said* may still be a refusal."""
        return self.answer.status in {ACCEPTED, KNOWN}


def now_ms() -> int:
    """Return milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def key_of(request: HttpRequest, seat: Seat) -> str:
    """Return the id of an arrival: the form's own key, so that a repeat does no harm, else a fresh one.

    The account stands in it: nobody can use up another's keys.
    """
    return f"{seat.external}:{request.POST.get('key', '')[:MOST_KEY] or uuid4().hex}"


def give_command(request: HttpRequest, seat: Seat, chat: str, text: str) -> Reply:
    """Say a command to Tongpin (`签到`, `申诉 12 理由`) as the member on this seat, in a chat, by a button."""
    return _asked(
        seat, Arrival(WEBCHAT, key_of(request, seat), now_ms(), "command", chat=chat, sender=seat.external, text=text)
    )


def hand_in_event(request: HttpRequest, seat: Seat, event: Event) -> Reply:
    """Hand in an event that is numbered already."""
    return _asked(seat, Arrival(WEBCHAT, key_of(request, seat), now_ms(), "event", sender=seat.external, event=event))


def hand_in(seat: Seat, arrival: Arrival) -> Reply:
    """Hand in any arrival from a view that runs in a thread."""
    return _asked(seat, arrival)


def _asked(seat: Seat, arrival: Arrival) -> Reply:
    answer = async_to_sync(submit)(seat.community, arrival)
    return Reply(answer, said_to(seat.community, answer.n, seat.member) if answer.n else [])


def said_to(community: int, n: int, member: int) -> list[str]:
    """Return what an entry said to a member, or to everybody, in the language of the page."""
    entry = Entry.objects.filter(community=community, n=n).values_list("actions", flat=True).first()
    actions = vocabulary.decode_actions(bytes(entry)) if entry is not None else []
    language = get_language() or "zh-hans"
    return [rendered(each, language) for each in actions if isinstance(each, Say) and each.to in {0, member}]

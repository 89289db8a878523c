"""Points in words: what a booking was for, and what the playbook pays and charges."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tongpin.capabilities.incentives.models import Transaction
from tongpin.capabilities.incentives.playbook import SPEECH, Incentives
from tongpin.kernel.playbook.rates import Often
from tongpin.webkit.pages import Said

REASONS: dict[str, Said] = {
    "appeal_decided": gettext_lazy("An appeal that was answered"),
    "appeal_lodged": gettext_lazy("An appeal"),
    "breach_found": gettext_lazy("A breach"),
    "case_opened": gettext_lazy("A case"),
    "chat_joined": gettext_lazy("Coming into a chat"),
    "chat_left": gettext_lazy("Leaving a chat"),
    "checked_in": gettext_lazy("Daily check-in"),
    "command_given": gettext_lazy("A word to Tongpin"),
    "duty_asked": gettext_lazy("A duty that was asked for"),
    "duty_given": gettext_lazy("Taking on a duty"),
    "duty_taken": gettext_lazy("Giving up a duty"),
    "member_muted": gettext_lazy("Being muted"),
    "member_removed": gettext_lazy("Being removed"),
    "member_unmuted": gettext_lazy("The end of a mute"),
    "membership_began": gettext_lazy("Joining the community"),
    "membership_ended": gettext_lazy("Leaving the community"),
    "message_posted": gettext_lazy("Messages"),
    "message_recalled": gettext_lazy("A recalled message"),
    "name_card_kept": gettext_lazy("A name card"),
    "name_card_reminded": gettext_lazy("A reminder of the name card"),
    "name_card_set": gettext_lazy("A new name card"),
    "reacted": gettext_lazy("A reaction"),
    "sanction_confirmed": gettext_lazy("A sanction that was confirmed"),
    "sanction_imposed": gettext_lazy("A sanction"),
    "sanction_lapsed": gettext_lazy("A sanction that lapsed"),
    "sanction_undone": gettext_lazy("A sanction that was undone"),
}
"""Whatever the playbook can pay or charge for."""
KINDS: dict[str, Said] = {
    "grant": gettext_lazy("given"),
    "penalty": gettext_lazy("taken"),
    "reversal": gettext_lazy("given back"),
    "adjust": gettext_lazy("adjusted"),
    "expiry": gettext_lazy("expired"),
    "hold": gettext_lazy("set aside"),
    "post": gettext_lazy("paid out"),
    "void": gettext_lazy("released"),
}
"""What transactions are."""
_RECALLED, _RESTORED, _UNDONE, _CASE = "recalled", "restored", "undone", "case"
"""How keys and causes of the books begin, beside the names of what is rewarded."""


class Booking(NamedTuple):
    """A transaction as a person reads it: its part of points, what for, and the day or case (0: none) that it is of."""

    tx: int
    at: int
    points: int
    what: str
    day: date | None
    case: int
    kind: Said
    written_off: int


def booking_of(row: Transaction, points: int) -> Booking:
    """Say in words what a transaction was, of which `points` are shown."""
    cause, _separator, number = row.cause.partition(":")
    case = int(number) if cause == _CASE and number.isdigit() else 0
    day = date.fromordinal(int(number)) if cause == SPEECH and number.isdigit() else None
    return Booking(row.tx, row.at, points, _what(row), day, case, KINDS.get(row.kind, row.kind), row.written_off)


def _what(row: Transaction) -> str:
    first, *rest = row.key.split(":")
    if first == _UNDONE and rest:
        return _("Given back: %(what)s") % {"what": _reason(rest[0])}
    return _reason(first)


def _reason(name: str) -> str:
    if name == _RECALLED:
        return _("What a recalled message had earned")
    if name == _RESTORED:
        return _("A message that counts again")
    return str(REASONS.get(name, name))


class Price(NamedTuple):
    """A line of the playbook: what happens, what it brings (or costs, below 0), and how often at most."""

    what: str
    points: int
    at_most: str


def prices_of(section: Incentives) -> list[Price]:
    """Say what earns points and what costs them."""
    earned = [Price(_reason(each.when), each.grant, _at_most(each.at_most)) for each in section.rewards]
    return earned + [Price(_reason(each.when), -each.cost, "") for each in section.costs]


def _at_most(often: Often | None) -> str:
    if often is None:
        return ""
    counted = ngettext("once", "%(times)d times", often.times) % {"times": often.times}
    spans = {
        "hour": _("at most %(counted)s an hour"),
        "day": _("at most %(counted)s a day"),
        "week": _("at most %(counted)s a week"),
        "month": _("at most %(counted)s a month"),
        "ever": _("at most %(counted)s in all"),
    }
    return spans[often.period] % {"counted": counted}

"""What is stored about a member, for himself: profile, messages, cases, points and check-ins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tongpin.capabilities.activities.models import Checkin
from tongpin.capabilities.incentives.models import Share, Transaction
from tongpin.capabilities.members.models import Member
from tongpin.capabilities.sanctions.models import Case, Change
from tongpin.journal.models import Identity, Message, Text
from tongpin.kernel.standing import DUTIES
from tongpin.webkit.asking import now_ms
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

AT_ONCE = 1_000
"""Rows that are looked up together."""


class OwnData:
    """Gathers all that is stored about the member on a seat, and of nobody else."""

    def __init__(self, seat: Seat) -> None:
        """Read times by the community's clock."""
        self.seat = seat
        self.own = {"community": seat.community, "member": seat.member}
        self.zone = ZoneInfo(seat.zone)

    def gathered(self) -> dict[str, Any]:
        """Return it, ready for JSON; times are in ISO 8601, and a text that was deleted is null."""
        return {
            "community": self.seat.community_name,
            "at": self._time(now_ms()),
            "member": self._profile(),
            "accounts": list(Identity.objects.filter(**self.own).values("source", "external", "name")),
            "messages": list(self._messages()),
            "cases": self._cases(),
            "points": list(self._points()),
            "checkins": list(self._checkins()),
        }

    def _profile(self) -> dict[str, Any]:
        row = Member.objects.get(**self.own)
        return {
            "number": row.number,
            "name_card": self._texts([row.card]).get(row.card),
            "duties": [duty for bit, duty in enumerate(DUTIES) if row.duties & 1 << bit],
            "joined": self._time(row.joined),
            "ended": self._time(row.ended),
            "muted_until": self._time(row.muted_until),
            "points": row.balance,
            "messages": row.messages,
        }

    def _messages(self) -> Iterator[dict[str, Any]]:
        chats = people().chat_names(self.seat.community)
        after = 0
        while rows := list(Message.objects.filter(**self.own, number__gt=after).order_by("number")[:AT_ONCE]):
            texts = self._texts([each.text for each in rows])
            for each in rows:
                yield {
                    "number": each.number,
                    "chat": chats.get(each.chat, ""),
                    "sent": self._time(each.sent),
                    "text": texts.get(each.text),
                }
            after = rows[-1].number

    def _cases(self) -> list[dict[str, Any]]:
        cases = list(Case.objects.filter(**self.own).order_by("case"))
        changes: dict[int, list[dict[str, Any]]] = {each.case: [] for each in cases}
        for start in range(0, len(cases), AT_ONCE):
            numbers = [each.case for each in cases[start : start + AT_ONCE]]
            rows = list(Change.objects.filter(community=self.seat.community, case__in=numbers).order_by("case", "at"))
            said = self._texts([each.text for each in rows])
            for row in rows:
                told = {"change": row.change, "at": self._time(row.at), "text": said.get(row.text)}
                changes[row.case].append(told)
        return [
            {
                "case": each.case,
                "at": self._time(each.at),
                "rule": each.rule,
                "message": each.message,
                "acts": each.acts.split(","),
                "changes": changes[each.case],
            }
            for each in cases
        ]

    def _points(self) -> Iterator[dict[str, Any]]:
        after = 0
        while shares := list(Share.objects.filter(**self.own, tx__gt=after).order_by("tx")[:AT_ONCE]):
            numbers = [each.tx for each in shares]
            rows = Transaction.objects.filter(community=self.seat.community, tx__in=numbers)
            booked = {each.tx: each for each in rows}
            for each in shares:
                row = booked[each.tx]
                yield {"at": self._time(row.at), "points": each.amount, "kind": row.kind, "cause": row.cause}
            after = shares[-1].tx

    def _checkins(self) -> Iterator[dict[str, Any]]:
        for each in Checkin.objects.filter(**self.own).order_by("day"):
            yield {
                "day": date.fromordinal(each.day).isoformat(),
                "at": self._time(each.at),
                "streak": each.streak,
                "made_up": bool(each.makeup),
            }

    def _texts(self, numbers: list[int]) -> dict[int, str]:
        found = Text.objects.filter(community=self.seat.community, number__in=[each for each in numbers if each])
        return dict(found.values_list("number", "body"))

    def _time(self, at: int) -> str | None:
        return datetime.fromtimestamp(at // 1000, self.zone).isoformat() if at else None

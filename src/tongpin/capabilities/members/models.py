"""The read tables of members, as pages read them. Written by the projection alone.

Times are milliseconds since the epoch; 0 means never. Columns that change with every message have no index: it would
cost each message more than it saves a page, which looks through ten thousand members in a few milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tongpin.journal.models import Text

if TYPE_CHECKING:
    from tongpin.webkit.pages import Span

BEGAN = ("joined", "spoke")
"""Changes by which somebody came by himself; `restored` gives back what was taken."""
MOST_DIGITS = 15
"""Of a running number; what is longer is none."""


class MemberQuerySet(models.QuerySet["Member"]):
    """Members of a community, and those who once were."""

    def of(self, community: int) -> Self:
        """Keep those who ever had a running number in a community; bots have none."""
        return self.filter(community=community, number__gt=0)

    def here(self) -> Self:
        """Keep those who belong to it now."""
        return self.filter(joined__gt=0)

    def gone(self) -> Self:
        """Keep those who left or were removed."""
        return self.filter(joined=0)

    def called(self, text: str) -> Self:
        """Keep those whose number it is, or whose name card holds the text."""
        number = number_in(text)
        card = Text.objects.filter(community=OuterRef("community"), number=OuterRef("card"), body__icontains=text)
        return self.filter(Q(number=number) | Exists(card)) if number else self.filter(Exists(card))


def number_in(text: str) -> int:
    """Return the running number that a text names (`12`, `#12`); 0 where it names none."""
    digits = text.removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS else 0


class Member(models.Model):
    """One person in one community."""

    pk = models.CompositePrimaryKey("community", "member")
    community = models.BigIntegerField()
    member = models.BigIntegerField()
    number = models.BigIntegerField()
    joined = models.BigIntegerField()
    ended = models.BigIntegerField()
    how = models.TextField()
    duties = models.BigIntegerField()
    card = models.BigIntegerField()
    card_in_form = models.BigIntegerField()
    muted_until = models.BigIntegerField()
    balance = models.BigIntegerField()
    messages = models.BigIntegerField()
    first_message = models.BigIntegerField()
    last_message = models.BigIntegerField()

    objects = MemberQuerySet.as_manager()

    class Meta:
        db_table = "members_members"
        indexes = [
            models.Index("community", "number", name="members_members_number"),
            models.Index("community", "joined", "number", name="members_members_joined"),
            models.Index("community", "number", name="members_members_duties", condition=Q(duties__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.community}/{self.number}"


class ChangeQuerySet(models.QuerySet["Change"]):
    """Comings, goings and duties."""

    def within(self, community: int, span: Span) -> Self:
        """Keep those of a stretch of time."""
        return self.filter(community=community, at__gte=span.since, at__lt=span.until)

    def of_duties(self, community: int) -> Self:
        """Keep those by which a duty was given or taken."""
        return self.filter(community=community).exclude(duty="")


class Change(models.Model):
    """A membership began (joined, spoke, restored) or ended (left, removed), or a `duty` was given or taken."""

    pk = models.CompositePrimaryKey("community", "n", "member", "what", "duty")
    community = models.BigIntegerField()
    n = models.BigIntegerField()
    member = models.BigIntegerField()
    what = models.TextField()
    duty = models.TextField()
    by = models.BigIntegerField()
    at = models.BigIntegerField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        db_table = "members_changes"
        indexes = [
            models.Index("community", "member", "n", name="members_changes_of"),
            models.Index("community", "at", name="members_changes_at"),
            models.Index("community", "at", name="members_changes_duties", condition=~Q(duty="")),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.what} {self.duty}"

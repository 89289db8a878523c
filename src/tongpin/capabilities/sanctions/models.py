"""The read tables of cases. Times are milliseconds since the epoch; 0 means never."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

SETTLED = ("confirmed", "lapsed", "undone")
"""Changes after which a provisional sanction waits for nobody."""
ANSWERED = ("kept", "upheld")
"""Changes after which an appeal waits for nobody."""


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases by what became of them."""

    def changed(self, *changes: str) -> Self:
        """Keep cases to which one of these things happened."""
        return self.filter(Exists(_changes_of_it(*changes)))

    def unchanged(self, *changes: str) -> Self:
        """Keep cases to which none of these things happened."""
        return self.exclude(Exists(_changes_of_it(*changes)))

    def unconfirmed(self, now: int) -> Self:
        """Keep those that a steward has still to confirm; without that they lapse."""
        return self.filter(provisional=1, confirm_by__gt=now).unchanged(*SETTLED)

    def appealed(self) -> Self:
        """Keep those whose appeal waits for an answer."""
        return self.changed("appealed").unchanged(*ANSWERED)


class ChangeQuerySet(models.QuerySet["Change"]):
    """Changes of cases."""

    def of(self, community: int, cases: Iterable[int]) -> Mapping[int, list[Change]]:
        """Return the changes of some cases by case, in order of time."""
        found: dict[int, list[Change]] = {case: [] for case in cases}
        for change in self.filter(community=community, case__in=list(found)).order_by("at"):
            found[change.case].append(change)
        return found

    def unanswered(self, community: int) -> Self:
        """Keep the appeals of a community that wait for an answer."""
        answer = Change.objects.filter(community=community, case=OuterRef("case"), change__in=ANSWERED)
        return self.filter(community=community, change="appealed").exclude(Exists(answer))


class Case(models.Model):
    """A case as it was opened: the breach, and the step of the ladder with its acts, by commas."""

    pk = models.CompositePrimaryKey("community", "case")
    community = models.BigIntegerField()
    case = models.BigIntegerField()
    member = models.BigIntegerField()
    chat = models.BigIntegerField()
    message = models.BigIntegerField()
    text = models.BigIntegerField()
    rule = models.TextField()
    line = models.BigIntegerField()
    breaches = models.BigIntegerField()
    weight = models.BigIntegerField()
    step = models.BigIntegerField()
    acts = models.TextField()
    until = models.BigIntegerField()
    provisional = models.BigIntegerField()
    confirm_by = models.BigIntegerField()
    appeal_by = models.BigIntegerField()
    version = models.BigIntegerField()
    at = models.BigIntegerField()

    objects = CaseQuerySet.as_manager()

    class Meta:
        db_table = "sanctions_cases"
        indexes = [
            models.Index("community", "member", "case", name="sanctions_cases_of"),
            models.Index("community", "rule", "case", name="sanctions_cases_rule"),
            models.Index("community", "message", name="sanctions_cases_message"),
            models.Index("community", "at", name="sanctions_cases_at"),
            models.Index("community", "confirm_by", name="sanctions_cases_confirm", condition=models.Q(provisional=1)),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.rule}"


class Change(models.Model):
    """What became of a case: confirmed, lapsed, removed, unmuted, appealed, kept, upheld, undone."""

    pk = models.CompositePrimaryKey("community", "case", "change")
    community = models.BigIntegerField()
    case = models.BigIntegerField()
    change = models.TextField()
    by = models.BigIntegerField()
    text = models.BigIntegerField()
    due = models.BigIntegerField()
    at = models.BigIntegerField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        db_table = "sanctions_changes"
        indexes = [models.Index("community", "change", "at", name="sanctions_changes_at")]

    def __str__(self) -> str:
        return f"{self.case} · {self.change}"


def _changes_of_it(*changes: str) -> ChangeQuerySet:
    return Change.objects.filter(community=OuterRef("community"), case=OuterRef("case"), change__in=changes)

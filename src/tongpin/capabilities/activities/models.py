"""The read tables of check-ins, as pages read them. Written by the projection alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from tongpin.webkit.pages import Span


class CheckinQuerySet(models.QuerySet["Checkin"]):
    """Check-ins of a community."""

    def of(self, community: int, member: int, since: int) -> CheckinQuerySet:
        """Return a member's, from a day on, the earliest day first."""
        return self.filter(community=community, member=member, day__gte=since).order_by("day")

    def on(self, community: int, day: int) -> CheckinQuerySet:
        """Return those for a day, the earliest first."""
        return self.filter(community=community, day=day).order_by("n")

    def within(self, community: int, span: Span) -> CheckinQuerySet:
        """Return those that were given in a stretch of time, without those that were made up."""
        return self.filter(community=community, at__gte=span.since, at__lt=span.until, makeup=0)


class Checkin(models.Model):
    """A member checked in for a day (proleptic ordinal), in entry `n`; `at` is in milliseconds since the epoch."""

    pk = models.CompositePrimaryKey("community", "n")
    community = models.BigIntegerField()
    n = models.BigIntegerField()
    member = models.BigIntegerField()
    chat = models.BigIntegerField()
    day = models.BigIntegerField()
    streak = models.BigIntegerField()
    makeup = models.BigIntegerField()
    at = models.BigIntegerField()

    objects = CheckinQuerySet.as_manager()

    class Meta:
        db_table = "activities_checkins"
        indexes = [
            models.Index("community", "member", "day", name="activities_checkins_of"),
            models.Index("community", "day", "n", name="activities_checkins_day"),
            models.Index("community", "at", name="activities_checkins_at"),
        ]

    def __str__(self) -> str:
        return f"{self.member}/{self.day}"


class Streak(models.Model):
    """A member's unbroken days, and the latest of them (proleptic ordinal)."""

    pk = models.CompositePrimaryKey("community", "member")
    community = models.BigIntegerField()
    member = models.BigIntegerField()
    last = models.BigIntegerField()
    streak = models.BigIntegerField()

    class Meta:
        db_table = "activities_streaks"
        indexes = [models.Index("community", models.F("streak").desc(), "member", name="activities_streaks_longest")]

    def __str__(self) -> str:
        return f"{self.member} · {self.streak}"

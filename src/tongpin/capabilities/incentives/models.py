"""The read tables of the books and of leaderboards, as pages read them. Written by the projection alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from tongpin.webkit.pages import Span


class TransactionQuerySet(models.QuerySet["Transaction"]):
    """Transactions, the latest first where an order is asked for."""

    def before(self, community: int, tx: int) -> TransactionQuerySet:
        """Return a community's transactions, the latest first, those before `tx` where it is not 0."""
        found = self.filter(community=community).order_by("-tx")
        return found.filter(tx__lt=tx) if tx else found

    def within(self, community: int, span: Span) -> TransactionQuerySet:
        """Return what was booked in a stretch of time."""
        return self.filter(community=community, at__gte=span.since, at__lt=span.until)


class Transaction(models.Model):
    """One transaction: `member` is whom it concerns (0: several), `amount` what members got, `legs` all, as JSON."""

    pk = models.CompositePrimaryKey("community", "tx")
    community = models.BigIntegerField()
    tx = models.BigIntegerField()
    n = models.BigIntegerField()
    at = models.BigIntegerField()
    key = models.TextField()
    unit = models.TextField()
    kind = models.TextField()
    cause = models.TextField()
    member = models.BigIntegerField()
    amount = models.BigIntegerField()
    written_off = models.BigIntegerField()
    reverses = models.BigIntegerField()
    legs = models.TextField()

    objects = TransactionQuerySet.as_manager()

    class Meta:
        db_table = "incentives_transactions"
        indexes = [
            # Wide enough that what was given and taken in a day is summed without a look at the rows.
            models.Index("community", "at", "kind", "amount", name="incentives_transactions_at"),
            models.Index("community", "kind", "tx", name="incentives_transactions_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.tx} · {self.key}"


class Share(models.Model):
    """What one member got or gave in a transaction."""

    pk = models.CompositePrimaryKey("community", "member", "tx")
    community = models.BigIntegerField()
    member = models.BigIntegerField()
    tx = models.BigIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "incentives_shares"

    def __str__(self) -> str:
        return f"{self.tx} · {self.member} · {self.amount}"


class Balance(models.Model):
    """What a member has of a unit."""

    pk = models.CompositePrimaryKey("community", "member", "unit")
    community = models.BigIntegerField()
    member = models.BigIntegerField()
    unit = models.TextField()
    balance = models.BigIntegerField()

    class Meta:
        db_table = "incentives_balances"

    def __str__(self) -> str:
        return f"{self.member} · {self.balance} {self.unit}"


class ScoreQuerySet(models.QuerySet["Score"]):
    """What leaderboards show; `field` is `week_points` or `balance`."""

    def ranked(self, community: int, week: int = 0) -> ScoreQuerySet:
        """Return who stands on a board, the best first: that of a week (its Monday), else that of all times.

        The same members in the same order as in chat: who belongs here, lets himself be shown and has any points.
        """
        shown = self.filter(community=community, belongs=1, shown=1)
        if week:
            return shown.filter(week=week, week_points__gt=0).order_by("-week_points", "number")
        return shown.filter(balance__gt=0).order_by("-balance", "number")


class Score(models.Model):
    """What leaderboards need of a member: `week` is the Monday of the week in which he earned `week_points`."""

    pk = models.CompositePrimaryKey("community", "member")
    community = models.BigIntegerField()
    member = models.BigIntegerField()
    number = models.BigIntegerField()
    belongs = models.BigIntegerField()
    shown = models.BigIntegerField()
    balance = models.BigIntegerField()
    week = models.BigIntegerField()
    week_points = models.BigIntegerField()
    best_week = models.BigIntegerField()

    objects = ScoreQuerySet.as_manager()

    class Meta:
        db_table = "incentives_scores"
        indexes = [
            models.Index(
                "community",
                "week",
                models.F("week_points").desc(),
                "number",
                name="incentives_scores_week",
                condition=models.Q(belongs=1, shown=1),
            ),
            models.Index(
                "community",
                models.F("balance").desc(),
                "number",
                name="incentives_scores_ever",
                condition=models.Q(belongs=1, shown=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.balance}"

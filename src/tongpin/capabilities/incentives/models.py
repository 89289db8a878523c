"""The read tables of the books, as pages read them. Written by the projection alone."""

from django.db import models


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

    class Meta:
        db_table = "incentives_transactions"

    def __str__(self) -> str:
        return f"{self.tx} · {self.key}"


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

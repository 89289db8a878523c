"""The read table of breaches."""

from __future__ import annotations

from django.db import models


class Breach(models.Model):
    """A message that broke a rule: what was measured against what. `also` names the other rules, by commas."""

    pk = models.CompositePrimaryKey("community", "n")
    community = models.BigIntegerField()
    n = models.BigIntegerField()
    member = models.BigIntegerField()
    chat = models.BigIntegerField()
    message = models.BigIntegerField()
    text = models.BigIntegerField()
    rule = models.TextField()
    line = models.BigIntegerField()
    measured = models.BigIntegerField()
    limit = models.BigIntegerField()
    also = models.TextField()
    version = models.BigIntegerField()
    at = models.BigIntegerField()

    class Meta:
        db_table = "conduct_breaches"
        indexes = [
            models.Index("community", "member", "n", name="conduct_breaches_of"),
            models.Index("community", "rule", "n", name="conduct_breaches_rule"),
            models.Index("community", "chat", "n", name="conduct_breaches_chat"),
            models.Index("community", "at", name="conduct_breaches_at"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} · {self.n}"

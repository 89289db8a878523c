"""The read tables of cases. Times are milliseconds since the epoch; 0 means never."""

from __future__ import annotations

from django.db import models


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

    class Meta:
        db_table = "sanctions_cases"

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

    class Meta:
        db_table = "sanctions_changes"

    def __str__(self) -> str:
        return f"{self.case} · {self.change}"

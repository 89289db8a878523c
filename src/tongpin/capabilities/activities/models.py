"""The read table of check-ins, as pages read it. Written by the projection alone."""

from django.db import models


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

    class Meta:
        db_table = "activities_checkins"

    def __str__(self) -> str:
        return f"{self.member}/{self.day}"

"""The read table of members, as pages read it. Written by the projection alone."""

from django.db import models


class Member(models.Model):
    """One person in one community. Times are milliseconds since the epoch; 0 means never."""

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

    class Meta:
        db_table = "members_members"

    def __str__(self) -> str:
        return f"{self.community}/{self.number}"

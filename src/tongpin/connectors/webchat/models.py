"""The read tables of the built-in chat, as pages read them. Written by the engine's projection alone."""

from __future__ import annotations

from django.db import models


class Room(models.Model):
    """A chat that was opened, and the text that holds its title."""

    pk = models.CompositePrimaryKey("community", "chat")
    community = models.BigIntegerField()
    chat = models.BigIntegerField()
    text = models.BigIntegerField()
    n = models.BigIntegerField()

    class Meta:
        db_table = "webchat_rooms"

    def __str__(self) -> str:
        return f"{self.community}/{self.chat}"


class Reaction(models.Model):
    """A member's reaction to a message; `removed` is 1 where it was taken off again."""

    pk = models.CompositePrimaryKey("community", "message", "member", "reaction")
    community = models.BigIntegerField()
    message = models.BigIntegerField()
    member = models.BigIntegerField()
    reaction = models.TextField()
    removed = models.BigIntegerField()
    chat = models.BigIntegerField()
    n = models.BigIntegerField()

    class Meta:
        db_table = "webchat_reactions"

    def __str__(self) -> str:
        return f"{self.message} · {self.reaction}"


class Recall(models.Model):
    """A message that a case took back; shown again once the case is undone."""

    pk = models.CompositePrimaryKey("community", "message", "case")
    community = models.BigIntegerField()
    message = models.BigIntegerField()
    case = models.BigIntegerField()
    chat = models.BigIntegerField()
    member = models.BigIntegerField()
    n = models.BigIntegerField()

    class Meta:
        db_table = "webchat_recalls"

    def __str__(self) -> str:
        return f"{self.message} · {self.case}"


class Restored(models.Model):
    """A case that was undone: what it recalled is shown again."""

    pk = models.CompositePrimaryKey("community", "case")
    community = models.BigIntegerField()
    case = models.BigIntegerField()
    n = models.BigIntegerField()

    class Meta:
        db_table = "webchat_restored"

    def __str__(self) -> str:
        return str(self.case)

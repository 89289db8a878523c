"""The journal's tables, for Django to create and for pages to read; `tables.py` is the writer's side of them."""

from __future__ import annotations

from django.db import models

from tongpin.journal.outbox import NOTABLE, OPEN

COMMON = ("ActReported", "MessagePosted", "Reacted", "TimerDue")
"""Kinds of entries that say nothing of what somebody decided."""


class Workspace(models.Model):
    """Who runs communities together; it stands on the communities alone."""

    id = models.BigAutoField(primary_key=True)
    name = models.TextField()
    created = models.BigIntegerField()

    def __str__(self) -> str:
        return self.name


class Community(models.Model):
    """A community; `key` is the secret that keys its marks and fingerprints."""

    id = models.BigAutoField(primary_key=True)
    workspace = models.BigIntegerField(db_index=True)
    name = models.TextField()
    key = models.BinaryField()
    created = models.BigIntegerField()

    def __str__(self) -> str:
        return self.name


class Mark(models.Model):
    """An event that is in the inbox: never taken in twice."""

    pk = models.CompositePrimaryKey("community", "hash")
    community = models.BigIntegerField()
    hash = models.BigIntegerField()
    n = models.BigIntegerField()
    message = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.community}/{self.hash}"


class Entry(models.Model):
    """The n-th thing that happened in a community."""

    pk = models.CompositePrimaryKey("community", "n")
    community = models.BigIntegerField()
    n = models.BigIntegerField()
    sent = models.BigIntegerField()
    at = models.BigIntegerField()
    version = models.BigIntegerField()
    kind = models.TextField()
    facts = models.BinaryField()
    actions = models.BinaryField()

    class Meta:
        indexes = [
            # What people did by hand is looked up in the audit log; messages, a thousand to one, are not.
            models.Index(
                "community",
                "kind",
                "n",
                name="tongpin_journal_entry_rare",
                condition=~models.Q(kind__in=COMMON),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community}/{self.n} {self.kind}"


class Text(models.Model):
    """What somebody wrote: the one place where it stands, and where it is deleted."""

    pk = models.CompositePrimaryKey("community", "number")
    community = models.BigIntegerField()
    number = models.BigIntegerField()
    author = models.BigIntegerField()
    kind = models.TextField()
    retention = models.TextField()
    body = models.TextField()
    at = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.community}/{self.number}"


class Chat(models.Model):
    """A room on a platform."""

    pk = models.CompositePrimaryKey("community", "number")
    community = models.BigIntegerField()
    number = models.BigIntegerField()
    source = models.TextField()
    external = models.TextField()
    title = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint("community", "source", "external", name="tongpin_journal_chat_once")]

    def __str__(self) -> str:
        return self.title or f"{self.source} {self.external}"


class Identity(models.Model):
    """An account of a member on a platform."""

    pk = models.CompositePrimaryKey("community", "number")
    community = models.BigIntegerField()
    number = models.BigIntegerField()
    member = models.BigIntegerField()
    source = models.TextField()
    external = models.TextField()
    name = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint("community", "source", "external", name="tongpin_journal_identity_once")]
        indexes = [models.Index("community", "member", name="tongpin_journal_identity_of")]

    def __str__(self) -> str:
        return self.name or f"{self.source} {self.external}"


class Message(models.Model):
    """A message of a chat: its platform's id, by which it is replied to and recalled."""

    pk = models.CompositePrimaryKey("community", "number")
    community = models.BigIntegerField()
    number = models.BigIntegerField()
    chat = models.BigIntegerField()
    member = models.BigIntegerField()
    source = models.TextField()
    external = models.TextField()
    text = models.BigIntegerField()
    n = models.BigIntegerField()
    sent = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index("community", "chat", "number", name="tongpin_journal_message_chat"),
            models.Index("community", "member", "number", name="tongpin_journal_message_of"),
        ]

    def __str__(self) -> str:
        return f"{self.community}/{self.number}"


class PlaybookVersion(models.Model):
    """A version of a community's playbook, kept for good."""

    pk = models.CompositePrimaryKey("community", "version")
    community = models.BigIntegerField()
    version = models.BigIntegerField()
    author = models.BigIntegerField()
    reason = models.TextField()
    body = models.TextField()
    at = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.community}/{self.version}"


class Outbox(models.Model):
    """An action on its way to the world."""

    pk = models.CompositePrimaryKey("community", "n", "index")
    community = models.BigIntegerField()
    n = models.BigIntegerField()
    index = models.BigIntegerField()
    chat = models.BigIntegerField()
    kind = models.TextField()
    body = models.BinaryField()
    state = models.TextField()
    attempts = models.BigIntegerField()
    not_before = models.BigIntegerField()
    error = models.TextField()
    updated = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(
                "community",
                "chat",
                "n",
                "index",
                name="tongpin_journal_outbox_open",
                condition=models.Q(state__in=OPEN),
            ),
            models.Index(
                "community",
                "state",
                "updated",
                name="tongpin_journal_outbox_amiss",
                condition=models.Q(state__in=NOTABLE),
            ),
            models.Index(
                "community",
                "chat",
                "n",
                name="tongpin_journal_outbox_said",
                condition=models.Q(kind="Say"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Cursor(models.Model):
    """How far a reader of the journal got, or the last number given."""

    pk = models.CompositePrimaryKey("community", "name")
    community = models.BigIntegerField()
    name = models.TextField()
    value = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class Snapshot(models.Model):
    """The state behind entry n, for a state version of the code."""

    pk = models.CompositePrimaryKey("community", "n")
    community = models.BigIntegerField()
    n = models.BigIntegerField()
    version = models.TextField()
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.community}/{self.n}"


class Failure(models.Model):
    """An event on which deciding raised, with what came in, for the operator."""

    pk = models.CompositePrimaryKey("community", "n")
    community = models.BigIntegerField()
    n = models.BigIntegerField()
    kind = models.TextField()
    error = models.TextField()
    arrival = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.kind}: {self.error}"

"""The journal's own tables as the raw writer knows them.

`models.py` says the same to Django, and a test holds the two equal. `community` leads every key and is not listed.
"""

from __future__ import annotations

from tongpin.kernel.projection import Table

PREFIX = "tongpin_journal_"

WORKSPACE = f"{PREFIX}workspace"
COMMUNITY = f"{PREFIX}community"

MARK = Table(f"{PREFIX}mark", ("hash", "n", "message"), grows=True)
ENTRY = Table(f"{PREFIX}entry", ("n", "sent", "at", "version", "kind", "facts", "actions"), grows=True)
TEXT = Table(f"{PREFIX}text", ("number", "author", "kind", "retention", "body", "at"), grows=True)
CHAT = Table(f"{PREFIX}chat", ("number", "source", "external", "title"))
IDENTITY = Table(f"{PREFIX}identity", ("number", "member", "source", "external", "name"))
MESSAGE = Table(f"{PREFIX}message", ("number", "chat", "member", "source", "external", "text", "n", "sent"), grows=True)
PLAYBOOK = Table(f"{PREFIX}playbookversion", ("version", "author", "reason", "body", "at"), grows=True)
OUTBOX = Table(
    f"{PREFIX}outbox",
    ("n", "index", "chat", "kind", "body", "state", "attempts", "not_before", "error", "updated"),
    key=2,
    grows=True,
)
CURSOR = Table(f"{PREFIX}cursor", ("name", "value"))
SNAPSHOT = Table(f"{PREFIX}snapshot", ("n", "version", "data"))
FAILURE = Table(f"{PREFIX}failure", ("n", "kind", "error", "arrival"), grows=True)

TABLES = (MARK, ENTRY, TEXT, CHAT, IDENTITY, MESSAGE, PLAYBOOK, OUTBOX, CURSOR, SNAPSHOT, FAILURE)

"""Accounts, and what lets people in without a password. What a person is in a community stands in the journal alone."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q


def fresh_external() -> str:
    """Return an id by which the journal will know an account: it cannot be guessed and says nothing of anybody."""
    return f"w{secrets.token_hex(8)}"


class Account(AbstractUser):
    """A sign-in, with a password (operators) or without one (members).

    `external` is the id under which the account speaks in every community; it never changes.
    """

    external = models.CharField(max_length=40, unique=True, default=fresh_external, editable=False)
    first_name = None  # type: ignore[assignment] # A name is not split, and stands on the name card.
    last_name = None  # type: ignore[assignment]
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "signin_accounts"

    def __str__(self) -> str:
        return self.username


class PassQuerySet(models.QuerySet["Pass"]):
    """Which passes still let somebody in."""

    def open(self, at: int) -> PassQuerySet:
        """Return those that are neither used up nor over at an instant."""
        return self.filter(uses_left__gt=0, until__gt=at)

    def take(self, number: int, at: int) -> bool:
        """Use a pass once, unless it is used up or over by now: of many at once, no more get in than it has uses."""
        return self.open(at).filter(id=number).update(uses_left=F("uses_left") - 1, used_at=at) == 1

    def give_back(self, number: int) -> None:
        """Undo a use that led to nothing."""
        self.filter(id=number).update(uses_left=F("uses_left") + 1)


class Pass(models.Model):
    """Lets somebody in who shows its link, or types its short code: known by their hashes alone.

    Times are milliseconds since the epoch (`used_at` 0: never); `community` 0: none, `account` None: a new one is made.
    """

    class Kind(models.TextChoices):
        """What a pass is for."""

        DEVICE = "device"
        INVITATION = "invitation"
        OWNER = "owner"
        SHELL = "shell"

    kind = models.CharField(max_length=10, choices=Kind)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - several have none
    community = models.BigIntegerField(default=0)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    made_by = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    made = models.BigIntegerField()
    until = models.BigIntegerField()
    uses = models.PositiveIntegerField(default=1)
    uses_left = models.PositiveIntegerField(default=1)
    used_at = models.BigIntegerField(default=0)

    objects = PassQuerySet.as_manager()

    class Meta:
        db_table = "signin_passes"
        indexes = [models.Index(fields=["kind", "community", "until"], name="signin_passes_open")]
        constraints = [models.CheckConstraint(condition=Q(uses_left__lte=F("uses")), name="signin_passes_uses")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def is_open(self, at: int) -> bool:
        """Say whether it is neither used up nor over at an instant."""
        return self.uses_left > 0 and self.until > at


class Miss(models.Model):
    """How many wrong codes were typed at a place (a keyed hash of an address, or everywhere) in a window of time."""

    place = models.CharField(max_length=32)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "signin_misses"
        constraints = [models.UniqueConstraint(fields=["place", "window"], name="signin_misses_once")]

    def __str__(self) -> str:
        return f"{self.place} {self.window}: {self.count}"

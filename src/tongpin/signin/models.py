"""Accounts: who sits in front of the screen. What a person is in a community stands in the journal, never here."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


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

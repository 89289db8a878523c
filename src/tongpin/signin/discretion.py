"""Keeps links that let people in out of the server's log, where Django writes the addresses of requests that fail."""

from __future__ import annotations

import logging

from django.urls import reverse

LOGGERS = ("django.request", "django.security.csrf")
HIDDEN = "..."


class WithoutTokens(logging.Filter):
    """Writes `/in/...` in place of the address of a link."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without tokens."""
        if isinstance(record.args, tuple):
            record.args = tuple(_discreet(each) if isinstance(each, str) else each for each in record.args)
        return True


def _discreet(word: str) -> str:
    door = reverse("enter")
    return f"{door}{HIDDEN}" if word.startswith(door) and word != door else word


def keep_tokens_out_of_the_log() -> None:
    """Watch over the loggers that write addresses."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(WithoutTokens())

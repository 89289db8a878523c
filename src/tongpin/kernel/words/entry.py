"""One entry of the journal: an event, the facts that it led to and the actions asked for."""

from __future__ import annotations

import msgspec

from tongpin.kernel.words.base import Action, Fact


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The n-th thing that happened in a community; `facts[0]` is the event itself.

    `sent` is the platform's time, `at` the community's (never going back), both in milliseconds since the
    epoch; `version` is the playbook that decided.
    """

    n: int
    sent: int
    at: int
    version: int
    facts: list[Fact]
    actions: list[Action]

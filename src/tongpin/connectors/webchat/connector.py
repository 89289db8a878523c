"""The built-in chat as a platform: it reads the journal itself, so whatever is decided is done once it is written."""

from __future__ import annotations

from tongpin.connectors.webchat.platform import WEBCHAT
from tongpin.kernel.connector import Done, Order, Outcome, Submit, Support
from tongpin.kernel.words.base import Action


class Webchat:
    """Shows recalls, mutes and words of Tongpin from the journal; what members do comes in by its pages."""

    name = WEBCHAT.name
    keyed = True

    def support(self, kind: type[Action], chat: str) -> Support:  # noqa: ARG002 - the contract
        """Every act is this platform's own."""
        return Support.NATIVE

    async def carry_out(self, order: Order) -> Outcome:  # noqa: ARG002 - the contract
        """There is nothing left to do: pages and streams show what the journal says."""
        return Done()

    async def listen(self, submit: Submit) -> None:
        """Hand in nothing: pages do, one request at a time."""

"""From a row of the outbox to an order: numbers become the platform's ids, a sentence becomes words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tongpin.kernel import vocabulary
from tongpin.kernel.connector import Order
from tongpin.kernel.words.acts import Say
from tongpin.runtime.playbooks import read_version
from tongpin.webkit.sentences import rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tongpin.journal.store import OutboxRow, Store
    from tongpin.kernel.capability import Capability
    from tongpin.kernel.words.base import Action


class Addressed(NamedTuple):
    """An order, and the source whose connector it is for ("" where the chat is not known)."""

    source: str
    order: Order


class Orders:
    """Makes orders of rows. Remembers each community's language for the version of its playbook."""

    def __init__(self, store: Store, capabilities: Sequence[Capability]) -> None:
        """Look addresses up in `store`."""
        self._store = store
        self._capabilities = capabilities
        self._languages: dict[int, tuple[int, str]] = {}

    def of(self, row: OutboxRow) -> Addressed:
        """Return the order that a row asks for."""
        (action,) = vocabulary.decode_actions(row.body)
        source, chat = self._store.chat_address(row.community, row.chat) or ("", "")
        member, message, text = self._objects(row.community, action)
        return Addressed(
            source,
            Order(
                community=row.community,
                n=row.n,
                index=row.index,
                action=action,
                chat=chat,
                member=self._member(row.community, member, source),
                message=self._message(row.community, message, source),
                text=text,
            ),
        )

    def _objects(self, community: int, action: Action) -> tuple[int, int, str]:
        """Return the member and the message that an action is about (0: none), and what it says."""
        if isinstance(action, Say):
            return action.to, action.reply_to, rendered(action, self._language(community))
        return getattr(action, "member", 0), getattr(action, "message", 0), ""

    def _member(self, community: int, member: int, source: str) -> str:
        addresses = self._store.member_addresses(community, member) if member else []
        return next((external for known, external in addresses if known == source), "")

    def _message(self, community: int, message: int, source: str) -> str:
        address = self._store.message_address(community, message) if message else None
        return address[1] if address and address[0] == source else ""

    def _language(self, community: int) -> str:
        playbook = self._store.playbook(community, 0)
        version = playbook.version if playbook else 0
        known = self._languages.get(community)
        if known is None or known[0] != version:
            body = playbook.body if playbook else ""
            known = self._languages[community] = version, read_version(body, self._capabilities).community.language
        return known[1]

"""Who is who: what a restart hands back to the kernel's numbering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tongpin.kernel.numbering import Numbering


@dataclass(frozen=True, slots=True)
class Registry:
    """Chats, identities and the last messages as (number, source, external id), and the last numbers given."""

    chats: list[tuple[int, str, str]]
    members: list[tuple[int, str, str]]
    messages: list[tuple[int, str, str]]
    last_member: int
    last_message: int
    last_text: int

    def teach(self, numbering: Numbering) -> None:
        """Put a new numbering where the last one stood."""
        for chat in self.chats:
            numbering.know_chat(*chat)
        for member in self.members:
            numbering.know_member(*member)
        for message in self.messages:
            numbering.know_message(*message)
        numbering.member_count = max(numbering.member_count, self.last_member)
        numbering.message_count = max(numbering.message_count, self.last_message)
        numbering.text_count = self.last_text

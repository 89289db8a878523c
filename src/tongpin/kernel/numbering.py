"""Numbers instead of names: chats, members, messages and texts by first appearance, alike in every mode."""

from __future__ import annotations

MESSAGES_KEPT = 16_384
"""A reply finds no message of its community that lies further back than this, and every one of the nearer half."""


class Numbering:
    """Gives numbers to platform ids. `new_chats` and `new_members` hold (number, source, id) until they are taken.

    A restart hands back what the registry holds through `know_*`; the counters go on behind them.
    """

    def __init__(self) -> None:
        """Start with nobody known."""
        self.chats: dict[str, dict[str, int]] = {}
        self.members: dict[str, dict[str, int]] = {}
        self.chat_count = 0
        self.member_count = 0
        self.message_count = 0
        self.text_count = 0
        self.new_chats: list[tuple[int, str, str]] = []
        self.new_members: list[tuple[int, str, str]] = []
        self._newer: dict[tuple[str, str], int] = {}
        self._older: dict[tuple[str, str], int] = {}

    def chat(self, source: str, external: str) -> int:
        """Return a chat's number; a new one is remembered in `new_chats`."""
        known = self.chats.get(source)
        if known is None:
            known = self.chats[source] = {}
        number = known.get(external)
        if number is None:
            self.chat_count += 1
            number = known[external] = self.chat_count
            self.new_chats.append((number, source, external))
        return number

    def member(self, source: str, external: str) -> int:
        """Return the number of the member behind an identity; a new one is remembered in `new_members`."""
        known = self.members.get(source)
        if known is None:
            known = self.members[source] = {}
        number = known.get(external)
        if number is None:
            self.member_count += 1
            number = known[external] = self.member_count
            self.new_members.append((number, source, external))
        return number

    def message(self, source: str, external: str) -> int:
        """Give a message its number and keep its id for replies."""
        self.message_count += 1
        self._keep(self.message_count, (source, external))
        return self.message_count

    def spoken(self, source: str, chat: str, sender: str, external: str) -> tuple[int, int, int]:
        """Return the numbers of a message's chat, member and itself: `chat`, `member` and `message` at once."""
        try:
            place = self.chats[source][chat], self.members[source][sender]
        except KeyError:
            place = self.chat(source, chat), self.member(source, sender)
        number = self.message_count = self.message_count + 1
        self._keep(number, (source, external))
        return *place, number

    def text(self) -> int:
        """Return the number of one more text."""
        self.text_count += 1
        return self.text_count

    def replied_to(self, source: str, external: str) -> int:
        """Return the number of a message named by a reply or reaction; 0 where it is not among the last ones."""
        key = (source, external)
        return self._newer.get(key) or self._older.get(key, 0) if external else 0

    def know_chat(self, number: int, source: str, external: str) -> None:
        """Take a chat back from the registry."""
        self.chats.setdefault(source, {})[external] = number
        self.chat_count = max(self.chat_count, number)

    def know_member(self, number: int, source: str, external: str) -> None:
        """Take an identity back from the registry."""
        self.members.setdefault(source, {})[external] = number
        self.member_count = max(self.member_count, number)

    def know_message(self, number: int, source: str, external: str) -> None:
        """Take one of the last messages back from the registry, in rising order."""
        self.message_count = max(self.message_count, number)
        self._keep(number, (source, external))

    def take_new(self) -> tuple[list[tuple[int, str, str]], list[tuple[int, str, str]]]:
        """Return new chats and new members since the last call, for the registry."""
        taken = self.new_chats, self.new_members
        self.new_chats, self.new_members = [], []
        return taken

    def _keep(self, number: int, key: tuple[str, str]) -> None:
        if number % (MESSAGES_KEPT // 2) == 0:
            self._older, self._newer = self._newer, {}
        self._newer[key] = number

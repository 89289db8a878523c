"""From what came in to what is decided: texts are read in one batch, platform ids become numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tongpin.kernel.words.chat import (
    ChatJoined,
    ChatLeft,
    ChatOpened,
    CommandGiven,
    MessagePosted,
    NameCardSet,
    Reacted,
)
from tongpin.kernel.words.people import DutyAsked
from tongpin.text.commands import Form, Grammar, leading_number
from tongpin.text.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tongpin.kernel.capability import Capability, Command
    from tongpin.kernel.compiled import Compiled
    from tongpin.kernel.numbering import Numbering
    from tongpin.kernel.words.arrivals import Arrival
    from tongpin.kernel.words.base import Event
    from tongpin.text.commands import Addressed
    from tongpin.text.reading import Reading

SPOKEN = frozenset({"message", "action"})
MOST_REACTION = 32
"""A reaction is an emoji or its name; what is longer is cut."""
MOST_TITLE = 60
"""Characters of a chat's title."""
MOST_CARD = 200
"""Characters of a name card; platforms have shorter ones."""
TAKEN_BACK = "-"
"""What stands in front of a reaction or a duty that is taken back."""

TextKept = tuple[int, int, str, str]
"""A text for the texts table: number, author, kind, body."""


class Intake:
    """Reads and numbers arrivals under one playbook. Everything in a batch must be decided by that playbook."""

    def __init__(
        self, compiled: Compiled, capabilities: Sequence[Capability], numbering: Numbering, *, roomy: bool = False
    ) -> None:
        """Build the reader (`roomy`: with more memory and less time) and the grammar of commands."""
        self.reader = Reader(compiled.plan, roomy=roomy)
        self.numbering = numbering
        self.separators = compiled.card_separators
        self.scopes = compiled.scopes
        self.commands: Mapping[str, Command] = {
            command.name: command for each in capabilities for command in each.commands
        }
        self.grammar = Grammar([Form(each.name, each.words, each.takes) for each in self.commands.values()])
        self.texts: list[TextKept] = []

    def events(self, arrivals: Sequence[Arrival]) -> list[Event | None]:
        """Return each arrival's event; None for a kind that Tongpin does not know, which has no effect.

        The texts of other events than messages, whose own are the arrivals', and the names of pictures are added to
        `texts` with the numbers by which the events name them, for the caller to store and empty.
        """
        readings = self.reader.read([each.text for each in arrivals if each.kind in SPOKEN])
        if len(readings) == len(arrivals):
            return list(map(self._spoken, arrivals, readings))
        rest = iter(readings)
        return [self._spoken(each, next(rest)) if each.kind in SPOKEN else self._happened(each) for each in arrivals]

    def _happened(self, arrival: Arrival) -> Event | None:
        make = _OTHERS.get(arrival.kind)
        return make(self, arrival) if make else None

    def keep_text(self, author: int, kind: str, body: str) -> int:
        """Number a text and hold it for the texts table; 0 for an empty one."""
        if not body:
            return 0
        number = self.numbering.text()
        self.texts.append((number, author, kind, body))
        return number

    def _spoken(self, arrival: Arrival, reading: Reading) -> MessagePosted:
        numbering, source, body = self.numbering, arrival.source, arrival.text
        reply_to = numbering.replied_to(source, arrival.reply_to) if arrival.reply_to else 0
        chat, member, message = numbering.spoken(source, arrival.chat, arrival.sender, arrival.id)
        text = numbering.text() if body else 0
        command, number, choice = "", 0, ""
        if body[:1] in self.grammar.firsts and not arrival.bot and (addressed := self.grammar.parse(body)) is not None:
            command = addressed.name
            number, choice = self._asked(addressed)
        return MessagePosted(
            chat,
            member,
            message,
            text,
            reading,
            reply_to,
            command,
            arrival.precision,
            arrival.bot,
            number,
            choice,
            self.scopes.get(arrival.chat, 0) if self.scopes else 0,
            self.keep_text(member, "picture", arrival.picture) if arrival.picture else 0,
        )

    def _asked(self, addressed: Addressed) -> tuple[int, str]:
        number, rest = leading_number(addressed.rest)
        choices = self.commands[addressed.name].choices
        head = rest.split(maxsplit=1)[0] if rest.strip() else ""
        return number, choices.get(head, "")

    def _command(self, arrival: Arrival) -> Event | None:
        addressed = self.grammar.parse(arrival.text)
        if addressed is None:
            return None
        member = self.numbering.member(arrival.source, arrival.sender)
        chat = self.numbering.chat(arrival.source, arrival.chat)
        number, choice = self._asked(addressed)
        text = self.keep_text(member, "command", arrival.text)
        return CommandGiven(chat, member, addressed.name, number, choice, text=text)

    def _joined(self, arrival: Arrival) -> Event:
        return ChatJoined(*self._place(arrival))

    def _left(self, arrival: Arrival) -> Event:
        return ChatLeft(*self._place(arrival), removed=arrival.kind == "kick")

    def _reacted(self, arrival: Arrival) -> Event:
        message = self.numbering.replied_to(arrival.source, arrival.reply_to)
        removed = arrival.text.startswith(TAKEN_BACK)
        reaction = arrival.text.removeprefix(TAKEN_BACK)[:MOST_REACTION]
        return Reacted(*self._place(arrival), message, reaction, removed)

    def _opened(self, arrival: Arrival) -> Event:
        chat = self.numbering.chat(arrival.source, arrival.chat)
        by = self.numbering.member(arrival.source, arrival.sender) if arrival.sender else 0
        return ChatOpened(chat, self.keep_text(by, "title", arrival.text[:MOST_TITLE]), by)

    def _card(self, arrival: Arrival) -> Event:
        member = self.numbering.member(arrival.source, arrival.sender)
        card = arrival.text[:MOST_CARD]
        parts = [each for each in _split(card, self.separators) if each.strip()]
        return NameCardSet(member, self.keep_text(member, "card", card), len(parts))

    def _duty(self, arrival: Arrival) -> Event:
        member = self.numbering.member(arrival.source, arrival.sender)
        return DutyAsked(member, arrival.text.removeprefix(TAKEN_BACK), given=not arrival.text.startswith(TAKEN_BACK))

    def _place(self, arrival: Arrival) -> tuple[int, int]:
        chat = self.numbering.chat(arrival.source, arrival.chat)
        return chat, self.numbering.member(arrival.source, arrival.sender)


def _numbered(_intake: Intake, arrival: Arrival) -> Event | None:
    return arrival.event


def _split(text: str, separators: str) -> Iterable[str]:
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    return text.split(separators[0])


_OTHERS: dict[str, Callable[[Intake, Arrival], Event | None]] = {
    "command": Intake._command,  # noqa: SLF001 - its own methods by kind
    "join": Intake._joined,  # noqa: SLF001
    "leave": Intake._left,  # noqa: SLF001
    "quit": Intake._left,  # noqa: SLF001
    "kick": Intake._left,  # noqa: SLF001
    "reaction": Intake._reacted,  # noqa: SLF001
    "card": Intake._card,  # noqa: SLF001
    "chat": Intake._opened,  # noqa: SLF001
    "duty": Intake._duty,  # noqa: SLF001
    "event": _numbered,
}

KINDS = SPOKEN | (_OTHERS.keys() - {"event"})
"""What may come from outside: the kinds of arrivals, and of lines of a history, that have a meaning."""

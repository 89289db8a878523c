"""Words of what is said and done in the chats."""

from __future__ import annotations

from tongpin.kernel.words.base import Event
from tongpin.text.reading import Reading

SECOND, MINUTE, DAY = 0, 1, 2
"""How exactly the platform's time is known; a rule that needs more is not asked."""


class MessagePosted(Event, frozen=True):
    """A member said something in a chat; the words themselves stand in the texts under `text`.

    Where they are addressed to Tongpin, `command` names what is asked, with the `number` and the `choice` in it.
    `scope` tells the chats that the playbook names apart (0: a chat that it does not name). `picture` is the text
    that holds a picture's name (0: none).
    """

    chat: int
    member: int
    message: int
    text: int
    reading: Reading
    reply_to: int = 0
    command: str = ""
    precision: int = SECOND
    bot: bool = False
    number: int = 0
    choice: str = ""
    scope: int = 0
    picture: int = 0


class CommandGiven(Event, frozen=True):
    """A member asked Tongpin for something: an event where a page's button was used, else a fact after his message."""

    chat: int
    member: int
    name: str
    number: int = 0
    choice: str = ""
    message: int = 0
    text: int = 0


class Reacted(Event, frozen=True):
    """A member put a reaction on a message (0 where the message is not known), or took it off again."""

    chat: int
    member: int
    message: int
    reaction: str
    removed: bool = False


class ChatOpened(Event, frozen=True):
    """A chat of the built-in platform was opened, or is called otherwise from now on; its title stands in the texts."""

    chat: int
    text: int
    by: int = 0


class ChatJoined(Event, frozen=True):
    """The platform says that a member came into a chat."""

    chat: int
    member: int


class ChatLeft(Event, frozen=True):
    """The platform says that a member is no longer in a chat; `removed` where somebody put him out."""

    chat: int
    member: int
    removed: bool = False


class NameCardSet(Event, frozen=True):
    """A member showed a new name card (群名片); `parts` counts its pieces between the asked separators."""

    member: int
    text: int
    parts: int

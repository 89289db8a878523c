"""What comes in at the door, still in the platform's own ids: one shape for a live chat and for a history line."""

from __future__ import annotations

import msgspec

from tongpin.kernel.words.base import Event
from tongpin.kernel.words.chat import SECOND


class Arrival(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Something that happened on a platform, a page or inside the engine.

    `kind` is one of the kinds of the own JSON Lines (`message`, `action`, `join`, `leave`, `quit`, `kick`,
    `reaction`, `card`, `chat`, `duty`, `command`) or `event`: then `event` holds a word that is numbered already; or
    `playbook`: `text` is a new version of the playbook, adopted by `sender` (empty: the operator) for `reason`.
    `id` is the source's id of the event, the same at every delivery; a message is replied to by it.
    `sent` is the platform's time in milliseconds since the epoch. `picture` names a picture that is on disk already.
    """

    source: str
    id: str
    sent: int
    kind: str
    chat: str = ""
    sender: str = ""
    text: str = ""
    reply_to: str = ""
    precision: int = SECOND
    bot: bool = False
    event: Event | None = None
    reason: str = ""
    picture: str = ""

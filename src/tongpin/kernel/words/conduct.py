"""Words of rules of speech, sanctions and appeals."""

from __future__ import annotations

from tongpin.kernel.words.base import Fact


class BreachFound(Fact, frozen=True):
    """A message broke a rule: which one, by which line of the playbook, and what was measured against what.

    One fact a message: `rule` is the gravest breach, `also` names the others. `marks` are (start, end)
    positions in the text; `measured` and `limit` are in the rule's own unit. `sentence` says in chat what was
    measured (`conduct.flood`); `value` is what the rule serves, in the playbook's words.
    """

    member: int
    chat: int
    message: int
    text: int
    rule: str
    line: int
    measured: int = 0
    limit: int = 0
    marks: tuple[tuple[int, int], ...] = ()
    weight: int = 1
    also: tuple[str, ...] = ()
    sentence: str = ""
    value: str = ""


class CaseOpened(Fact, frozen=True):
    """A breach is answered: the case holds all that follows from it.

    `breaches` sums the weights of those that still stand, this one's `weight` among them.
    """

    case: int
    member: int
    chat: int
    message: int
    text: int
    rule: str
    line: int
    breaches: int
    weight: int = 1


class SanctionImposed(Fact, frozen=True):
    """What a case costs its member: the acts of one step of the ladder.

    `until` ends a mute (0: none); a provisional sanction lapses at `confirm_by` unless a human confirms it, and
    mutes until then. The member may appeal until `appeal_by`. `by` is 0 for the machine.
    """

    case: int
    member: int
    chat: int
    message: int
    step: int
    acts: tuple[str, ...]
    until: int = 0
    provisional: bool = False
    confirm_by: int = 0
    by: int = 0
    appeal_by: int = 0


class SanctionConfirmed(Fact, frozen=True):
    """A human stands behind a provisional sanction: it holds."""

    case: int
    member: int
    by: int


class SanctionLapsed(Fact, frozen=True):
    """Nobody confirmed a provisional sanction in time: it is over, the breach stays on record."""

    case: int
    member: int


class SanctionUndone(Fact, frozen=True):
    """A sanction never counted: whatever followed from its case is given back.

    `text` holds why where a steward undid it by himself; where an appeal was upheld, its answer says why.
    """

    case: int
    member: int
    by: int
    text: int = 0


class MessageRecalled(Fact, frozen=True):
    """A message was taken back because of a case."""

    message: int
    chat: int
    member: int
    case: int


class MemberMuted(Fact, frozen=True):
    """A member may not speak until `until`."""

    member: int
    chat: int
    until: int
    case: int


class MemberUnmuted(Fact, frozen=True):
    """A member may speak again."""

    member: int
    chat: int
    case: int


class MemberRemoved(Fact, frozen=True):
    """A member was put out of the community because of a case."""

    member: int
    chat: int
    case: int


class AppealLodged(Fact, frozen=True):
    """The member concerned does not agree with a case; a steward answers by `due`."""

    case: int
    member: int
    text: int
    due: int


class AppealDecided(Fact, frozen=True):
    """A steward who did not impose the sanction answered an appeal: `upheld` means that the member was right."""

    case: int
    member: int
    by: int
    upheld: bool
    text: int

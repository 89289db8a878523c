"""Words of how the engine itself goes on: timers, playbook versions, what became of acts, failures."""

from __future__ import annotations

from tongpin.kernel.words.base import Event, Fact


class TimerSet(Fact, frozen=True):
    """Something is to happen at `due`: the capability `owner` hears of it as `TimerDue`.

    A timer is known by owner, name and subject; setting it anew moves it.
    """

    owner: str
    name: str
    subject: int
    due: int


class TimerCleared(Fact, frozen=True):
    """A timer is not needed any more."""

    owner: str
    name: str
    subject: int


class TimerDue(Event, frozen=True):
    """A timer's time has come."""

    owner: str
    name: str
    subject: int


class PlaybookAdopted(Event, frozen=True):
    """From this entry on the community is run by this version of its playbook."""

    version: int
    by: int = 0


class ActReported(Event, frozen=True):
    """What became of action `index` of entry `entry`: done, refused, failed (tried too often), unknown (cut off
    half-way), human (a task was made), by_human.
    """

    entry: int
    index: int
    outcome: str
    note: str = ""


class EventFailed(Event, frozen=True):
    """An event on which deciding raised: it changed nothing, and the operator is shown why.

    Where it was a timer, `owner`, `name` and `subject` name it, and it is not waited for any more.
    """

    kind: str
    error: str
    owner: str = ""
    name: str = ""
    subject: int = 0

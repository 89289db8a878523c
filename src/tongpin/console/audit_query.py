"""What the audit log is asked for: `actor:3 action:duty -action:playbook created:2026-11-01..2026-11-30`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

MOST_ASKED = 200
"""Characters of a question."""
MOST_DIGITS = 15
"""Of a running number; what is longer is none."""
LAST_DAY = date(9998, 12, 31)


@dataclass(frozen=True)
class Question:
    """Running numbers of who did it, actions or their beginnings, and the time from `since` on and before `until` (ms).

    What is empty does not matter; `problems` says what was not understood, and is left out of account.
    """

    actors: frozenset[int] = frozenset()
    not_actors: frozenset[int] = frozenset()
    actions: frozenset[str] = frozenset()
    not_actions: frozenset[str] = frozenset()
    since: int = 0
    until: int = 0
    problems: tuple[str, ...] = ()

    def asks_for(self, action: str) -> bool:
        """Say whether an action is asked for: `case` asks for `case.undone` as well."""
        if any(_begins(action, each) for each in self.not_actions):
            return False
        return not self.actions or any(_begins(action, each) for each in self.actions)

    def is_by(self, number: int) -> bool:
        """Say whether what this member did is asked for; 0 is the one at the terminal."""
        return number not in self.not_actors and (not self.actors or number in self.actors)


@dataclass
class _Reading:
    """A question as far as it has been read."""

    zone: ZoneInfo
    actors: dict[bool, set[int]] = field(default_factory=lambda: {True: set(), False: set()})
    actions: dict[bool, set[str]] = field(default_factory=lambda: {True: set(), False: set()})
    since: int = 0
    until: int = 0
    problems: list[str] = field(default_factory=list)


def read_question(text: str, zone: str, actions: frozenset[str]) -> Question:
    """Read a question; `actions` are those that there are, days are days of the zone."""
    reading = _Reading(ZoneInfo(zone))
    for word in text[:MOST_ASKED].split():
        name, colon, value = word.removeprefix("-").partition(":")
        wanted = not word.startswith("-")
        if not (colon and value and _read(reading, name, value, actions, wanted=wanted)):
            reading.problems.append(_("“%(word)s” is not understood and was passed over.") % {"word": word})
    return Question(
        frozenset(reading.actors[True]),
        frozenset(reading.actors[False]),
        frozenset(reading.actions[True]),
        frozenset(reading.actions[False]),
        reading.since,
        reading.until,
        tuple(reading.problems),
    )


def _read(reading: _Reading, name: str, value: str, actions: frozenset[str], *, wanted: bool) -> bool:
    """Take a qualifier in; say whether it is one."""
    if name == "actor":
        digits = value.removeprefix("#")
        if not (digits.isascii() and digits.isdigit()) or len(digits) > MOST_DIGITS:
            return False
        reading.actors[wanted].add(int(digits))
        return True
    if name == "action":
        if not any(_begins(each, value) for each in actions):
            return False
        reading.actions[wanted].add(value)
        return True
    return name == "created" and wanted and _read_time(reading, value)


def _read_time(reading: _Reading, value: str) -> bool:
    """Take in `2026-11-01`, `2026-11-01..2026-11-30`, `>=2026-11-01`, `<=2026-11-30`, `>…`, `<…`."""
    first, dots, last = value.partition("..")
    for mark, shift in ((">=", 0), (">", 1)):
        if value.startswith(mark):
            first, last = value.removeprefix(mark), ""
            return _keep(reading, _day(first), None, shift)
    for mark, shift in (("<=", 0), ("<", -1)):
        if value.startswith(mark):
            return _keep(reading, None, _day(value.removeprefix(mark)), shift)
    since, until = _day(first), _day(last if dots else first)
    return since is not None and until is not None and _keep(reading, since, until, 0)


def _keep(reading: _Reading, since: date | None, until: date | None, shift: int) -> bool:
    if since is None and until is None:
        return False
    if since is not None:
        reading.since = _begins_at(since + timedelta(days=max(0, shift)), reading.zone)
    if until is not None:
        reading.until = _begins_at(until + timedelta(days=1 + min(0, shift)), reading.zone)
    return True


def _day(text: str) -> date | None:
    try:
        return min(date.fromisoformat(text), LAST_DAY)
    except ValueError:
        return None


def _begins_at(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, datetime.min.time(), zone).timestamp()) * 1000


def _begins(action: str, asked: str) -> bool:
    return action == asked or action.startswith(f"{asked}.")

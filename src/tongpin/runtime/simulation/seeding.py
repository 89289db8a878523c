"""The days before a demo begins: a past that its community really lived through, under its own playbook."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tongpin.kernel.chance import Chance, derive
from tongpin.kernel.moment import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, ClockFace
from tongpin.runtime.simulation.material import MAIN, sayings
from tongpin.runtime.simulation.people import MEMBERS, OWNER, YOU, Member, external_of, newcomer, stranger
from tongpin.runtime.simulation.scenes import dialogue, greeting, monologue
from tongpin.runtime.simulation.stage import Stage
from tongpin.runtime.simulation.world import THREADS, Pace, Setting, World, draw_at, thread_deck

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tongpin.kernel.capability import Capability
    from tongpin.kernel.compiled import Compiled
    from tongpin.kernel.words.arrivals import Arrival

SOURCE = "webchat"
"""The source of all that the demo's people do: they sit in the built-in chat."""
DAYS = 4
"""Whole days of the past; today comes on top."""
CLOCK = ClockFace(ZoneInfo("Asia/Shanghai"))
"""The clock on the wall where the demo's people live."""
_STEP_MS = 10 * MINUTE_MS
_LEFT_MS = 8 * HOUR_MS
"""What happened since then is left for the visitor to decide."""
_APART_MS = 25 * SECOND_MS
_ENDS_BEFORE_MS = 5 * SECOND_MS
_JOIN_LATER = 6
_PLEAS = (
    (3, "misread", "objections", 26 * HOUR_MS),
    (23, "own", "excuses", 170 * MINUTE_MS),
    (18, "misread", "objections", 75 * MINUTE_MS),
)
"""Who (by his place) said what kind of thing, how he pleaded, and how long ago. The first is a leader: he was right."""
MISREAD = frozenset(external_of(place) for place, kind, _, _ in _PLEAS if kind == "misread")
"""Whose appeals of the past are right."""


def lived_past(compiled: Compiled, capabilities: Sequence[Capability], now: int, seed: int) -> list[Arrival]:
    """Return what happened in the days before `now` (ms since the epoch), in order, for a community that is new and
    has just adopted this playbook.

    It ends some seconds before `now`. Of the cases of the last hours, no appeal is answered and nothing confirmed.
    """
    return _Past(compiled, capabilities, now, seed).live()


class _Past:
    def __init__(self, compiled: Compiled, capabilities: Sequence[Capability], now: int, seed: int) -> None:
        self._now = now
        self._today = CLOCK.begins(CLOCK.day(now))
        self._start = self._today - DAYS * DAY_MS
        opened = self._start - DAY_MS + 9 * HOUR_MS
        self._stage = Stage(compiled, capabilities, opened)
        spared = frozenset({OWNER.external, YOU.external})
        setting = Setting(SOURCE, "past-", self._start, opened, MINUTE_MS, spared)
        # The last dialogue of the round comes last, so that the cast goes on with the first.
        self._world = World(seed, MEMBERS, setting, ahead=(DAYS + 1) * (MEMBERS * THREADS // 100) + 1)
        self._chance = Chance(derive(b"tongpin.simulation.past", seed))
        self._last_thread = draw_at(thread_deck(seed, ahead=1), CLOCK.minute(now) // 60)

    def live(self) -> list[Arrival]:
        for day in range(DAYS + 1):
            self._world.dawn(day)
        self._live_as_you()
        self._let_join()
        self._make_cases()
        self._end_with_a_scene()
        return list(chain.from_iterable(self._lived()))

    def _lived(self) -> Iterator[list[Arrival]]:
        last = self._now - _ENDS_BEFORE_MS + 1
        for instant in chain(range(self._start, last, _STEP_MS), (last,)):
            happened = self._world.until(instant)
            yield happened
            self._stage.play(happened)
            self._stage.ring(instant)
            self._world.hear(self._stage.fresh(), decided_later=instant > self._now - _LEFT_MS)

    def _live_as_you(self) -> None:
        """Let the two whom visitors play have come every day but today, and one of them have said something."""
        for day in range(DAYS):
            midnight = self._start + day * DAY_MS
            for who, hour in ((OWNER, 8), (YOU, 9)):
                self._world.do(midnight + hour * HOUR_MS + self._chance.below(HOUR_MS), "message", who, "签到")
            said = monologue(sayings()["yours"][day], YOU, self._chance)
            self._world.say(midnight + 15 * HOUR_MS, MAIN, said, self._chance)

    def _let_join(self) -> None:
        """Let some people join on later days, who are met with a welcome."""
        for count in range(_JOIN_LATER):
            at = self._start + (1 + count % DAYS) * DAY_MS - 6 * HOUR_MS + count * 17 * MINUTE_MS
            self._enter(at, newcomer(MEMBERS + count))

    def _enter(self, at: int, who: Member) -> None:
        world, chance = self._world, self._chance
        friend = world.members[6 + who.place % 20]
        (hello,), (welcome,) = chance.pick(sayings()["introductions"]), chance.pick(sayings()["welcomes"])
        world.do(at, "join", who, "")
        world.show_card(at + 1, who)
        lines = greeting(hello, welcome, {"newcomer": who, "friend": friend}, chance)
        world.say(at + MINUTE_MS, MAIN, lines, chance)

    def _make_cases(self) -> None:
        """See that each thing happened once: an appeal that was right, and two of each kind that wait for an answer."""
        members, now = self._world.members, self._now
        for count, (place, kind, plea, ago) in enumerate(_PLEAS):
            said = monologue(sayings()[kind][count], members[place], self._chance)
            self._world.say(now - ago, MAIN, said, self._chance)
            words = sayings()[plea][count][0]
            self._world.do(now - ago + 12 * MINUTE_MS, "command", members[place], f"申诉 {words}")
        for count, (kind, minutes) in enumerate((("swaps", 200), ("pyramids", 50))):
            who = stranger(MEMBERS + _JOIN_LATER + count)
            at = now - minutes * MINUTE_MS
            self._world.do(at, "join", who, "")
            self._world.say(at + MINUTE_MS, MAIN, monologue(sayings()[kind][count], who, self._chance), self._chance)

    def _end_with_a_scene(self) -> None:
        """Let the newest messages be a dialogue that has just come to its end."""
        cast = self._world.company.cast(self._last_thread, self._chance)
        lines = dialogue(self._last_thread, cast, self._chance)
        begins = self._now - _ENDS_BEFORE_MS - (len(lines) - 1) * _APART_MS
        self._world.say(begins, self._last_thread.chat, lines, self._chance, Pace(_APART_MS, 1))

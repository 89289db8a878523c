"""Today in one honest sentence: how lively it is, why where the data shows it, and how much waits.

A table decides, and nothing but the numbers that are handed in. What is too little to say something of is said to be
so: there is no share of a base below `SMALLEST_BASE`, and no "more" or "less" that chance alone would make.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tongpin.webkit.pages import Said

DAY, WEEK = "day", "week"
SMALLEST_BASE = 20
"""Below this, people are counted and not compared."""
MOST_PART = 0.6
"""From this share of a change on, one chat is named for it."""
DEVIATIONS = 2
"""A change counts from so many standard deviations of two counts on; less comes and goes by itself."""


@dataclass(frozen=True)
class Situation:
    """What is known of a stretch of time (`period`) and of the one before.

    `is_young` where the community was not there for all of both. `chat` changed most, by `chat_change` messages.
    `unsent` acts of Tongpin did not reach a chat; `version` of the playbook was adopted meanwhile (0: none).
    """

    period: str
    is_young: bool
    spoke: int
    spoke_before: int
    messages: int
    messages_before: int
    newcomers: int = 0
    chat: str = ""
    chat_change: int = 0
    unsent: int = 0
    version: int = 0
    waiting: int = 0

    @property
    def change(self) -> int:
        """Return how many more (or fewer) people spoke, 0 where that may be chance."""
        return counted_change(self.spoke, self.spoke_before)

    @property
    def talk_change(self) -> int:
        """Return how many more (or fewer) messages there were, 0 where that may be chance."""
        return counted_change(self.messages, self.messages_before)

    @property
    def is_of_one_chat(self) -> bool:
        """Say whether one chat makes most of a change in talk, and people went the same way."""
        return self.change * self.talk_change > 0 and self.chat_change / self.talk_change >= MOST_PART

    @property
    def share(self) -> int:
        """Return by how many per cent more or fewer people spoke."""
        return abs(self.spoke - self.spoke_before) * 100 // max(1, self.spoke_before)


def counted_change(now: int, before: int) -> int:
    """Return the difference of two counts, 0 where chance alone makes such differences."""
    difference = now - before
    return difference if abs(difference) > DEVIATIONS * sqrt(now + before) else 0


Row = tuple[Callable[[Situation], bool], dict[str, Said]]

LIVELINESS: Sequence[Row] = (
    (
        lambda now: now.is_young,
        {
            DAY: gettext_lazy("%(spoke)d spoke in the last 24 hours. There is not enough data yet to compare with."),
            WEEK: gettext_lazy("%(spoke)d spoke in the last 7 days. There is not enough data yet to compare with."),
        },
    ),
    (
        lambda now: not now.spoke and not now.spoke_before,
        {
            DAY: gettext_lazy("Nobody spoke in the last 24 hours, nor in the 24 before."),
            WEEK: gettext_lazy("Nobody spoke in the last 7 days, nor in the 7 before."),
        },
    ),
    (
        lambda now: now.spoke_before < SMALLEST_BASE,
        {
            DAY: gettext_lazy(
                "%(spoke)d spoke in the last 24 hours, %(spoke_before)d in the 24 before: too few to make more of it."
            ),
            WEEK: gettext_lazy(
                "%(spoke)d spoke in the last 7 days, %(spoke_before)d in the 7 before: too few to make more of it."
            ),
        },
    ),
    (
        lambda now: now.change > 0,
        {
            DAY: gettext_lazy("Livelier than the day before: %(spoke)d spoke in the last 24 hours, %(share)d %% more."),
            WEEK: gettext_lazy("Livelier than the week before: %(spoke)d spoke in the last 7 days, %(share)d %% more."),
        },
    ),
    (
        lambda now: now.change < 0,
        {
            DAY: gettext_lazy("Quieter than the day before: %(spoke)d spoke in the last 24 hours, %(share)d %% fewer."),
            WEEK: gettext_lazy("Quieter than the week before: %(spoke)d spoke in the last 7 days, %(share)d %% fewer."),
        },
    ),
    (
        lambda _now: True,
        {
            DAY: gettext_lazy(
                "About as lively as the day before: %(spoke)d spoke in the last 24 hours, %(spoke_before)d before."
            ),
            WEEK: gettext_lazy(
                "About as lively as the week before: %(spoke)d spoke in the last 7 days, %(spoke_before)d before."
            ),
        },
    ),
)

_UNSENT = gettext_lazy("%(unsent)d of the things that Tongpin had to do in chats were not done, which may be why.")
_CHAT = gettext_lazy("Most of the difference is in “%(chat)s”: %(chat_change)+d messages.")
_NEWCOMERS = gettext_lazy("%(newcomers)d of the members are new.")
_VERSION = gettext_lazy("Version %(version)d of the playbook came into force meanwhile.")

CAUSES: Sequence[Row] = (
    (lambda now: now.is_young or now.spoke_before < SMALLEST_BASE, {}),
    (lambda now: now.change < 0 and now.unsent > 0, dict.fromkeys((DAY, WEEK), _UNSENT)),
    (
        lambda now: now.change > 0 and now.newcomers * 2 >= now.change,
        dict.fromkeys((DAY, WEEK), _NEWCOMERS),
    ),
    (lambda now: now.is_of_one_chat, dict.fromkeys((DAY, WEEK), _CHAT)),
    (lambda now: bool(now.change and now.version), dict.fromkeys((DAY, WEEK), _VERSION)),
    (lambda _now: True, {}),
)


def headline(now: Situation) -> str:
    """Return what is to be said, in the language of the page."""
    said = [_row(LIVELINESS, now), _row(CAUSES, now), _waiting(now.waiting)]
    between = "" if (get_language() or "").startswith("zh") else " "
    return between.join(each for each in said if each)


def _row(table: Sequence[Row], now: Situation) -> str:
    words = next(words for holds, words in table if holds(now))
    if not words:
        return ""
    known = {name: getattr(now, name) for name in now.__dataclass_fields__}
    return str(words[now.period]) % (known | {"share": now.share})


def _waiting(count: int) -> str:
    if not count:
        return _("Nothing waits for you.")
    return ngettext("%(count)d thing waits for you.", "%(count)d things wait for you.", count) % {"count": count}

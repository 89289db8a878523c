"""Presentation in templates: icons, times and spans in words, points, people's marks, small drawings.

Instants and spans are integer milliseconds, as everywhere; 0 is never.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

SPRITE = "webkit/icons.svg"
TONES = 8
"""Colours of avatars, `is-tone-0` and so on."""
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
SMALLEST_BASE = 20
"""Below this, a change is said as a number: a percentage of a few is noise."""
SPARK_WIDTH, SPARK_HEIGHT = 96, 24

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; without a label it is an ornament and not read out."""
    spoken = format_html(' role="img" aria-label="{}"', label) if label else SafeString(' aria-hidden="true"')
    return format_html('<svg class="icon"{}><use href="{}#{}"></use></svg>', spoken, static(SPRITE), name)


@register.filter
def bidi(text: object) -> SafeString:
    """Show a member's words: escaped, and isolated from the direction of what stands around."""
    return format_html("<bdi>{}</bdi>", text)


# ------------------------------------------------------------------------------------------------------------- time

UNITS: tuple[tuple[int, Callable[[int], str]], ...] = (
    (DAY, lambda count: ngettext("%(count)d day", "%(count)d days", count)),
    (HOUR, lambda _count: gettext("%(count)d h")),
    (MINUTE, lambda _count: gettext("%(count)d min")),
    (SECOND, lambda _count: gettext("%(count)d s")),
)
"""Units of time from the largest, each with its phrase for a count."""


def _local(at: int) -> datetime:
    return timezone.localtime(datetime.fromtimestamp(at / SECOND, UTC))


def _now() -> int:
    return int(timezone.now().timestamp() * SECOND)


@register.filter
def day(at: int) -> str:
    """Name the day of an instant: today, yesterday, or its date; with the year where that is another one."""
    then, today = _local(at).date(), timezone.localdate()
    if then == today:
        return gettext("today")
    if (today - then).days == 1:
        return gettext("yesterday")
    same_year = then.year == today.year
    return date_format(then, pgettext("date", "M j") if same_year else pgettext("date", "M j, Y"))


@register.filter
def moment(at: int) -> str:
    """Write an instant as day and time of day."""
    if not at:
        return ""
    return f"{day(at)} {_local(at):%H:%M}"


@register.filter
def ago(at: int) -> str:
    """Say how long ago an instant was, or more exactly in how long it will be; from a week on, its date."""
    if not at:
        return ""
    distance = _now() - at
    if abs(distance) >= 7 * DAY:
        return day(at)
    if abs(distance) < MINUTE:
        return gettext("just now")
    said = gettext("%(span)s ago") if distance > 0 else gettext("in %(span)s")
    return said % {"span": span(abs(distance), 1 if distance > 0 else 2)}


@register.filter
def span(length: int, parts: int = 2) -> str:
    """Write a length of time in words: its largest units, at most as many as asked for."""
    words = []
    for size, phrase in UNITS:
        count, length = divmod(length, size)
        if count:
            words.append(phrase(count) % {"count": count})
    return " ".join(words[:parts]) or gettext("%(count)d s") % {"count": 0}


@register.simple_tag
def when(at: int) -> SafeString:
    """Show an instant as its distance from now; the exact time stands in its title."""
    if not at:
        return SafeString("")
    return format_html('<time datetime="{}" title="{}">{}</time>', f"{_local(at):%FT%T%z}", moment(at), ago(at))


# ---------------------------------------------------------------------------------------------------------- numbers


@register.filter
def points(amount: int) -> str:
    """Write a whole number so that it is read at once: in groups, with a real minus."""
    return f"{amount:,}".replace("-", "−")


@register.filter
def signed(amount: int) -> str:
    """Write what was added or taken."""
    return f"+{points(amount)}" if amount > 0 else points(amount)


@register.simple_tag
def delta(value: int, before: int, rising_is_good: object = None) -> SafeString:
    """Compare a number with the one before, in words and not by colour alone; only False says that less is good."""
    change = value - before
    if not change:
        return format_html('<span class="delta">{}</span>', gettext("as before"))
    size = points(abs(change)) if before < SMALLEST_BASE else f"{abs(change) * 100 // before} %"
    kind = "is-good" if (change > 0) == (rising_is_good is not False) else "is-bad"
    arrow, words = ("▲", gettext("up %(size)s")) if change > 0 else ("▼", gettext("down %(size)s"))
    said = words % {"size": size}
    return format_html('<span class="delta {}"><span aria-hidden="true">{}</span> {}</span>', kind, arrow, said)


@register.simple_tag
def spark(values: Sequence[int]) -> SafeString:
    """Draw a row of numbers as a small line; an ornament beside the number that it leads to."""
    if len(values) < 2:  # noqa: PLR2004 - a line has two ends
        return SafeString("")
    low, reach = min(values), (max(values) - min(values)) or 1
    step = SPARK_WIDTH / (len(values) - 1)
    heights = [SPARK_HEIGHT * (1 - (each - low) / reach) for each in values]
    places = [(round(at * step, 1), round(height, 1)) for at, height in enumerate(heights)]
    line = format_html_join(" ", "{},{}", places)
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="2.5"/></svg>',
        SPARK_WIDTH,
        SPARK_HEIGHT,
        line,
        *places[-1],
    )


@register.simple_tag
def cell_class(columns: Sequence[Mapping[str, object]], place: int) -> SafeString:
    """Return the class of a cell that stands in a column of numbers."""
    is_number = place < len(columns) and columns[place].get("number")
    return SafeString(' class="is-number"') if is_number else SafeString("")


# ----------------------------------------------------------------------------------------------------------- people


@register.filter
def tone(number: int | None) -> int:
    """Return which of the colours of avatars a member has, by his running number."""
    return (number or 0) % TONES


@register.filter
def initial(name: str) -> str:
    """Return the letter that stands for a name; a dot where there is none."""
    return next((letter.upper() for letter in name if letter.isalnum()), "·")


@register.filter
def lines(text: str) -> range:
    """Return the numbers of a text's lines."""
    return range(1, text.count("\n") + 2)

"""Times, numbers and people as templates show them."""

from datetime import UTC, datetime

import pytest
import time_machine
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.template import engines
from django.utils import timezone, translation

NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
"""14:30 in Shanghai."""
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000


def shown(source: str, language: str = "zh-hans", **context: object) -> str:
    """What a template shows at 14:30 in Shanghai."""
    template = engines["django"].from_string(source)
    with time_machine.travel(NOW, tick=False), timezone.override("Asia/Shanghai"), translation.override(language):
        return template.render(context)


def back(distance: int) -> int:
    """The instant that lies so many milliseconds before now."""
    return int(NOW.timestamp()) * SECOND - distance


@pytest.mark.parametrize(
    "distance,zh,en",
    [
        (20 * SECOND, "刚刚", "just now"),
        (4 * MINUTE, "4 分钟前", "4 min ago"),
        (3 * HOUR + 20 * MINUTE, "3 小时前", "3 h ago"),
        (DAY, "1 天前", "1 day ago"),
        (2 * DAY, "2 天前", "2 days ago"),
        (-26 * HOUR, "1 天 2 小时后", "in 1 day 2 h"),
        (9 * DAY, "11月16日", "Nov 16"),
        (400 * DAY, "2025年10月21日", "Oct 21, 2025"),
    ],
)
def test_ago_says_the_distance_and_then_the_date(distance: int, zh: str, en: str) -> None:
    assert shown("{{ at|ago }}", at=back(distance)) == zh
    assert shown("{{ at|ago }}", "en", at=back(distance)) == en


@pytest.mark.parametrize(
    "distance,said",
    [(0, "今天 14:30"), (14 * HOUR + 31 * MINUTE, "昨天 23:59"), (3 * DAY, "11月22日 14:30"), (-DAY, "11月26日 14:30")],
)
def test_moment_names_the_day_of_the_zone(distance: int, said: str) -> None:
    assert shown("{{ at|moment }}", at=back(distance)) == said


def test_never_is_nothing() -> None:
    assert shown("{{ at|moment }}{{ at|ago }}{% when at %}", at=0) == ""


def test_when_keeps_the_exact_time() -> None:
    made = '<time datetime="2026-11-25T14:26:00+0800" title="今天 14:26">4 分钟前</time>'
    assert shown("{% when at %}", at=back(4 * MINUTE)) == made


@pytest.mark.parametrize(
    "length,zh,en",
    [
        (0, "0 秒", "0 s"),
        (90 * MINUTE, "1 小时 30 分钟", "1 h 30 min"),
        (DAY + 2 * HOUR + 3 * MINUTE, "1 天 2 小时", "1 day 2 h"),
        (59 * SECOND, "59 秒", "59 s"),
    ],
)
def test_span_is_said_in_its_two_largest_units(length: int, zh: str, en: str) -> None:
    assert shown("{{ length|span }}", length=length) == zh
    assert shown("{{ length|span }}", "en", length=length) == en


@pytest.mark.parametrize("amount,plain,signed", [(0, "0", "0"), (1280, "1,280", "+1,280"), (-3, "−3", "−3")])
def test_points_are_read_at_once(amount: int, plain: str, signed: str) -> None:
    assert shown("{{ amount|points }} {{ amount|signed }}", amount=amount) == f"{plain} {signed}"


@pytest.mark.parametrize(
    "value,before,good,kind,words",
    [
        (48, 41, None, "is-good", "升 17 %"),
        (30, 41, None, "is-bad", "降 26 %"),
        (6, 4, False, "is-bad", "升 2"),
        (3, 4, False, "is-good", "降 1"),
        (5, 0, None, "is-good", "升 5"),
    ],
)
def test_a_change_is_said_in_words(value: int, before: int, good: object, kind: str, words: str) -> None:
    made = shown("{% delta value before good %}", value=value, before=before, good=good)
    arrow = "▲" if value > before else "▼"
    assert made == f'<span class="delta {kind}"><span aria-hidden="true">{arrow}</span> {words}</span>'


def test_no_change_is_said_too() -> None:
    assert shown("{% delta 7 7 %}") == '<span class="delta">持平</span>'


def test_a_line_reaches_from_edge_to_edge() -> None:
    assert shown("{% spark trend %}", trend=[1, 3, 2]) == (
        '<svg class="spark" viewBox="0 0 96 24" aria-hidden="true">'
        '<polyline points="0.0,24.0 48.0,0.0 96.0,12.0"/><circle cx="96.0" cy="12.0" r="2.5"/></svg>'
    )


@pytest.mark.parametrize("trend", [[], [5]])
def test_a_line_needs_two_ends(trend: list[int]) -> None:
    assert shown("{% spark trend %}", trend=trend) == ""


def test_a_level_line_is_drawn() -> None:
    assert 'points="0.0,24.0 96.0,24.0"' in shown("{% spark trend %}", trend=[4, 4])


def test_an_icon_is_an_ornament_unless_it_has_a_label() -> None:
    assert shown('{% icon "seal" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/webkit/icons.svg#seal"></use></svg>'
    )
    assert 'role="img" aria-label="&quot;x"' in shown("{% icon 'seal' label %}", label='"x')


def test_words_of_members_are_escaped_and_kept_apart() -> None:
    assert shown("{{ text|bidi }}", text="<b>\u202e") == "<bdi>&lt;b&gt;\u202e</bdi>"


@pytest.mark.parametrize("name,letter", [("木木-学生", "木"), ("anna", "A"), ("🎉 老周", "老"), ("", "·"), ("!?", "·")])
def test_a_name_has_a_letter(name: str, letter: str) -> None:
    assert shown("{{ name|initial }}", name=name) == letter


@pytest.mark.parametrize("number,tone", [(118, 6), (0, 0), (None, 0)])
def test_a_number_has_a_colour(number: int | None, tone: int) -> None:
    assert shown("{{ number|tone }}", number=number) == str(tone)


def test_cells_of_numbers_are_set_apart() -> None:
    made = shown("<td{% cell_class columns 0 %}><td{% cell_class columns 1 %}>", columns=[{}, {"number": True}])
    assert made == '<td><td class="is-number">'


def test_help_beside_a_field_is_text_unless_django_has_marked_it_up() -> None:
    class Asking(forms.Form):
        card = forms.CharField(help_text="<b>-x>")
        password = forms.CharField(help_text=password_validators_help_text_html())

    card, password = Asking()
    assert "&lt;b&gt;-x" in shown('{% include "webkit/components/field.html" %}', field=card)
    assert "<ul><li>" in shown('{% include "webkit/components/field.html" %}', field=password)

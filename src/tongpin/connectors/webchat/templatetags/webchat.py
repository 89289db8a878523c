"""How a chat shows what people and Tongpin say."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import pgettext_lazy as _in

from tongpin.kernel.standing import DUTIES
from tongpin.kernel.words.acts import Say
from tongpin.webkit.pages import all_pages
from tongpin.webkit.sentences import rendered

MOST_SHOWN = 8_000
"""Characters of a message that are shown; other platforms may take longer ones."""
DUTY_NAMES = {"owner": _in("duty", "owner"), "steward": _in("duty", "steward")}

register = template.Library()


@register.filter
def iso(at: int) -> str:
    """Write an instant (ms) as machines read it."""
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")


@register.filter
def clock(at: int) -> str:
    """Write an instant (ms) as the time of day; with the date where that is not today."""
    then = timezone.localtime(datetime.fromtimestamp(at / 1000, UTC))
    same_day = then.date() == timezone.localdate()
    return date_format(then, "H:i" if same_day else "SHORT_DATE_FORMAT") + ("" if same_day else then.strftime(" %H:%M"))


@register.filter
def said(text: str) -> SafeString:
    """Show a member's words: escaped, isolated from the direction of what stands around, links made to follow."""
    linked = urlize(text[:MOST_SHOWN], nofollow=True, autoescape=True)
    return format_html("<bdi>{}</bdi>", mark_safe(linked.replace("\n", "<br>")))  # noqa: S308 - urlize has escaped it


@register.filter
def words(text: str) -> list[str]:
    """Split a list that a template writes with blanks."""
    return text.split()


@register.simple_tag
def duty(bits: int) -> SafeString:
    """Show the gravest duty that somebody holds."""
    name = next(name for bit, name in enumerate(DUTIES) if bits & 1 << bit)
    return format_html('<span class="badge is-duty">{}</span>', DUTY_NAMES[name])


@register.simple_tag
def card_of(notice: Say, community: int) -> SafeString:
    """Show what Tongpin says, with what its capability offers beside these words."""
    said_text = rendered(notice, get_language() or "zh-hans")
    offer = next((each.offers[notice.sentence] for each in all_pages() if notice.sentence in each.offers), "")
    body = format_html('<p class="post-text"><bdi>{}</bdi></p>', said_text)
    if not offer:
        return body
    shown = render_to_string(offer, {"community": community, "chat": notice.chat, **dict(notice.fields)})
    return format_html("{}{}", body, mark_safe(shown))  # noqa: S308 - a template's own output


@register.simple_tag
def nameless(number: int) -> str:
    """Call a member who has no name card."""
    return gettext("Member %(number)d") % {"number": number}

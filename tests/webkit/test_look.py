"""The look holds what it promises: contrast, budgets, an icon for every name, nothing inline, all in the gallery."""

import gzip
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.signals import template_rendered

from tests.architecture.tracked import PACKAGE
from tongpin.webkit.seat import Seat

WEBKIT = PACKAGE / "webkit"
STATIC = WEBKIT / "static" / "webkit"
COMPONENTS = WEBKIT / "templates" / "webkit" / "components"
CSS = (STATIC / "tongpin.css").read_text("utf-8")
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
TEMPLATES = sorted(path for path in PACKAGE.rglob("*.html") if "tests" not in path.parts)

SURFACES = ("paper", "sheet", "sunk")
INKS = ("ink", "muted", "cinnabar", "jade", "indigo", "amber")
DYES = ("cinnabar", "jade", "indigo", "amber")
READABLE, VISIBLE = 4.5, 3.0


def block(selector: str) -> dict[str, str]:
    """The colours that a block of tokens sets, by name."""
    found = re.search(rf"{re.escape(selector)} \{{(.*?)\}}", RULES, re.DOTALL)
    assert found, selector
    return dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", found[1]))


LIGHT = block(":root")
DARK = block(':root[data-theme="dark"]')
DARK_BY_SYSTEM = block(':root:not([data-theme="light"])')


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairs() -> Iterator[tuple[str, str, float]]:
    """What stands on what, and the contrast that it needs."""
    yield from ((ink, surface, READABLE) for ink, surface in product(INKS, SURFACES))
    yield from (("edge", surface, VISIBLE) for surface in ("paper", "sheet"))
    for dye in DYES:
        yield from ((f"on-{dye}", shade, READABLE) for shade in (dye, f"{dye}-deep"))
        yield from ((each, f"{dye}-soft", READABLE) for each in (dye, f"{dye}-deep", "ink"))
        yield f"{dye}-deep", "sheet", READABLE
        yield "paper", f"{dye}-deep", READABLE
    yield "paper", "ink", READABLE


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_whatever_is_to_be_read_is_readable(theme: dict[str, str]) -> None:
    measured = {(on, under): (contrast(theme[on], theme[under]), least) for on, under, least in pairs()}
    assert {pair: ratio for pair, (ratio, least) in measured.items() if ratio < least} == {}


def test_both_ways_to_the_dark_theme_lead_to_the_same() -> None:
    assert DARK == DARK_BY_SYSTEM
    assert DARK.keys() == LIGHT.keys()


def weight(*paths: Path) -> int:
    """Bytes that travel."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_the_look_stays_light() -> None:
    assert weight(STATIC / "tongpin.css") <= 20_000
    assert weight(*STATIC.glob("js/*.js")) <= 5_000
    assert weight(STATIC / "icons.svg") <= 6_000


@pytest.mark.parametrize("novelty", [r":has\(", r"light-dark\(", r"@scope", r"^\s*&"])
def test_the_stylesheet_asks_nothing_of_old_phones(novelty: str) -> None:
    assert re.findall(novelty, RULES, re.MULTILINE) == []


def test_the_sprite_holds_every_icon_that_a_template_names() -> None:
    drawn = {symbol.attrib["id"] for symbol in ET.parse(STATIC / "icons.svg").getroot()}
    named = re.compile(r"""{% icon ["']([\w-]+)["']|\bicon=["']([\w-]+)["']|icons\.svg' %}#([\w-]+)""")
    missing = {
        (path.relative_to(PACKAGE).as_posix(), name)
        for path in TEMPLATES
        for found in named.findall(path.read_text("utf-8"))
        for name in found
        if name and name not in drawn
    }
    assert missing == set()


@pytest.mark.parametrize(
    "written",
    [
        r"""\sstyle\s*=\s*["']""",
        r"<style\b",
        r"<script\b(?![^>]*\bsrc=)",
        r"""\son[a-z]+\s*=\s*["']""",
        r"\bhx-on[:=]",
        r"javascript:",
    ],
)
def test_no_style_and_no_script_is_written_into_a_page(written: str) -> None:
    pattern = re.compile(written)
    assert [path.name for path in TEMPLATES if pattern.search(path.read_text("utf-8"))] == []


def test_no_page_asks_for_anything_elsewhere() -> None:
    elsewhere = re.compile(r"""(?:src|href)=["'](?:https?:)?//|@import|url\((?!"?(?:data:|#))""")
    assert [
        path.name for path in (*TEMPLATES, STATIC / "tongpin.css") if elsewhere.search(path.read_text("utf-8"))
    ] == []


def shown(template: str, **context: object) -> set[str]:
    """The names of all templates that take part when one is rendered."""
    names: set[str] = set()

    def note(template: object, **_rest: object) -> None:
        names.add(str(getattr(template, "name", "")))

    template_rendered.connect(note)
    try:
        render_to_string(template, context, RequestFactory().get("/"))
    finally:
        template_rendered.disconnect(note)
    return names


def test_every_component_is_shown_in_the_gallery_or_is_part_of_a_shell() -> None:
    seat = Seat(1, "早餐同好会", "x", member=1, number=1, name="木木", duties=3, joined=1)
    item = {"name": "today", "label": "今日", "url": "#", "icon": "today"}
    seen = shown("webkit/gallery.html")
    seen |= shown("webkit/console.html", seat=seat, seats=[seat, seat], sections=[item])
    seen |= shown("webkit/portal.html", seat=seat, tabs=[item]) | shown("webkit/plain.html")
    assert sorted(path.name for path in COMPONENTS.glob("*.html") if f"webkit/components/{path.name}" not in seen) == []


def test_every_component_says_at_its_head_what_it_takes() -> None:
    assert [path.name for path in COMPONENTS.glob("*.html") if not path.read_text("utf-8").startswith("{# ")] == []

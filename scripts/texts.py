"""The texts that pages hold: those that Python and templates hand to gettext, by app."""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tokenize import TokenError

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation import templatize

HOUSES = {"capabilities", "connectors", "imports"}
"""Folders whose folders are apps."""
PYTHON = ".py"
SUFFIXES = {PYTHON, ".html", ".txt"}
WITHOUT_TEXTS = {"tests", "migrations"}

PLAIN = dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"])
PLURAL = dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2))
IN_CONTEXT = dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2))
PLURAL_IN_CONTEXT = dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3))
KEYWORDS = PLAIN | PLURAL | IN_CONTEXT | PLURAL_IN_CONTEXT

Found = tuple[int, str | tuple[str, ...], list[str], str | None]
"""Line, text (or singular and plural), notes for translators, context."""


def gathered(package: Path) -> dict[Path, Catalog]:
    """The folders of all apps, in the order of their paths, with their texts."""
    found: dict[Path, Catalog] = {}
    for path in sources(package):
        app = app_of(path, package)
        catalog = found.setdefault(app, Catalog())
        for line, text, notes, context in texts(path):
            catalog.add(text, None, [(path.relative_to(app).as_posix(), line)], auto_comments=notes, context=context)
    return found


def sources(package: Path) -> list[Path]:
    found = (path for path in package.rglob("*") if path.suffix in SUFFIXES)
    return sorted(path for path in found if not WITHOUT_TEXTS & set(path.relative_to(package).parts))


def app_of(path: Path, package: Path) -> Path:
    parts = path.relative_to(package).parent.parts
    return package.joinpath(*parts[: 2 if parts and parts[0] in HOUSES else 1])


def texts(path: Path) -> Iterator[Found]:
    source = path.read_text("utf-8")
    try:
        if path.suffix != PYTHON:
            # The indentation of a template means nothing, and would be amiss in Python.
            source = re.sub(r"^[ \t]+", "", templatize(source), flags=re.MULTILINE)
        yield from extract("python", BytesIO(source.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"})
    except (SyntaxError, TokenError) as error:
        sys.exit(f"The texts of {path} cannot be gathered: {error}")

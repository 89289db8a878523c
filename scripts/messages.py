"""Gathers the texts of pages and keeps their translations: `locale/*/LC_MESSAGES/django.po` and `.mo` of every app.

A text is English where it stands, in Python or in a template; English is complete by that. People write the simplified
Chinese into `zh_Hans`; `zh_Hant` is made of it by OpenCC, except what stands in `locale/zh_Hant/overrides.po`. The
files hold no dates, lines or machines, so the same texts give the same bytes.

Usage: python -m scripts.messages [--check] [APP...], such as `webkit` or `conduct`; without names, all. With --check,
nothing is written, and what is amiss is named and ends the program with 1.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import opencc
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from scripts.texts import PYTHON, gathered, sources

PACKAGE = Path(__file__).parents[1] / "src" / "tongpin"
HANS, HANT = "zh_Hans", "zh_Hant"
HEAD = "# The texts come from the pages (`make messages`); zh_Hans is written by hand, zh_Hant is made of it."
IN_TAIWAN_S_WORDS = "s2twp"
PO, MO, OVERRIDES = "LC_MESSAGES/django.po", "LC_MESSAGES/django.mo", "overrides.po"

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
COMMENTS = re.compile(r"{#.*?#}|{% comment\b.*?{% endcomment %}", re.DOTALL)
PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|{\w*}")
LONE_PERCENT = re.compile(r"(?<!%)(%%)*%(?![%(])")
MAY_HOLD_CHINESE = {
    "webkit/templates/webkit/components/language.html",  # Each language is offered by its own name.
    "webkit/templates/webkit/gallery.html",  # Shows names and talk, which nobody translates.
}

Key = tuple[str, str | None]
"""A text (its singular) and the context that tells it from its equals."""
Strings = dict[Key, tuple[str, ...]]
"""What is translated: one string for a text, one for each form of a text in the plural."""


class Tidy(Catalog):
    """A catalog whose head says only what its readers need."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the head."""
        return [
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


# ----------------------------------------------------------------------------------------------------- translating


@dataclass
class App:
    """A folder with texts: what they are, and what has been written for them."""

    folder: Path
    asked: Catalog

    def file(self, language: str, name: str) -> Path:
        return self.folder / "locale" / language / name

    def kept(self) -> Catalog:
        return read(self.file(HANS, PO))

    def overrides(self) -> Strings:
        return strings(read(self.file(HANT, OVERRIDES)))


def read(path: Path) -> Catalog:
    """The catalog in a file; an empty one where there is none."""
    if not path.exists():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file)


def strings(catalog: Catalog) -> Strings:
    return {key: forms for key, forms, _ in entries(catalog) if forms}


def entries(catalog: Catalog) -> Iterator[tuple[Key, tuple[str, ...], Message]]:
    """Each text with its translation; without one where a part of that is missing."""
    for each in catalog:
        if each.id:
            singular = each.id if isinstance(each.id, str) else each.id[0]
            forms = (each.string,) if isinstance(each.string, str) else tuple(each.string or ("",))
            yield (singular, each.context), forms if all(forms) else (), each


def translated(app: App, language: str, known: Strings) -> Catalog:
    """All texts of an app in a language that has one form for all numbers."""
    made = Tidy(language, header_comment=HEAD, fuzzy=False)
    for key, _, each in entries(app.asked):
        form = next(iter(known.get(key, ())), "")
        string = (form,) if each.pluralizable else form
        made.add(each.id, string, sorted(set(each.locations)), each.flags, each.auto_comments, context=each.context)
    return made


def simplified(found: list[App]) -> list[Catalog]:
    """What people have written; what they wrote for one app fills the gaps of others: the same text, the same words."""
    shared = dict(reversed([pair for app in found for pair in plain(app.kept()) if pair[1]]))
    return [
        translated(app, HANS, {key: shared.get(key, ()) for key, _ in plain(app.asked)} | strings(app.kept()))
        for app in found
    ]


def plain(catalog: Catalog) -> Iterator[tuple[Key, tuple[str, ...]]]:
    """The texts without a plural: a text says something else where it is one of two."""
    return ((key, forms) for key, forms, each in entries(catalog) if not each.pluralizable)


def traditional(app: App, hans: Catalog) -> Catalog:
    made = {key: tuple(map(converter().convert, forms)) for key, forms in strings(hans).items()}
    return translated(app, HANT, made | app.overrides())


@cache
def converter() -> opencc.OpenCC:
    return opencc.OpenCC(IN_TAIWAN_S_WORDS)


def files(app: App, catalog: Catalog) -> dict[Path, bytes]:
    """What the two files of a catalog should hold."""
    readable, compiled = BytesIO(), BytesIO()
    write_po(readable, catalog, width=0, sort_output=True, include_lineno=False)
    write_mo(compiled, catalog)
    language = str(catalog.locale_identifier)
    return {app.file(language, PO): readable.getvalue(), app.file(language, MO): compiled.getvalue()}


# -------------------------------------------------------------------------------------------------------- checking


def complaints(app: App, hans: Catalog, hant: Catalog) -> Iterator[str]:
    """What people have to mend in the texts of an app and their translations."""
    for (text, context), forms, _ in entries(hans):
        if not forms:
            yield f"{app.file(HANS, PO)}: not translated: {text!r}{f' ({context})' if context else ''}"
        if CHINESE.search(text):
            yield f"{app.folder}: texts stand in English, their Chinese in {PO}: {text!r}"
    for language, catalog in ((HANS, hans), (HANT, hant)):
        for text, form in misfilled(catalog):
            yield f"{app.file(language, PO)}: {text!r} and {form!r} are not filled in alike"
    for text, _ in app.overrides().keys() - strings(hans).keys():
        yield f"{app.file(HANT, OVERRIDES)}: no such text: {text!r}"


def misfilled(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The texts whose translation drops, adds or misspells what is filled in."""
    for _, forms, each in entries(catalog):
        text = each.id if isinstance(each.id, str) else each.id[-1]
        for form in forms:
            is_broken = LONE_PERCENT.search(form) and not LONE_PERCENT.search(text)
            if is_broken or set(PLACEHOLDERS.findall(text)) != set(PLACEHOLDERS.findall(form)):
                yield text, form


def differing(found: list[App]) -> Iterator[str]:
    """The texts that two apps translate differently: the pages can only show one of the two."""
    seen: dict[Key, tuple[str, str]] = {}
    for app in found:
        for key, forms in plain(app.kept()):
            if not forms:
                continue
            words, first = seen.setdefault(key, (forms[0], app.folder.name))
            if words != forms[0]:
                both = f"{words!r} in {first}, {forms[0]!r} in {app.folder.name}"
                yield f"{key[0]!r} is {both}: agree on one, or tell them apart by a context"


def untranslatable(package: Path) -> Iterator[str]:
    """The templates that say something in Chinese, past translation."""
    for path in sources(package):
        name = path.relative_to(package).as_posix()
        if path.suffix != PYTHON and name not in MAY_HOLD_CHINESE:
            for words in CHINESE.findall(COMMENTS.sub("", path.read_text("utf-8"))):
                yield f"{path}: a template speaks English, and Chinese through {PO}: {words}"


def stale(wanted: dict[Path, bytes]) -> list[str]:
    old = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    return [f"{path}: out of date; run `make messages`" for path in old]


# --------------------------------------------------------------------------------------------------------- running


def survey(package: Path, names: list[str]) -> tuple[dict[Path, bytes], list[str]]:
    """What the files of all apps, or of those named, should hold; and what people have to mend."""
    wanted: dict[Path, bytes] = {}
    amiss: list[str] = []
    found = [App(folder, texts) for folder, texts in gathered(package).items()]
    found = [app for app in found if len(app.asked) or app.file(HANS, PO).exists()]
    for app, hans in zip(found, simplified(found), strict=True):
        if names and app.folder.name not in names:
            continue
        hant = traditional(app, hans)
        wanted |= files(app, hans) | files(app, hant)
        amiss += complaints(app, hans, hant)
    if not names:
        amiss += [*differing(found), *untranslatable(package)]
    return wanted, amiss


def write(wanted: dict[Path, bytes]) -> None:
    for path, content in wanted.items():
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.messages")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something is amiss")
    parser.add_argument("app", nargs="*", help="the names of apps; all without")
    asked = parser.parse_args(arguments)
    wanted, amiss = survey(PACKAGE, asked.app)
    if asked.check:
        amiss += stale(wanted)
    else:
        write(wanted)
    for each in amiss:
        print(each.replace(f"{PACKAGE.parents[1]}/", ""), file=sys.stderr)
    return int(asked.check and bool(amiss))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

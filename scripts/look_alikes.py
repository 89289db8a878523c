"""Makes `src/tongpin/text/look_alikes.py`: what each character is read as, fixed for every machine and Python.

Python's Unicode data and OpenCC's tables change with their versions, and with them every fingerprint would change:
so the table is made here, by hand, and committed. `python scripts/look_alikes.py` writes it anew.
"""

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from opencc import OpenCC

TARGET = Path(__file__).parents[1] / "src/tongpin/text/look_alikes.py"
WIDTH = 110
"""Columns of a line of the module; a Chinese character takes two."""
CODE_POINTS = range(0x30000)
SURROGATES = range(0xD800, 0xE000)
CHINESE = [*range(0x3400, 0xA000), *range(0x20000, 0x30000)]

MARKS = [(0x300, 0x36F), (0x483, 0x489), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)]
"""Marks drawn over the letter before them: accents, strokes, circles, key caps."""
BLANK = [(0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0)]
"""Fillers and variation selectors: nothing is seen of them."""
TAGS = (0xE0000, 0xE0FFF)
VISIBLE_FORMATS = {*range(0x600, 0x900), 0x110BD, 0x110CD}
"""Characters that Unicode calls formats and that are seen all the same (Arabic number signs)."""

TWINS = [
    # Cyrillic, Greek and Armenian letters, Latin letters of other alphabets and small capitals.
    ("авеѕіјкмнортусхһԁԛԝ", "abesijkmhoptycxhdqw"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx"),
    ("αβεηικνορτυχω", "abenikvoptuxw"),
    ("օսհ", "ouh"),
    ("ıȷɑɡɩøđħłŧ", "ijagiodhlt"),
    ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz"),
    # Dashes and quotes.
    ("‐‒–—―−﹣", "-------"),
    ("‘’‚‛“”„‟", "''''\"\"\"\""),
    # Digits and letters in filled circles and squares, of which Unicode gives no plain form.
    ("❶❷❸❹❺❻❼❽❾", "123456789"),
    ("➀➁➂➃➄➅➆➇➈", "123456789"),
    ("➊➋➌➍➎➏➐➑➒", "123456789"),
    ("⓵⓶⓷⓸⓹⓺⓻⓼⓽⓿🄋🄌", "123456789000"),
    ("".join(map(chr, range(0x1F150, 0x1F16A))), "abcdefghijklmnopqrstuvwxyz"),
    ("".join(map(chr, range(0x1F170, 0x1F18A))), "abcdefghijklmnopqrstuvwxyz"),
]
TWIN = {odd: plain for odds, plains in TWINS for odd, plain in zip(odds, plains, strict=True)}


def is_removed(code: int) -> bool:
    if any(first <= code <= last for first, last in [*MARKS, *BLANK, TAGS]):
        return True
    category = unicodedata.category(chr(code))
    return (category == "Cc" and not chr(code).isspace()) or (category == "Cf" and code not in VISIBLE_FORMATS)


def is_space(char: str) -> bool:
    return char.isspace() or char == "\u2800"


def unwrapped(text: str) -> str:
    """The compatibility form without what encloses it: ⑴ is (1), ⒈ is 1."""
    return text.strip("()〔〕.") if any(map(str.isalnum, text)) else text


def plain(char: str, simplified: dict[str, str]) -> str:
    """What one character is read as; itself where that would be several."""
    if is_space(char):
        return " "
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not is_removed(ord(c)))
    bare = "".join(TWIN.get(c, c) for c in unwrapped(bare)).casefold()
    bare = "".join(TWIN.get(c, c) for c in unicodedata.normalize("NFKC", bare))
    if len(bare) != 1 or bare.isspace():
        bare = char.lower() if len(char.lower()) == 1 else char
    return simplified.get(bare, bare)


def settled(char: str, simplified: dict[str, str]) -> str:
    """`plain` until it changes nothing more, so that folding twice is folding once."""
    while (after := plain(char, simplified)) != char:
        char = after
    return char


def simplified_forms() -> dict[str, str]:
    before = "\n".join(map(chr, CHINESE))
    after = OpenCC("t2s").convert(before)
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return {old: new for old, new in pairs if old != new and len(new) == 1}


def pairs() -> str:
    simplified = simplified_forms()
    found = []
    for char in map(chr, CODE_POINTS):
        if ord(char) in SURROGATES or is_removed(ord(char)):
            continue
        if (after := settled(char, simplified)) != char:
            found.append(char + after)
    return "".join(found)


def removed() -> Iterator[tuple[int, int]]:
    """The first and last code point of each run of removed characters."""
    codes = [code for code in [*CODE_POINTS, *range(TAGS[0], TAGS[1] + 1)] if is_removed(code)]
    first = last = codes[0]
    for code in codes[1:]:
        if code != last + 1:
            yield first, last
            first = code
        last = code
    yield first, last


def module() -> str:
    lines = [
        '"""What each character is read as. Made by `scripts/look_alikes.py`; not to be edited."""',
        "",
        f'UNICODE = "{unicodedata.unidata_version}"',
        "",
        "# First and last code point of each run of characters of which nothing is seen.",
        "REMOVED = (",
        *(f"    (0x{first:X}, 0x{last:X})," for first, last in removed()),
        ")",
        "",
        "# Character and plain form, by turns.",
        "PAIRS = (",
    ]
    return "\n".join([*lines, *(f'    "{line}"' for line in wrapped(pairs())), ")", ""])


def wrapped(text: str) -> Iterator[str]:
    line, width = "", 0
    for char in text:
        shown = literal(char)
        columns = len(shown) * (2 if unicodedata.east_asian_width(char) in "WF" else 1)
        if width + columns > WIDTH:
            yield line
            line, width = "", 0
        line, width = line + shown, width + columns
    yield line


def literal(char: str) -> str:
    """The character as it stands in a string; escaped where it would not be seen or would turn the line round."""
    if char == '"':
        return "\\x22"  # The formatter would choose other quotes for a line with many.
    if char == "\\":
        return "\\\\"
    if char.isprintable() and unicodedata.bidirectional(char) not in {"R", "AL"}:
        return char
    return char.encode("unicode_escape").decode()


def main() -> None:
    TARGET.write_text(module(), encoding="utf-8")
    print(f"{TARGET.name}: {len(pairs()) // 2} characters", file=sys.stderr)


if __name__ == "__main__":
    main()

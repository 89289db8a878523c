"""What a pattern may be made of, checked before RE2 sees it: what RE2 lacks is named, and brackets are found open."""

import re  # noqa: TID251 - fixed patterns of our own, for at most 1,024 bytes

from tongpin.text.folding import fold

UNSUPPORTED_GROUPS = {
    "(?=": "Look-ahead",
    "(?!": "Look-ahead",
    "(?<=": "Look-behind",
    "(?<!": "Look-behind",
    "(?>": "An atomic group",
    "(?(": "A condition",
    "(?P=": "A back-reference",
    "(?#": "A comment",
}
UNSUPPORTED_ESCAPES = {
    **dict.fromkeys("123456789gk", "A back-reference"),
    **dict.fromkeys("AZzG", "This anchor (^ and $ stand for the ends of a message)"),
    **dict.fromkeys("QE", "Quoting between two signs (write \\ before each character instead)"),
    "C": "A match of single bytes",
    "K": "A reset of the match",
}

TOKEN = re.compile(
    r"(?P<escape>\\.)"
    r"|(?P<open_class>\[\^?\]?(?:\[:\w+:\]|\\.|[^\]\\])*)(?P<close_class>\])?"
    r"|(?P<group>\((?:\?(?:<[=!]|P=|[=!>(#]|[a-zA-Z]*-?))?)"
    r"|(?P<close>\))"
    r"|(?P<char>.)",
    re.DOTALL,
)
MEMBER = re.compile(r"^\[\^?\]?-?|\\.|\[:\w+:\]|[^\\]-(?:\\.|[^\\\]])|(?P<char>.)", re.DOTALL)
"""What a class is made of. A range stays as it is: its ends folded would be another range."""


class PatternError(ValueError):
    """What is wrong with a pattern, as a sentence, and at which of its characters (from 0)."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message, position)
        self.message = message
        self.position = position

    def __str__(self) -> str:
        return self.message


def folded(pattern: str) -> str:
    """The pattern for folded texts: characters that it names are folded, signs are left. Raises `PatternError`."""
    open_groups: list[int] = []
    source = []
    for token in TOKEN.finditer(pattern):
        check(token, open_groups)
        if token["open_class"]:
            source += [plain(member, token.start()) for member in MEMBER.finditer(token.group())]
        else:
            source.append(plain(token, 0))
    if open_groups:
        raise PatternError("This ( is never closed. Close it with ), or write \\( for the sign.", open_groups[-1])
    return "".join(source)


def check(token: re.Match[str], open_groups: list[int]) -> None:
    """Refuses what RE2 lacks and brackets that do not meet; keeps account of the open ones."""
    if token["escape"]:
        refuse(UNSUPPORTED_ESCAPES.get(token["escape"][1]), token.start())
    elif token["group"]:
        refuse(UNSUPPORTED_GROUPS.get(token["group"]), token.start())
        if token["group"].endswith("-"):
            raise PatternError("A flag cannot be switched off: texts are always read without case.", token.start())
        open_groups.append(token.start())
    elif token["close"]:
        if not open_groups:
            raise PatternError("This ) has no ( before it. Take it away, or write \\) for the sign.", token.start())
        open_groups.pop()
    elif token["open_class"] and not token["close_class"]:
        raise PatternError("This [ is never closed. Close it with ], or write \\[ for the sign.", token.start())


def refuse(what: str | None, position: int) -> None:
    if what:
        raise PatternError(f"{what} is not supported: patterns run on RE2, which keeps their time bounded.", position)


def plain(match: re.Match[str], offset: int) -> str:
    """A character as it is read, escaped where folding makes a sign of it; anything else as it stands."""
    char = match["char"]
    if char is None or (char.isascii() and char.isprintable()):
        return match.group()
    read = fold(char)
    if not read:
        raise PatternError(
            "An invisible character stands here. Texts are read without it: take it away.", offset + match.start()
        )
    return "\\" + read if read.isascii() and not (read.isalnum() or read.isspace()) else read

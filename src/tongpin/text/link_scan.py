"""Finds links and mentions in a batch."""

import msgspec
import re2

from tongpin.text.batch import Batch
from tongpin.text.patterns import options

BODY = r"[!#-;=?-Z_a-z~\[\]]"
"""What an address may hold; no Chinese, which in a chat follows a link without a space."""
TAIL = r"[#-&*+/-9=@-Z_a-z~-]"
"""What an address may end with; no full stop or bracket of the sentence around it."""
HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"
ABROAD = r"[^\x00-\x7F\x{3000}-\x{303F}]"
"""A letter of no Latin alphabet, roughly: Unicode's own classes of letters make the scan three times as slow."""
HOST_ABROAD = rf"{ABROAD}+(?:\.(?:[a-z0-9-]|{ABROAD})+)+"
SIGNS = "|".join(
    [
        rf"https?://(?:{BODY}*{TAIL}|{HOST_ABROAD}(?:/(?:{BODY}*{TAIL})?)?)",
        rf"[a-z0-9._%+-]+@{HOST}",  # An e-mail address: neither link nor mention.
        rf"@(?:[a-z0-9_]+|{ABROAD})",
        rf"{HOST}(?::[0-9]+)?(?:[/?#](?:{BODY}*{TAIL})?)?",
    ]
)

ENDINGS = frozenset(
    b"com cn net org io me cc top xyz vip info club app dev tv co edu gov tw hk jp uk ai gg ly im site online shop fun "
    b"icu wang ltd tk pw biz mobi ink xin ren asia".split()
)
"""Last parts of a bare domain that make it a link; few, for `main.py` and `e.g` are none."""


class Signs(msgspec.Struct, gc=False):
    """What was found in one text; `linked` counts the characters of its links."""

    links: int = 0
    linked: int = 0
    mentions: int = 0


class LinkScan:
    def __init__(self) -> None:
        self._signs = re2.compile(SIGNS, options())

    def find(self, batch: Batch) -> dict[int, Signs]:
        """For each text that holds any: its links and mentions."""
        found: dict[int, Signs] = {}
        for match in self._signs.finditer(batch.data):
            start, end = match.span()
            sign = batch.data[start:end]
            if sign[:1] == b"@":
                found.setdefault(batch.text_at(start), Signs()).mentions += 1
            elif is_link(sign):
                signs = found.setdefault(batch.text_at(start), Signs())
                signs.links += 1
                signs.linked += len(sign.decode())
        return found


def is_link(sign: bytes) -> bool:
    if sign.startswith((b"http://", b"https://", b"www.")):
        return True
    host = sign
    for mark in (b"/", b"?", b"#", b":"):
        host = host.partition(mark)[0]
    return b"@" not in host and host.rpartition(b".")[2] in ENDINGS

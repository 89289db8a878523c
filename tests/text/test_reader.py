import os
import subprocess
import sys
import time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.text.folding import fold
from tongpin.text.plan import TextPlan
from tongpin.text.reader import Reader
from tongpin.text.reading import LENGTH_CAP, LINK, MENTION, PATTERN, WORD, Hit, Reading

PLAN = TextPlan(
    words=("加微信", "ad", "簽到", "\u200b"), patterns=(r"\d{7,11}", "^免费", "信.?$"), fingerprints=True, key=b"key"
)
READER = Reader(PLAN)
# Text as it comes from anywhere: halves of surrogate pairs, and pieces that the plan knows.
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.lists(
        st.sampled_from(
            [
                "加",
                "微",
                "信",
                "ad",
                " ",
                "\n",
                "\u200b",
                "簽",
                "到",
                "免费",
                "1234567",
                "@",
                "a.com",
                "https://",
                "\ud800",
            ]
        )
    ).map("".join),
)


def fingerprint(text: str) -> int:
    return READER.read([text])[0].fingerprint


def test_a_reading_whole() -> None:
    text = "免费ＡＤ，加\u200b微信 １３８００１３８０００ @张三 https://t.me/x"
    [reading] = READER.read([text])
    assert reading == Reading(
        length=36,
        own=22,
        links=1,
        mentions=1,
        fingerprint=reading.fingerprint,
        signals=LINK | WORD | PATTERN | MENTION,
        words=(Hit(1, 2, 4), Hit(0, 5, 9)),
        patterns=(Hit(1, 0, 2), Hit(0, 10, 21)),
        cut=False,
    )
    assert 0 < reading.fingerprint < 1 << 63


def test_no_texts() -> None:
    assert READER.read([]) == []


@pytest.mark.parametrize(
    "text,length",
    [
        ("", 0),
        (" \t\n\u3000", 0),
        ("\u200b\ufeff\u00ad\u202e", 0),
        ("\x00", 0),
        ("你 好\u200b！", 3),
        ("e\u0301", 1),
        ("👍", 1),
        ("👨\u200d👩", 2),
        ("\ud800", 1),
        ("\u0301" * 100_000, 0),
    ],
)
def test_length_counts_what_is_seen(text: str, length: int) -> None:
    [reading] = READER.read([text])
    assert (reading.length, reading.own) == (length, length)
    assert (reading.fingerprint != 0) == (length > 0)


def test_a_long_text_is_cut() -> None:
    readings = READER.read(["a" * LENGTH_CAP, "a" * LENGTH_CAP + "加微信", "a" * 1_000_000, "加微信"])
    assert [(reading.length, reading.cut) for reading in readings] == [
        (LENGTH_CAP, False),
        (LENGTH_CAP, True),
        (LENGTH_CAP, True),
        (3, False),
    ]
    assert [reading.words for reading in readings] == [(), (), (), (Hit(0, 0, 3),)]
    assert len({reading.fingerprint for reading in readings}) == 2


def test_long_texts_take_bounded_time() -> None:
    began = time.perf_counter()
    READER.read(["a." * 500_000, "@" * 1_000_000, "加微信" * 300_000, "https://" * 100_000, "a@" * 500_000])
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "one,other,equal",
    [
        ("加微信", "加 微\n信", True),
        ("加微信", "加\u200b微信", True),
        ("簽到 ABC", "签到ａｂｃ", True),
        ("加微信", "加微信！", False),
        ("加微信", "微信加", False),
    ],
)
def test_fingerprints_see_through_disguises(one: str, other: str, equal: bool) -> None:
    assert (fingerprint(one) == fingerprint(other)) == equal


def test_a_fingerprint_needs_its_key() -> None:
    other = Reader(msgspec.structs.replace(PLAN, key=b"another"))
    assert other.read(["加微信"])[0].fingerprint != fingerprint("加微信")


def test_no_fingerprint_where_none_is_asked() -> None:
    assert Reader(TextPlan()).read(["加微信", ""]) == [Reading(length=3, own=3), Reading(length=0)]


@given(st.lists(TEXTS, max_size=8))
def test_a_batch_is_read_as_its_texts_one_by_one(texts: list[str]) -> None:
    assert READER.read(texts) == [reading for text in texts for reading in READER.read([text])]


@given(TEXTS)
def test_any_text_is_read_within_its_bounds(text: str) -> None:
    [reading] = READER.read([text])
    assert 0 <= reading.own <= reading.length <= len(text)
    assert reading.length == len("".join(fold(text).split()))
    hits = [*reading.words, *reading.patterns]
    assert [0 <= hit.start < hit.end <= len(text) for hit in hits] == [True] * len(hits)
    assert (reading.fingerprint == 0) == (reading.length == 0)


@given(TEXTS)
def test_a_folded_text_has_the_same_fingerprint_and_the_same_words(text: str) -> None:
    [written], [folded] = READER.read([text]), READER.read([fold(text)])
    assert folded.fingerprint == written.fingerprint
    assert [hit.index for hit in folded.words] == [hit.index for hit in written.words]


SAMPLE = """
import sys, msgspec
from tongpin.text.plan import TextPlan
from tongpin.text.reader import Reader
plan = TextPlan(words=tuple("甲乙丙丁戊己庚辛壬癸"), patterns=tuple("甲乙丙丁"), fingerprints=True, key=b"key")
sys.stdout.buffer.write(msgspec.msgpack.encode(Reader(plan).read(["癸壬辛庚己戊丁丙乙甲 @a b.com", "簽到"])))
"""


def test_readings_are_the_same_in_every_process() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", SAMPLE], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        for seed in ("0", "1")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert len(msgspec.msgpack.decode(runs[0].stdout, type=list[Reading])) == 2

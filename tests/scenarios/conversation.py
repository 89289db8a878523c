"""A seeded conversation of a lively group: 20,000 messages, and everything that an operator meets within two months."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tongpin.kernel.compiled import Compiled
from tongpin.kernel.fold import Fold
from tongpin.kernel.intake import Intake
from tongpin.kernel.numbering import Numbering
from tongpin.kernel.words.conduct import SanctionImposed
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.history import History

MESSAGES = 20_000
MEMBERS = 180
DAYS = 60
START = 1_700_000_000_000
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000

Event = tuple[int, str, str, str, str]
"""When, what kind, who, in which room, which text."""

TALK = ["今天读到第三章，作者讲得很慢", "有没有人试过新的版本", "我整理了一份笔记放在文档里", "周末的分享会几点开始呢"]
RARE: Sequence[tuple[float, Callable[[random.Random], str]]] = (
    (0.030, lambda _: "签到"),
    (0.006, lambda chance: f"补签 {chance.randint(1, 28)}"),
    (0.004, lambda _: "积分"),
    (0.003, lambda chance: chance.choice(["排行", "排行 总", "排行 退出"])),
    (0.003, lambda _: "我的"),
    (0.012, lambda _: "兼职刷单加微信，代理加盟"),
    (0.010, lambda chance: f"V信 {chance.randrange(10**10)}"),
    (0.010, lambda _: "https://books.example/chapter/3"),
    (0.010, lambda _: "哦"),
    (0.005, lambda _: "@a @b @c @d @e @f 看这里"),
    (0.020, lambda _: "同样的一句话说了一遍又一遍，大家注意了"),
)


def _text(chance: random.Random) -> str:
    left = chance.random()
    for share, make in RARE:
        if left < share:
            return make(chance)
        left -= share
    return f"{chance.choice(TALK)}，第 {chance.randrange(1_000)} 次"


def _talk(chance: random.Random) -> Iterator[Event]:
    for _ in range(MESSAGES):
        hour = chance.choices([2, 9, 13, 20], [1, 30, 30, 40])[0]
        at = START + chance.randrange(DAYS) * DAY + hour * HOUR + chance.randrange(HOUR)
        who = f"m{min(int(chance.expovariate(4 / MEMBERS)), MEMBERS - 1)}"
        yield at, "message", who, f"room{chance.randrange(3)}", _text(chance)


def _bursts(chance: random.Random) -> Iterator[Event]:
    """Let members flood a room now and then."""
    for _ in range(25):
        at, who = START + chance.randrange(DAYS * DAY), f"m{chance.randrange(MEMBERS)}"
        for step in range(12):
            yield at + 3_000 * step, "message", who, "room1", f"快看快看快看 {step} {chance.randrange(10**6)}"


def _comings(chance: random.Random) -> Iterator[Event]:
    for number in range(MEMBERS):
        at = START + chance.randrange(DAYS // 2) * DAY
        yield at, "join", f"m{number}", "room0", ""
        yield at + HOUR, "card", f"m{number}", "room0", chance.choice(["阿明-前端", "阿明", "老王 后端"])
        if chance.random() < 0.2:
            yield at + DAY * chance.randrange(1, 30), chance.choice(["leave", "kick"]), f"m{number}", "room0", ""
        yield at + 2 * DAY, "reaction", f"m{number}", "room1", "👍"
    for number, duty in enumerate(["owner", "steward", "steward", "steward"]):
        yield START + number, "duty", f"m{number}", "", duty
    yield START + 40 * DAY, "duty", "m3", "", "-steward"


def _answers(compiled: Compiled, path: Path, chance: random.Random) -> Iterator[Event]:
    """Let members appeal against what the conversation so far has cost them, and stewards answer."""
    fold, numbering = Fold(CAPABILITIES, compiled), Numbering()
    intake = Intake(compiled, CAPABILITIES, numbering)
    imposed: list[tuple[int, SanctionImposed]] = []
    for batch in History(path).batches():
        for arrival, event in zip(batch.arrivals, intake.events(batch.arrivals), strict=True):
            assert event is not None
            entries = [*fold.due(max(arrival.sent, fold.moment.at)), fold.decide(event, arrival.sent)]
            imposed += [(each.at, fact) for each in entries for fact in each.facts if isinstance(fact, SanctionImposed)]
    names = {number: name for known in numbering.members.values() for name, number in known.items()}
    for at, fact in imposed:
        steward = f"m{chance.randrange(1, 4)}"
        if chance.random() < 0.3:
            yield at + HOUR, "message", names[fact.member], "room2", f"申诉 {fact.case} 这是误会"
            answer = chance.choice([f"撤销 {fact.case}", f"维持 {fact.case} 规则写得很清楚", ""])
            if answer:
                yield at + 5 * HOUR, "message", steward, "room2", answer
        elif fact.provisional and chance.random() < 0.5:
            yield at + 2 * HOUR, "message", steward, "room2", f"确认 {fact.case}"


def write(path: Path, compiled: Compiled, seed: int = 2) -> None:
    """Write the conversation to a history file; the playbook tells what there is to appeal against."""
    chance = random.Random(seed)
    events = [*_talk(chance), *_bursts(chance), *_comings(chance)]
    _write(path, events, chance)
    _write(path, [*events, *_answers(compiled, path, chance)], chance)


def _write(path: Path, events: list[Event], chance: random.Random) -> None:
    events.sort()
    said = [number for number, event in enumerate(events) if event[1] == "message"]
    with path.open("wb") as file:
        for number, (at, kind, who, room, text) in enumerate(events):
            line = {"id": f"e{number}", "ts": _stamp(at), "kind": kind, "sender": who, "chat": room, "text": text}
            if kind == "reaction" or number % 50 == 0:
                line["reply_to"] = f"e{chance.choice(said[: number + 1])}"
            file.write(msgspec.json.encode(line) + b"\n")


def _stamp(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

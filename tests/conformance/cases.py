"""Cases in YAML, the same for all capabilities: given what happened, when this happens, then exactly these words.

    - case: the fourth message within ten seconds
      zone: Asia/Shanghai                       # this is the default
      playbook: {conduct: {rules: [{rule: flood, messages: 3, within: 10s}]}}
      given:
        - mon 10:00:00 ann: 在吗                 # a message in chat `main`, in short
        - {ts: mon 10:00:01, sender: bob, kind: join}      # any line of the own JSON Lines, in full
        - {ts: mon 10:00:02, DutyGiven: {member: ann, duty: steward, by: 0}}    # a fact, as if it had been recorded
        - {ts: tue 10:00}                       # time passes
      when:
        - mon 10:00:03 ann: 有人吗
      then:
        facts:
          - BreachFound: {member: ann, chat: main, message: 4, text: 4, rule: flood, line: 0, measured: 4, limit: 3}
        actions: []

A time is `mon 10:00:05` (the week of 2024-01-01), `mon+2 10:00` (two weeks on) or `2024-03-09 10:00`, in the case's
zone. Where a word has a number, the name of a member or of a chat, or a time, may stand for it. `then` holds all facts
and actions since `when`, those of timers included, but not the events themselves; fields that are left out have their
defaults. A case without `playbook` or `zone` has those of the case before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from tests.conformance.sentences import fields_needed
from tongpin.kernel.capability import Capability
from tongpin.kernel.compiled import Compiled
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.fold import Fold
from tongpin.kernel.intake import Intake
from tongpin.kernel.moment import ClockFace
from tongpin.kernel.numbering import Numbering
from tongpin.kernel.snapshot import dump, load
from tongpin.kernel.vocabulary import BY_NAME, decode_facts, encode_facts
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.base import Action, Fact, Word
from tongpin.kernel.words.entry import Entry

MONDAY = datetime(2024, 1, 1)  # noqa: DTZ001 - local time; the zone is the case's
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PRECISIONS = {"second": 0, "minute": 1, "day": 2}
TIME = re.compile(
    r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:\+(?P<weeks>\d+))?|(?P<date>\d{4}-\d\d-\d\d))"
    r" (?P<clock>\d\d:\d\d(?::\d\d)?)"
)

Step = dict[str, Any]


def instant(text: str, zone: str = "Asia/Shanghai") -> int:
    """The milliseconds since the epoch of a time as cases write it."""
    found = TIME.fullmatch(text)
    assert found, f"{text!r} is not a time such as `mon 10:00:05` or `2024-03-09 10:00`."
    if found["date"]:
        day = datetime.fromisoformat(found["date"])
    else:
        day = MONDAY + timedelta(days=WEEKDAYS.index(found["weekday"]), weeks=int(found["weeks"] or 0))
    clock = datetime.fromisoformat(f"{day:%Y-%m-%d} {found['clock']}").replace(tzinfo=ZoneInfo(zone))
    return int(clock.timestamp()) * 1000


def compile_sections(
    capabilities: Sequence[Capability], playbook: dict[str, Any] | None = None, zone: str = "Asia/Shanghai"
) -> Compiled:
    """A playbook made ready from its sections alone, written as in the file; lines are 0."""
    clock = ClockFace(ZoneInfo(zone))
    compiling = Compiling(clock, lambda _path: 0)
    sections = {each.name: each.section.model_validate((playbook or {}).get(each.name, {})) for each in capabilities}
    settings = {each.name: each.compile(sections[each.name], compiling) for each in capabilities}
    return Compiled(
        version=1,
        language="zh-Hans",
        clock=clock,
        plan=compiling.plan(b"cases"),
        settings=settings,
        card_separators=compiling.card_separators,
        scopes=compiling.chat_scopes,
    )


class Conversation:
    """Plays what happens through a fold of some capabilities, and keeps the entries."""

    def __init__(
        self, capabilities: Sequence[Capability], playbook: dict[str, Any] | None = None, zone: str = "Asia/Shanghai"
    ) -> None:
        self.capabilities = capabilities
        self.zone = zone
        self.compiled = compile_sections(capabilities, playbook, zone)
        self.numbering = Numbering()
        self.intake = Intake(self.compiled, capabilities, self.numbering)
        self.fold = Fold(capabilities, self.compiled)
        self.entries: list[Entry] = []

    def says(self, ts: str, sender: str, text: str, **more: object) -> list[Entry]:
        """A member says something; the entries since then are returned, those of timers first."""
        return self.happens({"ts": ts, "sender": sender, "text": text, **more})

    def passes(self, ts: str) -> list[Entry]:
        """Time passes until `ts`."""
        return self.happens({"ts": ts})

    def happens(self, step: Step) -> list[Entry]:
        """One step of a case happens."""
        full = _in_full(step)
        sent = instant(full.pop("ts"), self.zone)
        entries = list(self.fold.due(max(sent, self.fold.moment.at)))
        event = self._event(full, sent) if full else None
        if event is not None:
            entries.append(self.fold.decide(event, sent))
        self.entries += entries
        return entries

    def member(self, name: str) -> int:
        return self.numbering.member("case", name)

    def chat(self, name: str) -> int:
        return self.numbering.chat("case", name)

    def word(self, named: dict[str, dict[str, Any]]) -> Word:
        """The word that `{Name: {field: value}}` stands for."""
        ((name, fields),) = named.items()
        kind = BY_NAME[name]
        return kind(**{field: self._value(field, value, kind) for field, value in (fields or {}).items()})

    def check_replay(self) -> None:
        """The entries, out of the journal's bytes, lead to the same state; so does a snapshot."""
        again = Fold(self.capabilities, self.compiled)
        for entry in self.entries:
            again.replay(Entry(entry.n, entry.sent, entry.at, entry.version, _through_bytes(entry.facts), []))
        assert dump(again) == dump(self.fold)
        restored = Fold(self.capabilities, self.compiled)
        load(restored, dump(self.fold))
        assert dump(restored) == dump(self.fold)

    def _event(self, step: Step, sent: int) -> Any:  # noqa: ANN401 - an event, and a fact may stand for one
        if any(name in BY_NAME for name in step):
            return self.word(step)
        step = {"kind": "message", "chat": "main", "id": f"m{self.numbering.message_count + 1}", **step}
        precision = PRECISIONS[step.pop("ts_precision", "second")]
        (event,) = self.intake.events([Arrival(source="case", sent=sent, precision=precision, **step)])
        return event

    def _value(self, field: str, value: Any, kind: type[Word]) -> Any:  # noqa: ANN401 - as YAML has it
        if field == "fields":
            return tuple((name, self._value(name, each, Word)) for name, each in value.items())
        if isinstance(value, str) and TIME.fullmatch(value):
            return instant(value, self.zone)
        if isinstance(value, str) and kind.__annotations__.get(field) == "int":
            return self.chat(value) if field == "chat" else self.member(value)
        return _frozen(value)


@dataclass(frozen=True)
class Case:
    """One case of a file."""

    name: str
    given: list[Step]
    when: list[Step]
    then: dict[str, list[dict[str, Any]]]
    playbook: dict[str, Any]
    zone: str = "Asia/Shanghai"

    def check(self, capabilities: Sequence[Capability]) -> Conversation:
        """Play the case and hold it to its word."""
        conversation = Conversation(capabilities, self.playbook, self.zone)
        for step in self.given:
            conversation.happens(step)
        entries = [entry for step in self.when for entry in conversation.happens(step)]
        facts = [fact for entry in entries for fact in entry.facts[1:]]
        actions = [action for entry in entries for action in entry.actions]
        _check_equal(facts, [conversation.word(each) for each in self.then.get("facts") or ()])
        _check_equal(actions, [conversation.word(each) for each in self.then.get("actions") or ()])
        _check_emits(capabilities, [*facts, *actions])
        _check_sentences(action for action in actions if isinstance(action, Say))
        conversation.check_replay()
        return conversation


def cases_beside(test_file: str) -> list[Case]:
    """All cases of the folder `cases` beside a test, for `pytest.mark.parametrize(..., ids=str)`."""
    files = sorted((Path(test_file).parent / "cases").glob("*.yaml"))
    return [case for file in files for case in cases_in(file)]


def cases_in(file: Path) -> Iterable[Case]:
    """The cases of one file."""
    shared: dict[str, Any] = {"playbook": {}, "zone": "Asia/Shanghai"}
    for each in YAML(typ="safe").load(file.read_text("utf-8")):
        shared = {name: each.get(name, shared[name]) for name in shared}
        name = f"{file.stem}: {each['case']}"
        yield Case(name, each.get("given") or [], each["when"], each["then"] or {}, **shared)


def _check_equal(found: Sequence[Word], expected: Sequence[Word]) -> None:
    lines = [[f"  {word}" for word in words] for words in (found, expected)]
    assert list(found) == list(expected), "\n".join(["This was so:", *lines[0], "and this was expected:", *lines[1]])


def _check_emits(capabilities: Sequence[Capability], words: Iterable[Word]) -> None:
    announced = {word for each in capabilities for word in each.emits} | {BY_NAME["CommandGiven"]}
    assert {type(word) for word in words} <= announced


def _check_sentences(says: Iterable[Say]) -> None:
    """Each has all that its sentence is filled from, and no more unless that depends on a sentence within it."""
    for say in says:
        given = dict(say.fields)
        needed = set(fields_needed(say.sentence, given))
        assert needed <= set(given), say
        assert needed == set(given) or any(name.endswith("_said") for name in given), say


def _in_full(step: Step) -> Step:
    """A step with its own `ts`; the short form `mon 10:00:05 ann: text` is a message."""
    if "ts" in step:
        return dict(step)
    ((head, text),) = step.items()
    time, _, sender = head.rpartition(" ")
    return {"ts": time, "sender": sender, "text": text}


def _frozen(value: Any) -> Any:  # noqa: ANN401 - as YAML has it
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _through_bytes(facts: list[Fact]) -> list[Fact]:
    return decode_facts(encode_facts(facts))


def facts_of(entries: Iterable[Entry], *kinds: type[Fact]) -> list[Fact]:
    """The facts that followed from events, of some kinds or of all."""
    return [fact for entry in entries for fact in entry.facts[1:] if not kinds or isinstance(fact, kinds)]


def actions_of(entries: Iterable[Entry], *kinds: type[Action]) -> list[Action]:
    """The actions asked for, of some kinds or of all."""
    return [action for entry in entries for action in entry.actions if not kinds or isinstance(action, kinds)]

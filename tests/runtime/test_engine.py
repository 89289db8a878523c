"""The live engine on both databases: what is answered is on disk, takes effect once, and failure blocks nothing."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.kernel.toy import TOY
from tests.runtime.community_life import Life, community_of
from tests.runtime.conftest import BeginLife
from tongpin.journal import door
from tongpin.journal.batch import Batch
from tongpin.journal.store import SecondWriter, Store, StoreUnavailable
from tongpin.journal.submitting import ACCEPTED, FAILED, IGNORED, KNOWN, UNAVAILABLE, Answer
from tongpin.kernel.projection import Projection, Row, Table
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.course import ActReported, EventFailed, PlaybookAdopted, TimerDue
from tongpin.runtime.broker import Delivery

THIRTEEN = "1234567890123"
"""The toy cannot bear a text of thirteen characters."""


def test_what_arrives_becomes_entries_and_what_comes_again_is_known(life: Life) -> None:
    first, second = life.delivery(1), life.delivery(2)
    assert life.live(first, second, first) == [Answer(ACCEPTED, 1), Answer(ACCEPTED, 2), Answer(KNOWN, 1)]
    assert life.live(second) == [Answer(KNOWN, 2)]
    assert [type(each.facts[0]) for each in life.entries()] == [MessagePosted, MessagePosted]


def test_the_same_id_of_another_source_is_another_event(life: Life) -> None:
    assert life.live(life.delivery(1), life.delivery(1, source="other")) == [Answer(ACCEPTED, 1), Answer(ACCEPTED, 2)]


def test_what_has_no_meaning_is_ignored_and_leaves_nothing(life: Life) -> None:
    forged = life.delivery(3, kind="event", event=TimerDue("toy", "remind", 1))
    unknown = Delivery(life.community + 1, life.delivery(4).arrival)
    answers = life.live(life.delivery(1, kind="nonsense"), life.delivery(2), forged, unknown)
    assert answers == [Answer(IGNORED), Answer(ACCEPTED, 1), Answer(IGNORED), Answer(IGNORED)]
    assert len(life.entries()) == 1


def test_a_community_that_is_registered_later_is_found(life: Life) -> None:
    store = life.open()
    later = store.add_community("later", 0, key=b"toy").id
    assert life.live(Delivery(later, life.delivery(1).arrival), life.delivery(1)) == [Answer(ACCEPTED, 1)] * 2


def test_an_event_that_fails_stands_in_the_journal_and_blocks_nothing(life: Life) -> None:
    poison = life.delivery(2, THIRTEEN)
    assert life.live(life.delivery(1), poison, life.delivery(3)) == [
        Answer(ACCEPTED, 1),
        Answer(FAILED, 2),
        Answer(ACCEPTED, 3),
    ]
    assert life.live(poison) == [Answer(KNOWN, 2)]
    assert life.entries()[1].facts == [EventFailed("MessagePosted", "ValueError: thirteen")]
    store = life.open()
    (failure,) = store.failures(life.community)
    assert (failure.n, failure.kind, failure.error) == (2, "MessagePosted", "ValueError: thirteen")
    assert door.decode(failure.arrival) == poison.arrival
    assert life.state(life.another_engine()) == life.state()


def test_two_that_fail_in_one_batch_are_both_taken_out(life: Life) -> None:
    answers = life.live(*(life.delivery(n, THIRTEEN if n % 2 else "hello") for n in range(1, 5)))
    assert [each.status for each in answers] == [FAILED, ACCEPTED, FAILED, ACCEPTED]


def test_a_timer_that_fails_rings_once(begin_life: BeginLife) -> None:
    def broken(_view: object, _timer: TimerDue) -> tuple[()]:
        raise ValueError("no bell")

    life = begin_life(capability=replace(TOY, timers={"remind": broken}))
    answers = life.live(life.delivery(1, "/remind 1"), life.delivery(100), life.delivery(200))
    assert [each.status for each in answers] == [ACCEPTED] * 3
    assert life.entries()[1].facts == [EventFailed("TimerDue", "ValueError: no bell", "toy", "remind", 1)]
    assert len(life.entries()) == 4
    store = life.open()
    assert [(each.n, each.arrival) for each in store.failures(life.community)] == [(2, b"")]


def test_an_event_that_cannot_be_projected_is_taken_out(begin_life: BeginLife) -> None:
    shown = Table("nowhere", ("n",))

    def project(_state: object, _standing: object, _entry: object, fact: MessagePosted) -> list[tuple[Table, Row]]:
        if fact.reading.length == 7:
            raise ValueError("seven")
        return []

    life = begin_life(capability=replace(TOY, projection=Projection((shown,), {MessagePosted: project})))
    answers = life.live(life.delivery(1), life.delivery(2, "1234567"), life.delivery(3))
    assert answers == [Answer(ACCEPTED, 1), Answer(FAILED, 2), Answer(ACCEPTED, 3)]
    assert life.entries()[1].facts == [EventFailed("MessagePosted", "ValueError: seven")]


def test_an_arrival_that_cannot_be_read_fails_alone(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    intake = community_of(life.engine, life.community).intake
    parse = intake.grammar.parse

    def broken(text: str) -> object:
        if text == "/unreadable":
            raise RecursionError("deep")
        return parse(text)

    monkeypatch.setattr(intake.grammar, "parse", broken)
    answers = life.live(life.delivery(1), life.delivery(2, "/unreadable"), life.delivery(3))
    assert answers == [Answer(ACCEPTED, 1), Answer(FAILED, 2), Answer(ACCEPTED, 3)]
    assert life.entries()[1].facts == [EventFailed("message", "RecursionError: deep")]


# ---------------------------------------------------------------------------------------------------- playbooks


def test_a_playbook_is_adopted_amid_a_batch_and_decides_from_there_on(life: Life) -> None:
    adoption = life.delivery(2, "Europe/Berlin", kind="playbook", sender="", reason="we moved")
    life.live(life.delivery(1), adoption, life.delivery(3))
    before, adopted, after = life.entries()
    assert (before.version, adopted.version, after.version) == (0, 1, 1)
    assert adopted.facts == [PlaybookAdopted(1, 0)]
    store = life.open()
    version = store.playbook(life.community, 0)
    assert version is not None
    assert (version.version, version.author, version.reason, version.body) == (1, 0, "we moved", "Europe/Berlin")
    for engine in (life.engine, life.another_engine()):
        fold = community_of(engine, life.community).fold
        assert (fold.version, fold.compiled.version, fold.compiled.clock.zone.key) == (1, 1, "Europe/Berlin")


def test_who_adopts_a_playbook_is_known_by_number(life: Life) -> None:
    life.live(life.delivery(1), life.delivery(2, "Europe/Berlin", kind="playbook"))
    assert life.entries()[1].facts == [PlaybookAdopted(1, 1)]


def test_a_text_that_is_no_playbook_fails_and_the_one_before_decides_on(life: Life) -> None:
    bad = life.delivery(2, "bad", kind="playbook", sender="")
    answers = life.live(life.delivery(1, "Europe/Berlin", kind="playbook", sender=""), bad, life.delivery(3))
    assert [each.status for each in answers] == [ACCEPTED, FAILED, ACCEPTED]
    assert [each.version for each in life.entries()] == [1, 1, 1]


def test_an_adoption_that_cannot_be_shown_is_taken_out_with_what_it_read(begin_life: BeginLife) -> None:
    def project(_state: object, _standing: object, _entry: object, _fact: PlaybookAdopted) -> list[tuple[Table, Row]]:
        raise ValueError("not to be shown")

    projection = Projection((Table("nowhere", ("n",)),), {PlaybookAdopted: project})
    life = begin_life(capability=replace(TOY, projection=projection))
    adoption = life.delivery(2, "Europe/Berlin", kind="playbook", sender="")
    answers = life.live(life.delivery(1), adoption, life.delivery(3))
    assert [each.status for each in answers] == [ACCEPTED, FAILED, ACCEPTED]
    assert [each.version for each in life.entries()] == [0, 0, 0]


# ------------------------------------------------------------------------------------------------- time, restart


def test_timers_ring_before_what_comes_after_them_and_by_the_clock_where_nothing_comes(life: Life) -> None:
    life.live(life.delivery(1, "/remind 1"), life.delivery(2, "/remind 1", sender="bob"))
    life.now = 61_500
    life.engine.tick()
    life.engine.tick()
    life.live(life.delivery(100))
    entries = life.entries()
    assert [type(each.facts[0]) for each in entries] == [
        MessagePosted,
        MessagePosted,
        TimerDue,
        TimerDue,
        MessagePosted,
    ]
    assert [each.at for each in entries] == [1_000, 2_000, 61_000, 62_000, 100_000]


def test_an_arrival_dated_far_ahead_is_one_of_now(life: Life) -> None:
    life.now = 5_000
    life.live(life.delivery(1, sent=9_999_999_999_999))
    assert life.entries()[0].sent == 5_000


def test_a_restart_goes_on_where_the_journal_ends(life: Life) -> None:
    texts = ["hello", "/remind 2", THIRTEEN, "hello again", "提醒我 5"]
    life.live(*(life.delivery(n, text, sender=f"m{n % 3}") for n, text in enumerate(texts, 1)))
    again = life.another_engine()
    again.load_all()
    assert life.state(again) == life.state()
    mine, theirs = (community_of(each, life.community).numbering for each in (life.engine, again))
    assert vars(theirs) == vars(mine)


def test_a_snapshot_shortens_the_way_and_one_that_is_broken_does_no_harm(life: Life) -> None:
    life.live(*(life.delivery(n) for n in range(1, 8)))
    store = life.open()
    version = life.house.state_version()
    store.save_snapshot(life.community, 7, version, life.state())
    life.live(life.delivery(8, "/remind 1"))
    assert life.state(life.another_engine()) == life.state()
    assert community_of(life.another_engine(), life.community).snapshot_n == 7
    store.save_snapshot(life.community, 8, version, b"\x93rubbish")
    assert life.state(life.another_engine()) == life.state()
    assert community_of(life.another_engine(), life.community).snapshot_n == 0


# ---------------------------------------------------------------------------------------- writing does not work


class Failing:
    """A store whose writes fail as told, before or after what they write is on disk."""

    def __init__(self, store: Store, plan: list[tuple[str, Exception]]) -> None:
        self._store = store
        self._plan = plan

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def write(self, batches: Sequence[Batch]) -> None:
        when, error = self._plan.pop(0) if self._plan else ("", ValueError())
        if when == "before":
            raise error
        self._store.write(batches)
        if when == "after":
            raise error


@pytest.fixture
def plan() -> list[tuple[str, Exception]]:
    return []


@pytest.fixture
def unlucky(begin_life: BeginLife, plan: list[tuple[str, Exception]]) -> Life:
    return begin_life(wrap=lambda store: Failing(store, plan))


@pytest.mark.parametrize("when", ["before", "after"])
def test_after_a_commit_that_failed_the_engine_stands_where_the_disk_does(
    unlucky: Life, plan: list[tuple[str, Exception]], when: str
) -> None:
    unlucky.live(unlucky.delivery(1))
    plan.append((when, StoreUnavailable("disk full")))
    assert unlucky.live(unlucky.delivery(2), unlucky.delivery(3)) == [Answer(UNAVAILABLE)] * 2
    answers = unlucky.live(unlucky.delivery(2), unlucky.delivery(3), unlucky.delivery(4))
    known = ACCEPTED if when == "before" else KNOWN
    assert answers == [Answer(known, 2), Answer(known, 3), Answer(ACCEPTED, 4)]
    assert unlucky.state(unlucky.another_engine()) == unlucky.state()


def test_a_tick_that_cannot_be_written_is_decided_again(unlucky: Life, plan: list[tuple[str, Exception]]) -> None:
    unlucky.live(unlucky.delivery(1, "/remind 1"))
    plan += [("before", StoreUnavailable("disk full")), ("before", SecondWriter("entry 2"))]
    for _ in range(3):
        unlucky.engine.tick()
    assert unlucky.entries()[1].actions == [Say(1, "toy.remind", to=1)]
    assert len(unlucky.entries()) == 2


def test_two_engines_never_both_write_an_entry(life: Life) -> None:
    other = life.another_engine()
    for number in range(1, 9):
        engine = other if number % 2 else life.engine
        assert engine.process([life.delivery(number)]) == [Answer(ACCEPTED, number)]
    assert [each.n for each in life.entries()] == list(range(1, 9))
    assert life.state(life.another_engine()) == life.state()


def test_a_batch_is_handed_back_where_somebody_else_writes_all_the_time(
    unlucky: Life, plan: list[tuple[str, Exception]]
) -> None:
    plan += [("before", SecondWriter("entry 1"))] * 3
    assert unlucky.live(unlucky.delivery(1)) == [Answer(UNAVAILABLE)]
    assert unlucky.live(unlucky.delivery(1)) == [Answer(ACCEPTED, 1)]


def test_what_no_database_takes_is_found_and_fails_alone(unlucky: Life, plan: list[tuple[str, Exception]]) -> None:
    plan += [
        ("before", ValueError("batch")),
        ("", ValueError()),
        ("before", ValueError("not to be written")),
        ("", ValueError()),
    ]
    answers = unlucky.live(*(unlucky.delivery(number) for number in (1, 2, 3)))
    assert answers == [Answer(ACCEPTED, 1), Answer(FAILED, 2), Answer(ACCEPTED, 3)]
    assert unlucky.entries()[1].facts == [EventFailed("message", "ValueError: not to be written")]


def test_a_text_with_a_nul_is_one_like_any_other_on_both_databases(life: Life) -> None:
    assert life.live(life.delivery(1, "a\0b")) == [Answer(ACCEPTED, 1)]


def test_a_report_settles_its_row(life: Life) -> None:
    life.live(life.delivery(1))
    store = life.open()
    (row,) = store.claim(10, life.now)
    report = life.delivery(2, kind="event", event=ActReported(row.n, row.index, "unknown", "cut off"))
    assert life.live(report) == [Answer(ACCEPTED, 2)]
    (settled,) = store.outbox("unknown")
    assert (settled.n, settled.index, settled.error) == (1, 0, "cut off")

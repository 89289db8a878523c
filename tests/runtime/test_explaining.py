"""Why and why not: an entry decided once more, from the journal alone, by a worker that may take its time."""

from __future__ import annotations

import sys
import threading

import pytest

from tests.runtime.community_life import Life
from tongpin.journal.batch import PlaybookVersion
from tongpin.journal.store import Community as Record
from tongpin.kernel.compiled import Compiled
from tongpin.kernel.trace import Asked
from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.chat import ChatLeft
from tongpin.kernel.words.entry import Entry
from tongpin.runtime.community import load, newest_playbook
from tongpin.runtime.explaining import Explainer, Explanation, NotExplained, decode, encode, explain, explain_from
from tongpin.runtime.snapshotting import take

CLEAR = [Asked("toy", 1, "clear")]


def record_of(life: Life) -> Record:
    return next(each for each in life.open().communities() if each.id == life.community)


def explained(life: Life, n: int) -> Explanation | None:
    return explain_from(life.house, life.open(), record_of(life), n)


def test_an_entry_is_decided_again_as_it_was(life: Life) -> None:
    life.live(*(life.delivery(n) for n in range(1, 6)))
    assert [explained(life, n) for n in (1, 3, 5)] == [Explanation(n, CLEAR, same=True) for n in (1, 3, 5)]


def test_what_came_before_counts_and_what_came_later_does_not(life: Life) -> None:
    """The first words make a member, the second do not: told from where each stood."""
    life.live(life.delivery(1), life.delivery(2))
    first, second = life.entries()
    assert (len(first.facts), len(second.facts)) == (3, 1)
    assert [answer.same for n in (1, 2) if (answer := explained(life, n))] == [True, True]


@pytest.mark.parametrize("snapshots", [(3,), (6,), (3, 6), (5, 8)])
def test_a_snapshot_saves_the_way_and_changes_nothing(life: Life, snapshots: tuple[int, ...]) -> None:
    for number in range(1, 9):
        life.live(life.delivery(number, "提醒我 5" if number % 2 else "hello"))
        if number in snapshots:
            take(life.house, life.open(), life.community, b"toy")
    assert [explained(life, n) for n in range(1, 9)] == [Explanation(n, CLEAR, same=True) for n in range(1, 9)]


def test_timers_have_rung_by_then(life: Life) -> None:
    life.live(life.delivery(1, "提醒我 1"), life.delivery(100))
    assert [type(entry.facts[0]).__name__ for entry in life.entries()] == ["MessagePosted", "TimerDue", "MessagePosted"]
    assert [explained(life, n) for n in (2, 3)] == [Explanation(2, [], same=True), Explanation(3, CLEAR, same=True)]


def test_an_entry_is_explained_by_the_playbook_of_its_time(life: Life) -> None:
    life.live(life.delivery(1, "Asia/Tokyo", kind="playbook"))
    life.live(life.delivery(2))
    life.live(life.delivery(3, "Europe/Berlin", kind="playbook"))
    compiled: list[str] = []

    def compile_noted(version: PlaybookVersion, key: bytes) -> Compiled:
        compiled.append(version.body)
        return life.house.compile(version, key)

    house = life.house._replace(compile=compile_noted)
    assert explain_from(house, life.open(), record_of(life), 2) == Explanation(2, CLEAR, same=True)
    assert compiled == ["Asia/Tokyo"]


def test_what_does_not_follow_any_more_is_noticed(life: Life) -> None:
    life.live(life.delivery(1), life.delivery(2))
    store = life.open()
    _, fold = load(
        life.house, store, life.community, life.house.compile(newest_playbook(store, life.community), b""), 2
    )
    recorded = life.entries()[1]
    more: list[Fact] = [*recorded.facts, ChatLeft(1, 1)]
    altered = Entry(recorded.n, recorded.sent, recorded.at, recorded.version, more, recorded.actions)
    assert explain(fold, altered) == Explanation(2, CLEAR, same=False)
    assert all(view.trace is None for view in fold.views.values())


def test_what_failed_then_has_nothing_to_explain(life: Life) -> None:
    life.live(life.delivery(1, "x" * 13))
    assert explained(life, 1) == Explanation(1, [], same=True)


@pytest.mark.parametrize("n", [0, 3, 99])
def test_an_entry_that_is_not_there_has_no_explanation(life: Life, n: int) -> None:
    life.live(life.delivery(1), life.delivery(2))
    assert explained(life, n) is None


# ---- the worker


ANSWER = Explanation(7, [Asked("广告词", 24, "breach", 2, 0, kind="keywords", marks=((0, 3), (5, 8)))], same=True)


def worker(program: str) -> list[str]:
    return [sys.executable, "-c", program]


@pytest.mark.parametrize("answer", [ANSWER, None])
def test_what_the_worker_writes_is_read(answer: Explanation | None) -> None:
    program = f"import sys; sys.stdout.buffer.write({encode(answer)!r})"
    assert Explainer(lambda _community, _n: worker(program)).explain(1, 7) == answer


def test_the_worker_is_told_what_to_explain() -> None:
    program = 'import sys; sys.stdout.write(\'{"n": %s, "asked": [], "same": true}\' % sys.argv[2])'
    explainer = Explainer(lambda community, n: [*worker(program), str(community), str(n)])
    assert explainer.explain(4, 77) == Explanation(77, [], same=True)


def test_a_worker_that_fails_is_no_explanation() -> None:
    with pytest.raises(NotExplained) as error:
        Explainer(lambda _community, _n: worker("raise SystemExit(1)")).explain(1, 1)
    assert not error.value.late


def test_a_worker_that_takes_too_long_is_ended() -> None:
    with pytest.raises(NotExplained) as error:
        Explainer(lambda _community, _n: worker("import time; time.sleep(60)"), limit_s=0.2).explain(1, 1)
    assert error.value.late


def test_one_worker_runs_at_a_time() -> None:
    begun, end = threading.Event(), threading.Event()

    def command(_community: int, n: int) -> list[str]:
        if n == 1:
            begun.set()
            end.wait(30)
        return worker(f"import sys; sys.stdout.buffer.write({encode(None)!r})")

    explainer = Explainer(command, limit_s=20)
    first = threading.Thread(target=explainer.explain, args=(1, 1))
    first.start()
    begun.wait(30)
    explainer._limit_s = 0.05
    with pytest.raises(NotExplained) as error:
        explainer.explain(1, 2)
    explainer._limit_s = 20
    end.set()
    first.join()
    assert error.value.late
    assert explainer.explain(1, 2) is None


def test_an_explanation_is_written_and_read() -> None:
    assert decode(encode(ANSWER)) == ANSWER

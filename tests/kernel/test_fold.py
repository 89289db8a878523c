from dataclasses import replace

import pytest

from tests.kernel.toy import MINUTE, TOY, compiled, said
from tongpin.kernel import snapshot
from tongpin.kernel.capability import View, Words
from tongpin.kernel.fold import ChainTooLong, Fold
from tongpin.kernel.standing import OWNER, STEWARD
from tongpin.kernel.trace import Asked, Trace
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.chat import CommandGiven, Reacted
from tongpin.kernel.words.course import PlaybookAdopted, TimerDue, TimerSet
from tongpin.kernel.words.people import DutyGiven, MembershipBegan


@pytest.fixture
def fold() -> Fold:
    return Fold([TOY], compiled())


def test_facts_follow_from_facts_first_in_first_out(fold: Fold) -> None:
    entry = fold.decide(said(1), sent=1_000)
    assert entry.n == 1
    assert entry.facts == [said(1), MembershipBegan(1, 1, "spoke"), DutyGiven(1, "owner", 0)]
    assert entry.actions == [Say(1, "toy.hello")]
    assert fold.standing.holds(1, OWNER)
    assert fold.standing.holds(1, STEWARD), "an owner may do what a steward may"
    assert fold.states["toy"].counted[1] == 1


def test_an_event_that_nobody_hears_is_an_entry_all_the_same(fold: Fold) -> None:
    reacted = Reacted(1, 1, 0, "👍")
    assert fold.decide(reacted, sent=5).facts == [reacted]


def test_time_never_goes_back(fold: Fold) -> None:
    assert fold.decide(said(1), sent=9_000).at == 9_000
    late = fold.decide(said(1), sent=4_000)
    assert (late.sent, late.at) == (4_000, 9_000)


def test_a_command_in_a_message_is_answered_like_one_from_a_page(fold: Fold) -> None:
    fold.decide(said(1), sent=1)
    typed = fold.decide(said(1, command="remind", number=3), sent=1_000)
    assert typed.facts[1:] == [
        CommandGiven(1, 1, "remind", 3, "", 1, 1),
        TimerSet("toy", "remind", 1, 1_000 + 3 * MINUTE),
    ]
    pressed = fold.decide(CommandGiven(1, 1, "remind", 4), sent=2_000)
    assert pressed.facts[1:] == [TimerSet("toy", "remind", 1, 2_000 + 4 * MINUTE)]


def test_a_command_and_a_timer_of_nobody_have_no_effect(fold: Fold) -> None:
    assert fold.decide(CommandGiven(1, 1, "sing"), sent=0).actions == []
    assert fold.decide(TimerDue("toy", "sing", 1), sent=0).actions == []


def test_timers_are_decided_when_they_are_due_each_an_entry(fold: Fold) -> None:
    for member, minutes in ((1, 3), (2, 2)):
        fold.decide(said(member, command="remind", number=minutes), sent=0)
    assert list(fold.due(MINUTE)) == []
    entries = list(fold.due(5 * MINUTE))
    assert [(e.at, e.actions) for e in entries] == [
        (2 * MINUTE, [Say(1, "toy.remind", to=2)]),
        (3 * MINUTE, [Say(1, "toy.remind", to=1)]),
    ]


def test_a_cleared_timer_is_never_due(fold: Fold) -> None:
    fold.decide(said(1, command="remind", number=3), sent=0)
    fold.decide(said(1, command="remind", choice="never"), sent=1)
    assert list(fold.due(10 * MINUTE)) == []


def test_a_chain_without_end_is_cut(fold: Fold) -> None:
    with pytest.raises(ChainTooLong, match="DutyGiven"):
        fold.decide(DutyGiven(99, "owner", 0), sent=0)  # type: ignore[arg-type]


def test_an_adopted_version_stands_in_the_entries_after_it(fold: Fold) -> None:
    assert fold.decide(PlaybookAdopted(2), sent=0).version == 2
    fold.adopt(compiled(2))
    assert fold.decide(said(1), sent=0).version == 2


def test_tracing_tells_what_was_asked_until_it_is_stopped(fold: Fold) -> None:
    trace = Trace()
    fold.trace_with(trace)
    fold.decide(said(1), sent=0)
    fold.trace_with(None)
    fold.decide(said(1), sent=0)
    assert trace.asked == [Asked("toy", 1, "clear")]


def test_replaying_entries_gives_the_state_that_deciding_gave(fold: Fold) -> None:
    entries = [fold.decide(PlaybookAdopted(1), sent=0)]
    entries += [fold.decide(said(m, command="remind" if m % 3 else "", number=m), sent=m * 7_000) for m in range(1, 40)]
    entries += fold.due(5 * MINUTE)
    again = Fold([TOY], compiled())
    for entry in entries:
        again.replay(entry)
    assert snapshot.dump(again) == snapshot.dump(fold)


def test_a_snapshot_is_the_state(fold: Fold) -> None:
    for member in range(1, 30):
        fold.decide(said(member, command="remind", number=member), sent=member)
    data = snapshot.dump(fold)
    restored = Fold([TOY], compiled())
    snapshot.load(restored, data)
    assert snapshot.dump(restored) == data
    assert snapshot.state_hash(restored) == snapshot.state_hash(fold)
    assert list(restored.due(9 * MINUTE)) == list(fold.due(9 * MINUTE))
    assert restored.decide(said(2), sent=10 * MINUTE) == fold.decide(said(2), sent=10 * MINUTE)


def test_a_snapshot_of_another_shape_is_known_by_its_version() -> None:
    assert snapshot.state_version([TOY]) == f"kernel.{snapshot.KERNEL_STATE_VERSION} toy.1"


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(NotImplementedError, match="object"):
        snapshot._plain(object())
    with pytest.raises(NotImplementedError, match="int"):
        snapshot._rich(int, b"")


def test_a_listener_that_yields_sees_what_its_own_words_changed() -> None:
    seen: list[int] = []

    def on_reaction(view: View, fact: Reacted) -> Words:
        for _ in range(2):
            yield MembershipBegan(fact.member + view.standing.numbers_given, view.standing.numbers_given + 1, "spoke")
            seen.append(view.standing.numbers_given)

    fold = Fold([replace(TOY, listens={Reacted: on_reaction})], compiled())
    entry = fold.decide(Reacted(1, 5, 0, "👍"), sent=1)
    assert entry.facts[1:] == [MembershipBegan(5, 1, "spoke"), MembershipBegan(6, 2, "spoke")]
    assert seen == [1, 2]

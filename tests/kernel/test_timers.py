from hypothesis import given
from hypothesis import strategies as st

from tongpin.kernel.timers import Timers
from tongpin.kernel.words.course import EventFailed, TimerCleared, TimerDue, TimerSet


def test_timers_are_due_by_time_and_then_in_the_order_in_which_they_were_set() -> None:
    timers = Timers()
    for name, due in (("late", 20), ("second", 10), ("third", 10), ("first", 5)):
        timers.set(TimerSet("toy", name, 1, due))
    assert timers.due_by(4) is None
    order = []
    while (found := timers.due_by(100)) is not None:
        order.append((found[0], found[1].name))
        timers.clear(found[1])
    assert order == [(5, "first"), (10, "second"), (10, "third"), (20, "late")]


def test_setting_a_timer_anew_moves_it() -> None:
    timers = Timers()
    timers.set(TimerSet("toy", "mute", 3, 10))
    timers.set(TimerSet("toy", "mute", 3, 30))
    assert timers.due_by(29) is None
    assert timers.due_by(30) == (30, TimerDue("toy", "mute", 3))


def test_clearing_what_is_gone_does_nothing() -> None:
    timers = Timers()
    timers.clear(TimerCleared("toy", "mute", 3))
    assert timers.due_by(99) is None


@given(st.lists(st.tuples(st.integers(1, 4), st.one_of(st.none(), st.integers(1, 50))), max_size=40))
def test_timers_are_a_dict_sorted_by_due(steps: list[tuple[int, int | None]]) -> None:
    timers, oracle = Timers(), dict[int, tuple[int, int]]()
    for order, (subject, due) in enumerate(steps):
        if due is None:
            timers.clear(TimerCleared("toy", "x", subject))
            oracle.pop(subject, None)
        else:
            timers.set(TimerSet("toy", "x", subject, due))
            oracle[subject] = (due, order)
    found = timers.due_by(100)
    expected = min(((due, order, subject) for subject, (due, order) in oracle.items()), default=None)
    assert (found and (found[0], found[1].subject)) == (expected and (expected[0], expected[2]))


def test_a_timer_that_failed_is_not_waited_for_any_more() -> None:
    timers = Timers()
    timers.set(TimerSet("toy", "mute", 3, 10))
    timers.clear(EventFailed("MessagePosted", "no timer at all"))
    assert timers.due_by(10) == (10, TimerDue("toy", "mute", 3))
    timers.clear(EventFailed("TimerDue", "ValueError", "toy", "mute", 3))
    assert timers.due_by(10) is None

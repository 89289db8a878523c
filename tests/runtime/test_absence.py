"""Who would have been gone by then."""

from msgspec import UNSET, UnsetType

from tongpin.kernel.words.base import Fact
from tongpin.kernel.words.chat import ChatJoined
from tongpin.kernel.words.conduct import MemberMuted, MemberRemoved, MemberUnmuted, SanctionLapsed, SanctionUndone
from tongpin.kernel.words.entry import Entry
from tongpin.runtime.rehearsal.absence import Absence


def after(*facts: Fact, at: int = 50) -> str | UnsetType:
    absence = Absence()
    absence.follow(Entry(1, 0, 0, 1, list(facts), []))
    return absence.of(7, at)


def test_a_mute_ends_with_its_time_or_before() -> None:
    muted = MemberMuted(7, 1, 60, 3)
    assert (after(), after(muted), after(muted, at=60)) == (UNSET, "muted", UNSET)
    assert after(muted, MemberUnmuted(7, 1, 3)) is UNSET


def test_whoever_is_removed_is_gone_until_the_case_is() -> None:
    removed = MemberRemoved(7, 1, 3)
    assert after(removed) == "removed"
    assert after(MemberMuted(7, 1, 60, 2), removed) == "removed"
    assert after(removed, SanctionUndone(4, 7, 1)) == "removed"
    assert after(removed, SanctionUndone(3, 7, 1)) is UNSET
    assert after(removed, SanctionLapsed(3, 7)) is UNSET


def test_whoever_comes_back_is_there() -> None:
    assert after(MemberRemoved(7, 1, 3), ChatJoined(1, 7)) is UNSET
    assert after(MemberRemoved(7, 1, 3), ChatJoined(1, 8)) == "removed"

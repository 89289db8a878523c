"""Words of membership, name cards and duties."""

from __future__ import annotations

from tongpin.kernel.words.base import Event, Fact


class DutyAsked(Event, frozen=True):
    """Somebody with the right to it (`by` 0: the operator at the console) gives or takes a duty."""

    member: int
    duty: str
    given: bool = True
    by: int = 0


class MembershipBegan(Fact, frozen=True):
    """A person is a member from now on, with a running number that is never given twice."""

    member: int
    number: int
    how: str


class MembershipEnded(Fact, frozen=True):
    """A person is no member any more: left or removed."""

    member: int
    how: str


class NameCardKept(Fact, frozen=True):
    """The name card that counts from now on, and whether it is in the asked form."""

    member: int
    text: int
    in_form: bool


class NameCardReminded(Fact, frozen=True):
    """A member was reminded, on a day (proleptic ordinal), of the form that name cards have here."""

    member: int
    day: int


class DutyGiven(Fact, frozen=True):
    """A member holds a duty from now on."""

    member: int
    duty: str
    by: int


class DutyTaken(Fact, frozen=True):
    """A member holds a duty no longer."""

    member: int
    duty: str
    by: int

"""What each duty lets a person see and do, and what not, in words."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = tuple[Promise, ...]


class Role(NamedTuple):
    """A duty (`name` as in `kernel.standing.DUTIES`, "" for members without one) in words."""

    name: str
    icon: str
    title: Promise
    about: Promise
    may_see: Words
    may_do: Words
    may_not: Words


OWNER = Role(
    "owner",
    "seal",
    _("Owner"),
    _("Answers for the community. May see and do all that a steward may, and this:"),
    (_("every version of the playbook, and who changed it"),),
    (_("change the playbook: adopt, roll back"), _("give and take duties"), _("open chats")),
    (
        _("be exempt from a rule"),
        _("decide an appeal against a decision of one’s own"),
        _("go before another owner is there"),
    ),
)
STEWARD = Role(
    "steward",
    "shield",
    _("Steward"),
    _("Keeps order by the playbook, and answers to the members for it."),
    (
        _("members with their story: joins, cases, points"),
        _("what was recalled, and why; what was not, and why not"),
        _("the log of all that was decided, by hand or by machine"),
    ),
    (
        _("confirm removals and long mutes, or let them lapse"),
        _("decide appeals, with a reason"),
        _("undo a case that was wrong"),
        _("make and revoke invitations"),
    ),
    (
        _("be exempt from a rule"),
        _("decide an appeal against a decision of one’s own"),
        _("change the playbook, or give duties"),
        _("sign in as another member"),
    ),
)
MEMBER = Role(
    "",
    "me",
    _("Member"),
    _("Belongs to the community, without a duty."),
    (
        _("the chats of the community"),
        _("one’s own cases: rule, message, what follows"),
        _("one’s own points, and every booking behind them"),
    ),
    (
        _("talk, check in, take part"),
        _("appeal, once for each case; another steward decides"),
        _("leave at any time, and come back under the same number"),
    ),
    (_("see other members’ cases with their texts"), _("be judged by other rules than anybody else")),
)
FORMER = Role(
    "former",
    "leave",
    _("Former member"),
    _("Has left or was removed; the sign-in stays."),
    (_("one’s own cases and data"),),
    (_("appeal a case that is open to appeal"), _("come back by an invitation, under the same number")),
    (_("read the chats, or write in them"),),
)

ROLES = (OWNER, STEWARD, MEMBER, FORMER)

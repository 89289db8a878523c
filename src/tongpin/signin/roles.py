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
    sees: Words
    does: Words
    never: Words


OWNER = Role(
    "owner",
    "seal",
    _("Owner"),
    _("Answers for the community; does all that a steward does, and this:"),
    (_("all that stewards see"), _("every version of the playbook, and who changed it")),
    (
        _("changes the playbook: rehearses, adopts, rolls back"),
        _("gives and takes duties"),
        _("opens chats"),
    ),
    (
        _("is exempt from a rule"),
        _("decides an appeal against his own decision"),
        _("leaves without another owner to answer"),
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
        _("confirms removals and long mutes, or lets them lapse"),
        _("decides appeals, with a reason"),
        _("undoes a case that was wrong"),
        _("makes and revokes invitations"),
    ),
    (
        _("is exempt from a rule"),
        _("decides an appeal against his own decision"),
        _("changes the playbook, or gives duties"),
        _("signs in as another member"),
    ),
)
MEMBER = Role(
    "",
    "me",
    _("Member"),
    _("Belongs to the community, without a duty."),
    (
        _("the chats of the community"),
        _("his own cases: rule, message, what follows"),
        _("his points and every booking behind them"),
    ),
    (
        _("talks, checks in, takes part"),
        _("appeals, once for each case; another steward decides"),
        _("leaves at any time, and comes back under the same number"),
    ),
    (_("sees other members’ cases with their texts"), _("is judged by other rules than anybody else")),
)
FORMER = Role(
    "former",
    "leave",
    _("Former member"),
    _("Left or was removed; the sign-in stays."),
    (_("his own cases and data"),),
    (_("appeals"), _("comes back by an invitation, under the same number")),
    (_("reads the chats, or writes in them"),),
)

ROLES = (OWNER, STEWARD, MEMBER, FORMER)

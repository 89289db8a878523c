"""积分 and 排行: what members ask."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest

from tongpin.capabilities.incentives.decide.state import week_of
from tongpin.capabilities.incentives.decide.tallies import payable
from tongpin.kernel.capability import View, Words
from tongpin.kernel.words.acts import Say
from tongpin.kernel.words.chat import CommandGiven
from tongpin.kernel.words.incentives import LeaderboardChosen

PLACES = 10
WEEK, ALL, OUT, IN = "week", "all", "out", "in"


def show_points(view: View, given: CommandGiven) -> Words:
    """积分: the member's own points, and what today's messages will add."""
    fields = [("points", view.standing.balance[given.member])]
    sentence = "points"
    pending = payable(view, given.member)
    if pending:
        sentence = "points_pending"
        fields.append(("pending", pending * view.settings.speech.grant))
    return (_private(given, sentence, *fields),)


def show_leaderboard(view: View, given: CommandGiven) -> Words:
    """排行: the best of the week; 排行 总 of all times; 排行 退出 and 排行 加入 for oneself."""
    if given.choice in {OUT, IN}:
        shown = given.choice == IN
        return (LeaderboardChosen(given.member, shown), _private(given, "shown" if shown else "hidden"))
    best = nsmallest(PLACES, _scores(view, ever=given.choice == ALL))
    if not best:
        return (_private(given, "leaderboard_empty"),)
    board = "\n".join(f"{place}. #{number} · {-score}" for place, (score, number) in enumerate(best, 1))
    sentence = "leaderboard" if given.choice == ALL else "leaderboard_week"
    return (Say(given.chat, f"incentives.{sentence}", (("board", board),), reply_to=given.message),)


def _scores(view: View, *, ever: bool) -> Iterator[tuple[int, int]]:
    """Give (minus the points, number) of the members who have any and let themselves be shown."""
    standing, state = view.standing, view.state
    week = week_of(view.clock.day(view.moment.at))
    for member, points in enumerate((standing.balance if ever else state.week_points).values):
        if points <= 0 or state.hidden[member] or not standing.is_member(member):
            continue
        if ever or state.week[member] == week:
            yield -points, standing.number[member]


def _private(given: CommandGiven, sentence: str, *fields: tuple[str, int]) -> Say:
    return Say(given.chat, f"incentives.{sentence}", fields, to=given.member, reply_to=given.message)

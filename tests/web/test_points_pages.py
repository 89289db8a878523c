"""A member's points and the leaderboards, and the ledger as stewards see it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.web.conftest import Lived
from tongpin.capabilities.incentives.models import Score, Share, Transaction
from tongpin.capabilities.incentives.pages import PAGES
from tongpin.capabilities.incentives.playbook import REWARDABLE, Incentives
from tongpin.capabilities.incentives.views import boards
from tongpin.capabilities.incentives.views.boards import Board
from tongpin.capabilities.incentives.views.wording import REASONS, booking_of, prices_of
from tongpin.journal.models import Entry
from tongpin.kernel import vocabulary
from tongpin.kernel.words.acts import Say
from tongpin.runtime.engine import wall_clock
from tongpin.webkit.pages import Span
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

ClientOf = Callable[[str], Client]
DAY_MS = 86_400_000
OF_WHO_IS_FAR_DOWN = 4
"""Queries: is he on the board, how many are above, and who stands above and below."""
ADVERT = "加微信，兼职刷单"


def seat_of(lived: Lived, role: str) -> Seat:
    seat = people().seat(get_user_model().objects.get(external=role), lived.community)
    assert seat
    return seat


def check_in(lived: Lived, *names: str) -> None:
    for name in names:
        lived.hand_in("command", name, "签到")


def newcomers(lived: Lived, count: int) -> list[str]:
    names = [f"new{number}" for number in range(count)]
    for name in names:
        lived.hand_in("join", name)
    return names


def board_in(client: Client, community: int, query: str = "") -> Board:
    board: Board = client.get(f"/c/{community}/leaderboard/{query}").context["board"]
    return board


def said_in_chat(lived: Lived, word: str) -> str:
    """What Tongpin answers to a word in the chat, in English."""
    answer = lived.say("owner", word)
    entry = Entry.objects.get(community=lived.community, n=answer.n)
    (say,) = [each for each in vocabulary.decode_actions(bytes(entry.actions)) if isinstance(each, Say)]
    return str(dict(say.fields).get("board", ""))


def test_a_member_reads_what_was_booked_for_what(lived: Lived, client_of: ClientOf) -> None:
    check_in(lived, "member")
    lived.say("member", "今天读到第三章，作者讲得很慢")
    lived.say("member", ADVERT)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
        lived.hand_in("join", "somebody")
        page = client_of("member").get(f"/c/{lived.community}/points/")
    bookings = page.context["bookings"].rows
    said = [(each.points, each.what, each.case, each.day is not None) for each in bookings]
    assert said == [
        (-2, "A recalled message", 1, False),
        (1, "Messages", 0, True),
        (5, "Daily check-in", 0, False),
        (3, "A name card", 0, False),
    ]
    text = page.content.decode()
    assert "at most once a day" in text
    assert "at most 10 times a day" in text


def test_what_a_case_took_is_given_back(lived: Lived, client_of: ClientOf) -> None:
    check_in(lived, "member")
    lived.say("member", ADVERT)
    lived.hand_in("command", "member", "申诉 1 这是讨论防骗")
    lived.hand_in("command", "second", "撤销 1 是讨论")
    bookings = client_of("member").get(f"/c/{lived.community}/points/").context["bookings"].rows
    assert [(each.points, each.what, each.case) for each in bookings[:3]] == [
        (1, "A message that counts again", 1),
        (2, "Given back: A recalled message", 1),
        (-2, "A recalled message", 1),
    ]


def test_bookings_page_by_page_at_the_same_cost(lived: Lived, client_of: ClientOf) -> None:
    member, community = client_of("member"), lived.community
    member.get(f"/c/{community}/points/")
    with CaptureQueriesContext(connection) as few:
        member.get(f"/c/{community}/points/")
    book(lived, 60)
    with CaptureQueriesContext(connection) as many:
        page = member.get(f"/c/{community}/points/")
    assert len(many) == len(few)
    bookings = page.context["bookings"]
    assert (len(bookings.rows), bookings.rows[0].tx) == (50, 1059)
    rest = member.get(f"/c/{community}/points/?before={bookings.next}").context["bookings"]
    assert [each.tx for each in rest.rows[:2]] == [1009, 1008]
    assert rest.next == 0
    assert [each.tx for each in member.get(f"/c/{community}/points/?before=x").context["bookings"].rows][:1] == [1059]


def book(lived: Lived, count: int) -> None:
    """Write bookings of a member as the projection would."""
    member, rest = lived.member("member"), {"unit": "points", "written_off": 0, "reverses": 0}
    for tx in range(1000, 1000 + count):
        at, legs = wall_clock(), f"[[{member},1],[-1,-1]]"
        Transaction.objects.create(
            community=lived.community, tx=tx, n=tx, at=at, key=f"checked_in:{tx}:{member}", kind="grant",
            cause=f"checked_in:{tx}", member=member, amount=1, legs=legs, **rest,
        )  # fmt: skip
        Share.objects.create(community=lived.community, member=member, tx=tx, amount=1)


def test_whoever_has_left_reads_his_points(lived: Lived, client_of: ClientOf) -> None:
    former, community = client_of("former"), lived.community
    assert former.get(f"/c/{community}/points/").status_code == 200
    assert former.get(f"/c/{community}/leaderboard/").status_code == 403
    assert client_of("outsider").get(f"/c/{community}/points/").status_code == 404


@pytest.mark.parametrize("word,query", [("排行", ""), ("排行 总", "?board=all")])
def test_the_board_is_that_of_the_chat(lived: Lived, client_of: ClientOf, word: str, query: str) -> None:
    check_in(lived, "member", "steward", *newcomers(lived, 3))
    lived.hand_in("command", "new1", "排行 退出")
    lived.hand_in("leave", "new2")
    lived.say("member", ADVERT)
    board = board_in(client_of("member"), lived.community, query)
    shown = "\n".join(f"{each.rank}. #{each.name.number} · {each.points}" for each in board.top)
    assert shown
    assert shown == said_in_chat(lived, word)


def test_a_member_far_down_sees_those_near_him(
    lived: Lived, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "PLACES", 2)
    check_in(lived, *newcomers(lived, 6))
    lived.hand_in("leave", "new5")
    member, community = client_of("member"), lived.community
    board_in(member, community)
    with CaptureQueriesContext(connection) as queries:
        board = board_in(member, community)
    far = len(queries)
    assert (len(board.top), board.rank, board.points, board.best_week) == (2, 9, 3, 3)
    near = [(each.rank, each.name.number, each.is_mine) for each in board.near]
    assert near == [(7, 2, False), (8, 3, False), (9, 4, True)]
    near = [(each.rank, each.name.number, each.is_mine) for each in board_in(client_of("owner"), community).near]
    assert near == [(4, 9, False), (5, 10, False), (6, 1, True), (7, 2, False), (8, 3, False)]
    check_in(lived, "member")
    with CaptureQueriesContext(connection) as queries:
        assert board_in(member, community).rank == 1
    assert far - len(queries) == OF_WHO_IS_FAR_DOWN
    lived.hand_in("command", "member", "排行 退出")
    board = board_in(member, community)
    assert (board.rank, list(board.near), board.shown, board.points) == (0, [], False, 8)


def test_a_new_week_begins_from_nothing(lived: Lived, client_of: ClientOf) -> None:
    check_in(lived, "member")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=7)):
        board = board_in(client_of("member"), lived.community)
        assert (list(board.top), board.rank, board.points, board.best_week) == ([], 0, 0, 8)
        assert board_in(client_of("member"), lived.community, "?board=all").points == 8


def test_being_shown_is_chosen_by_button(lived: Lived, client_of: ClientOf) -> None:
    check_in(lived, "member")
    member, community = client_of("member"), lived.community
    for shown, said in (("0", "Leaderboards do not show you any more."), ("1", "Leaderboards show you.")):
        response = member.post(f"/c/{community}/leaderboard/shown/", {"shown": shown})
        assert (response.status_code, response.url) == (303, f"/c/{community}/leaderboard/")  # type: ignore[attr-defined]
        page = member.get(f"/c/{community}/leaderboard/")
        assert [str(each) for each in page.context["messages"]] == [said]
        assert page.context["board"].shown is (shown == "1")


def test_stewards_read_the_ledger(lived: Lived, client_of: ClientOf) -> None:
    steward, community = client_of("steward"), lived.community
    check_in(lived, "member")
    lived.say("member", ADVERT)
    for name in ("owner", "steward"):
        lived.say(name, "今天读到第三章，作者讲得很慢啊" + name)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
        lived.hand_in("join", "somebody")
        page = steward.get(f"/console/{community}/points/")
    lines = page.context["page"].rows
    assert [(line.members, line.name.number if line.name else 0, line.booking.points) for line in lines[:3]] == [
        (2, 0, 2), (1, 4, -2), (1, 4, 5),
    ]  # fmt: skip
    assert page.context["held"] == 5 * 3 + 5 - 2 + 2
    lines = steward.get(f"/console/{community}/points/?member=4").context["page"].rows
    assert [line.booking.points for line in lines] == [-2, 5, 3]
    lines = steward.get(f"/console/{community}/points/?member=4&kind=penalty").context["page"].rows
    assert [line.booking.points for line in lines] == [-2]
    lines = steward.get(f"/console/{community}/points/?kind=penalty").context["page"].rows
    assert [line.booking.points for line in lines] == [-2]
    assert "no member no. 99" in steward.get(f"/console/{community}/points/?member=99").content.decode()
    assert client_of("member").get(f"/console/{community}/points/").status_code == 403


def test_the_ledger_page_by_page_at_the_same_cost(lived: Lived, client_of: ClientOf) -> None:
    steward, community = client_of("steward"), lived.community
    steward.get(f"/console/{community}/points/")
    with CaptureQueriesContext(connection) as few:
        steward.get(f"/console/{community}/points/")
    book(lived, 60)
    with CaptureQueriesContext(connection) as many:
        page = steward.get(f"/console/{community}/points/")
    assert len(many) == len(few)
    older = page.context["page"].next
    rest = steward.get(f"/console/{community}/points/?before={older}").context["page"]
    assert [line.booking.tx for line in rest.rows[:2]] == [1009, 1008]
    rest = steward.get(f"/console/{community}/points/?member=4&before={older}").context["page"]
    assert [line.booking.tx for line in rest.rows[:2]] == [1009, 1008]


def test_the_ledger_as_a_file(lived: Lived, client_of: ClientOf) -> None:
    lived.hand_in("card", "member", "@SUM(A1)-测试")
    lived.say("member", ADVERT)
    file = client_of("steward").get(f"/console/{lived.community}/points/ledger.csv")
    heading, first, *rest = csv.reader(StringIO(file.content.decode("utf-8-sig")))
    assert heading[2:] == ["Number", "Name card", "Points", "Kind", "What for", "Case", "Written off"]
    assert first[2:] == ["4", "'@SUM(A1)-测试", "-2", "taken", "A recalled message", "1", "0"]
    assert len(rest) == 5
    assert client_of("member").get(f"/console/{lived.community}/points/ledger.csv").status_code == 403


def test_what_the_shells_show_of_incentives(lived: Lived, client_of: ClientOf) -> None:
    lived.say("member", ADVERT)
    span = Span(wall_clock() - DAY_MS, wall_clock() + 1)
    owner, member = seat_of(lived, "owner"), seat_of(lived, "member")
    with override("en"):
        figures = [(str(each.label), each.value, each.before) for each in PAGES.figures(lived.community, span)]
        assert figures == [("Points given", 15, 0), ("Points taken", 2, 0)]
        deeds = [deed.what for deed in PAGES.deeds(lived.community, span)]
        assert deeds == ["15 points were given.", "2 points were taken."]
        story = [deed.what for deed in PAGES.story(lived.community, member.member)]
        assert story == ["-2 points: A recalled message", "+3 points: A name card"]
        (card,) = PAGES.cards(seat_of(lived, "former"))
        assert [each.points for each in card.context["bookings"]] == [3]
        assert [goal.href for goal in PAGES.goals(owner, "积分")] == [
            "/console/1/points/", "/c/1/points/", "/c/1/leaderboard/",
        ]  # fmt: skip
        assert [goal.href for goal in PAGES.goals(member, "Leader")] == ["/c/1/points/", "/c/1/leaderboard/"]
        assert [goal.href for goal in PAGES.goals(owner, "#4")] == ["/console/1/points/?member=4"]
        assert list(PAGES.goals(owner, "99")) == list(PAGES.goals(member, "4")) == list(PAGES.goals(member, "")) == []


def test_whatever_can_be_paid_for_has_words() -> None:
    assert set(REASONS) == set(REWARDABLE)


def test_bookings_of_a_message_that_was_recalled_and_came_back() -> None:
    rest = {"tx": 1, "at": 0, "written_off": 3, "reverses": 0, "cause": "case:7", "member": 1, "amount": 1}
    with override("en"):
        recalled = booking_of(Transaction(key="recalled:7", kind="penalty", **rest), -1)
        restored = booking_of(Transaction(key="restored:7", kind="grant", **rest), 1)
    assert (recalled.what, recalled.case, recalled.written_off) == ("What a recalled message had earned", 7, 3)
    assert (restored.what, str(restored.kind)) == ("A message that counts again", "given")


def test_the_playbook_in_words() -> None:
    rewards = [
        {"when": "签到", "grant": 5, "at_most": "每天1次"},
        {"when": "发言", "grant": 1, "at_most": "每周3次"},
        {"when": "reacted", "grant": 1},
    ]
    section = Incentives.model_validate({"rewards": rewards, "costs": [{"when": "撤回", "cost": 2}]})
    with override("en"):
        assert [tuple(each) for each in prices_of(section)] == [
            ("Daily check-in", 5, "at most once a day"),
            ("Messages", 1, "at most 3 times a week"),
            ("A reaction", 1, ""),
            ("A recalled message", -2, ""),
        ]


def test_rows_say_what_they_are() -> None:
    assert str(Score(community=1, member=2, number=7, balance=3)) == "7 · 3"
    assert str(Share(community=1, member=2, tx=7, amount=3)) == "7 · 2 · 3"

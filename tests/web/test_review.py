"""Review: one question a card, who may answer it, and what the answer does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.cases import advertise, command, newcomer, pass_time, queries_of, text_of
from tests.web.conftest import Lived
from tongpin.capabilities.sanctions.models import Case, Change
from tongpin.capabilities.sanctions.pages import PAGES
from tongpin.capabilities.sanctions.views.review import Health, average_time, cards, health
from tongpin.capabilities.sanctions.views.wording import STANDINGS, standing_of
from tongpin.journal.submitting import hand_to
from tongpin.kernel.moment import DAY_MS
from tongpin.runtime.engine import wall_clock
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

ClientOf = Callable[[str], Client]


def seat_of(lived: Lived, role: str) -> Seat:
    account = type("Account", (), {"external": role})()
    seat = people().seat(account, lived.community)
    assert seat is not None
    return seat


def review(lived: Lived, client: Client, query: str = "") -> str:
    return text_of(client.get(f"/console/{lived.community}/review/{query}"))


def decide(lived: Lived, client: Client, case: int, decision: str, reason: str = "", **more: str) -> str:
    form = {"decision": decision, "reason": reason, "key": f"{decision}{case}", **more}
    return text_of(client.post(f"/console/{lived.community}/review/{case}/", form, follow=True))


def changes(lived: Lived, case: int) -> set[str]:
    return set(Change.objects.filter(community=lived.community, case=case).values_list("change", flat=True))


def waiting_for(lived: Lived, role: str) -> list[str]:
    return [each.name for each in cards(seat_of(lived, role), wall_clock()) if not each.objection]


# ---- the queue


def test_where_nothing_waits_it_says_so(lived: Lived, client_of: ClientOf) -> None:
    assert "All is decided" in review(lived, client_of("steward"))


def test_after_deciding_the_average_time_is_told(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, times=4)
    decide(lived, client_of("steward"), 4, "confirm")
    now = wall_clock()
    Change.objects.filter(community=lived.community, change="confirmed").update(at=now)
    Case.objects.filter(community=lived.community, case=4).update(at=now - 180_000)
    assert average_time(lived.community, now) == 180_000
    assert "On average it took 3 min lately." in review(lived, client_of("steward"))


def test_a_removal_is_one_question_with_both_sides(lived: Lived, client_of: ClientOf) -> None:
    lived.say("second", "大家好，今天聊什么")
    advertise(lived, times=4)
    lived.say("second", "又是广告")
    page = review(lived, client_of("steward"))
    said = [
        "Is this removal right?",
        "member-测试",
        "<mark>加微信</mark>",
        "Confirm",
        "Undo",
        "it lapses",
    ]
    said += ["大家好，今天聊什么", "又是广告", "3 earlier cases", "/cases/1/", "words: [加微信"]
    assert [each for each in said if each not in page] == []
    assert re.findall(r'data-key="(\d)"', page) == ["1", "2", "3"]


def test_cards_come_by_when_they_are_due(lived: Lived) -> None:
    other = newcomer(lived, "other")
    advertise(lived)
    command(lived, "member", "申诉 1 先来的")
    advertise(lived, other, times=4)
    assert waiting_for(lived, "steward") == ["confirm-5", "appeal-1"]
    command(lived, other, "申诉 5 我也有话说")
    assert waiting_for(lived, "steward") == ["confirm-5", "appeal-1", "appeal-5"]


def test_a_card_can_be_put_off(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    command(lived, "member", "申诉 1 看错了")
    advertise(lived, newcomer(lived, "other"), times=4)
    client = client_of("steward")
    first = review(lived, client)
    assert ("Is this removal right?" in first, "?card=appeal-1" in first) == (True, True)
    later = review(lived, client, "?card=appeal-1")
    assert ('id="question">The member appeals.' in later, "看错了" in later) == (True, True)
    assert 'id="question">Is this removal' in review(lived, client, "?card=nonsense-9")


# ---- deciding


def test_confirming_removes_and_the_next_card_comes(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    command(lived, "member", "申诉 1 看错了")
    advertise(lived, newcomer(lived, "other"), times=4)
    page = decide(lived, client_of("steward"), 5, "confirm")
    assert changes(lived, 5) == {"confirmed", "removed"}
    assert "Case 5 is confirmed." in page
    assert "The member appeals. Does the sanction stand?" in page


@pytest.mark.parametrize(
    "decision,became,said",
    [
        ("keep", {"appealed", "kept"}, "Case 1 stands."),
        ("undo", {"appealed", "upheld", "undone"}, "Case 1 is undone"),
    ],
)
def test_an_appeal_is_answered_with_a_reason(
    lived: Lived, client_of: ClientOf, decision: str, became: set[str], said: str
) -> None:
    advertise(lived)
    command(lived, "member", "申诉 1 看错了")
    client = client_of("steward")
    path = f"/console/{lived.community}/review/1/"
    refused = client.post(path, {"decision": decision, "reason": " ", "key": "k", "card": "appeal-1"})
    assert (refused.status_code, "Please write why" in text_of(refused)) == (422, True)
    assert changes(lived, 1) == {"appealed"}
    assert said in decide(lived, client, 1, decision, "看过前后文")
    assert changes(lived, 1) == became


def test_a_card_says_which_answers_need_a_reason(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    command(lived, "member", "申诉 1 看错了")
    client = client_of("steward")
    assert re.search(r"<textarea[^>]* required", review(lived, client))
    advertise(lived, newcomer(lived, "other"), times=4)
    page = review(lived, client)
    assert re.search(r"<textarea[^>]* required", page) is None
    assert "Needed to undo" in page


def test_what_was_wrong_is_undone_at_once_with_a_reason(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, times=4)
    client = client_of("steward")
    assert "Please write why" in decide(lived, client, 4, "undo")
    decide(lived, client, 4, "undo", "他在提醒大家", key="again")
    assert "undone" in changes(lived, 4)
    assert seat_of(lived, "member").is_member
    page = text_of(client_of("member").get(f"/c/{lived.community}/cases/4/"))
    assert "他在提醒大家" in page


def test_points_come_back_with_an_undoing(lived: Lived, client_of: ClientOf) -> None:
    before = seat_of(lived, "member").balance
    advertise(lived)
    taken = seat_of(lived, "member").balance
    decide(lived, client_of("steward"), 1, "undo", "误会")
    assert taken < before <= seat_of(lived, "member").balance


def test_a_case_is_undone_from_its_page_and_one_stays_there(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    client = client_of("steward")
    page = decide(lived, client, 1, "undo", **{"from": "case"})
    assert ("Please write why" in page, changes(lived, 1)) == (True, set())
    page = decide(lived, client, 1, "undo", "误会", **{"from": "case"})
    assert ("Case 1 is undone" in page, "What happened" in page) == (True, True)


def test_the_same_form_sent_twice_decides_once(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, times=4)
    client = client_of("steward")
    pages = [decide(lived, client, 4, "confirm") for _ in range(2)]
    assert all("Case 4 is confirmed." in each for each in pages)
    assert Change.objects.filter(community=lived.community, case=4, change="confirmed").count() == 1


def test_what_could_not_be_written_is_kept_in_the_form(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, times=4)
    form = {"decision": "undo", "reason": "我写了很久的理由", "key": "k7", "card": "confirm-4"}
    hand_to(None)
    answer = client_of("steward").post(f"/console/{lived.community}/review/4/", form)
    page = text_of(answer)
    assert (answer.status_code, "我写了很久的理由" in page, 'value="k7"' in page) == (503, True, True)
    assert changes(lived, 4) == set()


def test_who_comes_late_hears_that_it_is_decided(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, times=4)
    decide(lived, client_of("steward"), 4, "confirm")
    assert "nothing that waits to be confirmed" in decide(lived, client_of("second"), 4, "confirm", key="other")


def test_what_makes_no_sense_decides_nothing(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    command(lived, "member", "申诉 1 看错了")
    client, path = client_of("steward"), f"/console/{lived.community}/review/1/"
    forms: tuple[dict[str, str], ...] = ({}, {"decision": "burn"}, {"decision": "keep", "reason": "长" * 2001})
    assert {client.post(path, form).status_code for form in forms} == {422}
    assert changes(lived, 1) == {"appealed"}


def test_only_stewards_decide(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, times=4)
    path, form = f"/console/{lived.community}/review/4/", {"decision": "confirm", "key": "k"}
    refused = {"member": 403, "former": 403, "outsider": 404, "stranger": 401}
    assert {role: client_of(role).post(path, form).status_code for role in refused} == refused
    assert "confirmed" not in changes(lived, 4)


def test_a_case_that_is_not_there_is_not_decided(lived: Lived, client_of: ClientOf) -> None:
    assert client_of("steward").post(f"/console/{lived.community}/review/9/", {}).status_code == 404
    assert client_of("steward").get(f"/console/{lived.community}/review/9/").status_code == 405


# ---- who may not


def test_nobody_decides_on_himself_and_sees_why(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, "steward", times=4)
    page = review(lived, client_of("steward"))
    assert "This is about yourself: another steward decides." in page
    assert "data-card" not in page
    assert waiting_for(lived, "second") == ["confirm-4"]
    assert "is about yourself" in decide(lived, client_of("steward"), 4, "confirm")
    assert "undo/" not in text_of(client_of("steward").get(f"/c/{lived.community}/cases/4/"))


def test_who_confirmed_does_not_answer_the_appeal_and_sees_why(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, times=4)
    decide(lived, client_of("steward"), 4, "confirm")
    command(lived, "member", "申诉 4 我没有")
    assert "You confirmed it: another steward answers the appeal." in review(lived, client_of("steward"))
    assert (waiting_for(lived, "steward"), waiting_for(lived, "second")) == ([], ["appeal-4"])


def test_an_owner_alone_answers_what_he_did_not_confirm(lived: Lived) -> None:
    for role in ("steward", "second"):
        lived.hand_in("duty", role, "-steward")
    advertise(lived)
    command(lived, "member", "申诉 1 我没有")
    assert waiting_for(lived, "owner") == ["appeal-1"]


def test_what_lapsed_waits_no_more(lived: Lived) -> None:
    advertise(lived, times=4)
    pass_time(lived, DAY_MS + 1)
    assert "lapsed" in changes(lived, 4)
    assert cards(seat_of(lived, "steward"), wall_clock()) == []


# ---- lists and health


def test_each_way_to_stand_is_found_by_itself(lived: Lived, client_of: ClientOf) -> None:
    """The filter asks the database what the page works out of a case's changes."""
    third = newcomer(lived, "third")
    advertise(lived, third, times=4)
    command(lived, "steward", "确认 4")
    advertise(lived, times=4)
    command(lived, "member", "申诉 5 一")
    command(lived, "member", "申诉 6 二")
    command(lived, "steward", "维持 6 不")
    command(lived, "member", "申诉 7 三")
    command(lived, "steward", "撤销 7 是")
    advertise(lived, newcomer(lived, "fourth"), times=4)
    now = wall_clock()
    pass_time(lived, 0)
    every = list(Case.objects.filter(community=lived.community))
    changed = Change.objects.of(lived.community, [each.case for each in every])
    expected: dict[str, set[int]] = {name: set() for name in STANDINGS}
    for each in every:
        expected[standing_of(each, changed[each.case], now).name].add(each.case)
    client = client_of("steward")
    assert {name: _listed(lived, client, f"?standing={name}") for name in STANDINGS} == expected
    assert {name for name, found in expected.items() if found} == set(STANDINGS) - {"lapsed"}


def test_what_lapsed_is_found(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, times=4)
    pass_time(lived, DAY_MS + 1)
    client = client_of("steward")
    assert (_listed(lived, client, "?standing=lapsed"), _listed(lived, client, "?standing=waiting")) == ({4}, set())


FOUND: dict[str, set[int]] = {
    "": {1, 2, 3},
    "?rule=广告词": {1, 2},
    "?rule=太短": {3},
    "?rule=没有": set(),
    "?number=4": {1, 3},
    "?number=99": set(),
    "?since=2001-01-01&until=2002-01-01": set(),
    "?since=2001-01-01&until=9999-12-31": {1, 2, 3},
    "?since=nonsense&number=x&standing=nonsense&before=y": {1, 2, 3},
    "?before=3": {1, 2},
    "?before=3&rule=广告词&number=4": {1},
}
"""Which cases an address shows."""


def test_cases_are_found(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    advertise(lived, "second")
    lived.say("member", "嗯")
    client = client_of("steward")
    assert {query: _listed(lived, client, query) for query in FOUND} == FOUND


def test_the_queue_takes_as_many_queries_for_many_cards(lived: Lived, client_of: ClientOf) -> None:
    client, path = client_of("steward"), f"/console/{lived.community}/review/"
    advertise(lived, newcomer(lived, "a"), times=4)
    command(lived, "a", "申诉 4 一")
    client.get(path)
    few = queries_of(client, path)
    for name in ("b", "c", "d"):
        advertise(lived, newcomer(lived, name), times=4)
        command(lived, name, "申诉 也是")
    assert queries_of(client, path) == few


def test_the_list_takes_as_many_queries_for_many_cases(lived: Lived, client_of: ClientOf) -> None:
    client, path = client_of("steward"), f"/console/{lived.community}/review/cases/"
    advertise(lived)
    client.get(path)
    few = queries_of(client, path)
    for name in ("a", "b", "c"):
        advertise(lived, newcomer(lived, name), times=3)
    assert queries_of(client, path) == few


def test_rules_fare_as_their_cases_did(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, times=2)
    lived.say("member", "嗯")
    command(lived, "steward", "撤销 2 误会")
    now = wall_clock()
    assert [(each.rule, each.hits, each.undone) for each in health(lived.community, now)] == [
        ("广告词", 2, 1),
        ("太短", 1, 0),
    ]
    assert health(lived.community, now + 91 * DAY_MS) == []
    page = text_of(client_of("steward").get(f"/console/{lived.community}/review/rules/"))
    assert ("广告词" in page, "50 %" in page, "often undone" in page) == (True, True, False)


@pytest.mark.parametrize(
    "hits,undone,doubtful", [(9, 9, False), (10, 2, False), (10, 3, True), (100, 20, False), (100, 21, True)]
)
def test_a_rule_that_is_often_undone_is_doubtful(hits: int, undone: int, doubtful: bool) -> None:
    assert Health("x", hits, undone, 0).is_doubtful is doubtful


def test_what_waits_is_told_to_whom_it_waits_for(lived: Lived) -> None:
    advertise(lived, times=4)
    command(lived, "member", "申诉 4 不是")
    told = [list(PAGES.waiting(seat_of(lived, role))) for role in ("steward", "member")]
    assert [len(each) for each in told] == [2, 0]
    assert [each.href.partition("?")[2] for each in told[0]] == ["card=confirm-4", "card=appeal-4"]
    assert all(each.since < each.due for each in told[0])


def _listed(lived: Lived, client: Client, query: str) -> set[int]:
    page = text_of(client.get(f"/console/{lived.community}/review/cases/{query}"))
    return {int(number) for number in re.findall(rf"/c/{lived.community}/cases/(\d+)/", page)}

"""Cases in the portal: what the member concerned, other members and stewards see, and the appeal by a button."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.cases import ADVERT, advertise, command, newcomer, queries_of, text_of
from tests.web.conftest import PLAYBOOK, Lived
from tongpin.capabilities.sanctions.models import Case, Change
from tongpin.capabilities.sanctions.pages import PAGES
from tongpin.capabilities.sanctions.views.dossier import MOST_LINES, Part, lines_of_rule, parted, reason_in
from tongpin.journal.models import PlaybookVersion, Text
from tongpin.journal.submitting import hand_to
from tongpin.runtime.engine import wall_clock
from tongpin.webkit.pages import Span
from tongpin.webkit.people import people
from tongpin.webkit.seat import Seat

ClientOf = Callable[[str], Client]
LINE = PLAYBOOK[: PLAYBOOK.index("rule: 词表")].count("\n") + 1
"""Where the rule 广告词 begins."""
HOSTILE = "加微信 <script>alert(1)</script> \u202e<b>粗</b>"


def case_path(lived: Lived, case: int = 1) -> str:
    return f"/c/{lived.community}/cases/{case}/"


def appeal(lived: Lived, client: Client, reason: str, key: str = "k", case: int = 1) -> str:
    answer = client.post(f"{case_path(lived, case)}appeal/", {"reason": reason, "key": key}, follow=True)
    return text_of(answer)


def changes(lived: Lived, case: int = 1) -> list[str]:
    found = Change.objects.filter(community=lived.community, case=case)
    return sorted(found.values_list("change", flat=True))


def seat_of(lived: Lived, role: str) -> Seat:
    account = type("Account", (), {"external": role})()
    seat = people().seat(account, lived.community)
    assert seat is not None
    return seat


# ---- who sees what


def test_the_member_concerned_is_told_everything(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    page = text_of(client_of("member").get(case_path(lived)))
    said: list[str] = ["广告词", "不营销", "2 of the words", "周末<mark>兼职</mark>，想赚钱的<mark>加微信</mark>"]
    said += [f"The playbook, version 1, line {LINE}", "id: 广告词", "reminder · recall", "−2", "You may appeal until"]
    assert [each for each in said if each not in page] == []


def test_what_he_is_told_is_told_in_chinese_too(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    client = client_of("member")
    page = text_of(client.get(case_path(lived), headers={"accept-language": "zh-hans"}))
    assert [each for each in ("第 1 号", "有 2 个本群不许出现的词", "提醒 · 撤回", "申诉") if each not in page] == []


def test_other_members_see_the_public_part_by_number(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    page = text_of(client_of(newcomer(lived, "other")).get(case_path(lived)))
    assert "广告词" in page
    assert "#4" in page
    assert [each for each in ("兼职", "member-测试", "appeal/", "The playbook, version") if each in page] == []


def test_who_may_look(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    expected = {"steward": 200, "owner": 200, "former": 404, "outsider": 404, "stranger": 302}
    assert {role: client_of(role).get(case_path(lived)).status_code for role in expected} == expected


def test_stewards_see_everything_and_may_undo_it(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    page = text_of(client_of("steward").get(case_path(lived)))
    assert "<mark>加微信</mark>" in page
    assert f"/console/{lived.community}/review/1/" in page
    assert "You may appeal until" not in page


def test_a_case_of_long_ago_is_public_no_more(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    other = client_of(newcomer(lived, "other"))
    long_ago = wall_clock() - 31 * 86_400_000
    Case.objects.filter(community=lived.community, case=1).update(at=long_ago)
    assert other.get(case_path(lived)).status_code == 404
    assert client_of("member").get(case_path(lived)).status_code == 200
    assert "#4" not in text_of(other.get(f"/c/{lived.community}/cases/"))


def test_a_case_that_is_not_there_is_not_found(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    client, absent = client_of("steward"), ("2", "999999999999999", "9999999999999999999999")
    assert {client.get(f"/c/{lived.community}/cases/{case}/").status_code for case in absent} == {404}


def test_one_who_was_removed_sees_his_case_and_may_appeal(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived, times=4)
    command(lived, "steward", "确认 4")
    assert seat_of(lived, "member").is_member is False
    client = client_of("member")
    assert "Confirmed" in text_of(client.get(case_path(lived, 4)))
    appeal(lived, client, "我只是转发", case=4)
    assert "appealed" in changes(lived, 4)


def test_a_deleted_text_is_said_to_be_deleted(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    row = Case.objects.get(community=lived.community, case=1)
    lived.store.delete_texts(lived.community, [row.text])
    page = text_of(client_of("member").get(case_path(lived)))
    assert "The text is deleted." in page
    assert "2 of the words" in page


def test_hostile_words_are_words(lived: Lived, client_of: ClientOf) -> None:
    lived.say("member", HOSTILE)
    client = client_of("member")
    appeal(lived, client, "<script>alert(2)</script>")
    for page in (case_path(lived), f"/console/{lived.community}/review/"):
        shown = text_of(client_of("steward").get(page))
        assert "&lt;script&gt;alert(1)" in shown
        assert "alert(2)" in shown
        assert "<script>alert" not in shown
        assert "<b>粗" not in shown


# ---- the appeal


def test_an_appeal_by_the_button_is_lodged_once(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    client = client_of("member")
    page = appeal(lived, client, "我在提醒大家小心这种广告")
    assert "appeal is lodged" in page
    assert "answers by" in page
    assert "我在提醒大家小心这种广告" in page
    appeal(lived, client, "我在提醒大家小心这种广告")
    assert changes(lived) == ["appealed"]
    assert "there is no second appeal" in appeal(lived, client, "再说一次", key="another")
    assert Text.objects.filter(community=lived.community, kind="command").count() == 2


def test_an_appeal_says_why(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    client = client_of("member")
    for reason, said in (("", "Please write why"), ("  ", "Please write why"), ("长" * 2001, "too long")):
        answer = client.post(f"{case_path(lived)}appeal/", {"reason": reason, "key": "k"})
        assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert changes(lived) == []


def test_what_could_not_be_written_is_kept_in_the_form(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    client, form = client_of("member"), {"reason": "我写了很久的理由", "key": "k7"}
    hand_to(None)
    answer = client.post(f"{case_path(lived)}appeal/", form)
    page = text_of(answer)
    assert (answer.status_code, "我写了很久的理由" in page, 'value="k7"' in page) == (503, True, True)
    assert changes(lived) == []


def test_nobody_appeals_for_another(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    for role in ("steward", newcomer(lived, "other"), "former"):
        answer = client_of(role).post(f"{case_path(lived)}appeal/", {"reason": "他说得对", "key": "k"})
        assert answer.status_code == 404
    assert changes(lived) == []


def test_nothing_changes_by_looking(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    assert client_of("member").get(f"{case_path(lived)}appeal/").status_code == 405


@pytest.mark.parametrize(
    "answer,said",
    [("维持 1 看过了，是广告", "there is no second one"), ("撤销 1 误会了", "points taken were given back")],
)
def test_the_outcome_is_told_with_its_reason(lived: Lived, client_of: ClientOf, answer: str, said: str) -> None:
    advertise(lived)
    command(lived, "member", "申诉 1 看清楚")
    command(lived, "steward", answer)
    page = text_of(client_of("member").get(case_path(lived)))
    assert said in page
    assert answer.split(" ", 2)[2] in page
    assert "<form" not in page.partition('id="appeal"')[2].partition("</section>")[0]


def test_others_do_not_read_the_reasons(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    command(lived, "member", "申诉 1 我的私事")
    command(lived, "steward", "维持 1 也是私事")
    page = text_of(client_of(newcomer(lived, "other")).get(case_path(lived)))
    assert "Kept on appeal" in page
    assert "私事" not in page


def test_too_late_is_said(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    Case.objects.filter(community=lived.community, case=1).update(appeal_by=wall_clock() - 1)
    assert "The time to appeal ended" in text_of(client_of("member").get(case_path(lived)))


# ---- lists


def test_the_list_shows_own_cases_and_the_public_log(lived: Lived, client_of: ClientOf) -> None:
    other = newcomer(lived, "other")
    advertise(lived)
    advertise(lived, other)
    page = text_of(client_of("member").get(f"/c/{lived.community}/cases/"))
    own, _, log = page.partition("Public log")
    assert ("/cases/1/" in own, "/cases/2/" in own) == (True, False)
    assert ("/cases/1/" in log, "/cases/2/" in log, "other-测试" in log) == (True, True, False)


def test_one_who_left_sees_his_own_cases_alone(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    page = text_of(client_of("former").get(f"/c/{lived.community}/cases/"))
    assert "Nothing is held against you" in page
    assert "/cases/1/" not in page


def test_a_long_log_is_paged_by_the_case_s_number(lived: Lived, client_of: ClientOf) -> None:
    _many_cases(lived, 120)
    client, seen, path = client_of("member"), [], f"/c/{lived.community}/cases/"
    while path:
        page = text_of(client.get(path))
        seen.append(page.partition("Public log")[2].count('<th scope="row"'))
        older = re.search(r'href="(\?before=\d+)" rel="next"', page)
        path = f"/c/{lived.community}/cases/{older[1]}" if older else ""
    assert seen == [50, 50, 20]


def test_a_longer_list_takes_no_more_queries(lived: Lived, client_of: ClientOf) -> None:
    client = client_of("member")
    _many_cases(lived, 2)
    client.get(f"/c/{lived.community}/cases/")
    few = queries_of(client, f"/c/{lived.community}/cases/")
    _many_cases(lived, 60, first=3)
    assert queries_of(client, f"/c/{lived.community}/cases/") == few


def _many_cases(lived: Lived, count: int, first: int = 1) -> None:
    """Rows of the read table alone, as of that many cases."""
    now = wall_clock()
    numbers = ("chat", "message", "text", "line", "breaches", "weight", "step", "until", "provisional", "confirm_by")
    blank = dict.fromkeys((*numbers, "version"), 0)
    blank |= {"community": lived.community, "member": lived.member("steward"), "appeal_by": now, "at": now}
    Case.objects.bulk_create(
        Case(case=number, rule="广告词", acts="remind", **blank) for number in range(first, first + count)
    )


# ---- in the shells


def test_home_shows_what_can_still_be_appealed(lived: Lived, client_of: ClientOf) -> None:
    assert list(PAGES.cards(seat_of(lived, "member"))) == []
    advertise(lived, times=2)
    (card,) = PAGES.cards(seat_of(lived, "member"))
    assert card.context["case"].case == 2
    page = text_of(client_of("member").get(f"/c/{lived.community}/"))
    assert "/cases/2/" in page


def test_home_says_nothing_of_what_is_undone(lived: Lived) -> None:
    advertise(lived)
    command(lived, "steward", "撤销 1 误会")
    assert list(PAGES.cards(seat_of(lived, "member"))) == []
    assert list(PAGES.cards(seat_of(lived, "outsider"))) == []


def test_deeds_tell_what_was_done_in_a_span(lived: Lived) -> None:
    before = wall_clock()
    advertise(lived, times=4)
    command(lived, "steward", "确认 4")
    command(lived, "steward", "撤销 1 看错")
    deeds = list(PAGES.deeds(lived.community, Span(before, wall_clock() + 1)))
    assert sorted((each.icon, each.by) for each in deeds) == [
        ("check", lived.member("steward")),
        ("mute", 0),
        ("mute", 0),
        ("recall", 0),
        ("remove", 0),
        ("remove", 0),
        ("undo", lived.member("steward")),
    ]
    assert [each.at for each in deeds] == sorted((each.at for each in deeds), reverse=True)
    assert list(PAGES.deeds(lived.community, Span(0, before))) == []


def test_a_member_s_story_holds_his_cases_and_nobody_else_s(lived: Lived) -> None:
    advertise(lived)
    advertise(lived, "second")
    command(lived, "member", "申诉 1 不是广告")
    told = [str(each.what) for each in PAGES.story(lived.community, lived.member("member"))]
    assert len(told) == 2
    assert all("1" in each for each in told)


def test_figures_count_what_cost_more_than_a_reminder(lived: Lived) -> None:
    now = wall_clock()
    lived.say("member", "嗯")
    advertise(lived)
    command(lived, "steward", "撤销 2 看错")
    figures = {each.name: (each.value, each.before) for each in PAGES.figures(lived.community, Span(now, now + 60_000))}
    assert figures == {"sanctions": (1, 0), "undone": (1, 0)}


def test_goals_lead_to_cases_that_one_may_see(lived: Lived) -> None:
    advertise(lived, "second")
    found = [
        [each.label for each in PAGES.goals(seat_of(lived, role), "1")] for role in ("steward", "second", "member")
    ]
    assert found == [["1 · 广告词"], ["1 · 广告词"], []]
    assert [list(PAGES.goals(seat_of(lived, "steward"), query)) for query in ("", "广告", "9" * 30, "²")] == [[]] * 4


# ---- what a page is put together of


@pytest.mark.parametrize(
    "text,marks,parts",
    [
        ("", ((0, 2),), []),
        ("abc", (), [("abc", False)]),
        ("abcdef", ((0, 2), (4, 6)), [("ab", True), ("cd", False), ("ef", True)]),
        ("abcdef", ((1, 3), (2, 5)), [("a", False), ("bcde", True), ("f", False)]),
        ("abc", ((1, 99), (-5, 0)), [("a", False), ("bc", True)]),
        ("字" * 9000, ((8190, 8999),), [("字" * 8190, False), ("字字", True)]),
    ],
)
def test_a_text_is_cut_where_marks_begin_and_end(
    text: str, marks: tuple[tuple[int, int], ...], parts: list[tuple[str, bool]]
) -> None:
    assert parted(text, marks) == [Part(*each) for each in parts]


@pytest.mark.parametrize(
    "command_given,reason",
    [
        ("申诉 12 我没有", "我没有"),
        ("申诉12 3天前的事", "3天前的事"),
        ("/appeal 12 it was a quote", "it was a quote"),
        ("申诉 我没有刷屏", "我没有刷屏"),
        ("撤销 1", ""),
        ("", ""),
        ("早上好", ""),
    ],
)
def test_a_reason_is_what_stands_behind_word_and_number(command_given: str, reason: str) -> None:
    assert reason_in(command_given) == reason


def test_the_lines_of_a_rule_end_where_the_next_begins(lived: Lived) -> None:
    lines = lines_of_rule(lived.community, 1, LINE)
    assert lines[0].text.startswith("- rule: 词表")
    assert [each.number for each in lines] == list(range(LINE, LINE + 6))
    assert lines[-1].text.strip().startswith("reason:")
    assert [lines_of_rule(lived.community, *place) for place in ((1, 0), (1, 9999), (7, 3))] == [[], [], []]


@pytest.mark.parametrize(
    "body,shown",
    [
        ("rules:\n  - rule: 词表\n    words:\n" + "      - 词\n" * 20, list(range(2, 2 + MOST_LINES))),
        ("rules:\n  - rule: 字数\n\n    id: 短\n\n\n# 下一段\n", [2, 3, 4]),
        ("rules:\n  - rule: 字数\n  - rule: 刷屏\n", [2]),
    ],
)
def test_a_long_rule_is_cut_and_empty_lines_behind_it_are_left_out(lived: Lived, body: str, shown: list[int]) -> None:
    row = {"community": lived.community, "author": 0, "reason": "", "at": 0}
    PlaybookVersion.objects.create(version=9, body=body, **row)
    assert [each.number for each in lines_of_rule(lived.community, 9, 2)] == shown


def test_an_advert_is_what_these_tests_take_it_for(lived: Lived) -> None:
    advertise(lived, times=4)
    acts = Case.objects.filter(community=lived.community).order_by("case").values_list("acts", flat=True)
    assert list(acts) == ["remind,recall", "recall,mute", "recall,mute", "recall,remove"]
    assert ADVERT.startswith("周末兼职")

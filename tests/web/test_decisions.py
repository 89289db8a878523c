"""The decision browser: what broke a rule is found again, and of any message every rule says what it thought."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from pytest_django.fixtures import Settings

from tests.web.cases import advertise, newcomer, queries_of, text_of
from tests.web.conftest import Lived
from tongpin.capabilities.conduct.models import Breach
from tongpin.capabilities.conduct.pages import PAGES
from tongpin.console import decisions
from tongpin.journal.models import Community, Entry, Snapshot
from tongpin.journal.store import Community as Record
from tongpin.kernel.vocabulary import decode_facts, encode_facts
from tongpin.kernel.words.course import EventFailed
from tongpin.project.processes import house
from tongpin.runtime.engine import wall_clock
from tongpin.runtime.explaining import Explanation, NotExplained, explain_from
from tongpin.webkit.pages import Span
from tongpin.webkit.people import people

ClientOf = Callable[[str], Client]


class InThisProcess:
    """Explains without a worker; counts how often it was asked, or fails as a worker does."""

    def __init__(self, lived: Lived) -> None:
        self.lived = lived
        self.asked = 0
        self.failing: NotExplained | None = None

    def explain(self, community: int, n: int) -> Explanation | None:
        self.asked += 1
        if self.failing:
            raise self.failing
        row = Community.objects.get(id=community)
        record = Record(row.id, row.workspace, row.name, bytes(row.key), row.created)
        return explain_from(house(), self.lived.store, record, n)


HERE: InThisProcess
"""Whom the settings of these tests name."""


@pytest.fixture
def here(lived: Lived, settings: Settings) -> InThisProcess:
    globals()["HERE"] = made = InThisProcess(lived)
    settings.TONGPIN_EXPLAINER = f"{__name__}.HERE"
    return made


def last_entry(lived: Lived) -> int:
    newest = lived.store.last_entry(lived.community)
    assert newest is not None
    return newest.n


def path_of(lived: Lived, n: int, part: str = "") -> str:
    return f"/console/{lived.community}/decisions/{n}/{part}"


def rows_of(page: str) -> dict[str, str]:
    """What each rule said, by the rule: its row without markup."""
    rows = re.findall(r"<tr>(.*?)</tr>", page.partition("Because</th>")[2].partition("</table>")[0], re.DOTALL)
    cells = [
        [re.sub(r"<[^>]*>|\s+", " ", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]
    return {cell[0]: " ".join(" | ".join(cell[1:3]).split()) for cell in cells}


# ---- the list


def test_what_broke_a_rule_is_listed_with_what_was_measured(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    lived.say("member", "今天天气真好")
    lived.say("second", "嗯")
    page = text_of(client_of("steward").get(f"/console/{lived.community}/decisions/"))
    said = ["2 of the words", "1 characters, where 2 are the least", "reminder · recall", "member-测试", "main"]
    assert [each for each in said if each not in page] == []
    assert _found(lived, client_of("steward"), "") == {"广告词", "太短"}


FOUND: dict[str, set[str]] = {
    "?rule=广告词": {"广告词"},
    "?act=recall": {"广告词"},
    "?act=mute": set(),
    "?number=3": {"太短"},
    "?number=99": set(),
    "?chat=1": {"广告词", "太短"},
    "?chat=77": {"广告词", "太短"},
    "?since=2001-01-01&until=2002-01-01": set(),
    "?since=2001-01-01&until=9999-12-31": {"广告词", "太短"},
    "?since=x&until=y&number=z&act=nothing&before=q": {"广告词", "太短"},
    "?before=1": set(),
}
"""Which rules' decisions an address shows."""


def test_decisions_are_found(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    lived.say("second", "嗯")
    client = client_of("steward")
    assert {query: _found(lived, client, query) for query in FOUND} == FOUND


def test_the_chat_is_told_apart(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    lived.say("second", "嗯", chat="side")
    chats = people().chat_names(lived.community)
    side = next(number for number, name in chats.items() if "side" in name)
    assert _found(lived, client_of("steward"), f"?chat={side}") == {"太短"}


def test_what_an_appeal_quotes_is_listed_without_consequence(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    lived.say("member", "申诉 1 我说的“加微信”是提醒")
    page = text_of(client_of("steward").get(f"/console/{lived.community}/decisions/"))
    assert "nothing: an appeal may quote" in page
    shown = text_of(client_of("steward").get(path_of(lived, last_entry(lived))))
    assert "an appeal may quote what it is about" in shown


def test_a_long_list_is_paged_by_the_entry(lived: Lived, client_of: ClientOf) -> None:
    _many_breaches(lived, 70)
    client = client_of("steward")
    first = text_of(client.get(f"/console/{lived.community}/decisions/?rule=广告词"))
    older = re.search(r'href="(\?[^"]*)" rel="next"', first)
    assert older is not None
    second = text_of(client.get(f"/console/{lived.community}/decisions/{older[1].replace('&amp;', '&')}"))
    assert [page.count('<th scope="row"') for page in (first, second)] == [50, 20]
    assert 'rel="next"' not in second


def test_a_longer_list_takes_no_more_queries(lived: Lived, client_of: ClientOf) -> None:
    client, path = client_of("steward"), f"/console/{lived.community}/decisions/"
    advertise(lived)
    client.get(path)
    few = queries_of(client, path)
    for name in ("a", "b", "c"):
        advertise(lived, newcomer(lived, name), times=3)
    assert queries_of(client, path) == few


# ---- one message


def test_a_message_with_a_consequence_shows_case_and_line(lived: Lived, client_of: ClientOf) -> None:
    advertise(lived)
    n = Breach.objects.get(community=lived.community).n
    page = text_of(client_of("steward").get(path_of(lived, n)))
    said = ["Why was this decided?", "<mark>加微信</mark>", "2 of the words", "id: 广告词", "/cases/1/"]
    said += [f'hx-get="{path_of(lived, n, "why/")}"', f'href="{path_of(lived, n, "why/")}"']
    assert [each for each in said if each not in page] == []


def test_why_it_was_recalled(lived: Lived, client_of: ClientOf, here: InThisProcess) -> None:
    advertise(lived)
    n = Breach.objects.get(community=lived.community).n
    page = text_of(client_of("steward").get(path_of(lived, n, "why/")))
    rows = rows_of(page)
    assert rows["广告词"].startswith("broken | 2 of the words")
    assert rows["广告词"].endswith("This one counts.")
    assert rows["刷屏"] == "clear | 1 messages in a short time, 8 at most"
    assert rows["联系方式"] == "not asked | there is nothing in it that the rule looks at"
    assert "the same as is recorded" in page
    assert list(rows) == ["刷屏", "重复", "广告词", "点名太多", "联系方式", "夜间安静", "太短", "光链接"]


def test_why_it_was_not(lived: Lived, client_of: ClientOf, here: InThisProcess) -> None:
    lived.say("member", "今天天气真好")
    client, path = client_of("steward"), path_of(lived, last_entry(lived), "why/")
    page = text_of(client.get(path))
    assert "Why was nothing done?" in page
    assert {row.partition(" ")[0] for row in rows_of(page).values()} == {"clear", "not"}
    chinese = text_of(client.get(path, headers={"accept-language": "zh-hans"}))
    assert "短时间内发了 1 条，最多 8 条" in chinese


def test_the_answer_is_a_part_of_the_page_where_it_is_asked_for_as_one(
    lived: Lived, client_of: ClientOf, here: InThisProcess
) -> None:
    lived.say("member", "今天天气真好")
    client, path = client_of("steward"), path_of(lived, last_entry(lived), "why/")
    part, whole = text_of(client.get(path, headers={"hx-request": "true"})), text_of(client.get(path))
    assert ("<html" in part, "<html" in whole) == (False, True)
    assert rows_of(part) == rows_of(whole)
    assert here.asked == 1


def test_an_older_message_is_asked_under_its_own_playbook(
    lived: Lived, client_of: ClientOf, here: InThisProcess
) -> None:
    lived.say("member", "今天天气真好")
    then = last_entry(lived)
    lived.hand_in("playbook", "owner", "tongpin: 1\ncommunity: {name: 群}\n", reason="less")
    lived.say("member", "今天天气真好")
    client = client_of("steward")
    assert len(rows_of(text_of(client.get(path_of(lived, then, "why/"))))) == 8
    assert "had no rules of speech" in text_of(client.get(path_of(lived, last_entry(lived), "why/")))


def test_a_deleted_text_can_still_be_explained(lived: Lived, client_of: ClientOf, here: InThisProcess) -> None:
    advertise(lived)
    breach = Breach.objects.get(community=lived.community)
    lived.store.delete_texts(lived.community, [breach.text])
    page = text_of(client_of("steward").get(path_of(lived, breach.n, "why/")))
    assert "The text is deleted." in page
    assert rows_of(page)["广告词"].startswith("broken")
    assert "the same as is recorded" in page


def test_what_comes_out_otherwise_is_said(lived: Lived, client_of: ClientOf, here: InThisProcess) -> None:
    advertise(lived)
    n = Breach.objects.get(community=lived.community).n
    entry = Entry.objects.get(community=lived.community, n=n)
    kept = encode_facts(decode_facts(bytes(entry.facts))[:2])
    Entry.objects.filter(community=lived.community, n=n).update(facts=kept)
    page = text_of(client_of("steward").get(path_of(lived, n, "why/")))
    assert "otherwise than is recorded" in page


@pytest.mark.parametrize("late,said", [(True, "took too long"), (False, "could not be explained")])
def test_where_there_is_no_explanation_it_says_so(
    lived: Lived, client_of: ClientOf, here: InThisProcess, late: bool, said: str
) -> None:
    lived.say("member", "今天天气真好")
    here.failing = NotExplained(late=late)
    assert said in text_of(client_of("steward").get(path_of(lived, last_entry(lived), "why/")))


def test_a_long_wait_is_told_before(lived: Lived, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    lived.say("member", "今天天气真好")
    n = last_entry(lived)
    client = client_of("steward")
    assert "seconds" not in text_of(client.get(path_of(lived, n)))
    monkeypatch.setattr(decisions, "ENTRIES_A_SECOND", 1)
    assert f"about {n} seconds" in text_of(client.get(path_of(lived, n)))
    Snapshot.objects.create(community=lived.community, n=n - 1, version="any", data=b"")
    assert "seconds" not in text_of(client.get(path_of(lived, n)))


def test_an_event_that_failed_says_so(lived: Lived, client_of: ClientOf) -> None:
    lived.say("member", "今天天气真好")
    n = last_entry(lived)
    failed = encode_facts([EventFailed("MessagePosted", "ValueError: <thirteen>")])
    Entry.objects.filter(community=lived.community, n=n).update(facts=failed)
    page = text_of(client_of("steward").get(path_of(lived, n)))
    assert "Deciding failed here" in page
    assert "ValueError: &lt;thirteen&gt;" in page


def test_what_is_no_message_is_not_found(lived: Lived, client_of: ClientOf) -> None:
    client = client_of("steward")
    paths = [path_of(lived, n, part) for n in (1, 99_999, 10**30) for part in ("", "why/")]
    assert {client.get(path).status_code for path in paths} == {404}


def test_an_entry_that_vanished_is_not_found(
    lived: Lived, client_of: ClientOf, here: InThisProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived.say("member", "今天天气真好")
    monkeypatch.setattr(here, "explain", lambda _community, _n: None)
    assert client_of("steward").get(path_of(lived, last_entry(lived), "why/")).status_code == 404


def test_decisions_are_for_stewards(lived: Lived, client_of: ClientOf) -> None:
    lived.say("member", "今天天气真好")
    n = last_entry(lived)
    paths = [f"/console/{lived.community}/decisions/", path_of(lived, n), path_of(lived, n, "why/")]
    refused = {"member": 403, "former": 403, "outsider": 404, "stranger": 302}
    assert {role: {client_of(role).get(path).status_code for path in paths} for role in refused} == {
        role: {status} for role, status in refused.items()
    }


def test_a_worker_of_this_house_explains(lived: Lived, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way: a process of its own, on the same database."""
    monkeypatch.setenv("TONGPIN_DATABASE", _address())
    cache.clear()
    advertise(lived)
    n = Breach.objects.get(community=lived.community).n
    page = text_of(client_of("steward").get(path_of(lived, n, "why/")))
    assert rows_of(page)["广告词"].startswith("broken")
    assert "the same as is recorded" in page


# ---- in the shells


def test_figures_count_breaches(lived: Lived) -> None:
    now = wall_clock()
    advertise(lived)
    lived.say("member", "嗯")
    (figure,) = PAGES.figures(lived.community, Span(now, now + 60_000))
    assert (figure.name, figure.value, figure.before) == ("breaches", 2, 0)


def test_goals_lead_stewards_to_what_a_rule_decided(lived: Lived) -> None:
    seats = [
        people().seat(type("Account", (), {"external": role})(), lived.community) for role in ("steward", "member")
    ]
    found = [
        [str(each.label) for each in PAGES.goals(seat, query)]
        for seat in seats
        if seat
        for query in ("光", "", "没有这个")
    ]
    assert found == [["光链接"], [], [], [], [], []]


def _found(lived: Lived, client: Client, query: str) -> set[str]:
    page = text_of(client.get(f"/console/{lived.community}/decisions/{query}"))
    body = page.partition("<tbody>")[2]
    return {rule for rule in ("广告词", "太短") if f">{rule}</td>" in body}


def _many_breaches(lived: Lived, count: int) -> None:
    """Rows of the read table alone, as of that many breaches."""
    numbers = ("member", "chat", "message", "text", "line", "measured", "limit", "version")
    blank = {
        **dict.fromkeys(numbers, 0),
        "community": lived.community,
        "rule": "广告词",
        "also": "",
        "at": wall_clock(),
    }
    Breach.objects.bulk_create(Breach(n=number, **blank) for number in range(1_000, 1_000 + count))


def _address() -> str:
    """The address of the database that this test's community lives in."""
    kept = connections["default"].settings_dict
    if kept["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{kept['NAME']}"
    return f"postgresql://{kept['USER']}@{kept['HOST']}:{kept['PORT']}/{kept['NAME']}"

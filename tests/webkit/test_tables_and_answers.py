"""Pages of long lists, files for spreadsheets, and what is told of a button."""

import csv
from io import StringIO

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django.utils import translation

from tongpin.journal.submitting import ACCEPTED, KNOWN, UNAVAILABLE, Answer
from tongpin.webkit.answering import is_in_place, see_other, tell
from tongpin.webkit.asking import Reply
from tongpin.webkit.paging import asked_number, page_of
from tongpin.webkit.spreadsheet import csv_response


@pytest.mark.parametrize("count,shown,following", [(0, 0, 0), (3, 3, 0), (4, 3, 2)])
def test_a_page_says_where_the_next_begins(count: int, shown: int, following: int) -> None:
    page = page_of(range(count), lambda row: row, size=3)
    assert (len(page.rows), page.next) == (shown, following)


@pytest.mark.parametrize(
    "query,number", [("", 0), ("n=7", 7), ("n=-7", 0), ("n=x", 0), ("n=٣", 0), ("n=" + "9" * 30, 0)]
)
def test_a_number_of_an_address(query: str, number: int) -> None:
    assert asked_number(RequestFactory().get(f"/?{query}"), "n") == number


@pytest.mark.parametrize(
    "text,written",
    [
        ("阿明-前端", "阿明-前端"),
        ("=1+1", "'=1+1"),
        (" @SUM(A1)", "' @SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("-3", "'-3"),
        (-3, "-3"),
        ('a,"b"\nc', 'a,"b"\nc'),
    ],
)
def test_a_file_for_spreadsheets_runs_nothing(text: int | str, written: str) -> None:
    response = csv_response("points", ["什么"], [[text]])
    assert response["Content-Disposition"] == 'attachment; filename="points.csv"'
    assert list(csv.reader(StringIO(response.content.decode("utf-8-sig")))) == [["什么"], [written]]
    assert response.content.startswith(b"\xef\xbb\xbf"), "Excel reads it as UTF-8"


@pytest.mark.parametrize(
    "reply,told",
    [
        (Reply(Answer(ACCEPTED, 1), ["签到成功！"]), [("info", "签到成功！")]),
        (Reply(Answer(KNOWN, 1), ["签到成功！"]), [("info", "签到成功！")]),
        (Reply(Answer(ACCEPTED, 1), []), []),
        (Reply(Answer(UNAVAILABLE), []), [("error", "nothing has happened")]),
    ],
)
def test_what_is_told_of_a_button(reply: Reply, told: list[tuple[str, str]]) -> None:
    request = RequestFactory().post("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    with translation.override("en"):
        tell(request, reply)
    found = [(each.level_tag, each.message) for each in get_messages(request)]
    assert [(level, part in message) for (level, message), (_, part) in zip(found, told, strict=True)] == [
        (level, True) for level, _ in told
    ]


def test_an_answer_in_place_and_one_by_way_of_another_page() -> None:
    factory = RequestFactory()
    assert is_in_place(factory.post("/", headers={"HX-Request": "true"}))
    assert not is_in_place(factory.post("/"))
    answer = see_other("/c/1/")
    assert (answer.status_code, answer["Location"]) == (303, "/c/1/")

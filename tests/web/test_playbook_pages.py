"""The playbook's pages: read in words, changed by form and in the file, adopted for a reason, brought back."""

from __future__ import annotations

import json
from collections.abc import Callable
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import PLAYBOOK, Lived
from tests.web.playbooks import Pages, in_force
from tongpin.journal.bundles import bundled, unbundled
from tongpin.journal.submitting import UNAVAILABLE, Answer, hand_to
from tongpin.kernel.words.arrivals import Arrival
from tongpin.runtime.engine import wall_clock

SCRIPT = "<script>alert(1)</script>"
FIRST = "conduct/rules/0"
READ: dict[str, tuple[object, ...]] = {"versions": (), "version": (1,), "diff": (1,), "file": (), "schema": ()}
CHANGED: dict[str, tuple[object, ...]] = {"edit": (), "check": (), "adopt": (), "section": (FIRST,), "back": (1,)}
MESSAGES, WITHIN = "conduct__rules__0__messages", "conduct__rules__0__within"


@pytest.fixture
def owner(lived: Lived, client_of: Callable[[str], Client]) -> Pages:
    """The owner at the pages."""
    return Pages(client_of("owner"), lived.community)


def adopt(lived: Lived, text: str, reason: str = "elsewhere") -> None:
    """Let another version come into force."""
    arrival = Arrival("console", f"v{reason}{wall_clock()}", wall_clock(), "playbook", text=text, reason=reason)
    lived.take(arrival)


# ---- reading


def test_the_playbook_is_said_in_words_beside_its_lines(owner: Pages) -> None:
    page = owner.open("")
    assert "At most 8 messages in 1 minute" in page
    line = PLAYBOOK.split("\n").index("    - rule: 刷屏                # flood：一分钟里最多八条，各个群合起来算") + 1
    assert f'href="#L{line}"' in page
    assert f'id="L{line}"' in page
    assert "decisions/?rule=%E5%88%B7%E5%B1%8F" in owner.page
    assert owner.at("section", FIRST) in page
    assert "想好了合成一条发，让别人也有机会说话" in page


def test_a_steward_reads_and_changes_nothing(lived: Lived, client_of: Callable[[str], Client]) -> None:
    steward = Pages(client_of("steward"), lived.community)
    for name, args in READ.items():
        steward.open(name, *args)
        assert steward.status == 200, name
    page = steward.open("")
    assert "At most 8 messages" in page
    assert steward.at("edit") not in page
    for name, args in CHANGED.items():
        steward.post(name, *args, text="tongpin: 1", base="1", reason="x")
        assert steward.status == 403, name
    assert in_force(lived.community).version == 1


def test_file_and_schema_are_handed_out(owner: Pages) -> None:
    file = owner.client.get(owner.at("file"))
    assert file.content.decode() == PLAYBOOK
    assert file.headers["Content-Type"].startswith("text/yaml")
    assert "attachment" in file.headers["Content-Disposition"]
    schema = owner.client.get(owner.at("schema"))
    assert schema.headers["Content-Type"] == "application/schema+json"
    assert json.loads(schema.content)["$schema"].startswith("http://json-schema.org/draft-07")


PLACES = (
    "community", "members", "conduct", "conduct/rules", FIRST, "conduct/rules/2", "sanctions", "sanctions/ladder/0",
    "sanctions/ladders", "sanctions/ladders/太短", "incentives", "incentives/rewards/0", "activities/checkin",
)  # fmt: skip


def test_every_place_has_a_form_that_changes_nothing_by_itself(owner: Pages) -> None:
    for place in PLACES:
        assert "Nothing has changed" in owner.change(place), place


def test_what_is_no_place_has_no_page(owner: Pages) -> None:
    for place in ("nothing", "conduct/rules/99", "conduct/rules/x", "sanctions/ladders/没有", "x"):
        owner.open("section", place)
        assert owner.status == 404, place


# ---- by form


def test_a_form_changes_its_own_places_and_no_other_character(owner: Pages) -> None:
    page = owner.change(FIRST, **{MESSAGES: "9", WITHIN: "2分钟"})
    assert "At most 8 messages in 1 minute" in page
    assert "At most 9 messages in 2 minutes" in page
    owner.adopt("放宽一点")
    assert "Version 2 is in force" in owner.page
    kept = in_force(owner.community)
    wanted = PLAYBOOK.replace("messages: 8", "messages: 9").replace("within: 60秒", "within: 2分钟")
    assert (kept.body, kept.reason) == (wanted, "放宽一点")


def test_a_reason_is_asked_for_and_the_draft_stays(owner: Pages) -> None:
    owner.change(FIRST, **{MESSAGES: "9"})
    owner.adopt("")
    assert owner.status == 422
    assert in_force(owner.community).version == 1
    owner.adopt("好")
    assert in_force(owner.community).version == 2


def test_what_is_wrong_is_said_at_its_field(owner: Pages) -> None:
    page = owner.change(FIRST, **{MESSAGES: "99", WITHIN: SCRIPT})
    assert owner.status == 422
    assert "Write 15 or fewer" in page or "This duration cannot be read" in page
    assert SCRIPT not in owner.page
    assert 'value="99"' in page
    assert owner.page.count("is-wrong") >= 1
    assert in_force(owner.community).version == 1


def test_what_is_left_empty_leaves_the_file(owner: Pages) -> None:
    owner.change(FIRST, **{WITHIN: ""})
    assert owner.draft == PLAYBOOK.replace("      within: 60秒\n", "", 1)


def test_lists_and_choices_are_filled_in(owner: Pages) -> None:
    owner.change(
        "sanctions", sanctions__ladder__1__acts=["remind", "recall", "mute"], sanctions__ladder__1__for="5分钟"
    )
    assert "{from: 2, acts: [提醒, 撤回, 禁言], for: 5分钟}" in owner.draft
    owner.change("conduct/rules/2", conduct__rules__2__words="加微信\r\n新词")
    assert "words: [加微信, 新词]" in owner.draft
    owner.change("members", members__welcome="on")
    assert owner.draft == PLAYBOOK.replace("welcome: 关", "welcome: 开")


def test_rules_are_moved_switched_and_removed_in_one_draft(owner: Pages) -> None:
    owner.change("conduct", act="down:conduct/rules/0")
    owner.send("section", "conduct", act="off:conduct/rules/1")
    assert owner.draft.index("rule: 重复") < owner.draft.index("rule: 刷屏")
    assert "active: 关" in owner.draft
    owner.send("section", "conduct", act="remove:conduct/rules/3")
    assert "点名太多" not in owner.draft
    page = owner.send("section", "conduct", act="save")
    assert "moved" in page or "(Off)" in page
    owner.adopt()
    assert in_force(owner.community).version == 2
    assert "# 每条规则都写明为什么" in in_force(owner.community).body


def test_what_was_typed_goes_along_to_another_place(owner: Pages) -> None:
    owner.change(FIRST, act="go:members", **{MESSAGES: "7"})
    owner.send("section", "members", act="save", members__welcome="on")
    assert owner.draft == PLAYBOOK.replace("messages: 8", "messages: 7").replace("welcome: 关", "welcome: 开")


def test_a_rule_of_a_kind_is_added(owner: Pages) -> None:
    owner.change("conduct", act="add:conduct/rules:mentions")
    page = owner.send("section", "conduct/rules", act="insert", conduct__rules__8__at_most="x")
    assert owner.status == 422
    assert "is-wrong" in page
    fields = {"conduct__rules__8__at_most": "3", "conduct__rules__8__id": "少点名"}
    owner.send("section", "conduct/rules", act="insert", **fields)
    assert "- rule: 点名\n      at_most: 3\n      id: 少点名\n" in owner.draft
    owner.adopt()
    assert in_force(owner.community).version == 2


def test_a_key_and_its_first_step_are_added(owner: Pages) -> None:
    owner.change("sanctions", act="key:sanctions/ladders", **{"new-key": "刷屏"})
    owner.send("section", "sanctions/ladders/刷屏", act="add:sanctions/ladders/刷屏:")
    step: dict[str, str | list[str]] = {
        "sanctions__ladders__刷屏__0__from": "1",
        "sanctions__ladders__刷屏__0__acts": ["recall"],
    }
    owner.send("section", "sanctions/ladders/刷屏", act="insert", **step)
    owner.adopt()
    assert "刷屏" in in_force(owner.community).body.partition("ladders:")[2]


def test_an_alias_is_told_of_and_can_be_parted(owner: Pages) -> None:
    place = "sanctions/ladders/太短"
    page = owner.change(place, sanctions__ladders__太短__0__from="2")
    assert owner.status == 422
    assert "*gentle" in page
    assert "its own content" in page
    owner.open("section", place)
    owner.send("section", place, act=f"own:{place}")
    owner.send("section", place, act="save", sanctions__ladders__太短__0__acts=["recall"])
    assert "太短: *gentle" not in owner.draft
    assert "光链接: *gentle" in owner.draft


# ---- in the file

BROKEN = """\
tongpin: 1
community: {name: 测试, zone: Nowhere/City, language: 火星文}
conduct:
  rules:
    - {rule: 刷屏, messages: 八十条, within: 10分}
    - {rule: 刷屏, mesages: 8}
    - {rule: 没有}
    - {rule: 点名, at_most: -1}
sanctions: {breaches_expire: 永远, appeal_within: 1秒}
members: {welcome: 也许}
nothing: 1
"""


def test_ten_errors_are_ten(owner: Pages) -> None:
    page = owner.post("check", text=BROKEN, base="1")
    assert owner.page.count('class="is-place"') >= 10
    assert 'data-line="5"' in page
    assert "^^^" in page
    owner.post("edit", text=BROKEN, base="1", act="save")
    assert owner.status == 422
    assert "测试, zone: Nowhere/City" in owner.page
    owner.post("adopt", text=BROKEN, base="1", reason="x")
    assert owner.status == 422
    assert in_force(owner.community).version == 1


def test_a_file_is_edited_checked_and_adopted(owner: Pages) -> None:
    owner.open("edit")
    changed = PLAYBOOK.replace("messages: 8", "messages: 6")
    page = owner.send("edit", text=changed.replace("\n", "\r\n"), act="check")
    assert "Nothing is wrong in it" in page
    owner.send("edit", act="save")
    owner.adopt()
    assert in_force(owner.community).body == changed


def test_line_breaks_of_the_file_are_kept(lived: Lived, owner: Pages) -> None:
    windows = PLAYBOOK.replace("\n", "\r\n")
    adopt(lived, windows)
    owner.open("edit")
    owner.send("edit", act="save", text=windows.replace("messages: 8", "messages: 6"))
    assert owner.draft == windows.replace("messages: 8", "messages: 6")


HOSTILE = (
    SCRIPT, "a\0b", "{" * 2000, "a" * (1 << 20) + "1", "\ufeff", "- x", "", '{"bundle":"playbook","text":"tongpin: 1"}',
)  # fmt: skip


def test_hostile_texts_are_shown_and_refused(owner: Pages) -> None:
    for text in HOSTILE:
        for name, act in (("check", ""), ("edit", "save"), ("adopt", "")):
            owner.post(name, text=text, base="1", act=act, reason="x")
            assert owner.status in {200, 422}, (name, text[:9])
            assert SCRIPT not in owner.page
    assert in_force(owner.community).version == 1


def test_keys_may_hold_any_character(owner: Pages) -> None:
    for key in ("a/b", "~1", "a\nb", SCRIPT):
        owner.change("sanctions", act="key:sanctions/ladders", **{"new-key": key})
        assert owner.status == 200, key
        assert SCRIPT not in owner.page
        owner.send("section", "sanctions", act="go:sanctions")
        assert key[0] in owner.draft.partition("ladders:")[2]
    owner.change(FIRST, **{MESSAGES: "9"})
    owner.send("adopt", reason="", place="a\nb")
    assert owner.status == 422


def test_what_no_form_of_ours_sends_has_no_page(owner: Pages) -> None:
    for fields in ({"base": "99"}, {"base": "x"}, {"draft": "{"}, {"draft": "[1]"}, {"draft": "[" * 50_000}):
        owner.post("adopt", reason="x", **fields)
        assert owner.status == 404, fields


# ---- adopting


def test_two_at_once_see_both_differences(lived: Lived, owner: Pages) -> None:
    owner.change(FIRST, **{MESSAGES: "9"})
    adopt(lived, PLAYBOOK.replace("at_most: 5", "at_most: 4"), "少点名")
    page = owner.adopt("放宽")
    assert owner.status == 409
    assert in_force(owner.community).version == 2
    assert "at most 4 members" in page
    assert "At most 9 messages" in page
    assert "少点名" in page
    page = owner.send("adopt", anyway="1")
    assert "at most 5 members" in page
    assert "Adopt as version 3" in page
    owner.adopt("放宽")
    assert in_force(owner.community).version == 3
    assert in_force(owner.community).body == PLAYBOOK.replace("messages: 8", "messages: 9")


def test_the_changes_of_two_can_be_put_together(lived: Lived, owner: Pages) -> None:
    owner.change(FIRST, **{MESSAGES: "9"})
    adopt(lived, PLAYBOOK.replace("at_most: 5", "at_most: 4"), "少点名")
    owner.adopt("放宽")
    page = owner.send("adopt", both="1")
    assert "At most 9 messages" in page
    assert "at most 4 members" not in page
    owner.adopt("放宽")
    both = PLAYBOOK.replace("messages: 8", "messages: 9").replace("at_most: 5", "at_most: 4")
    assert in_force(owner.community).body == both


def test_changes_of_the_same_line_cannot_be_put_together(lived: Lived, owner: Pages) -> None:
    owner.change(FIRST, **{MESSAGES: "9"})
    adopt(lived, PLAYBOOK.replace("messages: 8", "messages: 7"))
    assert "Take both together" not in owner.adopt("放宽")


def test_a_form_sent_twice_adopts_once(owner: Pages) -> None:
    owner.change(FIRST, **{MESSAGES: "9"})
    review = owner.page
    owner.adopt()
    owner.page = review
    owner.adopt()
    assert owner.status == 200
    assert in_force(owner.community).version == 2


def test_a_text_that_could_not_be_written_down_is_kept(owner: Pages) -> None:
    async def refuse(_community: int, _arrival: Arrival) -> Answer:
        return Answer(UNAVAILABLE)

    owner.change(FIRST, **{MESSAGES: "9"})
    hand_to(refuse)
    page = owner.adopt("放宽")
    assert owner.status == 503
    assert "could not be written down" in page
    assert owner.draft == PLAYBOOK.replace("messages: 8", "messages: 9")
    assert "放宽" in page


def test_a_playbook_that_cannot_be_decided_by_is_not_adopted(owner: Pages) -> None:
    owner.change(FIRST, **{MESSAGES: "9"})
    with mock.patch("tongpin.runtime.community.Community.adopt", side_effect=ValueError("no")):
        page = owner.adopt("放宽")
    assert owner.status == 503
    assert "stays in force" in page
    assert in_force(owner.community).version == 1


def test_word_files_are_kept(lived: Lived, owner: Pages) -> None:
    text = PLAYBOOK.replace(
        "words: [加微信, 兼职, 刷单, 代理, 贷款, 博彩, 彩票, 包赢, 开户, 优惠券]", "words: {file: 词表.txt}"
    )
    adopt(lived, bundled(text, {"词表.txt": "加微信\n兼职\n", "旧.txt": "x\n"}))
    owner.change(FIRST, **{MESSAGES: "9"})
    owner.adopt()
    kept = unbundled(in_force(owner.community).body)
    assert kept.text == text.replace("messages: 8", "messages: 9")
    assert kept.files == {"词表.txt": "加微信\n兼职\n"}


def test_an_old_version_is_brought_back_as_a_new_one(lived: Lived, owner: Pages) -> None:
    adopt(lived, PLAYBOOK.replace("messages: 8", "messages: 7"), "<b>严</b>")
    page = owner.open("versions")
    assert "1 sentence changed" in page
    assert "the first playbook" in page
    assert "<b>严</b>" not in owner.page
    assert "At most 7 messages" in owner.open("diff", 2)
    assert "At most 8 messages" in owner.open("diff", 2)
    assert "messages: 7" in owner.open("diff", 1, query="?from=2")
    assert "Back to version 1." in owner.post("back", 1)
    owner.adopt("太严了")
    assert (in_force(owner.community).version, in_force(owner.community).body) == (3, PLAYBOOK)
    assert "no sentence changed" not in owner.open("versions")


def test_the_list_of_versions_asks_as_much_for_few_as_for_many(lived: Lived, owner: Pages) -> None:
    adopt(lived, PLAYBOOK.replace("messages: 8", "messages: 7"))
    few = queries(owner)
    for number in range(9, 15):
        adopt(lived, PLAYBOOK.replace("messages: 8", f"messages: {number}"), str(number))
    assert queries(owner) == few


def queries(owner: Pages) -> int:
    owner.open("edit")  # whoever looks first reads the version in force
    with CaptureQueriesContext(connection) as asked:
        owner.open("versions")
    return len(asked)

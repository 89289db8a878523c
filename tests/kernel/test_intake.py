import pytest

from tests.kernel.toy import TOY, compiled
from tongpin.kernel.intake import Intake
from tongpin.kernel.numbering import Numbering
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.base import Event
from tongpin.kernel.words.chat import (
    ChatJoined,
    ChatLeft,
    ChatOpened,
    CommandGiven,
    MessagePosted,
    NameCardSet,
    Reacted,
)
from tongpin.kernel.words.course import PlaybookAdopted
from tongpin.kernel.words.people import DutyAsked


@pytest.fixture
def intake() -> Intake:
    return Intake(compiled(), [TOY], Numbering())


def arrival(
    kind: str,
    text: str = "",
    *,
    ident: str = "1",
    sender: str = "ann",
    reply_to: str = "",
    bot: bool = False,
    picture: str = "",
) -> Arrival:
    return Arrival("web", ident, 0, kind, "main", sender, text, reply_to, bot=bot, picture=picture)


def only(intake: Intake, arrived: Arrival) -> Event | None:
    (event,) = intake.events([arrived])
    return event


def test_a_batch_is_numbered_in_the_order_of_its_arrivals(intake: Intake) -> None:
    first, joined, second = intake.events(
        [
            arrival("message", "你好"),
            arrival("join", sender="bob"),
            arrival("action", "喝茶", ident="2", sender="bob", reply_to="1"),
        ]
    )
    assert isinstance(first, MessagePosted)
    assert isinstance(second, MessagePosted)
    assert (first.chat, first.member, first.message, first.text, first.reply_to) == (1, 1, 1, 1, 0)
    assert joined == ChatJoined(1, 2)
    assert (second.member, second.message, second.text, second.reply_to) == (2, 2, 2, 1)
    assert intake.texts == []


def test_an_empty_message_has_no_text(intake: Intake) -> None:
    event = only(intake, arrival("message"))
    assert isinstance(event, MessagePosted)
    assert event.text == 0
    assert intake.texts == []


def test_an_empty_text_is_not_kept(intake: Intake) -> None:
    assert intake.keep_text(1, "card", "") == 0
    assert intake.texts == []


@pytest.mark.parametrize(
    "text,asked",
    [
        ("提醒我 3", ("remind", 3, "")),
        ("/remind 不用", ("remind", 0, "never")),
        ("/remind never 谢谢", ("remind", 0, "never")),
        ("提醒我", ("remind", 0, "")),
        ("大家好", ("", 0, "")),
    ],
)
def test_what_is_asked_of_tongpin_is_read_from_the_message(
    intake: Intake, text: str, asked: tuple[str, int, str]
) -> None:
    event = only(intake, arrival("message", text))
    assert isinstance(event, MessagePosted)
    assert (event.command, event.number, event.choice) == asked


def test_a_bot_asks_nothing_of_tongpin(intake: Intake) -> None:
    event = only(intake, arrival("message", "提醒我 3", bot=True))
    assert isinstance(event, MessagePosted)
    assert (event.command, event.bot) == ("", True)


def test_a_page_gives_a_command_by_the_same_words(intake: Intake) -> None:
    assert only(intake, arrival("command", "提醒我 5")) == CommandGiven(1, 1, "remind", 5, "", text=1)
    assert only(intake, arrival("command", "跳舞")) is None


def test_a_picture_stands_in_a_text_of_its_own(intake: Intake) -> None:
    event = only(intake, arrival("message", "看", picture="a1.webp"))
    assert isinstance(event, MessagePosted)
    assert (event.text, event.picture) == (1, 2)
    assert intake.texts == [(2, 1, "picture", "a1.webp")]


def test_the_other_kinds(intake: Intake) -> None:
    intake.events([arrival("message", "hi", ident="m1")])
    assert only(intake, arrival("leave")) == ChatLeft(1, 1)
    assert only(intake, arrival("quit")) == ChatLeft(1, 1)
    assert only(intake, arrival("kick")) == ChatLeft(1, 1, removed=True)
    assert only(intake, arrival("reaction", "👍" * 40, reply_to="m1")) == Reacted(1, 1, 1, "👍" * 32)
    assert only(intake, arrival("reaction", "-👍", reply_to="m1")) == Reacted(1, 1, 1, "👍", removed=True)
    assert only(intake, arrival("card", "小安－设计师")) == NameCardSet(1, 2, 2)
    assert only(intake, arrival("card", "小安-")) == NameCardSet(1, 3, 1)
    assert only(intake, arrival("duty", "steward")) == DutyAsked(1, "steward")
    assert only(intake, arrival("duty", "-steward")) == DutyAsked(1, "steward", given=False)
    assert only(intake, arrival("chat", "读" * 80)) == ChatOpened(1, 4, by=1)
    assert intake.texts[-1] == (4, 1, "title", "读" * 60)
    assert only(intake, arrival("chat", "书房", sender="")) == ChatOpened(1, 5)
    assert only(intake, arrival("topic", "whatever")) is None
    adopted = PlaybookAdopted(3)
    assert only(intake, Arrival("engine", "1", 0, "event", event=adopted)) == adopted

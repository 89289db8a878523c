"""Why and why not: what each rule says when somebody asks."""

from tests.conformance.cases import Conversation
from tongpin.capabilities.conduct.capability import CONDUCT
from tongpin.kernel.trace import Asked, Trace

RULES = [
    {"rule": "length", "at_least": 3},
    {"rule": "flood", "messages": 1},
    {"rule": "bare_link"},
    {"rule": "mentions", "active": "off"},
    {"rule": "duplicate", "chats": ["study"]},
]


def traced(**message: object) -> list[Asked]:
    conversation = Conversation([CONDUCT], {"conduct": {"rules": RULES}})
    trace = Trace()
    conversation.fold.trace_with(trace)
    conversation.happens({"ts": "mon 10:00", "sender": "ann", "text": "嗯", **message})
    return trace.asked


def test_every_rule_answers() -> None:
    assert traced(ts_precision="minute") == [
        Asked("length", 0, "breach", 1, 3),
        Asked("flood", 0, "not asked", because="precision"),
        Asked("bare_link", 0, "not asked", because="nothing to judge"),
        Asked("mentions", 0, "not asked", because="off"),
        Asked("duplicate", 0, "not asked", because="chat"),
    ]


def test_a_clear_message_is_said_to_be_clear() -> None:
    assert [each.verdict for each in traced(text="早上好", chat="study")] == [
        "clear",
        "clear",
        "not asked",
        "not asked",
        "clear",
    ]


def test_a_bot_is_not_asked() -> None:
    assert {(each.verdict, each.because) for each in traced(bot=True)} == {("not asked", "bot")}

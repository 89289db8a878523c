"""More than so many messages in so short a time, in all chats together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from tongpin.capabilities.conduct.rules.rule import KIND, TIMES_KEPT, Finding, Judge, Rule, RuleSettings
from tongpin.kernel.capability import View
from tongpin.kernel.columns import Ring
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.moment import SECOND_MS
from tongpin.kernel.playbook import section
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.section import described
from tongpin.kernel.playbook.values import Count, Duration
from tongpin.kernel.playbook.wording import counted, lasting, run_on
from tongpin.kernel.words.chat import SECOND, MessagePosted


class Settings(RuleSettings):
    rule: Literal["flood", "刷屏"] = KIND
    messages: Count = described("最多几条（不超过15）", "How many messages at most (15 or fewer)", default=8, ge=1)
    within: Duration = described("在多长时间里", "Within how long", default="60s", ge=SECOND_MS)

    def asked(self) -> Both:
        messages, within = counted(self.messages, "条", "message"), lasting(self.within)
        return Both(
            run_on(within.zh, "里最多", messages.zh, "消息") + "，各个群合起来算",
            f"At most {messages.en} in {within.en}, all chats together",
        )

    def faults(self) -> Iterable[section.Finding]:
        if self.messages >= TIMES_KEPT:
            yield section.Finding(
                ("messages",),
                "PB502",
                f"系统只记每个成员最近{TIMES_KEPT}条的时间，数不到{self.messages}条以上",
                f"Only the last {TIMES_KEPT} times of a member are kept, too few to count more than {self.messages}",
                f"写 {TIMES_KEPT - 1} 或更少，并把 within 相应缩短",
                f"Write {TIMES_KEPT - 1} or fewer, and a shorter `within` to match",
            )


def judge(settings: Settings, _compiling: Compiling) -> Judge:
    messages, within = settings.messages, settings.within

    def judge_flood(view: View, message: MessagePosted) -> Finding | None:
        earlier = view.state.times.newest(message.member, messages)
        # A platform may hand in old messages late: those lie as far from now as those long past.
        if earlier is None or abs(view.moment.sent - earlier) > within:
            return None
        return Finding(_count(view.state.times, message.member, view.moment.sent, within), messages)

    return judge_flood


def _count(times: Ring, member: int, sent: int, within: int) -> int:
    kept = (times.newest(member, back) for back in range(TIMES_KEPT))
    return sum(time is not None and abs(sent - time) <= within for time in kept)


def measure(settings: Settings, view: View, message: MessagePosted) -> Finding:
    return Finding(_count(view.state.times, message.member, view.moment.sent, settings.within), settings.messages)


RULE = Rule(
    "flood",
    Settings,
    judge,
    Both("短时间内发了 {measured} 条，最多 {limit} 条", "{measured} messages in a short time, {limit} at most"),
    measure,
    precision=SECOND,
)

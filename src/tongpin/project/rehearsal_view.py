"""The summary of a rehearsal as an operator reads it, on stderr."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.terminal import spoken

if TYPE_CHECKING:
    from tongpin.runtime.rehearsal.comparing import Comparison, OneSide
    from tongpin.runtime.rehearsal.scoring import Score
    from tongpin.runtime.rehearsal.summary import Labels, Summary
    from tongpin.runtime.rehearsal.surprise import Surprise

_MOST_ROWS = 10


def show(summary: Summary) -> None:
    """Show a summary, the most important first."""
    console = Console(stderr=True, highlight=False)
    for part in _parts(summary):
        console.print(part, soft_wrap=isinstance(part, Text))


def _parts(summary: Summary) -> Iterable[Table | Text]:
    yield from _head(summary)
    yield _table(
        _RULES,
        (
            (rule.rule, rule.line, rule.hits, rule.gravest, _not_asked(rule.not_asked, rule.needs))
            for rule in summary.rules
        ),
    )
    if summary.actions:
        yield _table(_ACTIONS, summary.actions.items())
    if summary.members:
        yield _table(_MEMBERS, ((each.sender, each.hits, each.messages) for each in summary.members[:_MOST_ROWS]))
    if summary.surprising:
        yield Text(f"\n{spoken(_SURPRISING)}", style="italic")
        yield from (_surprise(place, each) for place, each in enumerate(summary.surprising[:_MOST_ROWS], 1))
    if summary.comparison:
        yield from _comparison(summary.comparison)
    if summary.labels:
        yield from _labels(summary.labels)
    if summary.failed:
        yield _table(_FAILED, ((each.id, each.kind, each.error) for each in summary.failed))


def _head(summary: Summary) -> Iterable[Text]:
    yield _line(
        _READ,
        lines=summary.lines,
        kinds=_counts(summary.kinds),
        passed_over=_counts(summary.passed_over) if summary.passed_over else "0",
    )
    yield _line(
        _DECIDED,
        decided=summary.decided,
        touched=summary.touched,
        untouched=summary.untouched,
        share=f"{100 * summary.share:.2f}",
    )
    if summary.after:
        yield _line(_AFTER, muted=summary.after.get("muted", 0), removed=summary.after.get("removed", 0))
    if summary.timers:
        yield _line(_TIMERS, timers=summary.timers)


def _not_asked(messages: int, needs: str) -> str:
    return spoken(_NOT_ASKED.filled({"messages": messages, "needs": _PRECISIONS[needs]})) if messages else ""


def _surprise(place: int, hit: Surprise) -> Text:
    why = [spoken(Both(*_DUTIES.get(duty, (duty, duty)))) for duty in hit.duties]
    why += [spoken(_WHY_DAYS.filled({"days": hit.days}))] if hit.days else []
    why += [spoken(_WHY_TALK.filled({"messages": hit.messages, "hits": hit.hits}))] if hit.messages else []
    why += [spoken(_WHY_NARROW)] if hit.narrow else []
    head = f"{place:>3}. {hit.sender} · {hit.ts} · {hit.id}"
    said = f"     {hit.rule} → {', '.join(hit.actions)}: {hit.reason}"
    return Text("\n".join([head, said, f"     {spoken(_AND).join(why)}"] if why else [head, said]))


def _comparison(comparison: Comparison) -> Iterable[Table | Text]:
    yield _line(
        _COMPARED,
        against=comparison.against,
        both=comparison.both,
        differently=comparison.differently,
        neither=comparison.neither,
        this=comparison.only_this.messages,
        other=comparison.only_other.messages,
    )
    rules = sorted(comparison.only_this.rules.keys() | comparison.only_other.rules.keys())
    if rules:
        yield _table(
            _BY_RULE,
            (
                (rule, comparison.only_this.rules.get(rule, 0), comparison.only_other.rules.get(rule, 0))
                for rule in rules
            ),
        )
    yield from _examples(_ONLY_THIS, comparison.only_this)
    yield from _examples(_ONLY_OTHER, comparison.only_other)


def _examples(title: Both, side: OneSide) -> Iterable[Table]:
    if side.examples:
        yield _table(
            (title, *_EXAMPLES),
            ((each.id, each.sender, each.ts, each.rule, each.reason) for each in side.examples[:_MOST_ROWS]),
        )


def _labels(labels: Labels) -> Iterable[Table | Text]:
    yield _line(_LABELLED, labelled=labels.labelled, unknown=labels.unknown)
    yield _table(_SCORES, (_score(each) for each in labels.scores))


def _score(score: Score) -> tuple[object, ...]:
    rates = (score.precision, score.recall, score.false_positive_rate)
    return (
        score.label,
        score.meant,
        score.found,
        score.right,
        *("-" if each is None else f"{each:.4f}" for each in rates),
    )


def _line(sentence: Both, **values: object) -> Text:
    return Text(spoken(sentence.filled(values)))


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _table(heads: tuple[Both, ...], rows: Iterable[Iterable[object]]) -> Table:
    """The first head is the title."""
    table = Table(title=spoken(heads[0]), title_justify="left", header_style="bold")
    for head in heads[1:]:
        table.add_column(spoken(head), overflow="fold")
    for row in rows:
        table.add_row(*(Text(f"{each:,}" if isinstance(each, int) else str(each)) for each in row))
    return table


_AND = Both("，", "; ")
_READ = Both(
    "读了 {lines:,} 行：{kinds}；略过 {passed_over}。",
    "{lines:,} lines read: {kinds}; passed over: {passed_over}.",
)
_DECIDED = Both(
    "判定 {decided:,} 条：触及 {touched:,} 条（{share}%），未触及 {untouched:,} 条。",
    "{decided:,} messages decided: {touched:,} touched ({share} %), {untouched:,} not.",
)
_AFTER = Both(
    "其中已被禁言者的 {muted:,} 条、已被移出者的 {removed:,} 条仍照判，标为 after。",
    "Of these, {muted:,} of members muted by then and {removed:,} of members removed were judged on, marked `after`.",
)
_TIMERS = Both("到期的定时 {timers:,} 个。", "{timers:,} timers came due.")
_PRECISIONS = {"second": Both("秒", "seconds"), "minute": Both("分钟", "minutes"), "day": Both("日", "days")}
_NOT_ASKED = Both(
    "{messages:,} 条未问：时间精度不到{needs}", "{messages:,} not asked: their times are not known to {needs}"
)
_RULES = (
    Both("规则", "Rules"),
    Both("规则", "rule"),
    Both("行", "line"),
    Both("违规", "breaches"),
    Both("其中最重", "the gravest"),
    Both("未问", "not asked"),
)
_ACTIONS = (Both("处置", "Actions"), Both("处置", "action"), Both("次数", "times"))
_MEMBERS = (
    Both("被触及最多的成员", "Members touched most"),
    Both("成员", "member"),
    Both("次", "hits"),
    Both("发言", "messages"),
)
_SURPRISING = Both(
    "最出人意料的（老成员、有职务的、常发言而很少触及的、只差一点的）",
    "The most surprising: old members, holders of duties, much talk and few hits, narrow hits",
)
_DUTIES = {"owner": ("群主", "an owner"), "steward": ("群管", "a steward")}
_WHY_DAYS = Both("来了 {days:,} 天", "here for {days:,} days")
_WHY_TALK = Both("此前发言 {messages:,} 条、触及 {hits:,} 次", "{messages:,} messages before, {hits:,} touched")
_WHY_NARROW = Both("只差一点", "a narrow hit")
_COMPARED = Both(
    "与 {against} 比较：两者都触及 {both:,} 条（处置不同 {differently:,}），都不触及 {neither:,} 条，"
    "只有这份 {this:,} 条，只有另一份 {other:,} 条。",
    "Compared with {against}: {both:,} touched by both ({differently:,} with other actions), {neither:,} by neither, "
    "{this:,} by this one only, {other:,} by the other only.",
)
_BY_RULE = (
    Both("差别（按规则）", "Differences by rule"),
    Both("规则", "rule"),
    Both("只有这份", "only this"),
    Both("只有另一份", "only the other"),
)
_ONLY_THIS = Both("只有这份触及，例如", "Touched by this one only, for instance")
_ONLY_OTHER = Both("只有另一份触及，例如", "Touched by the other only, for instance")
_EXAMPLES = (
    Both("编号", "id"),
    Both("成员", "member"),
    Both("时间", "time"),
    Both("规则", "rule"),
    Both("原因", "reason"),
)
_LABELLED = Both(
    "标注：{labelled:,} 条对上，{unknown:,} 条在历史里没有。",
    "Labels: {labelled:,} found, {unknown:,} not in the history.",
)
_SCORES = (
    Both("对照标注", "Against the labels"),
    Both("标签", "label"),
    Both("应有", "meant"),
    Both("认作", "taken for it"),
    Both("认对", "right"),
    Both("准确率", "precision"),
    Both("召回率", "recall"),
    Both("误报率", "false-positive rate"),
)
_FAILED = (
    Both("判定出错、未计入的", "Failed and left out"),
    Both("编号", "id"),
    Both("种类", "kind"),
    Both("错误", "error"),
)

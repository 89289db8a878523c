"""A community's playbook: read from YAML with all its problems at once, and compiled to what deciding runs on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from tongpin.kernel.capability import Capability
from tongpin.kernel.compiled import Compiled
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.moment import ClockFace
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.codes import CODES
from tongpin.kernel.playbook.document import Document, Node, read_document
from tongpin.kernel.playbook.faults import Fault, Place
from tongpin.kernel.playbook.keys import unknown_key
from tongpin.kernel.playbook.naming import zone_name
from tongpin.kernel.playbook.problems import PlaybookInvalid, Problem
from tongpin.kernel.playbook.refusals import shown
from tongpin.kernel.playbook.section import Finding, Path, Section, Told, described
from tongpin.kernel.playbook.spots import node_at
from tongpin.kernel.playbook.validation import validated, value_place
from tongpin.kernel.playbook.values import Language, Zone
from tongpin.kernel.playbook.wording import quoted, run_on
from tongpin.kernel.playbook.wordlists import ReadFile

FORMAT = 1
"""The version of the playbook's format, as its key `tongpin` says it."""
FORMAT_HELP = "剧本格式的版本，写 1"
COMMUNITY_HELP = "社群的名称、时区、语言、宗旨和价值观"
_DID_YOU_MEAN = Both("是否想写 {instead}？", "Did you mean {instead}?")
_NOTHING = Node({}, Place(1, 1))
_SPOKEN = {
    "zh-Hans": Both("简体中文", "Simplified Chinese"),
    "zh-Hant": Both("繁体中文", "Traditional Chinese"),
    "en": Both("英文", "English"),
}


class CommunitySection(Section):
    """What a community is, whatever its capabilities do."""

    heading = Both("社群", "Community")

    name: str = described("社群的名称", "The community's name", min_length=1, max_length=60)
    zone: Zone = described(
        "时区：一天从哪里算起，时段按哪里的钟", "The time zone of its days and windows", default="Asia/Shanghai"
    )
    language: Language = described("在群里说哪种语言", "The language spoken in its chats", default="zh-Hans")
    purpose: str = described("宗旨：这个群为什么存在", "Why it exists", default="", max_length=500)
    values: tuple[str, ...] = described(
        "价值观：规则和活动可以注明服务于哪一条",
        "What it values; rules and activities may name the value they serve",
        default=(),
    )

    def told(self) -> Iterable[Told]:
        """Say who the community is."""
        language = _SPOKEN[self.language]
        yield Told(("name",), Both(f"社群叫“{self.name}”。", f"The community is called “{self.name}”."))
        yield Told(("language",), Both(f"在群里说{language.zh}。", f"{language.en} is spoken in its chats."))
        yield Told(
            ("zone",),
            Both(
                run_on("钟和日历按", zone_name(self.zone)) + "。", f"Its clock and calendar are those of {self.zone}."
            ),
        )
        if self.purpose:
            yield Told(("purpose",), Both(f"宗旨：{self.purpose}", f"Why it exists: {self.purpose}"))
        if self.values:
            values = quoted(self.values, most=len(self.values))
            yield Told(("values",), Both(f"看重{values.zh}。", f"It values {values.en}."))


class _BrokenSectionError(KeyError):
    """A section was asked for that could not be read."""


class _Sections(dict[str, Section]):
    def __missing__(self, name: str) -> Section:
        raise _BrokenSectionError(name)


@dataclass(frozen=True)
class Playbook:
    """A playbook whose every value is sound.

    `sections` holds one for each capability, left out or not; each capability knows the type of its own alone.
    """

    community: CommunitySection
    sections: Mapping[str, Any]
    root: Node

    def line_of(self, path: Path) -> int:
        """Return the line where a key or an item of a list stands; 0 where the file has none."""
        node = node_at(self.root, path)
        return (node.key or node.place).line if node else 0

    def compile(self, version: int, key: bytes, capabilities: Sequence[Capability]) -> Compiled:
        """Make all sections ready, as version `version`; `key` keys the fingerprints of texts."""
        clock = ClockFace(ZoneInfo(self.community.zone))
        compiling = Compiling(clock, self.line_of)
        settings = {each.name: each.compile(self.sections[each.name], compiling) for each in capabilities}
        return Compiled(
            version=version,
            language=self.community.language,
            clock=clock,
            plan=compiling.plan(key),
            settings=settings,
            card_separators=compiling.card_separators,
            scopes=compiling.chat_scopes,
        )


def read_playbook(
    text: str,
    capabilities: Sequence[Capability],
    file: str = "playbook.yaml",
    read_file: Callable[[str], str] | None = None,
) -> Playbook:
    """Return the playbook that a YAML text writes, or raise `PlaybookInvalid` with everything that is wrong with it.

    `read_file` gives the text of a word file named relative to the playbook, or raises OSError.
    """
    document = read_document(text)
    faults = document.faults
    playbook = _read_root(document.root, capabilities, read_file, faults) if document.root else None
    if playbook is None or faults:
        raise PlaybookInvalid([_problem(fault, file, document) for fault in _in_order(faults)])
    return playbook


def _read_root(
    root: Node, capabilities: Sequence[Capability], read_file: ReadFile | None, faults: list[Fault]
) -> Playbook | None:
    faults += _faults_of_keys(root, capabilities)
    sections = _Sections()
    for capability in capabilities:
        section = validated(_section_of(capability), root.content.get(capability.name, _NOTHING), read_file, faults)
        if section is not None:
            sections[capability.name] = section
    community = None
    if "community" in root.content:
        community = validated(CommunitySection, root.content["community"], read_file, faults)
    if community is None:
        return None
    playbook = Playbook(community, sections, root)
    for name, section in sections.items():
        faults += (_found(finding, name, root) for finding in _findings(section, playbook))
    return playbook


def _section_of(capability: Capability) -> type[Section]:
    if not issubclass(capability.section, Section):
        raise TypeError(f"The section of capability {capability.name} is not made from kernel.playbook's Section.")
    return capability.section


def _faults_of_keys(root: Node, capabilities: Iterable[Capability]) -> Iterator[Fault]:
    allowed = {"tongpin": FORMAT_HELP, "community": COMMUNITY_HELP} | {each.name: "" for each in capabilities}
    for name, node in root.content.items():
        if name not in allowed:
            yield unknown_key(name, node.key or node.place, allowed)
    for name in ("tongpin", "community"):
        if name not in root.content:
            yield Fault("PB303", root.place, {"given": name})
    version = root.content.get("tongpin")
    if version is not None and (version.content is True or version.content != FORMAT):
        yield Fault("PB304", value_place(version), {"given": shown(version.content)})


def _findings(section: Section, playbook: Playbook) -> Iterator[Finding]:
    try:
        yield from section.check(playbook)
    except _BrokenSectionError:
        return


def _found(finding: Finding, name: str, root: Node) -> Fault:
    path = (name, *finding.path)
    node = None
    while node is None and path:
        node = node_at(root, path)
        path = path[:-1]
    sentences = {
        "message_zh": finding.zh, "message_en": finding.en, "fix_zh": finding.fix_zh, "fix_en": finding.fix_en,
    }  # fmt: skip
    return Fault(finding.code, value_place(node or root), sentences)


def _in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Sort by place; of several faults of one value the first is kept, since the others follow from it."""
    ordered = sorted(faults, key=lambda fault: (fault.place[:2], fault.code))
    taken: set[tuple[int, int]] = set()
    result = []
    for fault in ordered:
        place = fault.place[:2]
        if place not in taken or not fault.code.startswith("PB2"):
            result.append(fault)
        taken.add(place)
    return result


def _problem(fault: Fault, file: str, document: Document) -> Problem:
    code = CODES[fault.code]
    line, column, width = fault.place
    fix = code.fix.filled(fault.values)
    if fault.instead:
        more = _DID_YOU_MEAN.filled({"instead": fault.instead})
        fix = Both(fix.zh + more.zh, f"{fix.en} {more.en}")
    return Problem(
        code=fault.code, file=file, line=line, column=column, message=code.message.filled(fault.values), fix=fix,
        source=document.lines[line - 1], before=document.lines[line - 2] if line > 1 else "", width=max(1, width),
    )  # fmt: skip

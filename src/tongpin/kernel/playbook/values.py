"""The types that sections are written with: each takes Chinese and English and says how to mend what it refuses.

A field is written `within: Duration = described("……", "...", default="10m")`. Limits go where pydantic has them,
in the unit that the type gives: `described(..., ge=1, le=1440)`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from tongpin.kernel.playbook.hours import Intervals, read_time_of_day, read_windows
from tongpin.kernel.playbook.naming import LANGUAGES, chooser, read_switch, read_zone
from tongpin.kernel.playbook.numerals import whole_number, worded
from tongpin.kernel.playbook.rates import Often, read_rate
from tongpin.kernel.playbook.refusals import PlaybookValueError, shown
from tongpin.kernel.playbook.spans import read_duration
from tongpin.kernel.playbook.wordlists import read_pattern, read_words

JsonSchema = dict[str, Any]


Kind = Literal["text", "number", "switch", "duration", "time", "windows", "rate", "zone", "choice", "pattern", "words"]
"""What a form asks for."""
_UNITS: Mapping[Kind, str] = {"duration": "span", "time": "minute"}


@dataclass(frozen=True, eq=False)
class Reads:
    """Metadata of an `Annotated` type: `read` turns what stands in the file into the value, `schema` tells editors.

    `kind` tells forms; `names` are what may be chosen, each with its Chinese aliases; `least` is what `read` refuses
    to go below.
    """

    read: Callable[[Any], object]
    schema: JsonSchema
    kind: Kind = "text"
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    least: int | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchema:
        return dict(self.schema)


def choice(names: Mapping[str, str | tuple[str, ...]]) -> Reads:
    """Take one of `names` or its Chinese aliases, and give the name.

    `Act = Annotated[str, choice({"remind": "提醒", "remove": ("移出", "踢出")})]`; a `Literal` may stand for `str`.
    """
    aliases = {name: (also,) if isinstance(also, str) else also for name, also in names.items()}
    allowed = [word for name, also in aliases.items() for word in (name, *also)]
    return Reads(chooser(aliases), {"type": "string", "enum": allowed}, "choice", aliases)


def _text(reader: Callable[[object], object], kind: Kind, *examples: str) -> Reads:
    unit = {"x-unit": _UNITS[kind]} if kind in _UNITS else {}
    return Reads(reader, {"type": "string", "examples": list(examples), **unit}, kind)


def _read_whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = worded(value)
    number = whole_number(text)
    if number is None:
        raise PlaybookValueError("PB202", given=shown(value), instead=_leading_number(text))
    return number


def _leading_number(text: str) -> str:
    """Return the number that a folded text such as 10人 begins with."""
    for end in range(len(text), 0, -1):
        number = whole_number(text[:end])
        if number is not None:
            return str(number)
    return ""


def _not_below_zero(value: object) -> int:
    number = _read_whole(value)
    if number < 0:
        raise PlaybookValueError("PB222", given=shown(value), least=0)
    return number


def _read_words(value: object, info: ValidationInfo) -> tuple[str, ...]:
    return read_words(value, (info.context or {}).get("read_file"))


@dataclass(frozen=True)
class _ReadsWords:
    kind: Kind = "words"

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return BeforeValidator(_read_words).__get_pydantic_core_schema__(source, handler)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchema:
        return {
            "oneOf": [
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
                {
                    "type": "object",
                    "properties": {"file": {"type": "string"}},
                    "required": ["file"],
                    "additionalProperties": False,
                },
            ]
        }


_INTEGER: JsonSchema = {"anyOf": [{"type": "integer"}, {"type": "string"}]}
_WINDOW_EXAMPLES = ("12:00-13:00", "每周五 20:00-21:30", "周一至周五 9:00-18:00", "weekdays 9:00-18:00", "23:00-7:00")

Duration = Annotated[int, _text(read_duration, "duration", "10分钟", "10m", "1h30m", "48小时", "30天", "2周")]
"""A span of time, in milliseconds; units are mandatory."""

TimeOfDay = Annotated[int, _text(read_time_of_day, "time", "20:00", "晚上8点", "8pm")]
"""A time of the local day, in minutes from midnight, 0 to 1439."""

Window = Annotated[Intervals, _text(read_windows, "windows", *_WINDOW_EXAMPLES)]
"""One weekly window, as `Intervals`: (start, end) in minutes of the local week from Monday 00:00."""

WindowList = Annotated[
    Intervals,
    Reads(
        read_windows,
        {
            "anyOf": [
                {"type": "string", "examples": list(_WINDOW_EXAMPLES)},
                {"type": "array", "items": {"type": "string", "examples": list(_WINDOW_EXAMPLES)}},
            ]
        },
        "windows",
    ),
]
"""Any number of weekly windows, or a single one, merged into one `Intervals`."""

Rate = Annotated[Often, _text(read_rate, "rate", "每天1次", "1/day", "每周3次", "2/hour")]
"""How often at most: `Often(times, period)`."""

Count = Annotated[int, Reads(_not_below_zero, _INTEGER, "number", least=0)]
"""A whole number from 0; 十 is 10."""

Amount = Annotated[int, Reads(_read_whole, _INTEGER, "number")]
"""A whole number of the smallest unit (points, fen) that may be negative."""

Switch = Annotated[
    bool, Reads(read_switch, {"enum": [True, False, "开", "关", "是", "否", "yes", "no", "on", "off"]}, "switch")
]
"""Yes or no."""

Zone = Annotated[str, _text(read_zone, "zone", "Asia/Shanghai", "北京时间", "America/New_York")]
"""A time zone, by its IANA name."""

Language = Annotated[
    str,
    Reads(
        chooser(LANGUAGES, "PB211"),
        {"type": "string", "enum": [word for name, also in LANGUAGES.items() for word in (name, *also)]},
        "choice",
        LANGUAGES,
    ),
]
"""A language: `zh-Hans`, `zh-Hant` or `en`."""

Pattern = Annotated[str, _text(read_pattern, "pattern", "加.{0,3}微信", "https?://t\\.me/")]
"""An RE2 pattern that compiles."""

WordList = Annotated[tuple[str, ...], _ReadsWords()]
"""Words to look for, without doubles: an inline list, or `{file: words.txt}` beside the playbook."""

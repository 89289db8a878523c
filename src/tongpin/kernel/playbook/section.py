"""What every section of the playbook is, and how its fields say in both languages what they are for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from tongpin.kernel.playbook.bilingual import Both

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from tongpin.kernel.playbook.playbook import Playbook

Path = tuple[str | int, ...]
"""Where a value stands, e.g. `("conduct", "rules", 2, "limit")`."""


class Finding(NamedTuple):
    """What a section's `check` finds wrong: place, code (a PB5xx of `codes.py`), what is wrong, how to mend it.

    `path` begins inside the section: `("rules", 2, "limit")`.
    """

    path: Path
    code: str
    zh: str
    en: str
    fix_zh: str
    fix_en: str


class Told(NamedTuple):
    """What a place of the playbook says, as one sentence in each language.

    `path` begins inside the section. `about` names whom or what it is about, a rule for instance, where several
    sentences are about the same; it is no part of the sentence.
    """

    path: Path
    said: Both
    about: str = ""

    def within(self, *path: str | int) -> Told:
        """Return the sentence of a part as one of the whole: `path` leads to the part."""
        return self._replace(path=(*path, *self.path))


class Section(BaseModel):
    """One capability's part of the playbook, or a part of such a part (a rule, a step, an activity).

    A capability's whole section must be constructible without arguments: a playbook may leave it out. `heading` is
    what people call it.
    Defaults are written as an operator would write them (`default="10m"`): they are read like any other value.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)
    heading: ClassVar[Both] = Both("", "")

    def check(self, whole: Playbook) -> Iterable[Finding]:  # noqa: ARG002 - for whoever overrides it
        """Find what one field alone cannot show. Asked of a capability's whole section, when its fields are sound.

        `whole.sections[name]` gives another section; where that one is broken, this check ends there in silence.
        """
        return ()

    def told(self) -> Iterable[Told] | None:
        """Say in sentences what this section means for a community; None lets each field speak for itself."""
        return None


def described(zh: str, en: str, **field: Any) -> Any:  # noqa: ANN401 - as pydantic's own `Field`
    """Make a pydantic `Field` with its help in Chinese and English; the rest is handed to `Field`."""
    return Field(description=f"{zh} | {en}", json_schema_extra={"x-help": {"zh": zh, "en": en}}, **field)


def help_of(field: FieldInfo) -> Both:
    """Return the help of a field made by `described`."""
    extra = field.json_schema_extra
    said = extra["x-help"] if isinstance(extra, dict) else None
    if not isinstance(said, dict):
        raise TypeError("A field of a playbook section is made by described(zh, en).")
    return Both(str(said["zh"]), str(said["en"]))

"""Makes `docs/playbook-errors.md`: every code of a problem in a playbook, and the eight that are met most, as shown.

The examples are the broken playbooks of the tests. `python scripts/playbook_errors.py` writes the page anew.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tongpin.kernel.playbook.codes import CODES
from tongpin.kernel.playbook.playbook import read_playbook
from tongpin.kernel.playbook.problems import PlaybookInvalid, Problem, render
from tongpin.project.wiring import CAPABILITIES

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs/playbook-errors.md"
BROKEN = ROOT / "tests/kernel/playbook/broken"

EIGHT = (
    ("full-width-colon", "PB103"),
    ("full-width-comma", "PB103"),
    ("bold", "PB116"),
    ("durations", "PB203"),
    ("patterns", "PB212"),
    ("misspelt-keys-in-rules", "PB301"),
    ("chinese-keys", "PB302"),
    ("flood-beyond-memory", "PB502"),
)
"""Broken playbooks, and which of their problems is shown."""

HEAD = """\
# 剧本里的错误 · Errors in a playbook

`tongpin check 剧本.yaml` 一次列出全部错误：在哪个文件、哪一行、哪一列，写了什么，怎样改。每种错误有一个不变的编号。

`tongpin check PLAYBOOK.yaml` lists all errors at once: file, line and column, what was meant and how to mend it.
Each kind of error has a code that never changes. `--json` gives the same to machines, and the exit code is 3.

<!-- Made by scripts/playbook_errors.py from the code and from tests/kernel/playbook/broken. -->

## 最常见的八种 · The eight that are met most
"""
GROUPS = (
    ("PB1", "文件 · The file"),
    ("PB2", "值 · Values"),
    ("PB3", "键 · Keys"),
    ("PB5", "整份剧本 · The playbook as a whole"),
)
TABLE = "| 编号 · code | 含义 | meaning | 例子 · example |\n| --- | --- | --- | --- |"
LONGEST_EXAMPLE = 48


def problems_of(path: Path) -> tuple[Problem, ...]:
    """All problems of one broken playbook."""
    try:
        read_playbook(path.read_text("utf-8"), CAPABILITIES, path.name, lambda name: (BROKEN / name).read_text("utf-8"))
    except PlaybookInvalid as invalid:
        return invalid.problems
    raise ValueError(f"{path.name} is a sound playbook, so it is no example of a broken one.")


def page() -> str:
    """The whole page."""
    problems = {path.stem: problems_of(path) for path in sorted(BROKEN.glob("*.yaml"))}
    examples = {problem.code: problem for found in problems.values() for problem in reversed(found)}
    return "\n".join([HEAD, *eight(problems), *tables(examples)])


def eight(problems: Mapping[str, tuple[Problem, ...]]) -> Iterator[str]:
    for name, code in EIGHT:
        problem = next(each for each in problems[name] if each.code == code)
        for language in ("zh-Hans", "en"):
            yield f"```\n{render(problem, language)}\n```\n"


def tables(examples: Mapping[str, Problem]) -> Iterator[str]:
    for prefix, title in GROUPS:
        yield f"## {title}\n\n{TABLE}"
        for code, said in CODES.items():
            if code.startswith(prefix):
                example = in_a_cell(examples[code].source) if code in examples else ""
                meaning = " | ".join(each.replace("|", "\\|") for each in said.meaning)
                yield f'| <a id="{code.lower()}"></a>{code} | {meaning} | {example} |'
        yield ""


def in_a_cell(source: str) -> str:
    """A line of YAML as a cell of a table shows it, in one line of code."""
    line = "".join(char if char.isprintable() else "␣" for char in source.strip(" "))
    short = line if len(line) <= LONGEST_EXAMPLE else line[:LONGEST_EXAMPLE] + "…"
    return "`` " + short.replace("|", "\\|") + " ``"


def main() -> None:
    TARGET.write_text(page(), encoding="utf-8")
    print(f"{TARGET.name}: {len(CODES)} codes", file=sys.stderr)


if __name__ == "__main__":
    main()

"""Scaffolds a rule of speech or a capability that works and is tested, to be changed into what is wanted.

Usage: new.py rule NAME | new.py capability NAME (as `make new rule NAME` does). The templates in `scaffold/` are
named `sample`, `Sample` and `SAMPLE` wherever the new name is to stand.
"""

import keyword
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
SCAFFOLD = Path(__file__).parent / "scaffold"
CAPABILITIES = ROOT / "src/tongpin/capabilities"
CONDUCT = CAPABILITIES / "conduct"
WIRING = ROOT / "src/tongpin/project/wiring.py"
LONGEST_NAME = 30


def named(template: str, name: str) -> str:
    camel = "".join(part.title() for part in name.split("_"))
    return template.replace("sample", name).replace("Sample", camel).replace("SAMPLE", name.upper())


def make(template: Path, target: Path, name: str) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(named(template.read_text("utf-8"), name), "utf-8")
    return target


def insert(path: Path, line: str, before: str) -> None:
    """Put a line in front of the last place where `before` stands; imports are sorted afterwards."""
    text = path.read_text("utf-8")
    head, found, tail = text.rpartition(before)
    if not found:
        sys.exit(f"{path.relative_to(ROOT)} has no line {before.strip()!r} any more. Mend scripts/new.py to match it.")
    path.write_text(f"{head}{line}{found}{tail}", "utf-8")


def tidy(path: Path) -> None:
    for command in (["check", "--quiet", "--select", "I", "--fix"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, str(path)], check=True, cwd=ROOT)


def new_rule(name: str) -> list[Path]:
    rules, sentences = CONDUCT / "rules/__init__.py", CONDUCT / "chat/sentences.yaml"
    made = [
        make(SCAFFOLD / "rule/rule.py.txt", CONDUCT / f"rules/{name}.py", name),
        make(SCAFFOLD / "rule/cases.yaml.txt", CONDUCT / f"tests/cases/{name}.yaml", name),
    ]
    insert(rules, f"    {name},\n", ")\n\nRULES = ")
    insert(rules, f"    {name}.RULE,\n", ")\n")
    tidy(rules)
    sentence = named((SCAFFOLD / "rule/sentence.yaml.txt").read_text("utf-8"), name)
    sentences.write_text(sentences.read_text("utf-8") + sentence, "utf-8")
    return [*made, rules, sentences]


def new_capability(name: str) -> list[Path]:
    templates = SCAFFOLD / "capability"
    made = []
    for template in sorted(templates.rglob("*.txt")):
        target = CAPABILITIES / name / named(str(template.relative_to(templates)), name).removesuffix(".txt")
        made.append(make(template, target, name))
    door = f"from tongpin.capabilities.{name}.capability import {name.upper()}\n"
    insert(WIRING, door, "from tongpin.kernel.capability import Capability\n")
    insert(WIRING, f", {name.upper()}", ")\nPLATFORMS: ")
    tidy(WIRING)
    return [*made, WIRING]


KINDS: dict[str, tuple[Callable[[str], list[Path]], Callable[[str], Path]]] = {
    "rule": (new_rule, lambda name: CONDUCT / "rules" / f"{name}.py"),
    "capability": (new_capability, lambda name: CAPABILITIES / name),
}
"""What can be scaffolded, by what, and where it would stand."""


def complaint(kind: str, name: str) -> str:
    """What is wrong with what was asked for, and how to mend it; empty where nothing is."""
    if kind not in KINDS or not name:
        return "Say what to make: `make new rule NAME` or `make new capability NAME`."
    letters = name.replace("_", "")
    if not (letters.isascii() and letters.isalpha() and name.islower()) or name.strip("_") != name:
        return f"{name!r} is no name. Write small English letters, with _ between words: late_reply."
    if len(name) > LONGEST_NAME or keyword.iskeyword(name) or name in {"sample", "rule"}:
        return f"{name!r} cannot be taken as a name. Choose another of {LONGEST_NAME} letters at the most."
    if KINDS[kind][1](name).exists():
        return f"{KINDS[kind][1](name).relative_to(ROOT)} is there already. Choose another name, or change that one."
    return ""


def main(kind: str = "", name: str = "") -> None:
    if wrong := complaint(kind, name):
        sys.exit(wrong)
    for path in KINDS[kind][0](name):
        print(path.relative_to(ROOT))
    print("It works as it stands. Write its cases first, then make it yours, and run `make quick`.", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:3])

"""Rehearsal, from JSON lines to the decision file, beside what a programmer writes by hand and beside a bot framework.

`python -m tongpin.project.bench.rehearsal HISTORY PLAYBOOK` is our own contender: best of three, in seconds.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from ruamel.yaml import YAML

from tongpin.project.bench import corpus
from tongpin.project.bench.rounds import Contender
from tongpin.project.examples import example
from tongpin.project.playbook_file import compile_playbook
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.rehearsal.rehearse import Plan, rehearse

WHAT = "messages: eight rules, 10,000 words, five capabilities"
MESSAGES, DISPATCHED = 200_000, 20_000
WORDS = 10_000
_FLOOR = "reference/floor8.py"


def contenders(folder: Path, floor: Path | None) -> tuple[list[Contender], dict[str, str]]:
    """Write history and playbook into a folder; return who runs, and who cannot and why."""
    history, playbook = folder / "history.jsonl", folder / "playbook.yaml"
    corpus.write(history, MESSAGES)
    write_playbook(playbook)
    found = [Contender("tongpin", _module("rehearsal", history, playbook), MESSAGES)]
    missing: dict[str, str] = {}
    by_hand = floor or _floor()
    if by_hand.is_file():
        found.append(Contender("floor8", [sys.executable, str(by_hand), str(history)], MESSAGES))
    else:
        missing["floor8"] = f"{by_hand} is not there; --floor or TONGPIN_FLOOR8 names it."
    if find_spec("telegram"):
        found.append(Contender("python-telegram-bot", _module("dispatcher", history, DISPATCHED), DISPATCHED))
    else:
        missing["python-telegram-bot"] = "It is not installed; it comes with the development requirements."
    return found, missing


def write_playbook(path: Path) -> None:
    """Write the first rules with a long word list in the place of their short one."""
    yaml = YAML()
    playbook = yaml.load(example("first-rules.yaml").read_text("utf-8"))
    path.with_name("words.txt").write_text("\n".join(corpus.words(WORDS)), "utf-8")
    for rule in playbook["conduct"]["rules"]:
        if "words" in rule:
            rule["words"] = {"file": "words.txt"}
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(playbook, file)


def _floor() -> Path:
    named = os.environ.get("TONGPIN_FLOOR8")
    return Path(named) if named else Path(__file__).parents[5] / "shared" / _FLOOR


def _module(name: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", f"tongpin.project.bench.{name}", *map(str, arguments)]


def _main(history: Path, playbook: Path) -> float:
    """Return the seconds from JSON lines to decision file, the best of three; the playbook is read before."""
    compiled = compile_playbook(playbook)
    plan = Plan(history=history, compiled=compiled, capabilities=CAPABILITIES, out=history.with_name("decisions.jsonl"))
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        rehearse(plan)
        best = min(best, perf_counter() - start)
    return best


if __name__ == "__main__":
    print(_main(Path(sys.argv[1]), Path(sys.argv[2])))  # noqa: T201 - the contender's answer

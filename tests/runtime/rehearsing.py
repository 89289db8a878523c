"""Small histories and playbooks, written as a test reads best."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from tongpin.kernel.capability import Capability
from tongpin.kernel.compiled import Compiled
from tongpin.kernel.playbook.playbook import read_playbook
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.rehearsal.rehearse import Plan, rehearse
from tongpin.runtime.rehearsal.summary import Summary

START = datetime(2024, 3, 4, 9, tzinfo=UTC)
PLAYBOOK = """\
tongpin: 1
community: {name: 试验, zone: UTC}
conduct:
  rules:
    - {rule: length, at_least: 2}
    - {rule: flood, messages: 3, within: 60s}
    - {rule: keywords, words: [加微信]}
sanctions:
  ladder:
    - {from: 1, acts: [remind]}
    - {from: 2, acts: [recall, mute], for: 1h}
"""


def compiled(text: str = PLAYBOOK, capabilities: Iterable[Capability] = CAPABILITIES) -> Compiled:
    chosen = tuple(capabilities)
    return read_playbook(text, chosen).compile(1, b"test", chosen)


def said(second: int, sender: str, text: str, **more: object) -> dict[str, Any]:
    at = (START + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"ts": at, "chat": "main", "sender": sender, "kind": "message", "text": text, **more}


def written(path: Path, lines: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    return path


def rehearsed(
    folder: Path, lines: Iterable[dict[str, Any]], playbook: str = PLAYBOOK, plan: dict[str, Any] | None = None
) -> Summary:
    """Rehearse these lines; decisions go to `out.jsonl`, and `plan` says what is different from that."""
    history = written(folder / "talk.jsonl", lines)
    usual: dict[str, Any] = {"compiled": compiled(playbook), "capabilities": CAPABILITIES, "out": folder / "out.jsonl"}
    return rehearse(Plan(history=history, **(usual | (plan or {}))))


def decisions(folder: Path) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in (folder / "out.jsonl").read_bytes().splitlines()]

"""What `tongpin doctor` looks at: each look is one function that says what it found, and how to mend what is amiss."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import NamedTuple
from zoneinfo import available_timezones

from tongpin.journal.opening import SQLITE, database_url, open_store
from tongpin.journal.store import Store, StoreUnavailable
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.problems import PlaybookInvalid
from tongpin.project.exposure import SECRET_FILE, is_strong, refusals
from tongpin.project.wiring import CAPABILITIES
from tongpin.runtime.local_inbox import MOST_PATH
from tongpin.runtime.playbooks import read_version
from tongpin.runtime.serving import SOCKET, ServedAlready, only_one

LEAST_PYTHON = (3, 11)
LEAST_FREE = 1 << 30
"""Bytes: with less, a busy community fills the disk within days."""
EARLIEST_CLOCK = 1_767_225_600
"""2026 began then: a clock that shows an earlier time is wrong."""
_OTHERS_BITS = 0o077


class Grade(Enum):
    """How things stand."""

    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"


class Finding(NamedTuple):
    """One thing that was looked at: how it stands, what was found, and how to mend it."""

    what: str
    grade: Grade
    said: Both
    fix: Both | None = None


Look = Callable[[Path, Mapping[str, str]], Iterator[Finding]]


def diagnose(folder: Path, environ: Mapping[str, str]) -> list[Finding]:
    """Look at everything, in an order in which what is mended first helps most; changes nothing."""
    return [finding for look in LOOKS for finding in look(folder, environ)]


def _python(_folder: Path, _environ: Mapping[str, str]) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < LEAST_PYTHON:
        fix = Both("装上 Python 3.11 或更新的版本", "Install Python 3.11 or later")
        yield Finding("python", Grade.BAD, Both(f"Python {version} 太旧", f"Python {version} is too old"), fix)
    else:
        yield Finding("python", Grade.GOOD, Both(f"Python {version}", f"Python {version}"))


def _clock(_folder: Path, _environ: Mapping[str, str]) -> Iterator[Finding]:
    if time.time() < EARLIEST_CLOCK:
        said = Both("系统时钟停在过去，时段和禁言都会算错", "The clock stands in the past: windows and mutes go wrong")
        yield Finding(
            "clock", Grade.BAD, said, Both("打开时间同步：timedatectl set-ntp true", "Run: timedatectl set-ntp true")
        )
    elif "Asia/Shanghai" not in available_timezones():
        said = Both("没有时区数据", "There is no time zone data")
        yield Finding("clock", Grade.BAD, said, Both("重新安装：make setup", "Install again: make setup"))
    else:
        yield Finding("clock", Grade.GOOD, Both("时钟和时区数据正常", "The clock and the time zones are in order"))


def _folder(folder: Path, _environ: Mapping[str, str]) -> Iterator[Finding]:
    if not folder.exists():
        said = Both(f"数据文件夹 {folder} 还不存在", f"The data folder {folder} does not exist yet")
        yield Finding(
            "folder", Grade.ATTENTION, said, Both("建一个社群：tongpin init", "Make a community: tongpin init")
        )
        return
    if not os.access(folder, os.W_OK):
        said = Both(f"{folder} 不能写", f"{folder} cannot be written")
        fix = Both(
            f"让运行 Tongpin 的用户拥有它：chown -R $USER {folder}",
            f"Give it to the user who runs Tongpin: chown -R $USER {folder}",
        )
        yield Finding("folder", Grade.BAD, said, fix)
    elif folder.stat().st_mode & _OTHERS_BITS:
        said = Both(f"{folder} 别的用户也能进", f"Other users of this machine can enter {folder}")
        yield Finding("folder", Grade.ATTENTION, said, Both(f"chmod 700 {folder}", f"chmod 700 {folder}"))
    else:
        yield Finding(
            "folder", Grade.GOOD, Both(f"{folder} 可写，只有自己能进", f"{folder} can be written, by its owner alone")
        )
    if len(os.fsencode(folder / SOCKET)) > MOST_PATH:
        said = Both("路径太长，引擎的套接字放不下", "Its path is too long for the engine's socket")
        yield Finding(
            "folder",
            Grade.BAD,
            said,
            Both("把数据放到路径更短的文件夹", "Move the data to a folder with a shorter path"),
        )


def _disk(folder: Path, _environ: Mapping[str, str]) -> Iterator[Finding]:
    place = next(each for each in (folder, *folder.parents) if each.exists())
    free = shutil.disk_usage(place).free
    amount = f"{free / (1 << 30):.1f} GB"
    if free < LEAST_FREE:
        fix = Both("清理磁盘，或把数据移到更大的盘", "Free some space, or move the data to a larger disk")
        yield Finding("disk", Grade.BAD, Both(f"只剩 {amount}", f"Only {amount} are left"), fix)
    else:
        yield Finding("disk", Grade.GOOD, Both(f"还有 {amount}", f"{amount} are left"))


def _exposure(folder: Path, environ: Mapping[str, str]) -> Iterator[Finding]:
    secret = folder / SECRET_FILE
    known = (
        environ
        if "TONGPIN_SECRET" in environ or not secret.exists()
        else {**environ, "TONGPIN_SECRET": secret.read_text("utf-8").strip()}
    )
    origin = environ.get("TONGPIN_ORIGIN", "")
    found = refusals("127.0.0.1", known)
    for each in found:
        yield Finding("exposure", Grade.BAD, each)
    if secret.exists() and not is_strong(secret.read_text("utf-8").strip()):
        said = Both(f"{secret} 太弱", f"{secret} is too weak")
        yield Finding(
            "exposure",
            Grade.BAD,
            said,
            Both(f"删掉它，下次启动会重新生成：rm {secret}", f"Delete it; the next start makes a new one: rm {secret}"),
        )
    elif not found:
        where = origin or "http://127.0.0.1"
        yield Finding("exposure", Grade.GOOD, Both(f"从 {where} 打开", f"It is opened at {where}"))


def _books(folder: Path, environ: Mapping[str, str]) -> Iterator[Finding]:
    url = database_url({**environ, "TONGPIN_DATA": str(folder)})
    try:
        store = open_store(url)
    except (StoreUnavailable, ValueError) as error:
        said = Both(f"数据库打不开：{error}", f"The database cannot be opened: {error}")
        fix = Both(
            "检查 TONGPIN_DATABASE；还没有社群就运行 tongpin init",
            "Check TONGPIN_DATABASE; without a community yet run: tongpin init",
        )
        yield Finding("database", Grade.BAD, said, fix)
        return
    try:
        kind = "SQLite" if url.startswith(SQLITE) else "PostgreSQL"
        communities = store.communities()
        yield Finding(
            "database",
            Grade.GOOD,
            Both(f"{kind}，{len(communities)} 个社群", f"{kind}, {len(communities)} communities"),
        )
        for community in communities:
            yield from _playbook(store, community.id, community.name)
            yield from _outbox(store, community.id, community.name)
            yield from _failures(store, community.id, community.name)
    finally:
        store.close()


def _playbook(store: Store, community: int, name: str) -> Iterator[Finding]:
    version = store.playbook(community, 0)
    if version is None:
        said = Both(f"“{name}”还没有剧本", f"“{name}” has no playbook yet")
        yield Finding(
            "playbook",
            Grade.ATTENTION,
            said,
            Both("在控制台的“剧本”里写一份", "Write one in the console, under Playbook"),
        )
        return
    try:
        read_version(version.body, CAPABILITIES)
    except PlaybookInvalid as invalid:
        count = len(invalid.problems)
        said = Both(f"“{name}”的剧本有 {count} 处读不懂", f"The playbook of “{name}” has {count} problems")
        fix = Both("在控制台的“剧本”里改好并保存", "Mend and save it in the console, under Playbook")
        yield Finding("playbook", Grade.BAD, said, fix)
    else:
        number = version.version
        yield Finding(
            "playbook", Grade.GOOD, Both(f"“{name}”按第 {number} 版剧本运行", f"“{name}” runs on version {number}")
        )


def _outbox(store: Store, community: int, name: str) -> Iterator[Finding]:
    counts = store.outbox_counts(community)
    stuck = counts.get("unknown", 0) + counts.get("failed", 0)
    if stuck:
        said = Both(
            f"“{name}”有 {stuck} 件事没有办成或不知结果",
            f"In “{name}” {stuck} acts failed or nobody knows what became of them",
        )
        fix = Both("在控制台的“设置”里逐件看", "Look at each in the console, under Settings")
        yield Finding("outbox", Grade.ATTENTION, said, fix)
    else:
        waiting = counts.get("ready", 0) + counts.get("sending", 0)
        yield Finding(
            "outbox", Grade.GOOD, Both(f"“{name}”有 {waiting} 件待办", f"“{name}” has {waiting} acts on their way")
        )


def _failures(store: Store, community: int, name: str) -> Iterator[Finding]:
    failed = store.failures(community)
    if failed:
        last = failed[-1]
        said = Both(
            f"“{name}”有 {len(failed)} 个事件处理失败，最近一个：{last.kind} {last.error}",
            f"In “{name}” {len(failed)} events failed, the last one: {last.kind} {last.error}",
        )
        fix = Both(
            "在控制台的“设置”里看详情，并报告给我们",
            "See the details in the console, under Settings, and report them to us",
        )
        yield Finding("events", Grade.ATTENTION, said, fix)


def _serving(folder: Path, _environ: Mapping[str, str]) -> Iterator[Finding]:
    if not folder.exists():
        return
    try:
        with only_one(folder):
            said = Both("没有在运行", "It is not being served")
            yield Finding("serving", Grade.ATTENTION, said, Both("运行：tongpin serve", "Run: tongpin serve"))
    except ServedAlready:
        yield Finding("serving", Grade.GOOD, Both("正在运行", "It is being served"))


LOOKS: tuple[Look, ...] = (_python, _clock, _folder, _disk, _exposure, _books, _serving)

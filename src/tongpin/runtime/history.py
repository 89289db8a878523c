"""Past conversation from files: the own JSON Lines become batches of arrivals, in file order."""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, NamedTuple

import msgspec

from tongpin.kernel.intake import KINDS
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.words.arrivals import Arrival
from tongpin.kernel.words.chat import DAY, MINUTE, SECOND
from tongpin.runtime.instants import HOUR, Instants

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = "history"
"""The source of every arrival of a history: one platform, whatever the files."""
CHUNK = 256 * 1024
"""Bytes read at once: about a thousand lines."""
_SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
_GZIP = b"\x1f\x8b"
_PRECISIONS = {None: SECOND, "second": SECOND, "minute": MINUTE, "day": DAY}


class HistoryUnreadable(Exception):  # noqa: N818 - says what happened
    """A history cannot be used as it is; `said` tells where, what is wrong and how to mend it."""

    def __init__(self, said: Both) -> None:
        super().__init__(said.en)
        self.said = said


class Line(msgspec.Struct, gc=False, kw_only=True):
    """One line as it is written; decoding is quickest where the fields come in this order."""

    chat: str | None = None
    channel: str | None = None
    id: str | int | None = None
    ts: str
    sender: str = ""
    kind: str
    text: str | None = None
    reply_to: str | int | None = None
    bot: bool | None = None
    ts_precision: Literal["second", "minute", "day"] | None = None


class Batch(NamedTuple):
    """Arrivals of one stretch of a history, with their times as the history wrote them."""

    arrivals: list[Arrival]
    stamps: list[str]


class History:
    """A history that is read once, from its first line to its last.

    `lines` counts the lines read so far, blank ones left out; `passed_over` those of kinds without meaning here,
    by kind. `done` and `size` are bytes on disk.
    """

    def __init__(self, path: Path) -> None:
        """Find the files; nothing is read yet."""
        self.files = _files(path)
        self.size = sum(file.stat().st_size for file in self.files)
        self.done = 0
        self.lines = 0
        self.passed_over: Counter[str] = Counter()
        self._number = 0
        self._instants = Instants()

    def batches(self) -> Iterator[Batch]:
        """Give the arrivals batch by batch, or raise `HistoryUnreadable` at the first line that cannot be read."""
        for file in self.files:
            before = self.done
            with file.open("rb") as raw:
                first = 1
                for chunk in _chunks(file, raw):
                    lines = _decode(file, first, chunk)
                    batch = self._batch(file, first, lines)
                    first += len(lines)
                    self.done = before + raw.tell()
                    del lines  # What is not needed while the batch is decided need not be kept in the caches.
                    yield batch
            self.done = before + file.stat().st_size

    def _batch(self, file: Path, first: int, lines: list[Line | None]) -> Batch:
        arrivals: list[Arrival] = []
        stamps: list[str] = []
        hours, rest = self._instants.hours, self._instants.rest
        before = self._number
        self._number += len(lines)
        self.lines += len(lines) - lines.count(None)
        for place, line in enumerate(lines, 1):
            if line is None:
                continue
            if line.kind not in KINDS:
                self.passed_over[line.kind] += 1
                continue
            ts = line.ts
            try:
                sent = hours[ts[:HOUR]] + rest[ts[HOUR:]]
            except ValueError:
                raise _unreadable(file, first + place - 1, _NO_TIME.filled({"ts": ts})) from None
            if not line.sender:
                raise _unreadable(file, first + place - 1, _NO_SENDER)
            ident, reply_to = line.id, line.reply_to
            arrivals.append(
                Arrival(
                    SOURCE,
                    ident if type(ident) is str else str(before + place if ident is None else ident),
                    sent,
                    line.kind,
                    line.chat or line.channel or "",
                    line.sender,
                    line.text or "",
                    "" if reply_to is None else str(reply_to),
                    _PRECISIONS[line.ts_precision],
                    line.bot or False,
                )
            )
            stamps.append(ts)
        return Batch(arrivals, stamps)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise HistoryUnreadable(_MISSING.filled({"path": path}))
    files = sorted(each for each in path.iterdir() if each.is_file() and each.name.endswith(_SUFFIXES))
    if not files:
        raise HistoryUnreadable(_EMPTY.filled({"path": path, "suffixes": ", ".join(_SUFFIXES)}))
    return files


def _chunks(file: Path, raw: IO[bytes]) -> Iterator[bytes]:
    """Give whole lines, about `CHUNK` bytes at once."""
    packed = raw.read(len(_GZIP)) == _GZIP
    raw.seek(0)
    stream: IO[bytes] = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[assignment] # it reads like any file
    first = True
    try:
        while chunk := stream.read(CHUNK):
            whole = chunk if chunk.endswith(b"\n") else chunk + stream.readline()
            yield whole.removeprefix(b"\xef\xbb\xbf") if first else whole
            first = False
    except (EOFError, gzip.BadGzipFile, zlib.error, OSError) as error:
        raise HistoryUnreadable(_BROKEN.filled({"path": file, "error": error})) from None


_lines = msgspec.json.Decoder(Line)


def _decode(file: Path, first: int, chunk: bytes) -> list[Line | None]:
    """Decode a chunk at once; where something is odd, line by line, to name the line. Blank lines are None."""
    try:
        lines: list[Line | None] = list(_lines.decode_lines(chunk))
    except (msgspec.DecodeError, UnicodeDecodeError):
        lines = []
    if len(lines) == chunk.count(b"\n") + (not chunk.endswith(b"\n")):
        return lines
    return [_decode_one(file, first + place, line) for place, line in enumerate(chunk.removesuffix(b"\n").split(b"\n"))]


def _decode_one(file: Path, number: int, line: bytes) -> Line | None:
    if not line.strip():
        return None
    try:
        return _lines.decode(line)
    except msgspec.ValidationError as error:
        raise _unreadable(file, number, _WRONG_FIELD.filled({"error": error})) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable(file, number, _NO_JSON.filled({"error": error})) from None


def _unreadable(file: Path, number: int, wrong: Both) -> HistoryUnreadable:
    return HistoryUnreadable(_AT_LINE.filled({"file": file, "number": number, "wrong": wrong}))


_AT_LINE = Both(
    "{file} 第 {number} 行：{wrong}请改好或删去这一行，再运行一次；什么都还没有写出。",
    "{file}, line {number}: {wrong} Mend or delete the line and run again; nothing has been written.",
)
_NO_JSON = Both(
    "不是一个完整的 UTF-8 JSON 对象（{error}）。每行应是一个对象，例如 "
    '{{"ts":"2024-01-31T20:00:00+08:00","chat":"main","sender":"a","kind":"message","text":"你好"}}。',
    "it is not one whole JSON object in UTF-8 ({error}). A line is one object, like "
    '{{"ts":"2024-01-31T20:00:00+08:00","chat":"main","sender":"a","kind":"message","text":"hello"}}.',
)
_WRONG_FIELD = Both("字段不对（{error}）。", "a field is missing or of another type ({error}).")
_NO_TIME = Both(
    "ts 不是带时区的时间：{ts}。请写成 2024-01-31T20:00:00+08:00 或 2024-01-31T12:00:00Z。",
    "ts is no time with an offset: {ts}. Write 2024-01-31T20:00:00+08:00 or 2024-01-31T12:00:00Z.",
)
_NO_SENDER = Both("没有 sender（谁说的）。", "sender is missing: who did this?")
_MISSING = Both(
    "找不到历史记录：{path}。请检查路径；可以是一个文件，也可以是一个文件夹。",
    "There is no history at {path}. Check the path: it is a file or a folder.",
)
_EMPTY = Both(
    "{path} 里没有历史记录文件。文件名应以这些结尾之一：{suffixes}。",
    "{path} holds no history. Its files end in one of: {suffixes}.",
)
_BROKEN = Both(
    "{path} 读不下去了：{error}。文件可能没有传完，请重新取一份。",
    "{path} cannot be read on: {error}. It may be cut off: get it again.",
)

"""python-telegram-bot's dispatcher over the same history: twenty handlers with filters that do nothing, no network.

`python -m tongpin.project.bench.dispatcher HISTORY COUNT`: seconds for the first COUNT messages, best of three.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from datetime import datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest

from tongpin.project.bench import corpus

KEYWORD_HANDLERS, PATTERN_HANDLERS = 12, 6
_PATTERNS = (r"[Vv]\s?[信x]", r"\d{7,11}", r"https?://\S+", r"@\S+", r"^.{0,1}$", r"日结|秒批|包赢")


class NoNetwork(BaseRequest):
    """Answers the one question that is asked at the start: who the bot is."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(self, *_given: object, **_more: object) -> tuple[int, bytes]:
        me = {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench_bot"}
        return 200, json.dumps({"ok": True, "result": me}).encode()


async def _nothing(_update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    pass


def _application() -> Application[Any, Any, Any, Any, Any, Any]:
    request = NoNetwork()
    application = Application.builder().token("1:bench").request(request).get_updates_request(request).updater(None)
    built = application.build()
    words = corpus.words(KEYWORD_HANDLERS * 10)
    chosen = [filters.Regex("|".join(words[place::KEYWORD_HANDLERS])) for place in range(KEYWORD_HANDLERS)]
    chosen += [filters.Regex(re.compile(pattern)) for pattern in _PATTERNS]
    for each in (*chosen, filters.COMMAND, filters.FORWARDED):
        built.add_handler(MessageHandler(each, _nothing))
    return built


def _updates(history: Path, count: int) -> list[dict[str, Any]]:
    with history.open(encoding="utf-8") as file:
        return [_update(number, json.loads(line)) for number, line in enumerate(islice(file, count), 1)]


def _update(number: int, line: dict[str, str]) -> dict[str, Any]:
    sender = int(line["sender"].removeprefix("u_"), 16)
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": int(datetime.fromisoformat(line["ts"]).timestamp()),
            "chat": {"id": -100, "type": "supergroup", "title": line["chat"]},
            "from": {"id": sender, "is_bot": False, "first_name": line["sender"]},
            "text": line["text"],
        },
    }


async def _dispatch(updates: list[dict[str, Any]]) -> float:
    best = float("inf")
    async with _application() as application:
        for _ in range(3):
            start = perf_counter()
            for update in updates:
                await application.process_update(Update.de_json(update, application.bot))
            best = min(best, perf_counter() - start)
    return best


if __name__ == "__main__":
    print(asyncio.run(_dispatch(_updates(Path(sys.argv[1]), int(sys.argv[2])))))  # noqa: T201 - the contender's answer

"""Visitors of the pages for `tongpin bench pages`: two hundred who listen, some who talk, an owner who looks around.

`python -m tongpin.project.bench.visitors busy|look ORIGIN SESSIONS`.
"""

from __future__ import annotations

import asyncio
import sys
import time
from itertools import count
from pathlib import Path
from statistics import quantiles

import httpx

from tongpin.project.bench.pages import BIG, CHAT, SMALL

POSTS_A_SECOND = 5
PAGES_A_SECOND = 5
LOOKS = 60
PATIENCE_S = 60.0
TOKEN = "a" * 32
LISTS = {
    "today": f"/console/{BIG}/",
    "members": f"/console/{BIG}/members/",
    "members, silent": f"/console/{BIG}/members/?state=silent",
    "chats": f"/console/{BIG}/chats/",
    "a chat": f"/console/{BIG}/chats/{CHAT}/",
    "decisions": f"/console/{BIG}/decisions/",
    "review": f"/console/{BIG}/review/",
    "audit log": f"/console/{BIG}/settings/audit/",
    "leaderboard": f"/c/{BIG}/leaderboard/",
    "home": f"/c/{BIG}/",
    "room": f"/c/{SMALL}/chat/{CHAT}/",
}
"""The pages that list something."""


def cookie(key: str) -> dict[str, str]:
    """Return the headers by which a session is known, and its forms are taken."""
    return {"Cookie": f"tongpin_session={key}; tongpin_csrf={TOKEN}", "X-CSRFToken": TOKEN, "X-Fragment": "1"}


async def reached(client: httpx.AsyncClient) -> None:
    """Wait until pages are served."""
    while True:
        try:
            await client.get("/healthz")
        except httpx.TransportError:
            await asyncio.sleep(0.05)
        else:
            return


async def listen(client: httpx.AsyncClient, key: str, opened: asyncio.Semaphore) -> None:
    """Read a stream for as long as it lasts."""
    address = f"/c/{SMALL}/chat/{CHAT}/live"
    async with client.stream("GET", address, headers=cookie(key), timeout=None) as response:
        opened.release()
        async for _ in response.aiter_raw():
            pass


async def talk(client: httpx.AsyncClient, keys: list[str]) -> None:
    """Post messages at a steady pace."""
    for place in count():
        key = keys[place % len(keys)]
        words = {"text": f"第 {place} 句话，说给大家听", "key": f"{time.time_ns()}"}
        await client.post(f"/c/{SMALL}/chat/{CHAT}/post/", data=words, headers=cookie(key))
        await asyncio.sleep(1 / POSTS_A_SECOND)


async def look_around(client: httpx.AsyncClient, key: str) -> None:
    """Load list pages at a steady pace."""
    for place in count():
        await client.get(list(LISTS.values())[place % len(LISTS)], headers=cookie(key))
        await asyncio.sleep(1 / PAGES_A_SECOND)


async def busy(origin: str, owner: str, keys: list[str]) -> None:
    """Keep the pages busy until killed; say so once all streams are open."""
    opened = asyncio.Semaphore(0)
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=origin, limits=limits, timeout=PATIENCE_S) as client:
        await reached(client)
        tasks = [asyncio.create_task(listen(client, key, opened)) for key in keys]
        for _ in keys:
            await opened.acquire()
        tasks += [asyncio.create_task(talk(client, keys)), asyncio.create_task(look_around(client, owner))]
        await asyncio.sleep(1)
        sys.stdout.write("busy\n")
        sys.stdout.flush()
        await asyncio.gather(*tasks)


async def look(origin: str, owner: str, keys: list[str]) -> None:
    """Load each list page again and again, and print its p95."""
    async with httpx.AsyncClient(base_url=origin, timeout=PATIENCE_S) as client:
        await reached(client)
        for name, address in LISTS.items():
            took, statuses = [], set()
            for _ in range(LOOKS):
                start = time.perf_counter()
                answer = await client.get(address, headers=cookie(keys[0] if f"/c/{SMALL}/" in address else owner))
                took.append(time.perf_counter() - start)
                statuses.add(answer.status_code)
            p95 = quantiles(took, n=20)[-1]
            said = f"p95 {1000 * p95:.0f} ms" if statuses == {httpx.codes.OK} else f"HTTP {sorted(statuses)}"
            sys.stdout.write(f"{name}\t{said}\n")


if __name__ == "__main__":
    _role, _origin, _sessions = sys.argv[1:]
    _owner, *_keys = Path(_sessions).read_text().split()
    asyncio.run({"busy": busy, "look": look}[_role](_origin, _owner, _keys))

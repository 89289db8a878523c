"""The pages as a server in the event loop of `tongpin serve`: listening, answering, and ending with the house."""

from __future__ import annotations

import asyncio
import socket
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import uvicorn

from tongpin.journal.submitting import UNAVAILABLE, Answer, hand_to
from tongpin.kernel.playbook.bilingual import Both
from tongpin.project.terminal import Stopped

if TYPE_CHECKING:
    from tongpin.journal.submitting import Submit
    from tongpin.kernel.words.arrivals import Arrival

ANSWER_S = 10.0
"""A page that has waited so long for the engine's answer says that it could not be written."""
ENDING_S = 5
"""Requests that are on their way are given so long to end."""
_BACKLOG = 1024

_TAKEN = Both(
    "不能在 {host}:{port} 上监听：{error}。换一个端口：--port N。",
    "Cannot listen on {host}:{port}: {error}. Choose another port with --port N.",
)


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens (port 0: on a free one), or end the command with the reason why it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise Stopped(_TAKEN.filled({"host": host, "port": port, "error": error.strerror or error})) from None
    listener.listen(_BACKLOG)
    return listener


class _Server(uvicorn.Server):
    """Ends when it is told to; signals are for whoever runs the house."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override] # a context manager all the same
        return nullcontext()


async def serve_pages(listener: socket.socket, submit: Submit, stopped: asyncio.Event) -> None:
    """Answer requests on a socket until `stopped`; what pages hand in goes to `submit`."""
    from tongpin.project import asgi  # noqa: PLC0415 - settings are read here, when all is said of them

    hand_to(_in_time(submit))
    config = uvicorn.Config(
        asgi.application,
        log_level="warning",
        access_log=False,
        lifespan="off",
        http="httptools",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=ENDING_S,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    stopping = asyncio.create_task(stopped.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    await asgi.end_streams()
    server.should_exit = True
    await serving
    hand_to(None)


def _in_time(submit: Submit) -> Submit:
    async def bounded(community: int, arrival: Arrival) -> Answer:
        try:
            async with asyncio.timeout(ANSWER_S):
                return await submit(community, arrival)
        except TimeoutError:
            return Answer(UNAVAILABLE)

    return bounded

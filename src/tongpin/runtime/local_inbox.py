"""The engine's end of the local socket: clients' frames become deliveries, answers go back in one write a client."""

from __future__ import annotations

import os
import selectors
import socket
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tongpin.journal.submitting import Answer
from tongpin.runtime import frames
from tongpin.runtime.broker import MOST_TAKEN, Delivery

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHUNK = 1 << 18
_MOST_ARRIVED = 8 * MOST_TAKEN
"""With so many waiting nothing is read from clients, so that they wait instead of filling memory."""
_MOST_UNSENT = 1 << 24
"""A client that leaves so many bytes of answers unread is cut off; it will ask again."""
MOST_PATH = 100
"""Bytes of a socket's path that every Unix takes."""


class _Client:
    """One connection: what has come of a frame that is not whole yet, and answers that it has not read yet."""

    __slots__ = ("connection", "received", "unsent")

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.received = bytearray()
        self.unsent = bytearray()


class LocalInbox:
    """Listens on a Unix socket that nobody but the owner may open (0600). For one thread."""

    def __init__(self, path: Path) -> None:
        """Listen at `path`; a socket file that a dead engine left behind is taken over."""
        if len(os.fsencode(path)) > MOST_PATH:
            raise ValueError(f"{path} is too long for a socket: choose a data folder with a shorter path.")
        self._path = path
        self._arrived: deque[Delivery] = deque()
        self._selector = selectors.DefaultSelector()
        path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        before = os.umask(0o177)
        try:
            self._listener.bind(str(path))
        finally:
            os.umask(before)
        self._listener.listen(64)
        self._listener.setblocking(False)
        self._selector.register(self._listener, selectors.EVENT_READ)

    def close(self) -> None:
        """Cut all clients off and take the socket file away."""
        for key in list(self._selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]
        self._selector.close()
        self._path.unlink(missing_ok=True)

    def consume(self, most: int, wait: float) -> list[Delivery]:
        """Return what has arrived, at most `most`, waiting at most `wait` seconds for the first."""
        if len(self._arrived) < _MOST_ARRIVED:
            self._poll(0 if self._arrived else wait)
        arrived = self._arrived
        return [arrived.popleft() for _ in range(min(most, len(arrived)))]

    def answer(self, deliveries: Sequence[Delivery], answers: Sequence[Answer]) -> None:
        """Bring the answers back, one for each delivery; a client that is gone asks again when it is back."""
        by_client: dict[_Client, list[tuple[int, Answer]]] = {}
        for delivery, answer in zip(deliveries, answers, strict=True):
            client, number = delivery.receipt
            by_client.setdefault(client, []).append((number, answer))
        for client, numbered in by_client.items():
            client.unsent += frames.answered(numbered)
            self._send(client)

    def _poll(self, wait: float) -> None:
        for key, events in self._selector.select(wait):
            client: _Client | None = key.data
            if client is None:
                self._accept()
                continue
            if events & selectors.EVENT_WRITE:
                self._send(client)
            if events & selectors.EVENT_READ and client.connection.fileno() >= 0:
                self._receive(client)

    def _accept(self) -> None:
        with suppress(OSError):
            connection, _ = self._listener.accept()
            connection.setblocking(False)
            self._selector.register(connection, selectors.EVENT_READ, _Client(connection))

    def _receive(self, client: _Client) -> None:
        try:
            data = client.connection.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(client)
            return
        client.received += data
        try:
            for number, community, arrival in frames.take_published(client.received):
                self._arrived.append(Delivery(community, arrival, (client, number)))
        except frames.NoFrame:
            self._drop(client)

    def _send(self, client: _Client) -> None:
        if client.connection.fileno() < 0:
            return
        try:
            sent = client.connection.send(client.unsent)
            del client.unsent[:sent]
        except BlockingIOError:
            pass
        except OSError:
            self._drop(client)
            return
        if len(client.unsent) > _MOST_UNSENT:
            self._drop(client)
            return
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if client.unsent else 0)
        self._selector.modify(client.connection, events, client)

    def _drop(self, client: _Client) -> None:
        self._selector.unregister(client.connection)
        client.connection.close()

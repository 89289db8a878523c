"""Carries SQLite's log into its file beside the writer, so that no commit waits for it."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, suppress

PAUSE_S = 0.5
"""Marks come at random and touch a page each: what gathers in this time shares one write to the file."""


class Checkpointer:
    """A thread that checkpoints a while after `wake`; it holds Python's lock only between statements."""

    def __init__(self, path: str) -> None:
        """Watch over the file at `path`; the thread starts at the first `wake`."""
        self._path = path
        self._written = threading.Event()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Say that something was written."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="checkpointer", daemon=True)
            self._thread.start()
        self._written.set()

    def close(self) -> None:
        """End the thread."""
        self._closing.set()
        self._written.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        # An error here (a full disk, say) meets the writer too, at its own next write, and is told there.
        with suppress(sqlite3.Error), closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
            # Closing is looked at first: what `close` says of it may just have been cleared together with a write.
            while not self._closing.is_set() and self._written.wait() and not self._closing.wait(PAUSE_S):
                self._written.clear()
                with suppress(sqlite3.OperationalError):
                    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

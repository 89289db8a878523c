"""A platform in a process of its own: it writes down and syncs every call that it receives, before it answers.

`python -m tests.scenarios.fake_platform LOG` prints its port and serves until it is killed. A call is one line,
`source key`; the answer is `done`. The log is the oracle outside: nothing in the house can make up for it.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path


async def serve(log: Path) -> None:
    file = log.open("ab", buffering=0)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):  # who is killed hangs up
            while line := await reader.readline():
                file.write(line)
                os.fsync(file.fileno())
                writer.write(b"done\n")
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))

"""A site of a few pages under a strict content policy, to see that what watches over pages sees what it should."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
STYLE = "h1 { color: #222 } " * 2_000
HEAD = '<!doctype html><html lang="en"><title>Toy</title><link rel="icon" href="data:,"><main><h1>Toy</h1>'
PAGES = {
    "/": (
        "text/html",
        f'{HEAD}<link rel="stylesheet" href="/style.css"><script src="/follow.js"></script>',
    ),
    "/style.css": ("text/css", STYLE),
    "/follow.js": ("text/javascript", "addEventListener('load', () => new EventSource('/stream'))"),
    "/inline": ("text/html", f"{HEAD}<script>document.title = 'run'</script><p style='color: red'>red</p>"),
    "/foreign": ("text/html", f'{HEAD}<img alt="" src="http://elsewhere.example/pixel.png">'),
    "/throws": ("text/html", f'{HEAD}<script src="/throws.js"></script>'),
    "/throws.js": ("text/javascript", "throw new Error('thrown')"),
    "/barred": ("text/html", f'{HEAD}<button></button><img src="data:,"><a href="/">back</a>'),
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/stream":
            self._stream()
            return
        kind, text = PAGES.get(self.path, ("text/plain", "nothing here"))
        body = gzip.compress(text.encode())
        self.send_response(200 if self.path in PAGES else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store" if kind == "text/html" else "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(b"data: one\n\n")
        self.server.ended.wait()  # type: ignore[attr-defined] # the server below

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.ended = threading.Event()


@contextmanager
def toy_site() -> Iterator[str]:
    """Serve the site while the block runs; its origin."""
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()

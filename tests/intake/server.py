"""A web server on this machine that serves what it is told to, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class Page:
    """What is answered; a ``length`` of its own makes the answer end too early."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None


@dataclass
class Server:
    """``pages`` by path; a page with an ETag is answered 304 to whoever has that one. ``asked`` are paths and marks."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@contextmanager
def serving() -> Iterator[Server]:
    """Ends by itself."""
    served = Server(0)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mark = self.headers.get("If-None-Match") or ""
            served.asked.append((self.path, mark))
            page = served.pages.get(self.path, Page(status=404))
            if mark and mark == page.headers.get("ETag"):
                page = Page(status=304)
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(page.content) if page.length is None else page.length))
            self.end_headers()
            self.wfile.write(page.content)

        def log_message(self, *_: object) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()

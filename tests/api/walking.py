"""Many requests in little time: the application is called as a server calls it, without a client in between."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message


class Answered(NamedTuple):
    """What came back for one path."""

    path: str
    status: int
    headers: Headers
    body: bytes


def walk(app: ASGIApp, paths: Iterable[str], headers: Mapping[str, str]) -> list[Answered]:
    """GET each path, one after the other. A path is spelt as in an address, with its escapes."""
    return asyncio.run(_all(app, list(paths), headers))


async def _all(app: ASGIApp, paths: list[str], headers: Mapping[str, str]) -> list[Answered]:
    return [await _one(app, path, headers) for path in paths]


async def _one(app: ASGIApp, path: str, headers: Mapping[str, str]) -> Answered:
    sent: list[Message] = []
    path, _, query = path.partition("?")

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [(name.lower().encode(), value.encode()) for name, value in {"host": "testserver", **headers}.items()]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote(path), "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": raw, "server": ("testserver", 80), "client": ("127.0.0.1", 50000),
    }  # fmt: skip
    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answered(path, sent[0]["status"], Headers(raw=sent[0]["headers"]), body)

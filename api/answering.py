"""Middleware around every request: its number, the release lent to it, the headers of its answer, its count."""

from __future__ import annotations

import logging
import time
from contextlib import ExitStack
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.headers import request_id, stand_on
from api.logs import ACCESS
from api.state import State

_access = logging.getLogger(ACCESS)


class Answering:
    """The outermost middleware. ``HEAD`` is answered as ``GET`` without its body."""

    def __init__(self, app: ASGIApp, state: State) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})["request_id"] = request_id(Headers(scope=scope))
        method = scope["method"]
        if method == "HEAD":
            scope["method"] = "GET"
            scope["state"]["bodiless"] = True
        answer = _Answer(scope, send, bodiless=method == "HEAD")
        began = time.perf_counter()
        try:
            with ExitStack() as loan:
                scope["state"]["published"] = loan.enter_context(self._state.current.lend())
                scope["state"]["loan"] = loan
                await self._app(scope, receive, answer)
        finally:
            seconds = time.perf_counter() - began
            self._state.metrics.count(method, _route(scope), answer.status, seconds)
            _access.info(
                "%s %s %s %.1f ms %s", method, quote(scope["path"]), answer.status, seconds * 1000,
                scope["state"]["request_id"],
            )  # fmt: skip


class _Answer:
    """Sends on what the app sends, with the standing headers. ``status`` is 500 until the app has begun to answer."""

    def __init__(self, scope: Scope, send: Send, *, bodiless: bool) -> None:
        self._scope = scope
        self._send = send
        self._bodiless = bodiless
        self.status = 500

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            stand_on(MutableHeaders(scope=message), self._scope)
        elif self._bodiless and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)


def _route(scope: Scope) -> str:
    """The template of the path; the same word for every path that is not served."""
    return getattr(scope.get("route"), "path", "none")

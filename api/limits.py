"""How much one client may ask: requests a minute, and bytes a request."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import refused
from api.refusals import TooManyRequestsError
from s3graph.errors import LimitError, UsageError
from s3graph.model import Text
from s3graph.settings import Settings

Network = IPv4Network | IPv6Network
WINDOW_SECONDS = 60
MOST_CLIENTS = 50_000
UNCOUNTED = frozenset({"/livez", "/readyz", "/metrics"})
OTHER_BYTES = 64 * 1024
STREAMED = "/api/v1/imports"
"""Its body goes to disk as it comes, and is bounded there."""
_ENVELOPE = 64 * 1024
_BYTES_PER_CHARACTER = 12
"""A character outside the basic plane is 12 bytes as two JSON escapes, and as four percent-encoded bytes."""


class TrustedProxies:
    """The proxies whose word about the client is taken."""

    def __init__(self, listed: str) -> None:
        """``listed``: addresses or networks, comma-separated. UsageError naming the setting where one is neither."""
        self._networks = tuple(_network(item.strip()) for item in listed.split(",") if item.strip())

    def client_of(self, scope: Scope) -> str:
        """Address of the client: the peer, or, where the peer is trusted, the last address it forwards for that is not.

        An IPv6 client counts as its /64 network, which one subscriber has whole. Empty where the server knows no peer.
        """
        peer = scope["client"][0] if scope.get("client") else ""
        forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
        hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
        client = peer
        while self._trusts(client) and hops:
            client = hops.pop()
        address = _address(client)
        return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else str(address or "")

    def _trusts(self, client: str) -> bool:
        address = _address(client)
        return address is not None and any(address in network for network in self._networks)


def from_this_machine(scope: Scope) -> bool:
    """Whether the request comes from this machine itself, and not through a proxy on it."""
    address = _address(scope["client"][0] if scope.get("client") else "")
    headers = Headers(scope=scope)
    return address is not None and address.is_loopback and not ({"x-forwarded-for", "forwarded"} & set(headers.keys()))


class RequestWindow:
    """Counts the requests of each client in windows of a minute. Past ``MOST_CLIENTS`` the rest share one count."""

    def __init__(self, allowed: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowed = allowed
        self._clock = clock
        self._window = -1
        self._counts: dict[str, int] = {}

    def count(self, client: str) -> None:
        """TooManyRequestsError where this one is past what is allowed."""
        name = self._in_window(client)
        self._counts[name] = self._counts.get(name, 0) + 1
        self._refuse_past(name, self._allowed)

    def check(self, client: str) -> None:
        """TooManyRequestsError where the client may send none more; counts nothing."""
        self._refuse_past(self._in_window(client), self._allowed - 1)

    def _in_window(self, client: str) -> str:
        now = self._clock()
        if int(now // WINDOW_SECONDS) != self._window:
            self._window = int(now // WINDOW_SECONDS)
            self._counts.clear()
        return client if client in self._counts or len(self._counts) < MOST_CLIENTS else ""

    def _refuse_past(self, name: str, allowed: int) -> None:
        if self._counts.get(name, 0) > allowed:
            raise TooManyRequestsError(self._allowed, WINDOW_SECONDS - int(self._clock() % WINDOW_SECONDS))


class RateLimit:
    """Middleware: refuses clients that ask too often, health checks aside."""

    def __init__(self, app: ASGIApp, settings: Settings, proxies: TrustedProxies) -> None:
        self._app = app
        self._window = RequestWindow(settings.requests_per_minute)
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] not in UNCOUNTED:
            try:
                self._window.count(self._proxies.client_of(scope))
            except TooManyRequestsError as error:
                await (await refused(Request(scope, receive), error))(scope, receive, send)
                return
        await self._app(scope, receive, send)


class BodyLimit(NamedTuple):
    """Bytes the body of a request may have, and what decides it."""

    bytes: int
    setting: str


def body_limits(settings: Settings) -> Mapping[str, BodyLimit]:
    """By path. A path that is not here reads no body, or a very small one."""
    need = BodyLimit(settings.need_length * _BYTES_PER_CHARACTER + _ENVELOPE, "S3GRAPH_NEED_LENGTH")
    query = BodyLimit(settings.query_length * _BYTES_PER_CHARACTER + _ENVELOPE, "S3GRAPH_QUERY_LENGTH")
    file = BodyLimit((settings.validation_mb << 20) + _ENVELOPE, "S3GRAPH_VALIDATION_MB")
    return {
        "/api/v1/matches": need,
        "/answer": need,
        "/answer.txt": need,
        "/sparql": query,
        "/api/v1/validations": file,
    }


class BodyLimits:
    """Middleware: reads the whole body before the route sees it, and refuses one too large; ``STREAMED`` aside."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._limits = body_limits(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"] == STREAMED:
            await self._app(scope, receive, send)
            return
        limit = self._limits.get(scope["path"], BodyLimit(OTHER_BYTES, ""))
        try:
            body = await _body(Headers(scope=scope), receive, limit)
        except LimitError as error:
            await (await refused(Request(scope, receive), error))(scope, receive, send)
            return
        await self._app(scope, _again(body, receive), send)


async def _body(headers: Headers, receive: Receive, limit: BodyLimit) -> list[Message]:
    """The messages of a body; a client that leaves halfway is the last of them."""
    declared = headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > limit.bytes:
        raise _too_large(limit)
    messages: list[Message] = []
    size = 0
    while not messages or (messages[-1]["type"] == "http.request" and messages[-1].get("more_body", False)):
        messages.append(await receive())
        size += len(messages[-1].get("body", b""))
        if size > limit.bytes:
            raise _too_large(limit)
    return messages


def _again(messages: list[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def receive_again() -> Message:
        for message in waiting:
            return message
        return await receive()

    return receive_again


def _too_large(limit: BodyLimit) -> LimitError:
    named = f" ({limit.setting})" if limit.setting else ""
    return LimitError(
        Text(
            sv=f"Anropets innehåll har fler än {limit.bytes} byte; mer läses inte här{named}.",
            en=f"The content of the request has more than {limit.bytes} bytes; no more is read here{named}.",
        )
    )


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _network(text: str) -> Network:
    try:
        return ip_network(text, strict=False)
    except ValueError as error:
        raise UsageError(
            Text(
                sv=f"S3GRAPH_TRUSTED_PROXIES: {text!r} är varken en adress eller ett nät.",
                en=f"S3GRAPH_TRUSTED_PROXIES: {text!r} is neither an address nor a network.",
            )
        ) from error

"""The headers that stand on every answer, and the request's number."""

from __future__ import annotations

import re
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Scope

RELEASE = "S3Graph-Release"
REQUEST_ID = "X-Request-Id"
SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_SAFE = re.compile(r"[A-Za-z0-9._-]{8,64}")


def request_id(headers: Headers) -> str:
    """The number a proxy gave the request, where it is harmless in a log; else a new one."""
    given = headers.get(REQUEST_ID, "")
    return given if _SAFE.fullmatch(given) else uuid.uuid4().hex


def stand_on(headers: MutableHeaders, scope: Scope) -> None:
    """Sets what stands on every answer; what the route has set itself stays."""
    state = scope.get("state", {})
    headers.setdefault(REQUEST_ID, state.get("request_id", "-"))
    if state.get("published") is not None:
        headers.setdefault(RELEASE, str(state["published"].release.number))
    for name, value in SECURITY.items():
        headers.setdefault(name, value)

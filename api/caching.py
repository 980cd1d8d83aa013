"""Answers that stay the same while a release does: they carry a tag, and need not be sent twice."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import Response

from api.language import remember
from api.negotiation import HTML, VARY
from api.state import language_of, published, state_of
from s3graph import __version__
from s3graph.model import Language

SECONDS = 60


def lasting(request: Request, content: bytes, media_type: str, language: Language | None = None) -> Response:
    """The answer, or 304 where the asker has it already. ``language`` is that of its texts, where they have one.

    A page may keep the language chosen for it in a cookie, and so lies in no cache but the asker's own.
    """
    tag = _tag(request, media_type)
    whose = "private" if media_type == HTML else "public"
    headers = {"ETag": tag, "Cache-Control": f"{whose}, max-age={SECONDS}", "Vary": VARY}
    if language is not None:
        headers["Content-Language"] = language.value
    if has_tag(request, tag):
        return Response(status_code=304, headers=headers)
    response = Response(content, headers=headers, media_type=media_type)
    if media_type == HTML:
        remember(request, response)
    return response


def _tag(request: Request, media_type: str) -> str:
    """Weak: the same statements may be written in another order. An initiative's status changes with the day."""
    release = published(request).release
    parts = (
        __version__,
        release.manifest.published_at,
        state_of(request).today().isoformat(),
        request.url.path,
        request.url.query,
        media_type,
        language_of(request).value,
    )
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f'W/"{release.number}-{digest[:20]}"'


def has_tag(request: Request, tag: str) -> bool:
    """Whether ``If-None-Match`` names the tag, compared weakly."""
    given = [item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(",")]
    return "*" in given or tag.removeprefix("W/") in given

"""Documents about a node: a page, or its statements in RDF, by the ending of their address or by ``Accept``."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from api.caching import SECONDS, lasting
from api.messages import spoken
from api.negotiation import ENDINGS, HTML, RDF_MEDIA_TYPES, VARY, negotiated
from api.nodes import Found
from api.pages import render
from api.portraits import Painter, Portrait
from api.rdf import written
from api.resource_page import ResourcePage
from api.state import language_of, lent_to, state_of
from s3graph.model import Language
from s3graph.querying.description import describe, documented

Responses = dict[int | str, dict[str, Any]]
DOCUMENTS: Responses = {
    200: {"content": {media_type: {} for media_type in ENDINGS.values()}, "description": "In one of these formats"}
}
"""How a route that answers with a document describes its answer."""
FILES: Responses = {
    200: {"content": {media_type: {} for media_type in RDF_MEDIA_TYPES}, "description": "In one of these formats"}
}
"""The same of a route that has no page."""


def parted(name: str) -> tuple[str, str | None]:
    """A name and its ending, None where it ends in none of ours.

    >>> parted("16.101.ttl"), parted("16.101")
    (('16.101', 'ttl'), ('16.101', None))
    """
    start, _, ending = name.rpartition(".")
    return (start, ending) if start and ending in ENDINGS else (name, None)


def leading_to(request: Request, stem: str, ending: str | None = None) -> Response:
    """303 to the document at ``stem`` with the ending, or with the one that ``Accept`` likes best."""
    if ending is None:
        chosen = negotiated(request, tuple(ENDINGS.values()))
        ending = next(known for known, media_type in ENDINGS.items() if media_type == chosen)
    headers = {"Location": _address(request, stem, ending), "Vary": VARY, "Cache-Control": f"public, max-age={SECONDS}"}
    return Response(status_code=303, headers=headers)


def document(
    request: Request, found: Found, stem: str, ending: str | None, language: Language | None = None
) -> Response:
    """What is said of a node with its claims. ``stem`` is the path of its documents without their ending."""
    formats = [(known, _address(request, stem, known)) for known in ENDINGS]
    media_type = ENDINGS[ending] if ending else negotiated(request, (HTML, *RDF_MEDIA_TYPES))
    if media_type == HTML:
        response = _page(request, found, formats[1:], language)
    else:
        response = written(request, documented(found.store, found.node), media_type)
    others = [(known, href) for known, href in formats if ENDINGS[known] != media_type]
    links = [f'<{href}>; rel="alternate"; type="{ENDINGS[known]}"' for known, href in others]
    response.headers["Link"] = ", ".join([*links, f'<{quote(found.node.value, safe=_SAFE)}>; rel="describes"'])
    return response


def _page(request: Request, found: Found, formats: list[tuple[str, str]], language: Language | None) -> Response:
    chosen = language or language_of(request)
    thing = ResourcePage(describe(found.store, found.node), chosen, found.store)
    painted = _portrait(request, found, chosen)
    page = render(
        request,
        painted.template if painted else "resource.html",
        chosen,
        thing=thing,
        words=spoken("resource", chosen),
        formats=formats,
        path=request.url.path,
        portrayed=painted is not None,
        **(painted.values if painted else {}),
    )
    return lasting(request, bytes(page.body), HTML, chosen)


def _portrait(request: Request, found: Found, language: Language) -> Portrait | None:
    """Of what the release itself speaks of; not of what only earlier releases did, nor of graphs and shapes."""
    release = lent_to(request)
    if found.store is not release.store:
        return None
    return Painter(release, state_of(request).today(), language).portrait(found.node)


def _address(request: Request, stem: str, ending: str) -> str:
    """Absolute where the service knows its public address."""
    return f"{state_of(request).settings.public_url.rstrip('/')}{quote(stem)}.{ending}"


_SAFE = ":/#?&=%@!$'()*+,;[]~"

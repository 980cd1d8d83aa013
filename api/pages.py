"""Pages for people: templates filled with phrases of one language. Everything filled in is escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.phrases import PHRASES, STATUSES, spoken
from s3graph.matching.rendering import BANDS
from s3graph.model import Language
from s3graph.vocabulary import BASE

_TEMPLATES = Path(__file__).parent / "templates"


def render(request: Request, template: str, language: Language, code: int = 200, **values: Any) -> HTMLResponse:
    """A page in one language; ``values`` are what its template names beside the phrases."""
    lent = getattr(request.state, "published", None)
    text = (
        _environment()
        .get_template(template)
        .render(
            language=language.value,
            here=request.url.path if request.method == "GET" else "/",
            other=next(other.value for other in Language if other is not language),
            release=lent.release.number if lent else None,
            say=spoken(PHRASES, language),
            bands=spoken(BANDS, language),
            statuses=spoken(STATUSES, language),
            **values,
        )
    )
    headers = {"Content-Language": language.value, "Cache-Control": "no-store", "Vary": "Accept, Accept-Language"}
    return HTMLResponse(text, code, headers)


def address(iri: str) -> str | None:
    """Where a link to an IRI leads: ours to this service, others on the web as they are; None for any other scheme.

    >>> address("https://w3id.org/s3graph/id/area/livsmedel")
    '/id/area/livsmedel'
    """
    if iri.startswith(BASE):
        return "/" + iri.removeprefix(BASE)
    return iri if iri.startswith(("https://", "http://")) else None


def place(iri: str) -> str:
    """What a link to a source is called: the host of a web page, the end of an address of ours.

    >>> place("https://www.example.org/about?x=1"), place("https://w3id.org/s3graph/id/source/platform")
    ('example.org', 'platform')
    """
    if iri.startswith(BASE):
        return iri.rsplit("/", 1)[-1]
    return (urlsplit(iri).hostname or iri).removeprefix("www.")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["address"] = address
    environment.filters["place"] = place
    return environment

"""Pages for people: templates filled with messages of one language. Everything filled in is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.language import CHOICE, remember
from api.messages import in_language, spoken
from api.negotiation import VARY
from s3graph.matching.rendering import BANDS
from s3graph.model import Language
from s3graph.vocabulary import BASE

_TEMPLATES = Path(__file__).parent / "templates"
SECTIONS = {
    "start": "/",
    "actors": "/actors",
    "areas": "/areas",
    "competences": "/competences",
    "initiatives": "/initiatives",
    "regions": "/regions",
    "map": "/map",
    "questions": "/api/v1/queries",
}
"""The navigation: what ``pages.toml`` calls it (``nav_…``), and where it leads."""
PAGES = {
    "actor": "actors",
    "area": "areas",
    "competence": "competences",
    "initiative": "initiatives",
    "region": "regions",
}
"""Kinds of things that have a page for readers, by the kind in their address."""


def render(
    request: Request,
    template: str,
    language: Language,
    code: int = 200,
    *,
    again: Sequence[tuple[str, str]] = (),
    **values: Any,
) -> HTMLResponse:
    """A page in one language; ``values`` are what its template names beside the messages every page has.

    ``again``: the fields of the form that a page answers to, which the switch of language sends once more.
    """
    lent = getattr(request.state, "published", None)
    text = (
        _environment()
        .get_template(template)
        .render(
            language=language.value,
            here=request.url.path if request.method == "GET" or again else "/",
            kept=_kept(request) if code < 400 else "",
            again=again,
            other=next(other.value for other in Language if other is not language),
            sections=SECTIONS,
            section=section_of(request.url.path),
            release=lent.release.number if lent else None,
            say=spoken("pages", language),
            bands=in_language(BANDS, language),
            statuses=spoken("statuses", language),
            **values,
        )
    )
    headers = {"Content-Language": language.value, "Cache-Control": "no-store", "Vary": VARY}
    response = HTMLResponse(text, code, headers)
    remember(request, response)
    return response


def written(template: str, language: Language, **values: Any) -> str:
    """A template of plain text, filled; nothing is escaped."""
    said = {"say": spoken("pages", language), "bands": in_language(BANDS, language)}
    statuses = spoken("statuses", language)
    return _environment().get_template(template).render(language=language.value, statuses=statuses, **said, **values)


def section_of(path: str) -> str | None:
    """The entry of the navigation a page belongs to.

    >>> section_of("/actors/iuc-kalmar"), section_of("/privacy")
    ('actors', None)
    """
    if path in ("/", "/answer"):
        return "start"
    below = (name for name, top in SECTIONS.items() if top != "/" and f"{path}/".startswith(f"{top}/"))
    return next(below, None)


def _kept(request: Request) -> str:
    """What of the query string the switch of language keeps, ready to be followed by its own parameter."""
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name != CHOICE]
    return f"{urlencode(pairs)}&" if pairs and request.method == "GET" else ""


def address(iri: str) -> str | None:
    """Where a link to an IRI leads: ours to this service, others on the web as they are; None for any other scheme.

    >>> address("https://w3id.org/s3graph/id/area/livsmedel")
    '/id/area/livsmedel'
    """
    if iri.startswith(BASE):
        return "/" + iri.removeprefix(BASE)
    return iri if iri.startswith(("https://", "http://")) else None


def page_of(iri: str) -> str | None:
    """Where a link to an IRI leads a reader: to its page, where its kind has one, else as ``address``.

    >>> page_of("https://w3id.org/s3graph/id/actor/iuc"), page_of("https://w3id.org/s3graph/id/service/prov")
    ('/actors/iuc', '/id/service/prov')
    """
    kind, _, slug = iri.removeprefix(f"{BASE}id/").partition("/")
    return f"/{PAGES[kind]}/{slug}" if iri.startswith(f"{BASE}id/") and kind in PAGES else address(iri)


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
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["address"] = address
    environment.filters["page"] = page_of
    environment.filters["place"] = place
    return environment

"""``/id/...``, ``/doc/...`` and ``/ontology``: every address of the graph leads to what is said about it.

A thing is not a document: ``/id/{kind}/{slug}`` answers 303 with the address of a document about it, by ``Accept``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pyoxigraph import NamedNode, Quad, Triple

from api.caching import SECONDS, lasting
from api.jsonld import FILE
from api.negotiation import ENDINGS, HTML, JSON_LD, RDF_MEDIA_TYPES, VARY, negotiated
from api.ontology_page import ONTOLOGY, ontology_values
from api.pages import render
from api.phrases import spoken
from api.rdf import written
from api.refusals import NotAcceptableError
from api.resource_page import ResourcePage
from api.resource_phrases import WORDS
from api.state import Published, language_of, published, state_of
from s3graph.errors import NotFoundError
from s3graph.model import Language, Text
from s3graph.querying.description import describe, documented
from s3graph.resources import shelf
from s3graph.vocabulary import BASE, OWL, graph

router = APIRouter(tags=["resources"])
Release = Annotated[Published, Depends(published)]
Kind = Annotated[str, Path(description="What sort of thing / Vad för slags sak", examples=["actor"], max_length=100)]
Slug = Annotated[str, Path(description="The end of its address / Slutet av dess adress", max_length=300)]
Spoken = Annotated[Language | None, Query(description="Language of the page / Sidans språk")]


@router.get(
    "/id/{kind}/{slug}",
    summary="Where a thing is described / Var en sak beskrivs",
    status_code=303,
    response_class=Response,
)
def identified(request: Request, release: Release, kind: Kind, slug: Slug) -> Response:
    """303 to the document about it in the format that ``Accept`` likes best; a page where nothing is asked for."""
    _known(release, f"id/{kind}/{slug}")
    chosen = negotiated(request, tuple(ENDINGS.values()))
    ending = next(ending for ending, media_type in ENDINGS.items() if media_type == chosen)
    headers = {"Location": _document(request, kind, slug, ending), "Vary": VARY}
    return Response(status_code=303, headers={**headers, "Cache-Control": f"public, max-age={SECONDS}"})


@router.get(
    "/doc/{kind}/{name}",
    summary="What is said about a thing / Vad som sägs om en sak",
    response_class=Response,
    responses={200: {"content": {media_type: {} for media_type in ENDINGS.values()}, "description": "By the ending"}},
)
def document(request: Request, release: Release, kind: Kind, name: Slug, language: Spoken = None) -> Response:
    """Its statements with their claims. The ending of the name says the format: html, ttl, jsonld, nt or rdf."""
    slug, _, ending = name.rpartition(".")
    if not slug or ending not in ENDINGS:
        _known(release, f"id/{kind}/{name}")
        raise NotAcceptableError([f".{known}" for known in ENDINGS])
    node = _known(release, f"id/{kind}/{slug}")
    formats = [(known, _document(request, kind, slug, known)) for known in ENDINGS]
    if ENDINGS[ending] == HTML:
        response = _page(request, release, node, language, formats[1:])
    else:
        response = written(request, documented(release.store, node), ENDINGS[ending])
    links = (f'<{href}>; rel="alternate"; type="{ENDINGS[known]}"' for known, href in formats if known != ending)
    response.headers["Link"] = ", ".join(links)
    return response


@router.get(
    "/ontology",
    summary="The words of the graph / Grafens ord",
    response_class=Response,
    responses={200: {"content": {media_type: {} for media_type in ENDINGS.values()}, "description": "By Accept"}},
)
def ontology(request: Request, release: Release, language: Spoken = None) -> Response:
    """All classes and properties of our own, with how they lie below the standard ones."""
    return _ontology(request, release, language)


@router.get("/ontology/" + FILE, summary="The JSON-LD context / JSON-LD-kontexten", response_class=Response)
def context(request: Request) -> Response:
    """The words of our JSON-LD, and what they mean."""
    return lasting(request, (shelf("ontology") / FILE).read_bytes(), JSON_LD)


@router.get(
    "/ontology/{term}",
    summary="One word of the graph / Ett av grafens ord",
    response_class=Response,
    responses={200: {"content": {media_type: {} for media_type in ENDINGS.values()}, "description": "By Accept"}},
)
def term(request: Request, release: Release, term: Slug, language: Spoken = None) -> Response:
    """A class or property, such as ``SupportActor``; a version of the ontology answers as the ontology."""
    for path in (f"ontology#{term}", f"ontology/{term}"):
        node = _node(path)
        if node is not None and release.store.knows(node):
            if negotiated(request, (HTML, *RDF_MEDIA_TYPES)) == HTML:
                return _page(request, release, node, language, [])
            return written(request, documented(release.store, node))
    version = _node(f"ontology/{term}")
    if version is not None and any(release.store.quads(ONTOLOGY, OWL.versionIRI, version)):
        return _ontology(request, release, language)
    raise NotFoundError(Text(sv=f"Ontologin har inget ord {term[:80]}.", en=f"The ontology has no word {term[:80]}."))


def _ontology(request: Request, release: Published, language: Language | None) -> Response:
    if negotiated(request, (HTML, *RDF_MEDIA_TYPES)) == HTML:
        chosen = language or language_of(request)
        values = ontology_values(release.store, chosen)
        page = render(request, "ontology.html", chosen, words=spoken(WORDS, chosen), **values)
        return lasting(request, bytes(page.body), HTML, chosen)
    return written(request, _sorted(release.store.quads(None, None, None, graph("ontology"))))


def _page(
    request: Request,
    release: Published,
    node: NamedNode,
    language: Language | None,
    formats: list[tuple[str, str]],
) -> Response:
    chosen = language or language_of(request)
    thing = ResourcePage(describe(release.store, node), chosen, release.store.label)
    words = spoken(WORDS, chosen)
    page = render(request, "resource.html", chosen, thing=thing, words=words, formats=formats, path=request.url.path)
    return lasting(request, bytes(page.body), HTML, chosen)


def _known(release: Published, path: str) -> NamedNode:
    """The node at a path below our base. NotFoundError where the release says nothing of it."""
    for spelt in (path, quote(path)):
        node = _node(spelt)
        if node is not None and release.store.knows(node):
            return node
    raise NotFoundError(
        Text(
            sv=f"Den här utgåvan säger inget om {BASE}{path[:200]}.",
            en=f"This release says nothing about {BASE}{path[:200]}.",
        )
    )


def _node(path: str) -> NamedNode | None:
    """None where it cannot be part of an address."""
    try:
        return NamedNode(BASE + path)
    except ValueError:
        return None


def _document(request: Request, kind: str, slug: str, ending: str) -> str:
    """Absolute where the service knows its public address."""
    public = state_of(request).settings.public_url.rstrip("/")
    return f"{public}/doc/{quote(kind)}/{quote(slug)}.{ending}"


def _sorted(quads: Iterator[Quad]) -> list[Triple]:
    return sorted((quad.triple for quad in quads), key=str)

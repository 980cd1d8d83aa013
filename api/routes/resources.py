"""``/id/...``, ``/doc/...`` and ``/graph/...``: every address of the graph leads to what is said about it.

A thing is not a document: ``/id/{kind}/{slug}`` answers 303 with the address of a document about it, by ``Accept``.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.documents import DOCUMENTS, document, leading_to, parted
from api.negotiation import ENDINGS
from api.nodes import Found, found_at, node_at, sought, unknown
from api.pages import PAGES
from api.refusals import NotAcceptableError
from api.state import Published, published
from s3graph.model import Language
from s3graph.querying.addresses import standing_for
from s3graph.vocabulary import BASE

router = APIRouter(tags=["resources"])
Release = Annotated[Published, Depends(published)]
Kind = Annotated[str, Path(description="What sort of thing / Vad för slags sak", examples=["region"], max_length=100)]
Slug = Annotated[
    str,
    Path(description="The end of its address / Slutet av dess adress", examples=["region-kronoberg"], max_length=300),
]
Graph = Annotated[str, Path(description="Name of a graph / Namn på en graf", examples=["platform"], max_length=100)]
Spoken = Annotated[Language | None, Query(description="Language of the page / Sidans språk", examples=["sv"])]


@router.get(
    "/id/{kind}/{slug}",
    summary="Where a thing is described / Var en sak beskrivs",
    status_code=303,
    response_class=Response,
)
def identified(request: Request, release: Release, kind: Kind, slug: Slug) -> Response:
    """303 to the document about it in the format that ``Accept`` likes best; a page where nothing is asked for.

    An address that has been merged into another leads to what is said of that one.
    """
    for name, ending in ((slug, None), parted(slug)):
        found = _described(request, release, f"{kind}/{name}")
        if found is not None:
            return leading_to(request, found[1], ending)
    raise unknown(f"id/{kind}/{slug}")


def read(request: Request, release: Release, slug: Slug, language: Spoken = None) -> Response:
    """The page about a thing, below the list it stands in. One that has been merged leads to the page of the other."""
    section = request.url.path.split("/")[1]
    kind = next(kind for kind, place in PAGES.items() if place == section)
    described_at = _described(request, release, f"{kind}/{slug}")
    if described_at is None:
        raise unknown(f"id/{kind}/{slug}")
    found, stem = described_at
    if stem != f"/doc/{kind}/{slug}":
        return leading_to(request, stem, "html")
    return document(request, found, stem, "html", language)


for _section in PAGES.values():
    router.add_api_route(f"/{_section}/{{slug}}", read, response_class=HTMLResponse, include_in_schema=False)


@router.get(
    "/doc/{kind}/{name}",
    summary="What is said about a thing / Vad som sägs om en sak",
    response_class=Response,
    responses=DOCUMENTS,
)
def described(request: Request, release: Release, kind: Kind, name: Slug, language: Spoken = None) -> Response:
    """Its statements with their claims. The ending of the name says the format: html, ttl, jsonld, nt or rdf."""
    slug, ending = parted(name)
    described_at = _described(request, release, f"{kind}/{slug}")
    if described_at is None:
        raise unknown(f"id/{kind}/{slug}")
    if ending is None:
        raise NotAcceptableError([f".{known}" for known in ENDINGS])
    found, stem = described_at
    if stem != f"/doc/{kind}/{slug}":
        return leading_to(request, stem, ending)
    return document(request, found, stem, ending, language)


@router.get(
    "/graph/{name}",
    summary="A named graph / En namngiven graf",
    response_class=Response,
    responses={**DOCUMENTS, 303: {"description": "Without an ending: to one of its documents, by Accept"}},
)
def graph(request: Request, name: Graph, language: Spoken = None) -> Response:
    """Whose it is, how many statements it has, where it can be fetched whole. Without an ending 303, by ``Accept``."""
    slug, ending = parted(name)
    found = found_at(request, f"graph/{slug}")
    if ending is None:
        return leading_to(request, f"/graph/{slug}")
    return document(request, found, f"/graph/{slug}", ending, language)


def _described(request: Request, release: Published, path: str) -> tuple[Found, str] | None:
    """What is said of a thing, or of the one that it was merged into, and the path of the documents about it."""
    found = sought(request, f"id/{path}")
    if found is not None:
        return found, f"/doc/{path}"
    node = node_at(f"id/{path}")
    standing = standing_for(release.store, node) if node is not None else None
    if standing is None or not release.store.knows(standing):
        return None
    return Found(standing, release.store), standing.value.replace(f"{BASE}id/", "/doc/", 1)

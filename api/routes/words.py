"""``/ontology`` and ``/shapes``: the words of the graph, and the contract that files are held against."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pyoxigraph import Triple

from api.caching import lasting
from api.documents import DOCUMENTS, FILES, document, leading_to, parted
from api.jsonld import FILE
from api.messages import spoken
from api.negotiation import ENDINGS, HTML, JSON_LD, RDF_MEDIA_TYPES, negotiated
from api.nodes import Found, contract, found_at, node_at, sought
from api.ontology_page import ONTOLOGY, ontology_values
from api.pages import render
from api.rdf import written
from api.state import Published, language_of, published
from s3graph.errors import NotFoundError
from s3graph.graph import ReleaseStore
from s3graph.model import Language, Text
from s3graph.resources import shelf
from s3graph.vocabulary import OWL, graph

router = APIRouter(tags=["resources"])
Release = Annotated[Published, Depends(published)]
Word = Annotated[str, Path(description="End of its address / Slutet av adressen", examples=["Need"], max_length=300)]
Ending = Annotated[str, Path(description="html, ttl, jsonld, nt or rdf", examples=["ttl"], max_length=10)]
Spoken = Annotated[Language | None, Query(description="Language of the page / Sidans språk", examples=["sv"])]


@router.get("/ontology", summary="The words of the graph / Grafens ord", response_class=Response, responses=DOCUMENTS)
def ontology(request: Request, release: Release, language: Spoken = None) -> Response:
    """All classes and properties of our own, with how they lie below the standard ones; the format by ``Accept``."""
    return _ontology(request, release, None, language)


@router.get(
    "/ontology.{ending}",
    summary="The words of the graph as a file / Grafens ord som fil",
    response_class=Response,
    responses=DOCUMENTS,
)
def ontology_as(request: Request, release: Release, ending: Ending, language: Spoken = None) -> Response:
    """The same; the ending says the format."""
    return _ontology(request, release, _known(ending), language)


@router.get("/ontology/" + FILE, summary="The JSON-LD context / JSON-LD-kontexten", response_class=Response)
def context(request: Request) -> Response:
    """The words of our JSON-LD, and what they mean."""
    return lasting(request, (shelf("ontology") / FILE).read_bytes(), JSON_LD)


@router.get(
    "/ontology/{term}",
    summary="One word of the graph / Ett av grafens ord",
    response_class=Response,
    responses=DOCUMENTS,
)
def term(request: Request, release: Release, term: Word, language: Spoken = None) -> Response:
    """A class or property, such as ``SupportActor``; a version of the ontology answers as the ontology."""
    for name, ending in ((term, None), parted(term)):
        found = sought(request, f"ontology#{name}", f"ontology/{name}")
        if found is not None:
            return document(request, found, f"/ontology/{name}", ending, language)
        if _is_version(release.store, f"ontology/{name}"):
            return _ontology(request, release, ending, language)
    raise _no_word(term)


@router.get(
    "/ontology/{part}/{version}",
    summary="A version of a part of the ontology / En version av en del av ontologin",
    response_class=Response,
    responses=DOCUMENTS,
)
def part(request: Request, release: Release, part: Word, version: Word, language: Spoken = None) -> Response:
    """A version answers as the part itself does, while it is the one in use."""
    for name, ending in ((version, None), parted(version)):
        found = sought(request, f"ontology/{part}")
        versioned = node_at(f"ontology/{part}/{name}")
        if found and versioned and any(found.store.quads(found.node, OWL.versionIRI, versioned)):
            return document(request, found, f"/ontology/{part}", ending, language)
    raise _no_word(f"{part}/{version}")


@router.get("/shapes", summary="The contract / Kontraktet", response_class=Response, responses=FILES)
@router.get("/shapes/", include_in_schema=False)
def shapes(request: Request) -> Response:
    """All shapes that files are held against, in SHACL, and the profiles that name them."""
    return written(request, contract())


@router.get("/shapes/profiles/{name}", summary="A profile / En profil", response_class=Response, responses=DOCUMENTS)
def profile(request: Request, name: Word, language: Spoken = None) -> Response:
    """Which shapes a file must meet under it. Without an ending 303, by ``Accept``."""
    return _of_contract(request, "profiles/", name, language)


@router.get("/shapes/{name}", summary="One shape / En form", response_class=Response, responses=DOCUMENTS)
def shape(request: Request, name: Word, language: Spoken = None) -> Response:
    """What it asks for, and what it says where that is missing. Without an ending 303, by ``Accept``."""
    return _of_contract(request, "", name, language)


def _of_contract(request: Request, folder: str, name: str, language: Language | None) -> Response:
    slug, ending = parted(name)
    stem = f"shapes/{folder}{slug}"
    found: Found = found_at(request, stem)
    if ending is None:
        return leading_to(request, f"/{stem}")
    return document(request, found, f"/{stem}", ending, language)


def _ontology(request: Request, release: Published, ending: str | None, language: Language | None) -> Response:
    media_type = ENDINGS[ending] if ending else negotiated(request, (HTML, *RDF_MEDIA_TYPES))
    if media_type == HTML:
        chosen = language or language_of(request)
        values = ontology_values(release.store, chosen)
        page = render(request, "ontology.html", chosen, words=spoken("resource", chosen), **values)
        response = lasting(request, bytes(page.body), HTML, chosen)
    else:
        said = (quad.triple for quad in release.store.quads(None, None, None, graph("ontology")))
        response = written(request, _sorted(said), media_type)
    links = [f'</ontology.{known}>; rel="alternate"; type="{other}"' for known, other in ENDINGS.items()]
    response.headers["Link"] = ", ".join(links)
    return response


def _is_version(store: ReleaseStore, path: str) -> bool:
    version = node_at(path)
    return version is not None and any(store.quads(ONTOLOGY, OWL.versionIRI, version))


def _known(ending: str) -> str:
    """NotFoundError where there is no such format."""
    if ending in ENDINGS:
        return ending
    listed = ", ".join(f".{known}" for known in ENDINGS)
    raise NotFoundError(
        Text(sv=f"Ontologin finns inte som .{ending}. Det finns: {listed}.", en=f"No .{ending}; there is: {listed}.")
    )


def _no_word(name: str) -> NotFoundError:
    return NotFoundError(Text(sv=f"Ontologin har inget ord {name[:80]}.", en=f"The ontology has no word {name[:80]}."))


def _sorted(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(triples, key=str)

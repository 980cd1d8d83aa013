"""``/reconcile/{language}``: names of a table matched with our things, as OpenRefine and other clients ask for it.

The W3C community group's Reconciliation Service API 0.2, without JSONP: scripts of other origins use CORS.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Path, Query, Request, Response

from api.headers import SECURITY
from api.nodes import public_address
from api.pages import render
from api.state import Published, published
from api.wire_reconciliation import (
    MOST_QUERIES,
    CandidateWire,
    ProposalWire,
    ResultWire,
    SuggestionsWire,
    SuggestionWire,
    cell,
    property_of,
    read_extension,
    read_queries,
    read_query,
)
from s3graph import __version__
from s3graph.errors import NotFoundError, UsageError
from s3graph.model import Language, Text
from s3graph.querying.reconcilable import KINDS, PROPERTIES, SPACE
from s3graph.querying.reconciling import Sought, kinds_beginning, properties_beginning
from s3graph.vocabulary import S3

router = APIRouter(prefix="/reconcile/{language}", tags=["reconciliation"])
SUGGESTED = 20
_WIDTH, _HEIGHT = 430, 300
_FRAMED = SECURITY["Content-Security-Policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
"""A preview stands in a frame of the client's page; it has no forms and no scripts."""
Release = Annotated[Published, Depends(published)]
Spoken = Annotated[Language, Path(description="Language of names / Språk för namn", examples=["sv"])]
Queries = Annotated[str, Query(description="A batch of queries, JSON / Flera frågor, JSON", max_length=50_000)]
Single = Annotated[
    str, Query(description="One query: JSON or a name / En fråga: JSON eller ett namn", max_length=5_000)
]
Extend = Annotated[str, Query(description="Properties to fetch, JSON / Egenskaper att hämta, JSON", max_length=50_000)]
Prefix = Annotated[str, Query(description="What was typed / Det som skrivits", examples=["trä"], max_length=200)]
Cursor = Annotated[
    int, Query(ge=0, le=100_000, description="How many to skip / Hur många att hoppa över", examples=[0])
]
Identifier = Annotated[
    str, Query(description="Identifier / Identifierare", examples=["area/livsmedel"], max_length=300)
]
KindId = Annotated[str, Query(alias="type", description="Type / Typ", examples=["Competence"], max_length=100)]
Most = Annotated[int, Query(ge=1, le=100, description="At most / Högst", examples=[20])]


@router.get("", summary="The service, or answers to queries / Tjänsten, eller svar på frågor")
def ask(
    request: Request, release: Release, language: Spoken, queries: Queries = "", query: Single = "", extend: Extend = ""
) -> dict[str, Any]:
    """Without parameters what the service offers; with ``queries`` or ``query`` candidates, with ``extend`` values."""
    if queries or query or extend:
        return _answered(release, language, queries=queries, query=query, extend=extend)
    return _manifest(public_address(request), language)


@router.post("", summary="Answers to queries / Svar på frågor")
def ask_by_form(
    release: Release,
    language: Spoken,
    queries: Annotated[str, Form()] = "",
    query: Annotated[str, Form()] = "",
    extend: Annotated[str, Form()] = "",
) -> dict[str, Any]:
    """The same as an urlencoded form, which is how most clients send them."""
    return _answered(release, language, queries=queries, query=query, extend=extend)


@router.get("/suggest/{what}", summary="What begins so / Det som börjar så", response_model_exclude_none=True)
def suggest(
    release: Release,
    language: Spoken,
    what: Annotated[Literal["entity", "type", "property"], Path(description="Of what / Av vad", examples=["entity"])],
    prefix: Prefix = "",
    cursor: Cursor = 0,
) -> SuggestionsWire:
    """Things, types or properties by the beginning of a word in their name, or by their identifier."""
    found: list[SuggestionWire]
    if what == "entity":
        found = [SuggestionWire.of(one, language) for one in release.reconciler.beginning(prefix, language)]
    elif what == "type":
        kinds = kinds_beginning(prefix, language)
        found = [SuggestionWire(id=one.id, name=one.name.in_language(language)) for one in kinds]
    else:
        properties = properties_beginning(prefix, language)
        found = [SuggestionWire(id=one.id, name=one.name.in_language(language)) for one in properties]
    return SuggestionsWire(result=found[cursor : cursor + SUGGESTED])


@router.get("/properties", summary="Properties of a type / Egenskaper hos en typ")
def proposed(language: Spoken, kind: KindId = "", limit: Most = 20) -> ProposalWire:
    """What may be fetched of things of a type; of a type that is not ours nothing."""
    known = KINDS[kind].properties[:limit] if kind in KINDS else ()
    return ProposalWire(type=kind, limit=limit, properties=[property_of(one, language) for one in known])


@router.get(
    "/preview",
    summary="A small page about a thing / En liten sida om en sak",
    response_class=Response,
    responses={
        200: {"content": {"text/html": {"schema": {"type": "string"}}}, "description": "To be shown in a frame"}
    },
)
def preview(request: Request, release: Release, language: Spoken, identifier: Identifier = "") -> Response:
    """``identifier`` is what candidates have as ``id``."""
    thing = release.reconciler.get(identifier)
    if thing is None:
        raise NotFoundError(
            Text(sv=f"Det finns inget {identifier[:80]!r} här.", en=f"There is no {identifier[:80]!r} here.")
        )
    values = [
        (one.name.in_language(language), [value.text.in_language(language) for value in thing.values[one.id]])
        for one in thing.kind.properties
        if thing.values.get(one.id)
    ]
    page = render(
        request, "preview.html", language, thing=thing, spoken=language, address=SPACE + thing.id, rows=values
    )
    page.headers["Content-Security-Policy"] = _FRAMED
    return page


def _answered(release: Published, language: Language, *, queries: str, query: str, extend: str) -> dict[str, Any]:
    """UsageError where nothing, or more than one thing, is asked."""
    if [bool(queries), bool(query), bool(extend)].count(True) != 1:
        raise UsageError(
            Text(sv="Skicka en av queries, query och extend.", en="Send one of queries, query and extend.")
        )
    if extend:
        return _extended(release, language, *read_extension(extend))
    if query:
        return _result(release, language, read_query(query))
    return {name: _result(release, language, sought) for name, sought in read_queries(queries).items()}


def _result(release: Published, language: Language, sought: Sought) -> dict[str, Any]:
    found = release.reconciler.candidates(sought)
    written = ResultWire(result=[CandidateWire.of(one, language) for one in found])
    return written.model_dump(exclude_none=True)


def _extended(release: Published, language: Language, ids: list[str], columns: list[str]) -> dict[str, Any]:
    """Of things and properties that are not ours the cells are empty."""
    things = {identifier: release.reconciler.get(identifier) for identifier in ids}
    rows = {
        identifier: {
            name: [cell(value, language) for value in (thing.values.get(name, ()) if thing else ())] for name in columns
        }
        for identifier, thing in things.items()
    }
    named = {name: PROPERTIES[name].name.in_language(language) if name in PROPERTIES else name for name in columns}
    return {"meta": [{"id": name, "name": label} for name, label in named.items()], "rows": rows}


def _manifest(public: str, language: Language) -> dict[str, Any]:
    here = f"{public}/reconcile/{language.value}"
    title = Text(sv="S3Graph: innovationsstöd i Småland och öarna", en="S3Graph: innovation support, Småland och öarna")
    return {
        "versions": ["0.2"],
        "name": title.in_language(language),
        "identifierSpace": SPACE,
        "schemaSpace": S3.iri,
        "serviceVersion": __version__,
        "documentation": f"{public}/openapi.json",
        "defaultTypes": [{"id": one.id, "name": one.name.in_language(language)} for one in KINDS.values()],
        "view": {"url": f"{public}/id/{{{{id}}}}"},
        "preview": {"url": f"{here}/preview?identifier={{{{id}}}}", "width": _WIDTH, "height": _HEIGHT},
        "suggest": {
            what: {"service_url": here, "service_path": f"/suggest/{what}"} for what in ("entity", "type", "property")
        },
        "extend": {"propose_properties": {"service_url": here, "service_path": "/properties"}, "property_settings": []},
        "batchSize": MOST_QUERIES,
    }

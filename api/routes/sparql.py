"""``/sparql``: the SPARQL 1.1 Protocol for queries. A routing table to hold against the W3C text, section 2.1.

Answers come from processes that are ended at their deadline; nothing is evaluated in the service itself.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response

from api.bodies import FORM, media_type
from api.endpoint import described
from api.negotiation import HTML, RDF_MEDIA_TYPES, negotiated
from api.pages import render
from api.queried import queried
from api.rdf import written
from api.refusals import MediaTypeError
from api.state import Published, language_of, published, state_of
from s3graph.errors import QueryError
from s3graph.model import Text

router = APIRouter(tags=["sparql"])
SPARQL_QUERY = "application/sparql-query"
SPARQL_UPDATE = "application/sparql-update"
EXAMPLE = """PREFIX s3: <https://w3id.org/s3graph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?actor ?name WHERE { ?actor a s3:SupportActor ; skos:prefLabel ?name } ORDER BY ?name LIMIT 20"""
Pairs = list[tuple[str, str]]
Release = Annotated[Published, Depends(published)]


@router.get("/sparql", summary="Ask in SPARQL, or what this endpoint is / Fråga i SPARQL", response_class=Response)
async def ask(request: Request, release: Release) -> Response:
    """``?query=`` is answered. Without it: the description of the endpoint, as a page where HTML is asked for."""
    pairs = request.query_params.multi_items()
    if any(name in ("query", "update") for name, _ in pairs):
        return await _answered(request, release, pairs)
    chosen = negotiated(request, (*RDF_MEDIA_TYPES, HTML))
    if chosen == HTML:
        longest = state_of(request).settings.query_length
        return render(request, "query.html", language_of(request), query=EXAMPLE, query_length=longest)
    return written(request, described(release, _own_address(request)), chosen)


@router.post(
    "/sparql",
    summary="Ask in SPARQL / Fråga i SPARQL",
    response_class=Response,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                SPARQL_QUERY: {"schema": {"type": "string"}, "example": EXAMPLE},
                FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}}}},
            },
        }
    },
)
async def ask_by_post(request: Request, release: Release) -> Response:
    """The query as the body itself, or as ``query`` of an urlencoded form."""
    found = media_type(request)
    if found == SPARQL_QUERY:
        body = ("query", _text(await request.body()))
        return await _answered(request, release, [*request.query_params.multi_items(), body])
    if found == FORM:
        return await _answered(request, release, _pairs(await request.body()))
    if found == SPARQL_UPDATE:
        raise _no_updates()
    raise MediaTypeError(found, (SPARQL_QUERY, FORM))


async def _answered(request: Request, release: Published, pairs: Pairs) -> Response:
    return await queried(request, release, _one_query(pairs))


def _one_query(pairs: Pairs) -> str:
    """QueryError where there is none or more than one, where it is an update, or where a dataset is chosen."""
    given = {name for name, _ in pairs}
    if given & {"update", "using-graph-uri", "using-named-graph-uri"}:
        raise _no_updates()
    if given & {"default-graph-uri", "named-graph-uri"}:
        raise QueryError(
            Text(
                sv="default-graph-uri och named-graph-uri används inte här. Välj grafer i frågan: GRAPH eller FROM.",
                en="default-graph-uri and named-graph-uri are not used here. Name graphs in the query: GRAPH or FROM.",
            )
        )
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise QueryError(
            Text(
                sv=f"Anropet har {len(queries)} frågor (query). Skicka en.",
                en=f"The request has {len(queries)} queries (query). Send one.",
            )
        )
    return queries[0]


def _no_updates() -> QueryError:
    return QueryError(
        Text(
            sv="Här går det bara att läsa. Data kommer in genom 's3graph import', som granskar dem.",
            en="This endpoint can only be read. Data comes in through 's3graph import', which validates it.",
        )
    )


def _pairs(body: bytes) -> Pairs:
    try:
        return parse_qsl(_text(body), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _not_utf8() -> QueryError:
    return QueryError(
        Text(sv="Frågan är inte i UTF-8. Skicka den i UTF-8.", en="The query is not in UTF-8. Send it in UTF-8.")
    )


def _own_address(request: Request) -> str:
    public = state_of(request).settings.public_url or str(request.base_url)
    return f"{public.rstrip('/')}/sparql"

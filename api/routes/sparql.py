"""``/sparql``: the SPARQL 1.1 Protocol for queries. A routing table to hold against the W3C text, section 2.1.

Answers come from processes that are ended at their deadline; nothing is evaluated in the service itself.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.exceptions import HTTPException

from api.bodies import FORM
from api.endpoint import described, own_address
from api.negotiation import HTML, RDF_MEDIA_TYPES, negotiated
from api.pages import render
from api.queried import answered
from api.rdf import written
from api.sparql_request import SPARQL_QUERY, asked, has_query
from api.state import Published, language_of, published, state_of

router = APIRouter(tags=["sparql"])
ALLOWED = {"Allow": "GET, HEAD, OPTIONS, POST"}
EXAMPLE = """PREFIX s3: <https://w3id.org/s3graph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?actor ?name WHERE { ?actor a s3:SupportActor ; skos:prefLabel ?name } ORDER BY ?name LIMIT 20"""
Release = Annotated[Published, Depends(published)]


@router.get("/sparql", summary="Ask in SPARQL, or what this endpoint is / Fråga i SPARQL", response_class=Response)
async def ask(request: Request, release: Release) -> Response:
    """``?query=`` is answered. Without it: the description of the endpoint, as a page where HTML is asked for."""
    if has_query(request):
        return await answered(request, release, await asked(request))
    chosen = negotiated(request, (*RDF_MEDIA_TYPES, HTML))
    if chosen == HTML:
        longest = state_of(request).settings.query_length
        return render(request, "query.html", language_of(request), query=EXAMPLE, query_length=longest)
    return written(request, described(release, own_address(request)), chosen)


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
    return await answered(request, release, await asked(request))


@router.options("/sparql", include_in_schema=False)
async def methods() -> Response:
    """What may be asked how; a browser's own question before a request of another origin is answered before this."""
    return Response(status_code=204, headers={**ALLOWED, "Accept-Post": f"{SPARQL_QUERY}, {FORM}"})


@router.api_route("/sparql", methods=["PUT", "PATCH", "DELETE"], include_in_schema=False)
async def no_such_method() -> Response:
    raise HTTPException(405, headers=ALLOWED)

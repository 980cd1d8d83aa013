"""Statements in an RDF syntax."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from api.caching import lasting
from api.jsonld import FILE, Context
from api.negotiation import JSON_LD, N_TRIPLES, RDF_MEDIA_TYPES, RDF_XML, TURTLE, negotiated
from api.state import state_of
from s3graph.vocabulary import PREFIXES

_FORMATS: Mapping[str, RdfFormat] = {
    TURTLE: RdfFormat.TURTLE,
    N_TRIPLES: RdfFormat.N_TRIPLES,
    RDF_XML: RdfFormat.RDF_XML,
}


def written(request: Request, triples: Iterable[Triple], media_type: str | None = None) -> Response:
    """In the media type given, one of ``RDF_MEDIA_TYPES``, else in the one of them that ``Accept`` likes best."""
    chosen = media_type or negotiated(request, RDF_MEDIA_TYPES)
    return lasting(request, serialized(triples, chosen, context_address(request)), chosen)


def serialized(triples: Iterable[Triple], media_type: str, context: str) -> bytes:
    """``context`` is the address that JSON-LD gives for its words."""
    said = tuple(triples)
    if media_type == JSON_LD:
        return Context.shipped().document(said, context)
    content = serialize(said, format=_FORMATS[media_type], prefixes=_used(said)) or b""
    return _in_order(content) if media_type == TURTLE else content


def context_address(request: Request) -> str:
    """Where this service serves its JSON-LD context."""
    public = state_of(request).settings.public_url or str(request.base_url)
    return f"{public.rstrip('/')}/ontology/{FILE}"


def _used(triples: Iterable[Triple]) -> dict[str, str]:
    """The prefixes that abbreviate something."""
    named = {
        term.datatype.value if isinstance(term, Literal) else term.value
        for triple in triples
        for term in (triple.predicate, triple.object)
        if isinstance(term, NamedNode | Literal)
    }
    return {prefix: iri for prefix, iri in PREFIXES.items() if any(name.startswith(iri) for name in named)}


def _in_order(turtle: bytes) -> bytes:
    """The prefixes by name; the serializer writes them in another order every time."""
    lines = turtle.split(b"\n")
    count = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), 0)
    return b"\n".join([*sorted(lines[:count]), *lines[count:]])

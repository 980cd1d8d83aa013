"""The parameters of a SPARQL 1.1 Protocol request, from a query string, a form or a body."""

from __future__ import annotations

from urllib.parse import parse_qsl

from fastapi import Request

from api.bodies import FORM, media_type
from api.queried import Asking
from api.refusals import MediaTypeError
from s3graph.errors import QueryError
from s3graph.model import Text
from s3graph.querying.dataset import requested

SPARQL_QUERY = "application/sparql-query"
SPARQL_UPDATE = "application/sparql-update"
_UPDATES = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})
Pairs = list[tuple[str, str]]


def has_query(request: Request) -> bool:
    """Whether a GET asks something, be it wrongly, rather than what this endpoint is."""
    return bool({"query", *_UPDATES} & request.query_params.keys())


async def asked(request: Request) -> Asking:
    """What the request asks; 2.1.1 to 2.1.4 of the protocol. QueryError or MediaTypeError where that cannot be told."""
    pairs = request.query_params.multi_items()
    if request.method == "POST":
        found = media_type(request)
        if found == SPARQL_UPDATE:
            raise _no_updates()
        if found == SPARQL_QUERY:
            pairs = [*pairs, ("query", _text(await request.body()))]
        elif found == FORM:
            pairs = [*pairs, *_pairs(await request.body())]
        else:
            raise MediaTypeError(found, (SPARQL_QUERY, FORM))
    return _asking(pairs)


def _asking(pairs: Pairs) -> Asking:
    if _UPDATES & {name for name, _ in pairs}:
        raise _no_updates()
    queries = _values(pairs, "query")
    if len(queries) != 1:
        raise QueryError(
            Text(
                sv=f"Anropet har {len(queries)} frågor (query). Skicka en.",
                en=f"The request has {len(queries)} queries (query). Send one.",
            )
        )
    formats = [name for name in _values(pairs, "format") if name]
    dataset = requested(_values(pairs, "default-graph-uri"), _values(pairs, "named-graph-uri"))
    return Asking(queries[0], named=formats[0] if formats else None, dataset=dataset)


def _values(pairs: Pairs, wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == wanted)


def _no_updates() -> QueryError:
    return QueryError(
        Text(
            sv="Här går det bara att läsa. Data kommer in genom POST /api/v1/imports eller 's3graph import', som "
            "granskar dem.",
            en="This endpoint can only be read. Data comes in through POST /api/v1/imports or 's3graph import', which "
            "validate it.",
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

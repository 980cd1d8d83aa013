"""Answers of queries over HTTP: the guard first, then the format, then the fleet; free and saved ones alike."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.negotiation import negotiated
from api.refusals import NotAcceptableError
from api.state import Published, state_of
from s3graph.querying import check_length, form_of, formats_of

_PLAIN = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
}
"""Names by which rows are asked for too."""


async def queried(request: Request, release: Published, text: str, media_type: str | None = None) -> StreamingResponse:
    """The answer as it comes, in ``media_type`` or in what ``Accept`` likes best.

    QueryError, LimitError, BusyError, QueryTimeoutError as the fleet has them; NotAcceptableError where the form of
    the query has no format that is accepted.
    """
    check_length(text, state_of(request).settings.query_length)
    offered = formats_of(form_of(text))
    plain = {name: meant for name, meant in _PLAIN.items() if meant in offered}
    chosen = media_type or negotiated(request, (*offered, *plain))
    if plain.get(chosen, chosen) not in offered:
        raise NotAcceptableError(offered)
    result = await run_in_threadpool(release.fleet.run, text, plain.get(chosen, chosen))
    return StreamingResponse(result.chunks, media_type=result.media_type, headers={"Vary": "Accept"})

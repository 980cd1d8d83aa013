"""Answers of queries over HTTP: the format first, then a turn, then the fleet; free and saved ones alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from fastapi import Request, Response

from api.caching import has_tag
from api.negotiation import negotiated
from api.refusals import NotAcceptableError
from api.sparql_log import Entry
from api.sparql_response import SMALL, LeftError, StreamedResponse, likes_gzip, packed, while_there
from api.state import Published, state_of
from s3graph import __version__
from s3graph.errors import BusyError, LimitError, QueryFellError, QueryTimeoutError, S3GraphError
from s3graph.querying import Outcome, Query, StreamedAnswer
from s3graph.querying.dataset import Dataset
from s3graph.querying.formats import names_of

VARY = "Accept, Accept-Encoding"
CLIENT_LEFT = 499
_OUTCOMES: dict[type[S3GraphError], str] = {
    QueryTimeoutError: Outcome.TIMEOUT,
    QueryFellError: Outcome.FELL,
    LimitError: Outcome.TOO_LARGE,
    BusyError: "busy",
    S3GraphError: Outcome.REFUSED,
}


@dataclass(frozen=True)
class Asking:
    """What is asked. ``media_type``: the answer's, whatever ``Accept`` says; ``named`` a short name for it."""

    text: str
    media_type: str | None = None
    named: str | None = None
    dataset: Dataset | None = None


async def queried(request: Request, release: Published, text: str, media_type: str | None = None) -> Response:
    """The answer as it comes, in ``media_type`` or in what ``Accept`` likes best.

    QueryError, LimitError, BusyError, QueryTimeoutError as the fleet has them; NotAcceptableError where the form of
    the query has no format that is accepted.
    """
    return await answered(request, release, Asking(text, media_type))


async def answered(request: Request, release: Published, asking: Asking) -> Response:
    """As ``queried``; 304 where the asker has the answer of this release already."""
    entry = Entry(asking.text, release.release.number, str(getattr(request.state, "request_id", "-")))
    try:
        query = Query.of(asking.text, state_of(request).settings.query_length)
    except S3GraphError:
        _finisher(request, entry)(Outcome.REFUSED)
        raise
    query = replace(query, media_type=_format(request, query, asking), dataset=asking.dataset)
    headers = {"Vary": VARY, "Cache-Control": "no-store"}
    if not query.asked.varies:
        tag = _tag(release, query)
        headers |= {"ETag": tag, "Cache-Control": "public, no-cache"}
        if request.method == "GET" and has_tag(request, tag):
            return Response(status_code=304, headers=headers)
    entry.query = query
    return await _run(request, release, (entry, query), headers)


async def _run(request: Request, release: Published, asked: tuple[Entry, Query], headers: dict[str, str]) -> Response:
    """The place of the query is kept until its answer has been sent."""
    entry, query = asked
    state = state_of(request)
    async with AsyncExitStack() as place:

        async def begun() -> tuple[StreamedAnswer, bytes]:
            await place.enter_async_context(state.turns.turn(state.proxies.client_of(request.scope)))
            answer = await release.fleet.stream(query)
            place.callback(answer.close)
            return answer, await answer.first()

        finish = _finisher(request, entry)
        try:
            answer, first = await while_there(request.receive, begun())
        except LeftError:
            finish(Outcome.LEFT)
            return Response(status_code=CLIENT_LEFT)
        except S3GraphError as error:
            finish(next(_OUTCOMES[kind] for kind in type(error).__mro__ if kind in _OUTCOMES))
            raise
        if answer.outcome is Outcome.OK:
            entry.rows, entry.sent = answer.rows, len(first)
            finish(Outcome.OK)
            return _whole(request, first, query.media_type, headers)
        if getattr(request.state, "bodiless", False):
            finish(Outcome.OK)
            return Response(media_type=query.media_type, headers=headers)
        kept = place.pop_all()
    return _streamed(request, answer, first, (entry, headers, kept))


def _whole(request: Request, content: bytes, media_type: str, headers: dict[str, str]) -> Response:
    if len(content) >= SMALL and likes_gzip(request.headers.get("accept-encoding", "")):
        return Response(packed(content), media_type=media_type, headers=headers | {"Content-Encoding": "gzip"})
    return Response(content, media_type=media_type, headers=headers)


def _streamed(
    request: Request, answer: StreamedAnswer, first: bytes, kept: tuple[Entry, dict[str, str], AsyncExitStack]
) -> Response:
    entry, headers, place = kept
    finish = _finisher(request, entry)

    def finished(sent: int) -> None:
        entry.rows, entry.sent = answer.rows, sent
        finish(answer.outcome)

    if likes_gzip(request.headers.get("accept-encoding", "")):
        headers = headers | {"Content-Encoding": "gzip"}
    return StreamedResponse(answer, first, headers, (finished, place))


def _finisher(request: Request, entry: Entry) -> Callable[[str], None]:
    """Says how a query ended, in the log and in the counters."""

    def finish(outcome: str) -> None:
        entry.outcome = outcome
        entry.write(state_of(request).settings)
        state_of(request).metrics.count_query(outcome, entry.seconds)

    return finish


def _format(request: Request, query: Query, asking: Asking) -> str:
    """The media type of the answer. NotAcceptableError where the form has no such format."""
    names = names_of(query.form)
    wanted = asking.media_type or asking.named
    if wanted is None:
        return names[negotiated(request, tuple(names))]
    if wanted.lower() not in names:
        raise NotAcceptableError(tuple(names))
    return names[wanted.lower()]


def _tag(release: Published, query: Query) -> str:
    """Weak: rows without ORDER BY, and blank nodes, may come otherwise next time."""
    parts = (__version__, release.release.manifest.published_at, query.text, str(query.dataset), query.media_type)
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f'W/"{release.release.number}-{digest[:20]}"'

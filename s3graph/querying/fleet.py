"""Answers queries on one release in processes that can be ended at their deadline."""

from __future__ import annotations

import asyncio
import select
import socket
from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import NamedTuple

from s3graph.errors import QueryError
from s3graph.graph import Release
from s3graph.model import Text
from s3graph.querying.crew import Crew, Event, Observe
from s3graph.querying.exchange import READ, Exchange, Outcome
from s3graph.querying.guard import QueryForm
from s3graph.querying.placing import Place
from s3graph.querying.query import Query
from s3graph.querying.worker import START_SECONDS, Worker
from s3graph.settings import Settings


class QueryResult(NamedTuple):
    """``chunks`` are the bytes of the answer in ``media_type``, and may still end in a QueryError or LimitError."""

    form: QueryForm
    media_type: str
    chunks: Iterator[bytes]


class QueryFleet:
    """The processes of one release. May be shared between threads, and between a thread and an event loop.

    They start at once and are ready when the first query needs them; those that have died are started again.
    ``observe`` is told of every process that starts and ends.
    """

    def __init__(self, release: Release, settings: Settings, observe: Observe | None = None) -> None:
        self._settings = settings
        self._crew = Crew(release, Place(release, settings), settings, observe or _unobserved)

    def __enter__(self) -> QueryFleet:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The replica's process; None once closed."""
        return self._crew.pid

    @property
    def workers(self) -> tuple[int, ...]:
        """The processes that answer."""
        return self._crew.workers

    def wait(self) -> None:
        """Until it can answer. QueryError where the release cannot be loaded."""
        self._crew.give_back(_got(self._crew.take(START_SECONDS)))

    def run(self, text: str, media_type: str | None = None, seconds: float | None = None) -> QueryResult:
        """Waits for the first bytes of the answer; take its chunks, or close them.

        QueryError where the query is wrong or fails, QueryTimeoutError at its deadline, LimitError where query or
        answer are too long, BusyError where too many are running.
        """
        query = Query.of(text, self._settings.query_length, media_type)
        return self.read(query if seconds is None else Query(text, query.asked, query.media_type, None, seconds))

    def read(self, query: Query) -> QueryResult:
        """As ``run``, of a query that is made already."""
        worker = _got(self._crew.take(START_SECONDS))
        answer = Answer(Exchange(self._crew, worker, query, self._settings))
        answer.begin()
        return QueryResult(query.form, query.media_type, answer)

    async def stream(self, query: Query) -> StreamedAnswer:
        """Waits for a child, a busy one too, asks it, and gives the answer to be read. Errors as those of ``run``."""
        worker = self._crew.take(patient=True) or await self._taken()
        answer = StreamedAnswer(Exchange(self._crew, worker, query, self._settings))
        try:
            await answer.begin()
        except BaseException:
            answer.close()
            raise
        return answer

    async def _taken(self) -> Worker:
        """A child, as soon as there is one; one that comes when nobody waits any more is given back."""
        taking = asyncio.ensure_future(asyncio.to_thread(self._crew.take, START_SECONDS, patient=True))

        def unwanted(done: asyncio.Future[Worker | None]) -> None:
            worker = None if done.cancelled() or done.exception() else done.result()
            if worker is not None:
                self._crew.give_back(worker)

        try:
            return _got(await asyncio.shield(taking))
        except asyncio.CancelledError:
            taking.add_done_callback(unwanted)
            raise

    def close(self) -> None:
        """Ends all processes; queries under way end with them."""
        self._crew.close()


class Answer(Iterator[bytes]):
    """The answer of one child, read by a thread that waits. Owns the child until it ends or is closed."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._first: bytes | None = None

    def begin(self) -> None:
        """Asks, and waits for the first bytes."""
        left = memoryview(self._exchange.message)
        try:
            while left:
                select.select([], [self._exchange.worker.channel], [], self._exchange.seconds_left())
                left = left[self._exchange.worker.channel.send(left) :]
            self._first = self._next()
        except OSError:
            self._exchange.feed(b"")
        except BaseException:
            self.close()
            raise

    def __next__(self) -> bytes:
        content, self._first = self._first, None
        content = content if content is not None else self._next()
        if not content:
            raise StopIteration
        return content

    def close(self) -> None:
        """Ends the child where it still runs. May be called again."""
        self._exchange.close()

    def __del__(self) -> None:
        self.close()

    def _next(self) -> bytes:
        exchange = self._exchange
        while not exchange.ended:
            content = exchange.take()
            if content is not None:
                return content
            channel = exchange.worker.channel
            if not select.select([channel], [], [], exchange.seconds_left())[0]:
                raise exchange.overdue()
            exchange.feed(_received(channel))
        return b""


class StreamedAnswer(AsyncIterator[bytes]):
    """The answer of one child, read in an event loop. Owns the child until it ends or is closed."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._loop = asyncio.get_running_loop()

    @property
    def query(self) -> Query:
        return self._exchange.query

    @property
    def outcome(self) -> Outcome:
        return self._exchange.outcome

    @property
    def rows(self) -> int:
        """Known once ``outcome`` is OK."""
        return self._exchange.rows

    @property
    def closing(self) -> bytes:
        """What ends the document where the answer breaks off."""
        return self._exchange.closing

    async def begin(self) -> None:
        """Asks."""
        try:
            async with asyncio.timeout(self._exchange.seconds_left()):
                await self._loop.sock_sendall(self._exchange.worker.channel, self._exchange.message)
        except TimeoutError:
            raise self._exchange.overdue() from None
        except OSError:
            self._exchange.feed(b"")

    async def __anext__(self) -> bytes:
        """Cancelled, it leaves the child running: close it then."""
        exchange = self._exchange
        while not exchange.ended:
            content = exchange.take()
            if content:
                return content
            if content is None:
                exchange.feed(await self._read())
        raise StopAsyncIteration

    async def first(self) -> bytes:
        """The first bytes of the answer, or, where it has come already, all of it; ``outcome`` tells which."""
        parts = [content async for content in _one(self)]
        while not self._exchange.ended:
            content = self._exchange.take()
            if content is None:
                break
            parts.append(content)
        return b"".join(parts)

    def close(self) -> None:
        """Ends the child where it still runs. May be called again."""
        self._exchange.close()

    async def _read(self) -> bytes:
        try:
            async with asyncio.timeout(self._exchange.seconds_left()):
                return await self._loop.sock_recv(self._exchange.worker.channel, READ)
        except TimeoutError:
            raise self._exchange.overdue() from None
        except ConnectionError:
            return b""


async def _one(answer: StreamedAnswer) -> AsyncIterator[bytes]:
    async for content in answer:
        yield content
        return


def _received(channel: socket.socket) -> bytes:
    """Nothing where the child has hung up."""
    try:
        return channel.recv(READ)
    except ConnectionError:
        return b""


def _got(worker: Worker | None) -> Worker:
    if worker is None:
        raise QueryError(
            Text(
                sv="Utgåvan har inte hunnit läsas in för frågor. Försök igen om en stund.",
                en="The release has not been loaded for queries yet. Try again in a moment.",
            )
        )
    return worker


def _unobserved(event: Event) -> None:
    pass

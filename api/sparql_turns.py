"""Whose query runs next: so many at once, so many of one client, and a queue in which clients take turns."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from s3graph.errors import BusyError
from s3graph.model import Text
from s3graph.settings import Settings

Ticket = asyncio.Future[None]


class Turns:
    """Lives in one event loop. A client that sends many waits behind its own, not before everybody else's."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._running: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[Ticket]] = OrderedDict()

    @property
    def running(self) -> int:
        return self._running.total()

    @property
    def waiting(self) -> int:
        return sum(len(tickets) for tickets in self._waiting.values())

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """BusyError where the queue is full, or where the turn does not come in time."""
        if self._waiting or not self._may_run(client):
            await self._wait(client)
        else:
            self._running[client] += 1
        try:
            yield
        finally:
            self._leave(client)

    def _may_run(self, client: str) -> bool:
        return (
            self.running < self._settings.query_concurrency
            and self._running[client] < self._settings.query_client_concurrency
        )

    async def _wait(self, client: str) -> None:
        if self.waiting >= self._settings.query_queue:
            raise _busy(f"{self.waiting} frågor väntar redan", f"{self.waiting} queries are waiting already")
        ticket: Ticket = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(ticket)
        self._call()
        try:
            async with asyncio.timeout(self._settings.query_queue_seconds):
                await ticket
        except BaseException as error:
            if ticket.done() and not ticket.cancelled():
                self._leave(client)
            else:
                self._forget(client, ticket)
            if isinstance(error, TimeoutError):
                seconds = f"{self._settings.query_queue_seconds:g} s"
                raise _busy(f"Ingen plats blev ledig på {seconds}", f"No place became free in {seconds}") from None
            raise

    def _leave(self, client: str) -> None:
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        self._call()

    def _call(self) -> None:
        """Lets in whoever may run now: the first client in line that has not too many running, which then goes last.

        A ticket that is given up in this very moment is no longer waiting, though its client has not said so yet.
        """
        for client in tuple(self._waiting):
            tickets = self._waiting[client]
            while tickets and tickets[0].done():
                tickets.popleft()
            if tickets and self._may_run(client):
                self._running[client] += 1
                tickets.popleft().set_result(None)
                self._waiting.move_to_end(client)
            self._drop_empty(client)

    def _forget(self, client: str, ticket: Ticket) -> None:
        if client in self._waiting and ticket in self._waiting[client]:
            self._waiting[client].remove(ticket)
            self._drop_empty(client)

    def _drop_empty(self, client: str) -> None:
        if not self._waiting[client]:
            del self._waiting[client]


def _busy(sv: str, en: str) -> BusyError:
    return BusyError(Text(sv=f"{sv}. Försök igen om en stund.", en=f"{en}. Try again in a moment."))

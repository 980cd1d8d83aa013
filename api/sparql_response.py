"""An answer as it comes from its process: packed where that is liked, ended where the asker leaves.

What breaks off in the middle (a limit, the deadline) is closed as a document, so that it can be read as far as it goes,
and then the transfer itself is left unfinished: HTTP's own way to say that something is missing, which every client
notices. Nothing that is not whole ever looks whole.
"""

from __future__ import annotations

import asyncio
import logging
import re
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from typing import TypeVar

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from s3graph.errors import S3GraphError
from s3graph.querying import StreamedAnswer

_T = TypeVar("_T")
_LEVEL = 1
_GZIP = 31
SMALL = 1024
"""Bytes that are not worth packing."""
_AT_ONCE_SECONDS = 0.05
_log = logging.getLogger("s3graph.api")


class LeftError(Exception):
    """The asker has gone; nobody is there to be told."""


async def while_there(receive: Receive, work: Awaitable[_T]) -> _T:
    """The result of the work. It is cancelled, and LeftError raised, where the asker leaves before."""
    task = asyncio.ensure_future(work)
    await asyncio.wait({task}, timeout=_AT_ONCE_SECONDS)
    if not task.done():
        leaving = asyncio.ensure_future(_leaving(receive))
        try:
            await asyncio.wait({task, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            if not task.done():
                task.cancel()
    try:
        return await task
    except asyncio.CancelledError:
        raise LeftError from None


async def _leaving(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class StreamedResponse(Response):
    """``kept``: what is called at the end with the bytes sent, before packing, and what is held until then."""

    def __init__(
        self,
        answer: StreamedAnswer,
        first: bytes,
        headers: Mapping[str, str],
        kept: tuple[Callable[[int], None], AsyncExitStack],
    ) -> None:
        super().__init__(media_type=answer.query.media_type, headers=dict(headers))
        del self.headers["content-length"]
        self._answer = answer
        self._first = first
        self._finish, self._place = kept
        self._sent = 0
        packed = headers.get("Content-Encoding") == "gzip"
        self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP) if packed else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        whole = False
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        try:
            async for content in self._chunks(receive):
                await send({"type": "http.response.body", "body": content, "more_body": True})
            whole = True
        except S3GraphError as error:
            _log.info("an answer breaks off: %s", error.detail.en)
            ending = await self._pack(self._answer.closing) + self._pack_end()
            await send({"type": "http.response.body", "body": ending, "more_body": True})
        except LeftError:
            pass
        finally:
            await self._place.aclose()
            self._finish(self._sent)
        if whole:
            await send({"type": "http.response.body", "body": self._pack_end(), "more_body": False})

    async def _chunks(self, receive: Receive) -> AsyncIterator[bytes]:
        content = self._first
        while content:
            self._sent += len(content)
            packed = await self._pack(content)
            if packed:
                yield packed
            content = await while_there(receive, anext(self._answer, b""))

    async def _pack(self, content: bytes) -> bytes:
        if self._packer is None:
            return content
        return await asyncio.to_thread(self._packer.compress, content)

    def _pack_end(self) -> bytes:
        return b"" if self._packer is None else self._packer.flush()


def packed(content: bytes) -> bytes:
    """A whole body in gzip."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return packer.compress(content) + packer.flush()


def likes_gzip(accepted: str) -> bool:
    """Whether an ``Accept-Encoding`` allows it."""
    for item in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        if name in ("gzip", "*"):
            return not any(re.fullmatch(r"q\s*=\s*0(\.0*)?", parameter) for parameter in parameters)
    return False

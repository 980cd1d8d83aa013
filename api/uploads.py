"""A file sent in, from the connection to the disk: never whole in memory, and nothing left where it does not arrive."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path, PurePosixPath

from fastapi import Request
from python_multipart.multipart import parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect

from api.bodies import media_type
from api.refusals import MediaTypeError
from s3graph.errors import LimitError, ReadError, UsageError
from s3graph.graph.storage import storage_errors
from s3graph.intake.reader import Readers
from s3graph.model import Text

MULTIPART = "multipart/form-data"
ENCODINGS = ("identity", "gzip", "x-gzip", "zstd")
"""How a body may be packed. It is kept so: what it is packed with is told by its first bytes when it is read."""
_CHUNK = 1 << 20
_ENVELOPE = 64 * 1024
"""What a form has beside its file."""
_WRITTEN_AT_ONCE = 1 << 20


class Upload:
    """The file of one request, on its way to ``path``; at most ``limit`` bytes."""

    def __init__(self, request: Request, path: Path, readers: Readers, limit: int) -> None:
        self._request = request
        self._path = path
        self._readers = readers
        self._limit = limit

    @asynccontextmanager
    async def received(self, name: str) -> AsyncIterator[tuple[str, str]]:
        """Gives the file's name and its format, empty where the name's end says it. What is raised inside removes it.

        The body is the file, or a form with one. LimitError past the limit, UsageError where nothing came or not all,
        MediaTypeError where neither name nor type is of a format that is read, before the body is.
        """
        found = media_type(self._request)
        self._check(_declared(self._request))
        self._check_encoding()
        try:
            if found == MULTIPART:
                named = await self._from_form(name)
            else:
                named = self._named(name or _disposed(self._request), found)
                await self._written(self._request.stream())
            yield named
        except BaseException:
            self._path.unlink(missing_ok=True)
            raise

    @asynccontextmanager
    async def taken(self, file: UploadFile) -> AsyncIterator[tuple[str, str]]:
        """As ``received``, of a file that came in a form that has been read already."""
        if not file.filename:
            raise _empty()
        try:
            named = self._named(file.filename, file.content_type or "")
            await self._written(_chunks(file))
            yield named
        except BaseException:
            self._path.unlink(missing_ok=True)
            raise

    async def _from_form(self, name: str) -> tuple[str, str]:
        check_form(self._request, self._limit)
        async with self._request.form(max_files=1, max_fields=1) as form:
            for value in form.values():
                if isinstance(value, UploadFile):
                    named = self._named(name or value.filename or "", value.content_type or "")
                    await self._written(_chunks(value))
                    return named
        raise _empty()

    async def _written(self, chunks: AsyncIterator[bytes]) -> None:
        """Whole on the disk when it returns: what has been accepted outlives the machine's power."""
        size, waiting = 0, bytearray()
        with storage_errors(self._path):
            stream = await run_in_threadpool(self._path.open, "xb")
        with stream:
            try:
                async for chunk in chunks:
                    size += len(chunk)
                    self._check(size)
                    waiting += chunk
                    if len(waiting) >= _WRITTEN_AT_ONCE:
                        with storage_errors(self._path):
                            await run_in_threadpool(stream.write, bytes(waiting))
                        waiting.clear()
            except ClientDisconnect as error:
                raise UsageError(Text(sv="Filen kom inte fram hel.", en="The file did not arrive whole.")) from error
            with storage_errors(self._path):
                stream.write(waiting)
                stream.flush()
                await run_in_threadpool(os.fsync, stream.fileno())
        if not size:
            raise _empty()

    def _named(self, name: str, found: str) -> tuple[str, str]:
        kept = PurePosixPath(name.replace("\\", "/")).name or "file"
        try:
            self._readers.choose(kept)
        except ReadError as error:
            read = tuple(known for reader in self._readers.all for known in reader.media_types)
            if found not in read:
                raise MediaTypeError(found, (*read, MULTIPART)) from error
            return kept, found
        return kept, ""

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise _too_large(self._limit)

    def _check_encoding(self) -> None:
        given = self._request.headers.get("content-encoding", "identity").strip().lower()
        if given not in ENCODINGS:
            raise MediaTypeError(given, ENCODINGS, header="Content-Encoding")


def check_form(request: Request, limit: int) -> None:
    """UsageError for a form with a file that does not state its length, LimitError where that is past the limit: what
    comes is kept on the disk before anybody knows how much it is."""
    if "content-length" not in request.headers:
        raise UsageError(
            Text(
                sv="Ett formulär måste ange sin längd. Skicka filen som anropets innehåll i stället.",
                en="A form must state its length. Send the file as the body of the request instead.",
            )
        )
    if _declared(request) > limit + _ENVELOPE:
        raise _too_large(limit)


def _too_large(limit: int) -> LimitError:
    return LimitError(
        Text(
            sv=f"Filen är större än {limit >> 20} MiB (S3GRAPH_IMPORT_MB). Packa eller dela den.",
            en=f"The file is larger than {limit >> 20} MiB (S3GRAPH_IMPORT_MB). Pack it, or split it.",
        )
    )


async def _chunks(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(_CHUNK):
        yield chunk


def _declared(request: Request) -> int:
    given = request.headers.get("content-length", "0")
    return int(given) if given.isdecimal() else 0


def _disposed(request: Request) -> str:
    """The file name of a ``Content-Disposition`` header."""
    _, parameters = parse_options_header(request.headers.get("content-disposition", ""))
    return parameters.get(b"filename", b"").decode("utf-8", "replace")[:200]


def _empty() -> UsageError:
    return UsageError(Text(sv="Ingen fil kom fram.", en="No file arrived."))

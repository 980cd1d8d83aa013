"""A file sent in, from the connection to the disk: never whole in memory, and nothing left where it does not arrive."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect

from api.bodies import media_type
from api.refusals import MediaTypeError
from s3graph.errors import LimitError, UsageError
from s3graph.graph.storage import storage_errors
from s3graph.model import Text

MULTIPART = "multipart/form-data"
FORMATS = (
    "text/turtle",
    "application/n-triples",
    "application/n-quads",
    "application/trig",
    "application/rdf+xml",
    "application/ld+json",
)
PACKED = ("application/gzip", "application/zip", "application/zstd", "application/octet-stream")
_CHUNK = 1 << 20


async def received(request: Request, path: Path, limit: int, name: str) -> tuple[str, str]:
    """Writes the body, or the one file of a form, to ``path``; gives the file's name and its format, empty where the
    name's end says it.

    LimitError past ``limit`` bytes, UsageError where nothing came, MediaTypeError for a type that is not read where no
    name says the format either.
    """
    _check(int(request.headers.get("content-length", "0") or 0), limit)
    found = media_type(request)
    if not name and found not in (*FORMATS, *PACKED, MULTIPART):
        raise MediaTypeError(found, (*FORMATS, *PACKED, MULTIPART))
    try:
        if found == MULTIPART:
            return await _from_form(request, path, limit, name)
        await _written(request.stream(), path, limit)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return _named(name, found)


async def _from_form(request: Request, path: Path, limit: int, name: str) -> tuple[str, str]:
    if "content-length" not in request.headers:
        raise UsageError(
            Text(
                sv="Ett formulär måste ange sin längd. Skicka filen som anropets innehåll i stället.",
                en="A form must state its length. Send the file as the body of the request instead.",
            )
        )
    async with request.form(max_files=1, max_fields=1) as form:
        for value in form.values():
            if isinstance(value, UploadFile):
                await _written(_chunks(value), path, limit)
                return _named(name or value.filename or "", value.content_type or "")
    raise _empty()


async def _chunks(file: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await file.read(_CHUNK):
        yield chunk


async def _written(chunks: AsyncIterator[bytes], path: Path, limit: int) -> None:
    size = 0
    with storage_errors(path):
        stream = await run_in_threadpool(path.open, "xb")
    with stream:
        try:
            async for chunk in chunks:
                size += len(chunk)
                _check(size, limit)
                with storage_errors(path):
                    await run_in_threadpool(stream.write, chunk)
        except ClientDisconnect as error:
            raise UsageError(Text(sv="Filen kom inte fram hel.", en="The file did not arrive whole.")) from error
    if not size:
        raise _empty()


def _named(name: str, found: str) -> tuple[str, str]:
    kept = PurePosixPath(name.replace("\\", "/")).name
    known = found if found in FORMATS else ""
    return kept or "file", "" if PurePosixPath(kept).suffix else known


def _check(size: int, limit: int) -> None:
    if size > limit:
        raise LimitError(
            Text(
                sv=f"Filen är större än {limit >> 20} MiB (S3GRAPH_IMPORT_MB). Packa eller dela den.",
                en=f"The file is larger than {limit >> 20} MiB (S3GRAPH_IMPORT_MB). Pack it, or split it.",
            )
        )


def _empty() -> UsageError:
    return UsageError(Text(sv="Ingen fil kom fram.", en="No file arrived."))

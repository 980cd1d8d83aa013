"""Files fetched from an address: only from hosts the operator named, and only where they have changed."""

from __future__ import annotations

import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit

from s3graph.errors import FetchError
from s3graph.graph.storage import storage_errors
from s3graph.intake.guarded import Hosts
from s3graph.intake.limits import Limits
from s3graph.model import Text
from s3graph.settings import Settings

_SECONDS = 30
_CHUNK = 1 << 20
_NOT_MODIFIED = 304


class Fetched(NamedTuple):
    """``name`` is the last part of the address; ``media_type`` what the server calls it, ``etag`` the mark it gave."""

    path: Path
    name: str
    media_type: str
    etag: str


def is_address(text: str) -> bool:
    """Whether a file is named by an address and not by a path.

    >>> is_address("https://example.org/kalmar.ttl"), is_address("kalmar.ttl")
    (True, False)
    """
    return "://" in text


@contextmanager
def fetched(address: str, etag: str, settings: Settings) -> Iterator[Fetched | None]:
    """The file in a temporary folder that is gone afterwards; None where it still has the mark ``etag``.

    NotAllowedError for a host that is not named in S3GRAPH_IMPORT_HOSTS, also after a redirection; LimitError for a
    file that is too large; FetchError where the server cannot be reached, refuses, or sends half a file.
    """
    hosts = Hosts.of(settings)
    hosts.check(address)
    request = urllib.request.Request(address, headers={"If-None-Match": etag} if etag else {})  # noqa: S310 - checked
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        name = unquote(Path(urlsplit(address).path).name) or "file"
        try:
            with hosts.opener().open(request, timeout=_SECONDS) as answer:
                _save(answer, path, name, Limits.of(settings))
                found = Fetched(path, name, answer.headers.get_content_type(), answer.headers.get("ETag") or "")
        except HTTPError as error:
            error.close()
            if error.code != _NOT_MODIFIED:
                raise _unreachable(address, f"HTTP {error.code}") from error
            found = None
        except (URLError, OSError, HTTPException) as error:
            raise _unreachable(address, str(getattr(error, "reason", error))) from error
        yield found


def _save(answer: HTTPResponse, path: Path, name: str, limits: Limits) -> None:
    """IncompleteRead is not raised by http.client where a body of known length is read in pieces: it is told here."""
    length = answer.headers.get("Content-Length") or ""
    announced = int(length) if length.isdecimal() else 0
    limits.check_size(name, announced)
    with path.open("wb") as stream:
        while chunk := answer.read(_CHUNK):
            with storage_errors(path):
                stream.write(chunk)
            limits.check_size(name, stream.tell())
        size = stream.tell()
    if announced and size != announced:
        raise HTTPException(f"{size} of {announced} bytes came")


def _unreachable(address: str, reason: str) -> FetchError:
    return FetchError(
        Text(
            sv=f"{address} gick inte att hämta: {reason}. Inget har ändrats; försök igen eller hämta filen själv.",
            en=f"{address} could not be fetched: {reason}. Nothing has changed; try again, or fetch the file yourself.",
        )
    )

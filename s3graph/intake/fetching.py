"""Files fetched from an address: only from hosts the operator named, and only where they have changed."""

from __future__ import annotations

import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from s3graph.errors import FetchError, NotAllowedError
from s3graph.graph.storage import storage_errors
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
    """Whether a file is named by an address and not by a path."""
    return text.startswith(("https://", "http://"))


@contextmanager
def fetched(address: str, etag: str, settings: Settings) -> Iterator[Fetched | None]:
    """The file in a temporary folder that is gone afterwards; None where it still has the mark ``etag``.

    NotAllowedError for a host that is not named in S3GRAPH_IMPORT_HOSTS, also after a redirection; LimitError for a
    file that is too large; FetchError where the server cannot be reached or refuses.
    """
    hosts = frozenset(host.strip().lower() for host in settings.import_hosts.split(",") if host.strip())
    _check(address, hosts)
    request = urllib.request.Request(address, headers={"If-None-Match": etag} if etag else {})  # noqa: S310 - checked
    opener = urllib.request.build_opener(_Redirections(hosts))
    with tempfile.TemporaryDirectory() as folder:
        try:
            with opener.open(request, timeout=_SECONDS) as answer:
                name = Path(urlsplit(address).path).name or "file"
                path = Path(folder) / "file"
                _save(answer, path, name, Limits.of(settings))
                found = Fetched(path, name, answer.headers.get_content_type(), answer.headers.get("ETag") or "")
        except HTTPError as error:
            if error.code != _NOT_MODIFIED:
                raise _unreachable(address, f"HTTP {error.code}") from error
            found = None
        except (URLError, TimeoutError, ConnectionError, HTTPException) as error:
            raise _unreachable(address, str(getattr(error, "reason", error))) from error
        yield found


class _Redirections(urllib.request.HTTPRedirectHandler):
    def __init__(self, hosts: frozenset[str]) -> None:
        self._hosts = hosts

    def redirect_request(self, *arguments: Any) -> urllib.request.Request | None:
        """The last of the arguments is the new address."""
        _check(arguments[-1], self._hosts)
        return super().redirect_request(*arguments)


def _check(address: str, hosts: frozenset[str]) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or parts.netloc.lower() not in hosts:
        raise NotAllowedError(
            Text(
                sv=f"Filer hämtas inte från {parts.netloc or address}. Lägg värden till S3GRAPH_IMPORT_HOSTS, "
                "eller hämta filen själv.",
                en=f"Files are not fetched from {parts.netloc or address}. Add the host to S3GRAPH_IMPORT_HOSTS, "
                "or fetch the file yourself.",
            )
        )


def _save(answer: IO[bytes], path: Path, name: str, limits: Limits) -> None:
    with path.open("wb") as stream:
        while chunk := answer.read(_CHUNK):
            with storage_errors(path):
                stream.write(chunk)
            limits.check_size(name, stream.tell())


def _unreachable(address: str, reason: str) -> FetchError:
    return FetchError(
        Text(
            sv=f"{address} gick inte att hämta: {reason}. Inget har ändrats; försök igen eller hämta filen själv.",
            en=f"{address} could not be fetched: {reason}. Nothing has changed; try again, or fetch the file yourself.",
        )
    )

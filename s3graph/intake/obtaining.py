"""Where a delivered file comes from: a path, standard input, or an address. As a path it goes on to the import."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from s3graph.graph import DataDirectory, Deliveries, Releases
from s3graph.graph.storage import storage_errors
from s3graph.intake.fetching import fetched, is_address
from s3graph.intake.importing import Desk
from s3graph.intake.limits import Limits
from s3graph.intake.reader import Readers
from s3graph.intake.request import ImportReport, ImportRequest, Outcome
from s3graph.validation import Report

STANDARD_INPUT = "-"
_CHUNK = 1 << 20


@contextmanager
def obtained(file: str, request: ImportRequest, desk: Desk, stdin: BinaryIO) -> Iterator[ImportRequest | None]:
    """The request with its file at hand, in a place that is gone afterwards where it is fetched or read.

    None where the address has nothing newer than what the source says already. LimitError for a file that is too
    large, FetchError and NotAllowedError as ``fetched`` has them.
    """
    if file == STANDARD_INPUT:
        with _kept(stdin, Limits.of(desk.settings)) as path:
            yield replace(request, path=path, name="stdin")
    elif is_address(file):
        with fetched(file, _mark(request, file, desk), desk.settings) as found:
            yield found and replace(
                request,
                path=found.path,
                name=found.name,
                format=request.format or _format(desk.readers, found.name, found.media_type),
                origin=file,
                etag=found.etag,
            )
    else:
        yield replace(request, path=Path(file))


def unchanged(request: ImportRequest, desk: Desk) -> ImportReport:
    """What is answered where ``obtained`` gave None."""
    number = Releases(DataDirectory.open(desk.settings.data_dir)).current_number()
    return ImportReport(Outcome.UNCHANGED, request.source, number, Report())


@contextmanager
def _kept(stream: BinaryIO, limits: Limits) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile(suffix=".stdin") as kept:
        path = Path(kept.name)
        with storage_errors(path):
            while chunk := stream.read(_CHUNK):
                kept.write(chunk)
                limits.check_size("stdin", kept.tell())
            kept.flush()
        yield path


def _format(readers: Readers, name: str, media_type: str) -> str | None:
    """The media type the server gives, where it names a format and the name's end does not."""
    known = {kind for reader in readers.all for kind in reader.media_types}
    return media_type if media_type in known and not readers.knows(name) else None


def _mark(request: ImportRequest, address: str, desk: Desk) -> str:
    """The mark of the source's current delivery, where that came from the same address and nothing else is asked."""
    if request.profile or request.speaks_for or request.licence:
        return ""
    directory = DataDirectory.open(desk.settings.data_dir)
    releases = Releases(directory)
    state = releases.current().manifest.sources.get(request.source) if releases.current_number() else None
    if state is None:
        return ""
    former = Deliveries(directory).get(request.source, state.delivery)
    return former.etag if former.origin == address else ""

"""A release written out as standard RDF."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from s3graph.errors import NotFoundError
from s3graph.graph.directory import DataDirectory
from s3graph.graph.release import Releases
from s3graph.graph.release_store import ReleaseStore
from s3graph.graph.storage import storage_errors
from s3graph.model import Text
from s3graph.vocabulary import graph


def export_release(directory: DataDirectory, output: Path | None, source: str | None, number: int | None) -> None:
    """N-Quads of everything, or sorted N-Triples of one source's graph; to stdout where no file is named.

    The file appears under its name only when it is whole. NotFoundError for an unknown release or graph.
    """
    releases = Releases(directory)
    store = ReleaseStore.open(releases.current() if number is None else releases.get(number))
    if source is not None and graph(source) not in store.graphs():
        known = ", ".join(name.value.rsplit("/", 1)[-1] for name in store.graphs())
        raise NotFoundError(
            Text(
                sv=f"Ingen graf heter {source}. Det finns: {known}.",
                en=f"No graph is called {source}. There are: {known}.",
            )
        )
    if output is None:
        _write(store, sys.stdout.buffer, source)
        return
    beside = output.with_name(output.name + ".new")
    with storage_errors(output):
        try:
            with beside.open("wb") as stream:
                _write(store, stream, source)
            beside.replace(output)
        finally:
            beside.unlink(missing_ok=True)


def _write(store: ReleaseStore, stream: IO[bytes], source: str | None) -> None:
    if source is None:
        store.dump(stream)
    else:
        for line in sorted(f"{quad.triple} .\n" for quad in store.quads(None, None, None, graph(source))):
            stream.write(line.encode())

"""A data directory with a small invented graph, a fleet without processes, and a service over both."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, Triple, parse

from api.app import create_app
from api.state import State
from api.validator import Validate
from s3graph.errors import QueryError, S3GraphError
from s3graph.graph import DataDirectory, GraphChange, Manifest, NTriples, Release, ReleaseStore, Writer
from s3graph.matching import build_index
from s3graph.matching.encoder import HashingEncoder
from s3graph.model import Text
from s3graph.querying import Outcome, Query, QueryResult, StreamedAnswer
from s3graph.settings import Settings
from s3graph.vocabulary import graph

SMALL = Path(__file__).resolve().parents[1] / "matching" / "fixtures" / "small.ttl"
TODAY = date(2026, 11, 1)
NEED = "Vi är ett litet snickeri i Nässjö och lacken släpper från luckorna, vem kan hjälpa oss?"


def publish(root: Path, more: tuple[Triple, ...] = ()) -> Release:
    """One more release of the small graph and ``more``, with an index of the stand-in encoder."""
    triples = [*(quad.triple for quad in parse(path=str(SMALL), format=RdfFormat.TURTLE)), *more]

    def index(store: ReleaseStore, path: Path) -> None:
        build_index(store, HashingEncoder(), path)

    with Writer(DataDirectory.open(root)) as writer:
        writer.apply((GraphChange.between(graph("platform"), writer.content(graph("platform")), NTriples.of(triples)),))
        manifest = Manifest(writer.number, "2026-11-01T12:00:00Z", "test", "test", len(writer))
        return writer.publish(manifest, index)


class _Told:
    """What a ``StreamedAnswer`` is to the service, over chunks that are there already."""

    closing = b""
    rows = 0

    def __init__(self, query: Query, chunks: Iterator[bytes]) -> None:
        self.query = query
        self.outcome = Outcome.RUNNING
        self._chunks = chunks

    async def first(self) -> bytes:
        return next(self._chunks, b"")

    async def __anext__(self) -> bytes:
        for content in self._chunks:
            return content
        self.outcome = Outcome.OK
        raise StopAsyncIteration

    def close(self) -> None:
        if hasattr(self._chunks, "close"):
            self._chunks.close()


class ScriptedFleet:
    """Answers every query with what it was told. ``asked`` holds the calls; starts no process."""

    def __init__(self) -> None:
        self.answer: QueryResult | S3GraphError = QueryError(Text("inget svar", "no answer scripted"))
        self.asked: list[tuple[str, str]] = []
        self.queries: list[Query] = []
        self.closed = False

    def run(self, text: str, media_type: str, seconds: float | None = None) -> QueryResult:
        self.asked.append((text, media_type))
        if isinstance(self.answer, S3GraphError):
            raise self.answer
        return self.answer

    async def stream(self, query: Query) -> StreamedAnswer:
        self.queries.append(query)
        result = self.run(query.text, query.media_type)
        return cast(StreamedAnswer, _Told(query, result.chunks))

    def wait(self) -> None:
        """It is ready at once."""

    def close(self) -> None:
        self.closed = True


class Service:
    """The application over a data directory, started and ended with ``with``; every release gets a fleet of its own."""

    def __init__(self, root: Path, validate: Validate | None = None, **changed: object) -> None:
        settings = Settings(data_dir=root, encoder="hashing", **changed)  # type: ignore[arg-type]
        self.root = root
        self.fleets: list[ScriptedFleet] = []
        self.may_load = threading.Event()
        self.may_load.set()
        self.app = create_app(settings, validate, self._start_fleet)
        self.app.state.service = replace(self.app.state.service, today=lambda: TODAY)
        self.client = TestClient(self.app, raise_server_exceptions=False, client=("127.0.0.1", 50000))

    def __enter__(self) -> Service:
        self.client.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.client.__exit__(*error)

    @property
    def fleet(self) -> ScriptedFleet:
        """The fleet of the release loaded last."""
        return self.fleets[-1]

    def wait(self) -> None:
        """Until the release that is being loaded is there."""
        state: State = self.app.state.service
        state.current.wait(10)

    def _start_fleet(self, release: Release, settings: Settings) -> ScriptedFleet:
        """Loading a release ends here, and not before ``may_load``."""
        self.may_load.wait(10)
        self.fleets.append(ScriptedFleet())
        return self.fleets[-1]

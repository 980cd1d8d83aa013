"""A release with a small graph, for processes to answer from."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from s3graph.graph import DataDirectory, GraphChange, Manifest, NTriples, Release, ReleaseStore, Writer
from s3graph.settings import Settings
from s3graph.vocabulary import graph

SIZE = 400


def numbers() -> tuple[Triple, ...]:
    value = NamedNode("https://example.org/value")
    return tuple(Triple(NamedNode(f"https://example.org/{n}"), value, Literal(n)) for n in range(SIZE))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Two graphs that say the same, so that a union that counts twice is seen."""

    def index(_: ReleaseStore, path: Path) -> None:
        path.mkdir()

    with Writer(DataDirectory.open(tmp_path_factory.mktemp("queries") / "data")) as writer:
        writer.apply([GraphChange.between(graph(name), NTriples(), NTriples.of(numbers())) for name in ("one", "two")])
        return writer.publish(Manifest(1, "2026-01-01T00:00:00Z", "test", "test", len(writer)), index)


@pytest.fixture
def settings() -> Settings:
    return Settings(query_seconds=2, query_memory_mb=200, query_result_mb=1, query_concurrency=2)

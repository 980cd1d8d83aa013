"""A data directory with small releases, made by the real writer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Triple

from s3graph.graph import (
    DataDirectory,
    Draft,
    GraphChange,
    Manifest,
    NTriples,
    Release,
    ReleaseStore,
    Source,
    SourceState,
    Writer,
)
from s3graph.model import Text
from s3graph.vocabulary import graph

Deliver = Callable[[str, tuple[Triple, ...]], Release]


def count_index(store: ReleaseStore, path: Path) -> None:
    """Stands for the matching index: the number of quads it was built from."""
    path.mkdir()
    (path / "quads").write_text(str(len(store)), "utf-8")


def deliver(directory: DataDirectory, name: str, triples: tuple[Triple, ...]) -> Release:
    """What an import does to the graph, without reading and validating."""
    with Writer(directory) as writer:
        content = NTriples.of(triples)
        draft = Draft(Source(name, Text(sv=name, en=name)), content, "2026-01-01T00:00:00Z", f"{name}.nt")
        delivery = writer.deliveries.hold(draft)
        writer.apply([GraphChange.between(graph(name), writer.content(graph(name)), content)])
        states = dict(writer.base.manifest.sources) if writer.base else {}
        states[name] = SourceState(delivery.number, delivery.triples, delivery.digest)
        manifest = Manifest(writer.number, "2026-01-01T00:00:00Z", f"import {name}", "test", len(writer), states)
        return writer.publish(manifest, count_index)


@pytest.fixture
def directory(tmp_path: Path) -> DataDirectory:
    return DataDirectory.open(tmp_path / "data")


@pytest.fixture
def delivering(directory: DataDirectory) -> Deliver:
    return lambda name, triples: deliver(directory, name, triples)

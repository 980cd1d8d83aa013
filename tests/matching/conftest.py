"""A small invented graph, its index with the stand-in encoder, and a matcher over it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from s3graph.matching.catalogue import Catalogue
from s3graph.matching.encoder import Floats, HashingEncoder
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.index import Index, build_index
from s3graph.matching.matcher import Matcher
from s3graph.matching.meeting import Meeting, meet
from s3graph.matching.need import NeedRequest, read_need
from s3graph.matching.places import Gazetteer
from s3graph.matching.triples import Subject, Term
from s3graph.matching.vectors import Vectors
from s3graph.vocabulary import graph

TODAY = date(2026, 11, 1)
FIXTURES = Path(__file__).parent / "fixtures"
ROOT = Path(__file__).resolve().parents[2]


class MemoryStore:
    """What the index builder reads of a release's store, over Turtle files; each file is a graph named as it."""

    def __init__(self, *files: Path) -> None:
        self._store = Store()
        for file in files:
            self._store.load(path=str(file), format=RdfFormat.TURTLE, to_graph=graph(file.stem))

    def quads(self, subject: Subject | None, predicate: NamedNode | None, value: Term | None, /) -> Iterable[Quad]:
        return self._store.quads_for_pattern(subject, predicate, value, None)


@pytest.fixture(scope="session")
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture(scope="session")
def small() -> MemoryStore:
    return MemoryStore(FIXTURES / "small.ttl")


@pytest.fixture(scope="session")
def catalogue(small: MemoryStore) -> Catalogue:
    return read_catalogue(small)


@pytest.fixture(scope="session")
def index(small: MemoryStore, encoder: HashingEncoder, tmp_path_factory: pytest.TempPathFactory) -> Index:
    path = tmp_path_factory.mktemp("release") / "index"
    build_index(small, encoder, path)
    return Index.load(path)


@pytest.fixture
def without(index: Index, monkeypatch: pytest.MonkeyPatch) -> Index:
    """The index, as if nobody had packaging; who makes cheese comes near, and Epsilon."""
    packaging = index.column_of["forpackning"]
    reach = index.tables.reach.copy()
    reach[:, packaging] = np.minimum(reach[:, packaging], 0.5)
    monkeypatch.setitem(vars(index.tables), "reach", reach)
    monkeypatch.setitem(vars(index.tables), "furthest", reach.max(axis=0))
    return index


@pytest.fixture(scope="session")
def matcher(index: Index, encoder: HashingEncoder) -> Matcher:
    return Matcher(index, encoder, release=7)


@pytest.fixture(scope="session")
def met(index: Index, encoder: HashingEncoder) -> Met:
    return Met(index, encoder)


@pytest.fixture(scope="session")
def together(encoder: HashingEncoder, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The small graph with published needs, a testbed and initiatives that do the same thing."""
    path = tmp_path_factory.mktemp("together") / "index"
    build_index(MemoryStore(FIXTURES / "small.ttl", FIXTURES / "together.ttl"), encoder, path)
    return Index.load(path)


class Met:
    """Meets a request with the small index, without ranking it."""

    def __init__(self, index: Index, encoder: HashingEncoder) -> None:
        self._index, self._encoder = index, encoder

    def __call__(self, request: NeedRequest) -> Meeting:
        gazetteer = Gazetteer(self._index.catalogue.places)
        need = read_need(request)
        place = gazetteer.whereabouts(request, need.text)
        told = need.without(gazetteer.masked)
        return meet(self._index, self._encoder, told, (request, TODAY, place), gazetteer.counties(need.text))


def comparisons(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many vectors are compared with an index from now on, time by time."""
    found: list[int] = []
    cosines = Vectors.cosines

    def noted(self: Vectors, needs: Floats) -> Floats:
        found.append(len(needs))
        return cosines(self, needs)

    monkeypatch.setattr(Vectors, "cosines", noted)
    return found

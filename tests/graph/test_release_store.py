"""A release as it is read: the union of its graphs, labels, what a thing reaches, and no write anywhere."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, Quad, RdfFormat, Store, Triple, parse

from s3graph.errors import NotFoundError, StorageError
from s3graph.graph import ReleaseStore
from s3graph.graph.directory import DataDirectory
from s3graph.graph.exporting import export_release
from s3graph.model import Language
from s3graph.vocabulary import SKOS, graph
from tests.graph.conftest import Deliver
from tests.graph.triples import BLANK, TO_BLANK, P, node, numbered


def small(*quads: Quad) -> ReleaseStore:
    store = Store()
    store.extend(quads)
    return ReleaseStore(store)


def test_a_triple_of_two_graphs_is_one_of_the_union() -> None:
    triple = numbered(0, 1)[0]
    found = small(*(Quad(triple.subject, triple.predicate, triple.object, graph(name)) for name in ("a", "b")))
    assert len(found) == 2
    assert list(found.triples()) == [triple]
    assert len(list(found.quads(None, None, None, graph("a")))) == 1
    assert found.graphs() == (graph("a"), graph("b"))


def test_labels_by_language_then_any_then_the_address() -> None:
    def named(*labels: Literal) -> ReleaseStore:
        return small(*(Quad(node(1), SKOS.prefLabel, label, graph("a")) for label in labels))

    both = named(Literal("trä", language="sv"), Literal("wood", language="en"))
    assert (both.label(node(1), Language.SV), both.label(node(1), Language.EN)) == ("trä", "wood")
    assert named(Literal("trä", language="sv")).label(node(1), Language.EN) == "trä"
    assert small().label(node(17), Language.SV) == "17"


def test_a_description_follows_nameless_things_and_their_circles() -> None:
    first, second = BlankNode(), BlankNode()
    circle = [Triple(node(1), P, first), Triple(first, P, second), Triple(second, P, first)]
    other = Triple(node(2), P, Literal("elsewhere"))
    found = small(*(Quad(t.subject, t.predicate, t.object, graph("a")) for t in (*circle, other)))
    assert set(found.describe(node(1))) == set(circle)
    assert found.knows(node(2))
    assert not found.knows(node(3))


def test_reading_a_release_changes_no_byte_of_it(delivering: Deliver) -> None:
    release = delivering("iuc", (*numbered(0, 50), BLANK, TO_BLANK))
    before = {path: path.read_bytes() for path in sorted(release.store_path.iterdir()) if path.is_file()}
    opened = [ReleaseStore.open(release) for _ in range(3)]
    assert len({len(store) for store in opened}) == 1
    data = {path: path.read_bytes() for path in before if path.suffix == ".sst"}
    assert data == {path: content for path, content in before.items() if path.suffix == ".sst"}


def test_a_release_without_its_graph_is_named(delivering: Deliver) -> None:
    release = delivering("iuc", numbered(0, 5))
    shutil.rmtree(release.store_path)
    with pytest.raises(StorageError) as raised:
        ReleaseStore.open(release)
    assert "utgåva 1" in raised.value.detail.sv


def test_an_export_is_the_release_in_standard_rdf(
    directory: DataDirectory, delivering: Deliver, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    release = delivering("iuc", (*numbered(0, 9), BLANK, TO_BLANK))
    export_release(directory, tmp_path / "all.nq", None, None)
    assert len(list(parse(path=tmp_path / "all.nq"))) == len(ReleaseStore.open(release))
    export_release(directory, None, "iuc", 1)
    lines = capsysbinary.readouterr().out
    assert lines.splitlines() == sorted(lines.splitlines())
    assert {q.triple for q in parse(BytesIO(lines), format=RdfFormat.N_TRIPLES)} >= set(numbered(0, 9))
    with pytest.raises(NotFoundError, match="nobody"):
        export_release(directory, None, "nobody", None)
    with pytest.raises(StorageError):
        export_release(directory, tmp_path / "no folder" / "all.nq", None, None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.nq", "data"]

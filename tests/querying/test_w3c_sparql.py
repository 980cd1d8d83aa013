"""The W3C query tests through our path, from guard to frames, beside bare pyoxigraph: none is lost by us."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, RdfFormat, Store, Triple, parse, parse_query_results

from s3graph.errors import QueryError
from s3graph.graph import Manifest, Release
from s3graph.querying import Query, QueryFleet
from s3graph.querying.dataset import Dataset
from s3graph.settings import Settings
from tests.querying.w3c_sparql import DATA, Case, Signature, cases, expected, signature, suites, triples

pytestmark = pytest.mark.skipif(not suites(), reason="needs build/rdflib-*/test/data/suites/w3c: make w3c")
REASONING = "sparql11/entailment/"
"""Its answers need inference, which this engine does not do."""
NOTHING = NamedNode("urn:nothing")
Judged = dict[str, bool]


def is_ours_to_refuse(case: Case) -> bool:
    """``SERVICE`` is refused here, well spelt or not."""
    return "SERVICE" in case.query.read_text("utf-8", errors="replace").upper()


def known() -> list[Case]:
    return [case for case in cases() if not case.name.startswith(REASONING) and not is_ours_to_refuse(case)]


def bare(case: Case) -> Signature:
    """The engine as it comes. SyntaxError and others as it has them."""
    store = Store()
    for path in case.data:
        store.extend(Quad(*triple) for triple in triples(path))
    for path in (*case.graphs, *_near(case)):
        store.extend(in_graph(triple, path) for triple in triples(path))
    return signature(store.query(case.asked()))


def in_graph(triple: Triple, path: Path) -> Quad:
    """The graph has the name of the file."""
    return Quad(triple.subject, triple.predicate, triple.object, NamedNode(path.as_uri()))


def _near(case: Case) -> tuple[Path, ...]:
    """What a query may name in FROM: the data beside it, where its manifest names none."""
    if case.data or case.graphs or case.must:
        return ()
    return tuple(
        path for path in sorted(case.query.parent.iterdir()) if path.suffix in DATA and "manifest" not in path.name
    )


def ours(fleet: QueryFleet, case: Case) -> Signature:
    """Its data is in one release with that of all others; the request's dataset is what it sees of it."""
    query = Query.of(case.asked(), 100_000)
    if query.form.graph:
        query = Query(query.text, query.asked, "application/n-triples")
    if not query.asked.default and not query.asked.named:
        default, named = (tuple(NamedNode(path.as_uri()) for path in paths) for paths in (case.data, case.graphs))
        query = Query(query.text, query.asked, query.media_type, Dataset(default or (NOTHING,), named))
    content = b"".join(fleet.read(query).chunks)
    if query.form.graph:
        return signature(quad.triple for quad in parse(content, format=RdfFormat.N_TRIPLES))
    return signature(parse_query_results(content, format=QueryResultsFormat.JSON))


def judged(run: Callable[[Case], Signature], refusal: type[Exception]) -> Judged:
    """Which tests are passed."""
    found: Judged = {}
    for case in known():
        try:
            answer = run(case)
        except (refusal, ValueError, OSError, RuntimeError):
            found[case.name] = case.must == "refuse"
            continue
        wanted = expected(case)
        found[case.name] = case.must == "read" or (case.must is None and (wanted is None or answer == wanted))
    return found


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Every file of data as a graph of its own name."""
    path = tmp_path_factory.mktemp("w3c") / "1"
    path.mkdir()
    release = Release(1, path)
    store = Store(str(release.store_path))
    wanted = {found for case in known() for found in (*case.data, *case.graphs, *_near(case))}
    for found in sorted(wanted):
        store.extend(in_graph(triple, found) for triple in triples(found))
    release.manifest_path.write_bytes(Manifest(1, "2026-11-01T12:00:00Z", "test", "test", len(store)).to_json())
    store.flush()
    return release


def test_none_is_lost_by_us(release: Release) -> None:
    alone = judged(bare, SyntaxError)
    with QueryFleet(release, Settings(query_seconds=30, query_length=200_000)) as fleet:
        through = judged(lambda case: ours(fleet, case), QueryError)
    assert len(alone) > 500
    assert sum(alone.values()) > 0.9 * len(alone), f"{sum(alone.values())} of {len(alone)}"
    assert [name for name, passed in alone.items() if passed and not through[name]] == []

"""Clients off the shelf, as they come, against a real service: rdflib's SPARQLStore and SPARQLWrapper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Triple
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from s3graph.vocabulary import graph
from tests.api.endpoint import Running, publish, serving

wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is a package of the extra 'dev'")
EX = "https://example.org/"
LABEL = f"{EX}label"
ROWS = f"SELECT ?s ?label WHERE {{ ?s <{LABEL}> ?label }} ORDER BY ?label"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    root = tmp_path_factory.mktemp("clients") / "data"
    labels = {name: Literal(f"{name} å", language="sv") for name in "abc"}
    said = {name: Triple(NamedNode(EX + name), NamedNode(LABEL), label) for name, label in labels.items()}
    publish(root, {"one": (said["a"], said["b"]), "two": (said["b"], said["c"])})
    with serving(root) as service:
        yield service


@pytest.fixture(params=["GET", "POST", "POST_FORM"])
def store(running: Running, request: pytest.FixtureRequest) -> SPARQLStore:
    return SPARQLStore(running.sparql, method=request.param)


def test_rdflib_asks_selects_and_constructs(store: SPARQLStore) -> None:
    whole = Graph(store)
    assert [str(row[1]) for row in whole.query(ROWS)] == ["a å", "b å", "c å"]  # type: ignore[index]
    assert whole.query(f"ASK {{ <{EX}a> ?p 'a å'@sv }}").askAnswer is True
    built = whole.query(f"CONSTRUCT WHERE {{ ?s <{LABEL}> ?o }}").graph
    assert built is not None
    assert len(built) == 3


def test_rdflib_walks_a_graph_as_if_it_were_here(running: Running) -> None:
    whole = Graph(SPARQLStore(running.sparql))
    assert {str(subject) for subject in whole.subjects(URIRef(LABEL))} == {EX + name for name in "abc"}
    assert (URIRef(f"{EX}a"), URIRef(LABEL), None) in whole


def test_rdflib_s_named_graph_is_the_request_s_default_graph(store: SPARQLStore) -> None:
    one = Graph(store, identifier=URIRef(graph("one").value))
    assert [str(row[1]) for row in one.query(ROWS)] == ["a å", "b å"]  # type: ignore[index]
    within = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s <{LABEL}> ?o }} }}"
    assert {str(row[0]) for row in Graph(store).query(within)} == {graph("one").value, graph("two").value}  # type: ignore[index]


@pytest.fixture(params=["GET", "POST"])
def asker(running: Running, request: pytest.FixtureRequest) -> Any:
    found = wrapper.SPARQLWrapper(running.sparql)
    found.setMethod(request.param)
    return found


def test_sparqlwrapper_in_every_format_of_rows(asker: Any) -> None:
    asker.setQuery(ROWS)
    asker.setReturnFormat(wrapper.JSON)
    rows = asker.queryAndConvert()["results"]["bindings"]
    assert [row["label"]["value"] for row in rows] == ["a å", "b å", "c å"]
    asker.setReturnFormat(wrapper.XML)
    assert len(asker.queryAndConvert().getElementsByTagName("result")) == 3
    asker.setReturnFormat(wrapper.CSV)
    assert asker.queryAndConvert().decode().splitlines()[1] == f"{EX}a,a å"
    asker.setReturnFormat(wrapper.TSV)
    assert asker.queryAndConvert().decode().splitlines()[1] == f'<{EX}a>\t"a å"@sv'


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("name", ["TURTLE", "RDFXML", "JSONLD", "XML"])
def test_sparqlwrapper_in_every_format_of_graphs(asker: Any, name: str) -> None:
    asker.setQuery(f"CONSTRUCT WHERE {{ ?s <{LABEL}> ?o }}")
    asker.setReturnFormat(getattr(wrapper, name))
    found = asker.queryAndConvert()
    read = Graph().parse(data=found, format="turtle") if name == "TURTLE" else found
    assert len(read) == 3


def test_sparqlwrapper_chooses_graphs_and_understands_refusals(asker: Any) -> None:
    asker.setReturnFormat(wrapper.JSON)
    asker.addDefaultGraph(graph("two").value)
    asker.setQuery(ROWS)
    assert len(asker.queryAndConvert()["results"]["bindings"]) == 2
    asker.setQuery("SELECT * WHERE { ?s ?p }")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed):
        asker.query()
    asker.setMethod("POST")
    asker.setQuery("DROP ALL")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed, match="imports"):
        asker.query()

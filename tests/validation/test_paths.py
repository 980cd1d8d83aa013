"""Property paths: read from a shapes graph, written as SPARQL, as triples and for people."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from s3graph.errors import ShapesError
from s3graph.validation import ShapesGraph
from s3graph.validation.paths import Alternative, Inverse, Predicate, Repeat, Repeated, Sequence, shorten, write_path
from s3graph.vocabulary import SH, SKOS
from tests.validation.turtle import shapes_of, store_of

BROADER, RELATED = Predicate(SKOS.broader), Predicate(SKOS.related)
PATHS = [
    ("skos:broader", BROADER, "skos:broader"),
    ("[ sh:inversePath skos:broader ]", Inverse(BROADER), "^skos:broader"),
    ("( skos:broader skos:related )", Sequence((BROADER, RELATED)), "skos:broader/skos:related"),
    (
        "[ sh:alternativePath ( skos:broader skos:related ) ]",
        Alternative((BROADER, RELATED)),
        "skos:broader|skos:related",
    ),
    ("[ sh:zeroOrMorePath skos:broader ]", Repeated(BROADER, Repeat.ZERO_OR_MORE), "skos:broader*"),
    ("[ sh:oneOrMorePath skos:broader ]", Repeated(BROADER, Repeat.ONE_OR_MORE), "skos:broader+"),
    ("[ sh:zeroOrOnePath skos:broader ]", Repeated(BROADER, Repeat.ZERO_OR_ONE), "skos:broader?"),
    (
        "[ sh:inversePath [ sh:alternativePath ( ( skos:broader skos:related ) skos:related ) ] ]",
        Inverse(Alternative((Sequence((BROADER, RELATED)), RELATED))),
        "^((skos:broader/skos:related)|skos:related)",
    ),
]
SHAPE = NamedNode("http://example.org/shape")


@pytest.mark.parametrize(("text", "path", "shown"), PATHS, ids=[shown for *_, shown in PATHS])
def test_read_shown_and_written_back(text: str, path: Inverse, shown: str) -> None:
    assert shapes_of(f":shape sh:path {text} .").path(SHAPE) == path
    assert str(path) == shown
    head, triples = write_path(path)
    assert ShapesGraph.of(triples).path_at(head) == path


@pytest.mark.parametrize(("text", "path", "shown"), PATHS, ids=[shown for *_, shown in PATHS])
def test_the_sparql_leads_where_the_path_leads(text: str, path: Inverse, shown: str) -> None:
    store = store_of(":a skos:broader :b . :b skos:related :c . :d skos:broader :a .")
    rows = store.query(f"SELECT DISTINCT ?y {{ <http://example.org/a> {path.sparql()} ?y }}")
    found = {row[0].value.rsplit("/", 1)[-1] for row in rows}  # type: ignore[union-attr]
    assert (
        found
        == {
            "skos:broader": {"b"},
            "^skos:broader": {"d"},
            "skos:broader/skos:related": {"c"},
            "skos:broader|skos:related": {"b"},
            "skos:broader*": {"a", "b"},
            "skos:broader+": {"b"},
            "skos:broader?": {"a", "b"},
            "^((skos:broader/skos:related)|skos:related)": set(),
        }[shown]
    )


@pytest.mark.parametrize(
    "text",
    [
        "[ sh:inversePaths skos:broader ]",
        '( skos:broader "x" )',
        '[ sh:inversePath "x" ]',
        "[ rdf:first skos:broader ; rdf:rest :nowhere ]",
    ],
)
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(ShapesError, match="Malformed shape"):
        shapes_of(f":shape sh:path {text} .").path(SHAPE)


def test_a_list_that_bites_its_tail_is_refused() -> None:
    with pytest.raises(ShapesError, match="broken RDF list"):
        shapes_of(":shape sh:path _:a . _:a rdf:first skos:broader ; rdf:rest _:a .").path(SHAPE)


def test_shorten_uses_our_prefixes_and_else_the_whole_address() -> None:
    assert shorten(SH.path) == "sh:path"
    assert shorten(NamedNode("http://example.org/x")) == "<http://example.org/x>"
    assert shorten(NamedNode("http://www.w3.org/2004/02/skos/core#")) == "<http://www.w3.org/2004/02/skos/core#>"

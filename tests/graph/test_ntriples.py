from __future__ import annotations

import pytest
from pyoxigraph import DefaultGraph, Quad, Store

from s3graph.graph import NTriples
from s3graph.graph.ntriples import line_of
from tests.graph.triples import BLANK, TO_BLANK, numbered


def test_lines_are_sorted_and_none_comes_twice() -> None:
    lines = [line_of(triple) for triple in (*numbered(0, 5), *numbered(0, 5))]
    assert NTriples.sorted(reversed(lines)).lines == tuple(sorted(set(lines)))


def test_statements_come_back_as_they_went_in() -> None:
    triples = {*numbered(0, 5), BLANK, TO_BLANK}
    assert set(NTriples.of(triples)) == triples
    assert set(NTriples.of(triples).store()) == {
        Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples
    }


@pytest.mark.parametrize(("start", "end"), [(0, 400), (1, 400), (300, 900), (400, 800), (0, 0)])
def test_what_goes_and_what_comes_is_the_same_whichever_way_it_is_found(start: int, end: int) -> None:
    old, new = NTriples.of((*numbered(0, 400), BLANK)), NTriples.of((*numbered(start, end), TO_BLANK))
    assert old.changed_to(new) == (old.minus(new), new.minus(old))
    assert NTriples().changed_to(new) == (NTriples(), new)
    assert old.changed_to(NTriples()) == (old, NTriples())


def test_a_blank_node_is_told_from_its_look_alike_inside_a_text() -> None:
    text = NTriples((b'<http://e.x/a> <http://e.x/b> "_:c" .\n',))
    assert text.apart() == (text, NTriples())
    both = text + NTriples.of([BLANK])
    assert both.apart() == (text, NTriples.of([BLANK]))


def test_a_graph_of_a_store_is_loaded_with_its_blank_nodes_names() -> None:
    store = Store()
    NTriples.of([BLANK, TO_BLANK]).load_into(store)
    assert {quad.triple for quad in store} == {BLANK, TO_BLANK}


def test_a_large_content_is_loaded_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.graph.ntriples._LOADED_AT_ONCE", 3)
    content = NTriples.of((*numbered(0, 10), BLANK))
    assert len(list(content.pieces(3))) == 4
    assert {quad.triple for quad in content.store()} == {*numbered(0, 10), BLANK}

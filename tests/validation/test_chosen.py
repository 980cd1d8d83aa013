"""Nodes in focus are counted alike, however many there are and whatever chooses them."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, NamedNode

from s3graph.validation import CompiledEngine, PyshaclEngine
from s3graph.validation.compiled import chosen
from s3graph.validation.finding import Node
from tests.validation.turtle import shapes_of, store_of

SHAPES = shapes_of("""
    :Class a sh:NodeShape ; sh:targetClass :C ; sh:nodeKind sh:IRI .
    :Below a sh:NodeShape ; sh:targetClass :D , :E ; sh:nodeKind sh:IRI .
    :Subjects a sh:NodeShape ; sh:targetSubjectsOf :p , :q ; sh:nodeKind sh:IRI .
    :Objects a sh:NodeShape ; sh:targetObjectsOf :p ; sh:nodeKind sh:IRI .
    :Nodes a sh:NodeShape ; sh:targetNode :a , :nowhere ; sh:nodeKind sh:IRI .
    :Both a sh:NodeShape ; sh:targetClass :C ; sh:targetObjectsOf :q ; sh:nodeKind sh:IRI .
""")
DATA = ":D rdfs:subClassOf :C . :a a :C ; :p :b, 1, :lost . :b a :D ; :q :a . :c a :C, :E ; :p :b . [ a :D ; :p :c ] ."
A, B, LOST = (NamedNode(f"http://example.org/{name}") for name in ("a", "b", "lost"))


@pytest.mark.parametrize("few", [0, 2, 1000])
@pytest.mark.parametrize("focus", [None, {A}, {A, B, LOST}, {LOST}, set(), "everything"], ids=str)
def test_nodes_in_focus(few: int, focus: set[Node] | str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "FEW", few)
    store = store_of(DATA)
    nodes = {quad.subject for quad in store if isinstance(quad.subject, NamedNode | BlankNode)}
    wanted = None if focus is None else frozenset(nodes if isinstance(focus, str) else focus)
    ours = CompiledEngine(PyshaclEngine()).validate(store, SHAPES, wanted)
    theirs = PyshaclEngine().validate(store, SHAPES, wanted)
    assert (ours.nodes_met, ours.checked) == (theirs.nodes_met, theirs.checked)
    assert len(ours.findings) == len(theirs.findings)
    assert (ours.checked > 0) == (focus not in ({LOST}, set()))

"""What the compiled engine does itself, and what it hands to the reference engine, shape by shape."""

from __future__ import annotations

from collections import Counter

import pytest
from pyoxigraph import Literal, NamedNode

from s3graph.validation import CompiledEngine, Engine, Profile, PyshaclEngine, Report, ShapesGraph
from s3graph.validation.compiled.engine import only
from tests.validation.turtle import shapes_of, store_of

DATA = ':a a :C ; :p :a, "x"@sv, 1 . :b a :C ; :q "perhaps"^^xsd:boolean ; :p 2 . :lone :r 1 .'
KNOWN = ":Known a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :q ; sh:minCount 1 ] ."
UNKNOWN = {
    "a sub-select": 'sh:sparql [ sh:select "SELECT $this WHERE { { SELECT $this { $this :p ?v } } }" ]',
    "an aggregate": 'sh:sparql [ sh:select "SELECT $this (COUNT(?v) AS ?value) WHERE { $this :p ?v } GROUP BY $this" ]',
    "a path of length zero in a select": 'sh:property [ sh:path [ sh:zeroOrMorePath :p ] ; sh:sparql [ sh:select '
    '"SELECT $this ?value WHERE { $this $PATH ?value . FILTER (isIRI(?value)) }" ] ]',
    "a blank node as a constant": "sh:property [ sh:path :p ; sh:hasValue [] ]",
}  # fmt: skip


def said(report: Report) -> Counter[object]:
    return Counter((finding.identity, finding.messages) for finding in report.findings)


def both(shapes: str, data: str = DATA) -> tuple[Report, Report]:
    parsed, store = shapes_of(shapes), store_of(data)
    compiled = CompiledEngine(PyshaclEngine()).validate(store, parsed, None)
    return compiled, PyshaclEngine().validate(store, parsed, None)


def judges(report: Report) -> dict[str, str]:
    return {shape.value.rsplit("/", 1)[-1]: engine for shape, engine in report.engines.items()}


@pytest.mark.parametrize("what", UNKNOWN)
def test_only_the_shape_it_does_not_know_is_left_to_the_reference(what: str) -> None:
    select = UNKNOWN[what].replace("{ $this :p", "{ $this <http://example.org/p>")
    compiled, reference = both(f"{KNOWN} :Unknown a sh:NodeShape ; sh:targetClass :C ; {select} .")
    assert judges(compiled) == {"Known": "compiled", "Unknown": "pyshacl"}
    assert said(compiled) == said(reference)
    assert (compiled.nodes_met, compiled.checked) == (reference.nodes_met, reference.checked)
    assert compiled.findings


def test_no_shape_of_ours_is_left_to_the_reference() -> None:
    class Nobody:
        name = "nobody"

        def validate(self, *_: object) -> Report:
            pytest.fail("a shape was not compiled")

    engine: Engine = Nobody()
    for name in Profile.names():
        report = CompiledEngine(engine).validate(store_of(DATA), Profile.load(name).shapes, None)
        assert set(report.engines.values()) == {"compiled"}


@pytest.mark.parametrize(
    "path", ["[ sh:zeroOrMorePath :p ]", "[ sh:zeroOrOnePath :p ]", "[ sh:inversePath [ sh:zeroOrMorePath :p ] ]"]
)
@pytest.mark.parametrize(
    "constraint",
    [
        "sh:minCount 1",
        "sh:minCount 2",
        "sh:maxCount 0",
        "sh:maxCount 1",
        "sh:hasValue :lost",
        "sh:hasValue :a",
        "sh:equals :p",
    ],
)
@pytest.mark.parametrize("target", [":a", ":lost", '"a text"'])
def test_a_path_of_length_zero_leads_from_every_node_to_itself(path: str, constraint: str, target: str) -> None:
    compiled, reference = both(
        f":S a sh:NodeShape ; sh:targetNode {target} ; sh:property [ sh:path {path} ; {constraint} ] ."
    )
    assert said(compiled) == said(reference)
    assert judges(compiled) == {"S": "compiled"}


def test_only_the_nodes_in_focus_are_judged_and_counted() -> None:
    report = CompiledEngine(PyshaclEngine()).validate(
        store_of(DATA), shapes_of(KNOWN), frozenset({NamedNode("http://example.org/b")})
    )
    assert (report.findings, report.checked) == ((), 1)


def test_the_store_is_left_as_it_was() -> None:
    store = store_of(DATA)
    before = set(store)
    CompiledEngine(PyshaclEngine()).validate(store, shapes_of(KNOWN), None)
    assert set(store) == before


def test_a_deactivated_shape_meets_nothing() -> None:
    compiled, reference = both(f"{KNOWN} :Known sh:deactivated true .")
    assert compiled == reference == Report()


def test_hostile_values_never_become_part_of_a_query() -> None:
    shapes = shapes_of(
        ':S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:in ( "\\") } #" ) ] .'
    )
    store = store_of(':a :p "\\") } #", "\\\\\\"" .')
    (finding,) = CompiledEngine(PyshaclEngine()).validate(store, shapes, None).findings
    assert finding.value == Literal('\\"')


def test_only_keeps_every_shape_and_the_targets_of_a_few() -> None:
    shapes = shapes_of(f"{KNOWN} :Other a sh:NodeShape, rdfs:Class ; sh:targetSubjectsOf :p ; sh:nodeKind sh:IRI .")
    known = NamedNode("http://example.org/Known")
    left: ShapesGraph = only(shapes, [known])
    assert left.targeted == (known,)
    assert set(left.shapes) == set(shapes.shapes)

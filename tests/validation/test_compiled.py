"""The compiled engine says what the reference engine says: generated shapes over generated data, findings as multisets."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, Store, parse

from s3graph.validation.compiled import CompiledEngine
from s3graph.validation.pyshacl_engine import PyshaclEngine
from s3graph.validation.shapes_graph import ShapesGraph

PREFIXES = """
@prefix : <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
NODES = [":a", ":b", ":c", ":d"]
PROPERTIES = [":p", ":q", ":r"]
LITERALS = [
    '"x"', '"xyz"', '"x"@sv', '"y"@sv', '"X"@en-GB', "1", "2", "3.5", '"2020-01-01"^^xsd:date',
    '"2021"^^xsd:gYear', '"nonsense"^^xsd:integer', '"2020-13-01"^^xsd:date', "true", '""',
]  # fmt: skip
CLASSES = [":C", ":D"]
PATHS = [
    *PROPERTIES, "[ sh:inversePath :p ]", "( :p :q )", "[ sh:alternativePath ( :p :q ) ]",
    "[ sh:zeroOrMorePath :p ]", "[ sh:oneOrMorePath :q ]", "[ sh:zeroOrOnePath :r ]", "( :p [ sh:inversePath :q ] )",
]  # fmt: skip
VALUE_CONSTRAINTS = [
    "sh:class :C", "sh:class :D", "sh:datatype xsd:string", "sh:datatype xsd:integer", "sh:datatype xsd:date",
    "sh:datatype rdf:langString", "sh:datatype xsd:gYear", "sh:nodeKind sh:IRI", "sh:nodeKind sh:Literal",
    "sh:nodeKind sh:BlankNodeOrIRI", "sh:minInclusive 2", "sh:maxExclusive 3", 'sh:minExclusive "2020-01-01"^^xsd:date',
    "sh:minLength 2", "sh:maxLength 2", 'sh:pattern "^x"', 'sh:pattern "^X$" ; sh:flags "i"', 'sh:pattern "^(?!x)"',
    'sh:languageIn ( "sv" )', 'sh:languageIn ( "en" )', 'sh:in ( :a "x" 1 )', "sh:hasValue :a", 'sh:hasValue "x"',
    "sh:equals :q", "sh:disjoint :r",
]  # fmt: skip
PATH_CONSTRAINTS = [
    "sh:minCount 1", "sh:minCount 2", "sh:maxCount 0", "sh:maxCount 1", "sh:maxCount 2", "sh:uniqueLang true",
    "sh:lessThan :r", "sh:lessThanOrEquals :q",
]  # fmt: skip
SPARQL = """sh:sparql [ sh:message "found {?value}" ; sh:select \"\"\"SELECT $this ?value WHERE {
  $this <http://example.org/p> ?value . FILTER NOT EXISTS { $this <http://example.org/q> ?value } }\"\"\" ]"""


@dataclass(frozen=True)
class Case:
    shapes: str
    data: str


def word(constraint: str) -> str:
    """The property of a constraint: a shape carries most of them once."""
    return constraint.split()[0]


def node_shape(depth: int) -> st.SearchStrategy[str]:
    """The inside of an anonymous shape."""
    simple = st.lists(st.sampled_from(VALUE_CONSTRAINTS), min_size=1, max_size=2, unique_by=word).map(" ; ".join)
    if depth == 0:
        return simple
    return st.one_of(simple, property_shape(depth - 1).map(lambda inner: f"sh:property [ {inner} ]"), logic(depth - 1))


def logic(depth: int) -> st.SearchStrategy[str]:
    inner = node_shape(depth)
    several = st.lists(inner, min_size=1, max_size=2).map(lambda shapes: " ".join(f"[ {s} ]" for s in shapes))
    return st.one_of(
        inner.map(lambda s: f"sh:node [ {s} ]"),
        inner.map(lambda s: f"sh:not [ {s} ]"),
        *(several.map(lambda s, name=name: f"sh:{name} ( {s} )") for name in ("and", "or", "xone")),
    )


def property_shape(depth: int) -> st.SearchStrategy[str]:
    """The inside of a property shape: a path and some constraints of every sort."""
    bits = [st.sampled_from(VALUE_CONSTRAINTS), st.sampled_from(PATH_CONSTRAINTS), st.just("sh:severity sh:Warning")]
    if depth > 0:
        qualified = node_shape(depth - 1).map(
            lambda s: f"sh:qualifiedValueShape [ {s} ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1"
        )
        bits += [logic(depth - 1), qualified, property_shape(depth - 1).map(lambda s: f"sh:property [ {s} ]")]
    constraints = st.lists(st.one_of(bits), min_size=1, max_size=3, unique_by=word)
    return st.tuples(st.sampled_from(PATHS), constraints).map(lambda it: f"sh:path {it[0]} ; {' ; '.join(it[1])}")


def shape() -> st.SearchStrategy[str]:
    target = st.sampled_from(
        ["sh:targetClass :C", "sh:targetNode :a, :b", "sh:targetSubjectsOf :p", "sh:targetObjectsOf :q"]
    )
    closed = st.just("sh:closed true ; sh:ignoredProperties ( rdf:type )")
    body = st.one_of(
        property_shape(2).map(lambda inner: f"sh:property [ {inner} ]"), logic(1), closed, st.just(SPARQL), node_shape(0)
    )
    return st.tuples(target, st.lists(body, min_size=1, max_size=2, unique_by=word)).map(
        lambda it: f"a sh:NodeShape ; {it[0]} ; {' ; '.join(it[1])} ."
    )


def data() -> st.SearchStrategy[str]:
    links = st.tuples(st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from([*NODES, *LITERALS]))
    types = st.tuples(st.sampled_from(NODES), st.just("a"), st.sampled_from(CLASSES))
    return st.lists(st.one_of(links, types), min_size=1, max_size=14).map(
        lambda triples: ":D rdfs:subClassOf :C .\n" + "\n".join(f"{s} {p} {o} ." for s, p, o in triples)
    )


def cases() -> st.SearchStrategy[Case]:
    return st.builds(
        lambda shapes, triples: Case("\n".join(f":S{n} {s}" for n, s in enumerate(shapes)), triples),
        st.lists(shape(), min_size=1, max_size=2),
        data(),
    )


def found(engine: PyshaclEngine | CompiledEngine, case: Case) -> Counter[object]:
    store = Store()
    store.extend(Quad(*quad.triple) for quad in parse(PREFIXES + case.data, format=RdfFormat.TURTLE))
    shapes = ShapesGraph.of(quad.triple for quad in parse(PREFIXES + case.shapes, format=RdfFormat.TURTLE))
    report = engine.validate(store, shapes, None)
    return Counter((finding.identity, finding.messages) for finding in report.findings)


class NoReference:
    """Stands where the reference engine would; every generated shape must be compiled."""

    name = "none"

    def validate(self, *_: object) -> None:
        pytest.fail("a generated shape was not compiled")


def compare(case: Case) -> None:
    compiled = found(CompiledEngine(NoReference()), case)  # type: ignore[arg-type]
    assert compiled == found(PyshaclEngine(), case)


SLICE = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
WHOLE = settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))


@SLICE
@given(cases())
def test_same_findings_as_the_reference(case: Case) -> None:
    compare(case)


@pytest.mark.soak
@WHOLE
@given(cases())
def test_same_findings_as_the_reference_at_length(case: Case) -> None:
    compare(case)

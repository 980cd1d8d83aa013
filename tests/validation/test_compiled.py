"""The compiled engine says what the reference engine says: generated shapes over generated data, equal multisets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
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
    '"2021"^^xsd:gYear', '"nonsense"^^xsd:integer', '"perhaps"^^xsd:boolean', '"2020-13-01"^^xsd:date', "true", '""',
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


TARGETS = ["sh:targetClass :C", "sh:targetNode :a, :b", "sh:targetSubjectsOf :p", "sh:targetObjectsOf :q"]


@dataclass(frozen=True)
class Case:
    shapes: str
    data: str


def word(constraint: str) -> str:
    """The property of a constraint: a shape carries most of them once."""
    return constraint.split(maxsplit=1)[0]


def some(draw: st.DrawFn, pool: list[str], most: int) -> list[str]:
    """One to ``most`` members of a pool, no two with the same property."""
    return draw(st.lists(st.sampled_from(pool), min_size=1, max_size=most, unique_by=word))


@st.composite
def node_shape(draw: st.DrawFn, depth: int) -> str:
    """The inside of an anonymous shape."""
    form = draw(st.sampled_from(["values", "property", "logic"])) if depth else "values"
    if form == "property":
        return f"sh:property [ {draw(property_shape(depth - 1))} ]"
    return draw(logic(depth - 1)) if form == "logic" else " ; ".join(some(draw, VALUE_CONSTRAINTS, 2))


@st.composite
def logic(draw: st.DrawFn, depth: int) -> str:
    name = draw(st.sampled_from(["node", "not", "and", "or", "xone"]))
    members = [f"[ {draw(node_shape(depth))} ]" for _ in range(1 if name in ("node", "not") else 2)]
    return f"sh:{name} {members[0]}" if len(members) == 1 else f"sh:{name} ( {' '.join(members)} )"


@st.composite
def property_shape(draw: st.DrawFn, depth: int) -> str:
    """The inside of a property shape: a path and some constraints of every sort."""
    parts = some(draw, [*VALUE_CONSTRAINTS, *PATH_CONSTRAINTS, "sh:severity sh:Warning"], 3)
    further = draw(st.sampled_from(["nothing", "logic", "qualified", "property"])) if depth else "nothing"
    if further == "logic":
        parts.append(draw(logic(depth - 1)))
    elif further == "qualified":
        inner = draw(node_shape(depth - 1))
        parts.append(f"sh:qualifiedValueShape [ {inner} ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1")
    elif further == "property":
        parts.append(f"sh:property [ {draw(property_shape(depth - 1))} ]")
    return f"sh:path {draw(st.sampled_from(PATHS))} ; {' ; '.join(parts)}"


@st.composite
def shape(draw: st.DrawFn) -> str:
    form = draw(st.sampled_from(["property", "property", "logic", "closed", "sparql", "values"]))
    bodies: dict[str, Callable[[], str]] = {
        "property": lambda: f"sh:property [ {draw(property_shape(2))} ]",
        "logic": lambda: draw(logic(1)),
        "closed": lambda: "sh:closed true ; sh:ignoredProperties ( rdf:type )",
        "sparql": lambda: SPARQL,
        "values": lambda: draw(node_shape(0)),
    }
    return f"a sh:NodeShape ; {draw(st.sampled_from(TARGETS))} ; {bodies[form]()} ."


def data() -> st.SearchStrategy[str]:
    links = st.tuples(st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from([*NODES, *LITERALS]))
    types = st.tuples(st.sampled_from(NODES), st.just("a"), st.sampled_from(CLASSES))
    return st.lists(st.one_of(links, types), min_size=1, max_size=14).map(
        lambda triples: ":D rdfs:subClassOf :C .\n" + "\n".join(f"{s} {p} {o} ." for s, p, o in triples)
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    shapes = [draw(shape()) for _ in range(draw(st.integers(1, 2)))]
    return Case("\n".join(f":S{number} {text}" for number, text in enumerate(shapes)), draw(data()))


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
WHOLE = settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))


@SLICE
@given(cases())
def test_same_findings_as_the_reference(case: Case) -> None:
    compare(case)


@pytest.mark.soak
@WHOLE
@given(cases())
def test_same_findings_as_the_reference_at_length(case: Case) -> None:
    compare(case)

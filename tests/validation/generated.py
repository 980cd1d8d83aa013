"""Generated shapes and data for the comparison of the engines: every component, path, target and form of nesting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, Store, Triple, parse
from rdflib.term import Node

from s3graph.validation.shapes_graph import ShapesGraph
from s3graph.validation.staging_graph import to_rdflib

PREFIXES = """
@prefix : <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
DECLARED = ':names sh:declare [ sh:prefix "test" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .\n'
CLASSES = [":C", ":D", ":E"]
HIERARCHY = ":D rdfs:subClassOf :C . :E rdfs:subClassOf :D .\n"
NODES = [":a", ":b", ":c", "_:x", "_:y"]


def _read_by_rdflib(text: str) -> Node:
    (quad,) = parse(f"{PREFIXES} :a :p {text} .", format=RdfFormat.TURTLE)
    assert not isinstance(quad.object, Triple)
    return to_rdflib(quad.object)


PROPERTIES = [":p", ":q", ":r"]
LITERALS = [
    '"x"', '"xyz"', '""', '"x\\n"', '"X"', '"ö"', '"x"@sv', '"y"@sv', '"x"@en', '"X"@en-GB', "1", "2", "10", "3.5",
    "4.0", "2.0e0", '"2"^^xsd:float', '"01"^^xsd:integer', "true", '"0"^^xsd:boolean', '"2020-01-01"^^xsd:date',
    '"2020-13-01"^^xsd:date', '"2020-01-01T12:00:00"^^xsd:dateTime', '"2020-01-01T12:00:00Z"^^xsd:dateTime',
    '"12:00:00"^^xsd:time', '"2021"^^xsd:gYear', '"MMXX"^^xsd:gYear', '"2021-05"^^xsd:gYearMonth',
    '"nonsense"^^xsd:integer', '"perhaps"^^xsd:boolean', '"urn:x"^^xsd:anyURI', '"x"^^:own',
]  # fmt: skip
FALSE = [text for text in LITERALS if not _read_by_rdflib(text)]
VALUES = [
    "sh:class :C", "sh:class :D", "sh:class :E , :C", "sh:nodeKind sh:IRI", "sh:nodeKind sh:Literal",
    "sh:nodeKind sh:BlankNode", "sh:nodeKind sh:BlankNodeOrIRI", "sh:nodeKind sh:BlankNodeOrLiteral",
    "sh:nodeKind sh:IRIOrLiteral", "sh:minInclusive 2", "sh:maxInclusive 2.0", "sh:minExclusive 1.5",
    "sh:maxExclusive 3", 'sh:minExclusive "2020-01-01"^^xsd:date', 'sh:maxInclusive "m"',
    'sh:minInclusive "2020-01-01T00:00:00Z"^^xsd:dateTime', "sh:minLength 0", "sh:minLength 2", "sh:maxLength 2",
    'sh:pattern "^x"', 'sh:pattern "^x$"', 'sh:pattern "^X$" ; sh:flags "i"', 'sh:pattern "^(?!x)"',
    'sh:pattern "\\\\d+"', 'sh:languageIn ( "sv" )', 'sh:languageIn ( "en" "de" )', "sh:in ()",
    'sh:in ( :a "x" 1 4.0 "x"@sv )', "sh:hasValue :a", 'sh:hasValue "x"', "sh:hasValue 4.0", "sh:hasValue :a , 2",
    "sh:equals :q", "sh:disjoint :r", "sh:disjoint :p , :q",
    *(f"sh:datatype {name}" for name in (
        "xsd:string", "xsd:integer", "xsd:decimal", "xsd:double", "xsd:float", "xsd:boolean", "xsd:date",
        "xsd:dateTime", "xsd:time", "xsd:gYear", "xsd:gYearMonth", "xsd:anyURI", "rdf:langString", ":own")),
]  # fmt: skip
COUNTS = [
    "sh:minCount 0", "sh:minCount 1", "sh:minCount 2", "sh:maxCount 0", "sh:maxCount 1", "sh:maxCount 2",
    "sh:uniqueLang true", "sh:uniqueLang false", "sh:lessThan :r", "sh:lessThanOrEquals :q", "sh:lessThan :q , :r",
]  # fmt: skip
REMARKS = [
    "sh:severity sh:Warning", "sh:severity sh:Info", "sh:deactivated true", "sh:deactivated false",
    'sh:message "wrong: {?value}"@en, "fel: {$value}"@sv', 'sh:message "of {?this}"',
]  # fmt: skip
SELECTS = [
    "SELECT $this ?value WHERE { $this test:p ?value . FILTER NOT EXISTS { $this test:q ?value } }",
    "SELECT $this WHERE { $this test:p ?some }",
    "SELECT ?this ?path ?value WHERE { ?this ?path ?value . FILTER (?path != test:r) }",
    "SELECT DISTINCT $this ?other WHERE { $this test:p|test:q ?other . OPTIONAL { ?other test:r ?end } "
    "FILTER (!BOUND(?end)) }",
    "SELECT $this ?value WHERE { { $this test:p ?value } UNION { ?value test:q $this } }",
    "SELECT $this ?value WHERE { $this test:p/^test:p ?value . BIND (isIRI(?value) AS ?named) "
    "FILTER (?named && ?value != $this) }",
    "SELECT $this (COUNT(?some) AS ?value) WHERE { $this test:p ?some } GROUP BY $this",
]  # fmt: skip
PATH_SELECTS = [
    "SELECT $this ?value WHERE { $this $PATH ?value . FILTER (isIRI(?value)) }",
    "SELECT $this ?value WHERE { $this $PATH ?value ; test:q ?value }",
]
QUALIFIED = [
    "sh:qualifiedMinCount 1", "sh:qualifiedMaxCount 1", "sh:qualifiedMinCount 0 ; sh:qualifiedMaxCount 0",
    "sh:qualifiedMinCount 2 ; sh:qualifiedMaxCount 2",
]  # fmt: skip
NESTED = [
    "sh:node [ sh:class :C ]",
    "sh:node [ sh:property [ sh:path :q ; sh:minCount 1 ; sh:node [ sh:nodeKind sh:IRI ] ] ]",
    "sh:and ( [ sh:class :C ] [ sh:nodeKind sh:IRI ] )", "sh:or ( [ sh:class :C ] [ sh:datatype xsd:integer ] )",
    "sh:xone ( [ sh:class :C ] [ sh:class :D ] [ sh:nodeKind sh:IRI ] )", "sh:not [ sh:class :D ]",
    "sh:property [ sh:path :r ; sh:maxCount 0 ] , [ sh:path :q ; sh:minCount 1 ]", "sh:closed true",
    "sh:closed true ; sh:property [ sh:path :p ] ; sh:ignoredProperties ( rdf:type )",
]  # fmt: skip
TARGETS = [
    "sh:targetClass :C", "sh:targetClass :E, :D", "sh:targetNode :a, :b, :nowhere", 'sh:targetNode 4.0, "x", "x"@sv',
    "sh:targetSubjectsOf :p", "sh:targetObjectsOf :q", "sh:targetSubjectsOf :q ; sh:targetObjectsOf :r",
    "sh:targetClass :C ; sh:targetNode :a ; sh:targetObjectsOf :p", "a rdfs:Class", "a owl:Class",
]  # fmt: skip
ASKED = [f'sh:sparql [ sh:prefixes :names ; sh:select """{select}""" ]' for select in SELECTS]
PATH_ONLY = [
    *COUNTS, *(f"sh:qualifiedValueShape [ sh:class :C ] ; {bound}" for bound in QUALIFIED),
    *(f'sh:sparql [ sh:prefixes :names ; sh:select """{select}""" ]' for select in PATH_SELECTS),
]  # fmt: skip
CONSTRAINTS = [*VALUES, *NESTED, *ASKED, *PATH_ONLY]


@dataclass(frozen=True)
class Case:
    shapes: str
    data: str

    def graphs(self) -> tuple[ShapesGraph, Store]:
        shapes = parse(PREFIXES + DECLARED + self.shapes, format=RdfFormat.TURTLE)
        store = Store()
        store.extend(Quad(*quad.triple) for quad in parse(PREFIXES + self.data, format=RdfFormat.TURTLE))
        return ShapesGraph.of(quad.triple for quad in shapes), store


def _word(constraint: str) -> str:
    """The property of a constraint: a shape carries most of them once."""
    return constraint.split(maxsplit=1)[0]


def _some(draw: st.DrawFn, pool: Sequence[str], least: int, most: int) -> list[str]:
    """Members of a pool, no two with the same property."""
    return draw(st.lists(st.sampled_from(pool), min_size=least, max_size=most, unique_by=_word))


@st.composite
def paths(draw: st.DrawFn, depth: int = 2, backwards: bool = False) -> str:
    """A SHACL path in Turtle, nested at most ``depth`` times. No sequence is walked backwards: pySHACL errs there."""
    forms = ["step", "step", "inverse", "alternative", "more", "some", "maybe", *([] if backwards else ["sequence"])]
    form = draw(st.sampled_from(forms))
    if depth == 0 or form == "step":
        return draw(st.sampled_from(PROPERTIES))
    inner = [
        draw(paths(depth - 1, backwards or form == "inverse"))
        for _ in range(2 if form in ("sequence", "alternative") else 1)
    ]
    return {
        "inverse": "[ sh:inversePath {} ]",
        "sequence": "( {} {} )",
        "alternative": "[ sh:alternativePath ( {} {} ) ]",
        "more": "[ sh:zeroOrMorePath {} ]",
        "some": "[ sh:oneOrMorePath {} ]",
        "maybe": "[ sh:zeroOrOnePath {} ]",
    }[form].format(*inner)


@st.composite
def sparql(draw: st.DrawFn, with_path: bool) -> str:
    select = draw(st.sampled_from([*SELECTS, *(PATH_SELECTS if with_path else [])]))
    remark = draw(st.sampled_from(["", 'sh:message "found {?value} {?other}"@en ;', "sh:deactivated true ;"]))
    return f'sh:sparql [ {remark} sh:prefixes :names ; sh:select """{select}""" ]'


@st.composite
def inner_shape(draw: st.DrawFn, depth: int) -> str:
    """An anonymous shape: values only, a property shape, a node shape with property shapes, or logic."""
    form = draw(st.sampled_from(["values", "path", "property", "logic"])) if depth else "values"
    remarks = _some(draw, REMARKS, 0, 1)
    bodies: dict[str, Callable[[], list[str]]] = {
        "values": lambda: _some(draw, VALUES, 1, 2),
        "path": lambda: [draw(property_shape(depth - 1))],
        "property": lambda: [f"sh:property [ {draw(property_shape(depth - 1))} ]"],
        "logic": lambda: [draw(logic(depth - 1))],
    }
    return f"[ {' ; '.join([*bodies[form](), *(remarks if form != 'path' else [])])} ]"


@st.composite
def logic(draw: st.DrawFn, depth: int) -> str:
    name = draw(st.sampled_from(["node", "not", "and", "or", "xone"]))
    if name in ("node", "not"):
        form = draw(st.sampled_from(["values", "property"])) if name == "node" else "any"
        if form == "any":
            return f"sh:not {draw(inner_shape(depth))}"
        body = " ; ".join(_some(draw, VALUES, 1, 2)) if form == "values" or not depth else ""
        return f"sh:node [ {body or f'sh:property [ {draw(property_shape(depth - 1))} ]'} ]"
    members = [draw(inner_shape(depth)) for _ in range(draw(st.integers(1, 3)))]
    return f"sh:{name} ( {' '.join(members)} )"


@st.composite
def qualified(draw: st.DrawFn, depth: int) -> str:
    bounds = draw(st.sampled_from(QUALIFIED))
    disjoint = draw(st.sampled_from(["", " ; sh:qualifiedValueShapesDisjoint true"]))
    return f"sh:qualifiedValueShape {draw(inner_shape(depth))} ; {bounds}{disjoint}"


@st.composite
def property_shape(draw: st.DrawFn, depth: int) -> str:
    """The inside of a property shape: a path and some constraints of every sort."""
    parts = [*_some(draw, [*VALUES, *COUNTS], 1, 3), *_some(draw, REMARKS, 0, 1)]
    further: dict[str, Callable[[], str]] = {
        "nothing": lambda: "",
        "sparql": lambda: draw(sparql(with_path=True)),
        "logic": lambda: draw(logic(depth - 1)),
        "qualified": lambda: draw(qualified(depth - 1)),
        "property": lambda: f"sh:property [ {draw(property_shape(depth - 1))} ]",
        "closed": lambda: "sh:closed true ; sh:ignoredProperties ( rdf:type :r )",
    }
    parts.append(further[draw(st.sampled_from([*further] if depth else ["nothing", "sparql"]))]())
    return f"sh:path {draw(paths())} ; {' ; '.join(filter(None, parts))}"


@st.composite
def siblings(draw: st.DrawFn) -> str:
    """Qualified value shapes beside each other, which is where disjointness counts."""
    path = draw(st.sampled_from(PROPERTIES))
    return " ; ".join(f"sh:property [ sh:path {path} ; {draw(qualified(0))} ]" for _ in range(2))


@st.composite
def shape(draw: st.DrawFn, number: int) -> str:
    name, target = f":S{number}", draw(st.sampled_from(TARGETS))
    bodies: dict[str, Callable[[], str]] = {
        "property": lambda: f"sh:property [ {draw(property_shape(2))} ]",
        "path": lambda: draw(property_shape(1)),
        "logic": lambda: draw(logic(2)),
        "closed": lambda: "sh:closed true ; sh:property [ sh:path :p ] ; sh:ignoredProperties ( rdf:type )",
        "sparql": lambda: draw(sparql(with_path=False)),
        "values": lambda: " ; ".join(_some(draw, VALUES, 1, 3)),
        "siblings": lambda: draw(siblings()),
    }
    form = draw(st.sampled_from(["property", *bodies]))
    remarks = _some(draw, REMARKS, 0, 2) if form != "path" else []
    kind = "sh:PropertyShape" if form == "path" else "sh:NodeShape"
    return f"{name} a {kind} ; {' ; '.join([target, bodies[form](), *remarks])} ."


def chances(salt: str = "") -> st.SearchStrategy[Random]:
    """Chance for what need not be made simple: left to itself hypothesis prefers the empty and the alike."""
    return st.integers(0, 2**32).map(lambda seed: Random(f"{seed} {salt}"))  # noqa: S311 - test data


def data(chance: Random, shapes: str) -> str:
    """A small graph. Where shapes hold SPARQL it has no literal that Python takes for false: rdflib reads such a one at
    the start of a path as if nothing stood there."""
    literals = [text for text in LITERALS if text not in FALSE] if "sh:select" in shapes else LITERALS
    lines = [HIERARCHY]
    for _ in range(chance.randint(6, 18)):
        value = chance.choice([*NODES, ":S0"]) if chance.random() < 0.4 else chance.choice(literals)
        lines.append(f"{chance.choice(NODES)} {chance.choice(PROPERTIES)} {value} .")
    lines += [f"{node} a {chance.choice([*CLASSES, ':S0', ':S1'])} ." for node in NODES if chance.random() < 0.6]
    return "\n".join(lines)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Anything at all."""
    shapes = "\n".join(draw(shape(number)) for number in range(draw(st.integers(1, 2))))
    return Case(shapes, data(draw(chances()), shapes))


@st.composite
def cases_of(draw: st.DrawFn, constraint: str) -> Case:
    """One constraint on the focus node, on values along a path, or inside a shape that is handed the values."""
    on_path = f"sh:path {draw(paths())} ; {constraint}"
    places = [f"sh:property [ {on_path} ]", on_path, f"sh:property [ sh:path :p ; sh:property [ {on_path} ] ]"]
    places += [f"sh:not [ {on_path} ]", f"sh:node [ sh:property [ {on_path} ] ]"]
    places += [f"sh:{name} ( [ {on_path} ] {draw(inner_shape(0))} )" for name in ("and", "or", "xone")]
    if constraint not in PATH_ONLY:
        places += [constraint, f"sh:not [ {constraint} ]", f"sh:property [ sh:path :q ; sh:or ( [ {constraint} ] ) ]"]
    chance = draw(chances(constraint))
    place = chance.choice(places)
    remarks = _some(draw, REMARKS, 0, 1)
    kind = "sh:PropertyShape" if place == on_path else "sh:NodeShape"
    target = chance.choice(TARGETS)
    shapes = f":S0 a {kind} ; {' ; '.join([target, place, *remarks])} ."
    return Case(shapes, data(chance, shapes))

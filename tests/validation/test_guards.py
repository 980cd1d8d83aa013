"""What no engine complains of and what weakens a contract silently is refused when shapes are loaded."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from s3graph.errors import ShapesError
from s3graph.validation import CompiledEngine, Engine, PyshaclEngine, ShapesGraph, guards
from s3graph.validation.stored import KEPT_AS_INTEGER, as_stored
from s3graph.validation.terms import ALL
from s3graph.vocabulary import SH, XSD
from tests.validation.turtle import shapes_of, store_of, written

ENGINES: tuple[Engine, ...] = (CompiledEngine(PyshaclEngine()), PyshaclEngine())
GOOD = """
:S a sh:NodeShape ; sh:targetClass :C ; sh:property :P .
:P a sh:PropertyShape ; sh:path :p ; sh:minCount 1 ; sh:node :N .
:N a sh:NodeShape ; sh:or ( :M [ sh:nodeKind sh:IRI ] ) .
:M a sh:NodeShape ; sh:nodeKind sh:Literal .
"""


def refused(folder: Path, text: str) -> ShapesError:
    with pytest.raises(ShapesError) as caught:
        ShapesGraph.load([written(folder, text)])
    return caught.value


def test_good_shapes_are_loaded(tmp_path: Path) -> None:
    assert len(ShapesGraph.load([written(tmp_path, GOOD)]).shapes) == 5


@pytest.mark.parametrize(
    "term", ["sh:dataType", "sh:mincount", "sh:qualifiedMinCounts", "sh:NodeShapes", "sh:severety"]
)
def test_a_misspelt_term_is_refused_and_named(tmp_path: Path, term: str) -> None:
    error = refused(tmp_path, f"{GOOD} :P {term} 1 .")
    assert error.detail.en == f"These sh: terms do not exist in SHACL, mend the spelling: {term}."
    assert term in error.detail.sv


def test_a_misspelt_term_is_found_as_subject_and_as_value() -> None:
    assert guards.unknown_terms(shapes_of(":S sh:severity sh:Warnings .")) == ["sh:Warnings"]
    assert guards.unknown_terms(shapes_of("sh:Nothing a :C .")) == ["sh:Nothing"]


def test_the_vocabulary_known_is_that_of_shacl() -> None:
    """As pySHACL carries it, without the extension for JavaScript and without names of single parameters."""
    published = Path(pyshacl.__file__).parent / "assets" / "shacl.ttl"
    subjects = {quad.subject for quad in parse(path=str(published), format=RdfFormat.TURTLE)}
    names = {term.value.removeprefix(SH.iri) for term in subjects if isinstance(term, NamedNode) and term in SH}
    expected = {name for name in names if "-" not in name and not name.lower().startswith("js")}
    assert {term.value.removeprefix(SH.iri) for term in ALL} == expected
    assert len(expected) > 150


def test_a_shape_without_target_that_nobody_refers_to_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, f"{GOOD} :Lost a sh:NodeShape ; sh:nodeKind sh:IRI .")
    assert "<http://example.org/Lost>" in error.detail.en
    assert "saknar mål" in error.detail.sv


@pytest.mark.parametrize(
    "link", ["sh:node :S", "sh:property :S", "sh:not :S", "sh:or ( :M :S )", "sh:qualifiedValueShape :S"]
)
def test_shapes_that_refer_to_themselves_are_refused(tmp_path: Path, link: str) -> None:
    error = refused(tmp_path, f"{GOOD} :N {link} .")
    assert "<http://example.org/N> -> <http://example.org/S>" in error.detail.en or " -> " in error.detail.en
    assert error.detail.sv.startswith("Former får inte hänvisa till sig själva")


def test_a_shape_met_twice_is_no_circle() -> None:
    assert guards.recursion(shapes_of(f"{GOOD} :S sh:node :M .")) == []


@pytest.mark.parametrize(
    ("select", "problem"), [("SELECT $this WHERE { $this ex:p ?x }", "ex"), ("SELECT $this WHERE { $this :p ", "")]
)
def test_sparql_that_cannot_be_read_is_refused(tmp_path: Path, select: str, problem: str) -> None:
    error = refused(tmp_path, f'{GOOD} :S sh:sparql :Q . :Q sh:select """{select}""" .')
    assert "<http://example.org/Q>" in error.detail.en
    assert problem in error.detail.en
    assert error.detail.sv.startswith("Denna SPARQL")


def test_sparql_may_use_declared_prefixes_and_the_path() -> None:
    shapes = shapes_of("""
        :O sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
        :Q sh:prefixes :O ; sh:select "SELECT $this ?value WHERE { $this $PATH/ex:q ?value }" .
    """)
    assert guards.unreadable_queries(shapes) == []


def test_broken_syntax_names_the_file_and_the_place(tmp_path: Path) -> None:
    error = refused(tmp_path, ":S a sh:NodeShape ;;; sh:path ( .")
    assert "shapes.ttl" in error.detail.en
    assert "line" in error.detail.en


@pytest.mark.parametrize(
    "advanced",
    [
        'sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE { ?this a <http://example.org/C> }" ]',
        "sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate :p ; sh:object :o ]",
        "sh:expression [ sh:path :p ]",
        "sh:entailment <http://www.w3.org/ns/entailment/RDFS>",
    ],
)
def test_what_no_engine_here_applies_is_refused_when_loaded_and_by_both_engines(tmp_path: Path, advanced: str) -> None:
    name = advanced.split(maxsplit=1)[0]
    error = refused(tmp_path, f"{GOOD} :S {advanced} .")
    assert error.detail.en == f"These SHACL Advanced Features are not applied here: {name}."
    assert name in error.detail.sv
    for engine in ENGINES:
        with pytest.raises(ShapesError, match="Advanced Features"):
            engine.validate(store_of(":a a :C ."), shapes_of(f"{GOOD} :S {advanced} ."), None)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_both_engines_refuse_recursion_also_in_shapes_that_were_not_loaded(engine: Engine) -> None:
    with pytest.raises(ShapesError, match="may not refer to themselves"):
        engine.validate(store_of(":a a :C ."), shapes_of(f"{GOOD} :N sh:property :P ."), None)


def test_a_datatype_the_store_does_not_keep_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, f"{GOOD} :P sh:datatype xsd:nonNegativeInteger .")
    assert "xsd:nonNegativeInteger" in error.detail.en
    assert "xsd:integer" in error.detail.sv
    assert guards.lost_datatypes(shapes_of(":P sh:datatype xsd:integer, xsd:date .")) == []


@pytest.mark.parametrize("datatype", sorted(KEPT_AS_INTEGER, key=str))
def test_the_datatypes_called_lost_are_lost(datatype: NamedNode) -> None:
    assert as_stored(Literal("5", datatype=datatype)) == Literal("5", datatype=XSD.integer)


def test_a_shape_that_met_no_node_is_reported() -> None:
    shapes = shapes_of(f"{GOOD} :Unmet a sh:NodeShape ; sh:targetClass :Misspelt ; sh:nodeKind sh:IRI .")
    for engine in ENGINES:
        report = engine.validate(store_of(":a a :C ; :p :b ."), shapes, None)
        assert report.unmet == (NamedNode("http://example.org/Unmet"),)
        assert report.to_json()["unmet"] == ["http://example.org/Unmet"]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [("sh:property :M", "M"), ("sh:node :P", "P"), ("sh:node :Missing", "Missing"), ("sh:or ( :M :Lost )", "Lost")],
)
@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_a_reference_to_no_shape_of_its_kind_is_refused(engine: Engine, wrong: str, named: str) -> None:
    shapes = shapes_of(f"{GOOD} :T a sh:NodeShape ; sh:targetClass :C ; {wrong} .")
    with pytest.raises(ShapesError, match="must exist") as caught:
        engine.validate(store_of(":a a :C ."), shapes, None)
    assert f"<http://example.org/{named}>" in caught.value.detail.en

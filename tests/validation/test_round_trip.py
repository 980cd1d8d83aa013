"""A report written as Turtle and read by another library says what the findings said."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import Graph

from s3graph.model import Language, Text
from s3graph.validation import CompiledEngine, Engine, Finding, PyshaclEngine, Report, Severity, ShapesGraph
from s3graph.validation.finding import Node, Term
from s3graph.validation.staging_graph import from_rdflib
from s3graph.vocabulary import PROV, RDF, RDFS, SH
from tests.validation.turtle import shapes_of, store_of

ENGINES: dict[str, Engine] = {"compiled": CompiledEngine(PyshaclEngine()), "pyshacl": PyshaclEngine()}
SHAPES = shapes_of("""
    :Sparql a sh:NodeShape ; sh:targetClass :C ; sh:sparql :Select .
    :Select sh:message "{?value} of {$this}"@en, "{?value} av {$this}"@sv, "{?value} von {$this}"@de ;
        sh:select "SELECT $this ?value WHERE { $this <http://example.org/p> ?value }" .
    :Paths a sh:NodeShape ; sh:targetClass :C ;
        sh:property :Way , [ sh:path [ sh:zeroOrOnePath :q ] ; sh:nodeKind sh:Literal ; sh:severity sh:Warning ] .
    :Way sh:path ( [ sh:inversePath :q ] [ sh:alternativePath ( :p [ sh:oneOrMorePath :q ] ) ] ) ; sh:maxCount 0 ;
        sh:severity sh:Info ; sh:message "Only German."@de .
    :Nested a sh:NodeShape ; sh:targetClass :C ; sh:node :Inner .
    :Inner a sh:NodeShape ; sh:property [ sh:path :q ; sh:class :D ; sh:node [ sh:nodeKind sh:Literal ] ] .
    :Listed a sh:NodeShape ; sh:targetNode 4.5, "text"@sv ; sh:nodeKind sh:IRI .
    :Handed a sh:NodeShape ; sh:targetClass :C ;
        sh:sparql [ sh:message "{?many} values" ; sh:select
            "SELECT $this (COUNT(?v) AS ?many) WHERE { $this <http://example.org/p> ?v } GROUP BY $this" ] .
""")
DATA = ':a a :C ; :p 1.50, "x"@sv, "a \\"quoted\\" text\\n" ; :q :b . :b a :C ; :p [ :q 1 ] ; :q :a .'


def told(finding: Finding) -> object:
    """All that a result says. Blank nodes have other names where they are read."""
    shape = finding.shape if isinstance(finding.shape, NamedNode) else "a blank node"
    details = frozenset(Counter(map(told, finding.details)).items())
    return (*finding.identity, shape, finding.source is not None, frozenset(finding.texts), details)


def read(report: Report) -> ShapesGraph:
    """What rdflib makes of the Turtle; held in a graph of our own only for the ease of asking."""
    graph = Graph().parse(data=report.to_turtle(), format="turtle")
    return ShapesGraph.of(Triple(*(from_rdflib(term) for term in triple)) for triple in graph)  # type: ignore[arg-type]


def finding_at(graph: ShapesGraph, result: Node) -> Finding:
    def one(name: str) -> Term | None:
        found = graph.objects(result, SH[name])
        assert len(found) <= 1, name
        return found[0] if found else None

    path, shape, component, severity = map(
        one, ("resultPath", "sourceShape", "sourceConstraintComponent", "resultSeverity")
    )
    focus, source = one("focusNode"), one("sourceConstraint")
    assert graph.objects(result, RDF.type) == [SH.ValidationResult]
    assert focus is not None
    assert isinstance(shape, NamedNode | BlankNode)
    assert isinstance(component, NamedNode)
    assert isinstance(severity, NamedNode)
    assert not isinstance(path, Literal)
    assert not isinstance(source, Literal)
    texts = tuple(term for term in graph.objects(result, SH.resultMessage) if isinstance(term, Literal))
    details = tuple(finding_at(graph, detail) for detail in graph.nodes(result, SH.detail))
    walked = None if path is None else graph.path_at(path)
    return Finding(
        focus, walked, one("value"), component, Severity.of(severity), shape, Text("", ""),
        source=source, texts=texts, details=details,
    )  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_every_finding_is_read_back(engine: str) -> None:
    report = ENGINES[engine].validate(store_of(DATA), SHAPES, None)
    graph = read(report)
    (root,) = (t.subject for t in graph.triples if t.object == SH.ValidationReport)
    assert isinstance(root, BlankNode)
    assert graph.objects(root, SH.conforms) == [Literal(False)]
    back = [finding_at(graph, result) for result in graph.nodes(root, SH.result)]
    assert Counter(map(told, map(spelt_out, report.findings))) == Counter(map(told, back))
    assert len(back) == len(report.findings) > 15
    assert {finding.severity for finding in back} == set(Severity)
    assert any(finding.source for finding in back)
    assert any(detail.details for finding in back for detail in finding.details)


def spelt_out(finding: Finding) -> Finding:
    """A shape without a message speaks by our general sentence, in both languages."""
    general = Literal(finding.messages.sv, language="sv"), Literal(finding.messages.en, language="en")
    details = tuple(spelt_out(detail) for detail in finding.details)
    return replace(finding, texts=finding.texts or general, details=details)


def test_every_message_of_a_shape_is_told_in_its_language() -> None:
    report = ENGINES["compiled"].validate(store_of(DATA), SHAPES, None)
    told = {(finding.rule, text.language) for finding in report.findings for text in finding.texts}
    assert {language for rule, language in told if rule == "Sparql"} == {"en", "sv", "de"}
    assert {language for rule, language in told if rule == "Way"} == {"de"}
    assert {text.value for f in report.findings if f.rule == "Handed" for text in f.texts} == {"3 values", "1 values"}


def test_the_engine_of_every_shape_is_told_in_all_forms() -> None:
    report = ENGINES["compiled"].validate(store_of(DATA), SHAPES, None)
    graph = read(report)
    judged = {
        label.value: {shape.value.rsplit("/", 1)[-1] for shape in graph.objects(activity, PROV.used)}
        for activity in {t.subject for t in graph.triples if t.predicate == PROV.generated}
        if isinstance(activity, BlankNode)
        for agent in graph.nodes(activity, PROV.wasAssociatedWith)
        for label in graph.objects(agent, RDFS.label)
    }
    assert judged == {"compiled": {"Sparql", "Paths", "Nested", "Listed"}, "pyshacl": {"Handed"}}
    assert {engine: len(shapes) for engine, shapes in report.to_json()["engines"].items()} == {
        "compiled": 4,
        "pyshacl": 1,
    }
    assert "Judged by pyshacl: Handed." in report.to_text(Language.EN)
    assert "Bedömdes av pyshacl: Handed." in report.to_text(Language.SV)
    assert "Judged by pyshacl: Handed." in report.to_html(Language.EN)


def test_conforms_is_true_only_without_any_result() -> None:
    quiet = ENGINES["compiled"].validate(store_of(":nobody a :Nothing ."), SHAPES, frozenset())
    assert quiet.findings == ()
    graph = read(quiet)
    (root,) = (t.subject for t in graph.triples if t.object == SH.ValidationReport)
    assert isinstance(root, BlankNode)
    assert graph.objects(root, SH.conforms) == [Literal(True)]

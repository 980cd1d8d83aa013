"""The reference engine: findings as values, shapes that cannot be applied refused."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from s3graph.errors import ShapesError
from s3graph.validation import PyshaclEngine, Severity
from tests.validation.turtle import shapes_of, store_of

A, B = NamedNode("http://example.org/a"), NamedNode("http://example.org/b")
SHAPES = shapes_of("""
    :S a sh:NodeShape ; sh:targetClass :C ; sh:property :P .
    :P a sh:PropertyShape ; sh:path :p ; sh:minCount 1 ; sh:severity sh:Warning ;
        sh:message "p saknas."@sv, "No p."@en .
    :T a sh:NodeShape ; sh:targetSubjectsOf :nothing ; sh:nodeKind sh:IRI .
    :D a sh:NodeShape ; sh:targetClass :C ; sh:deactivated true ; sh:nodeKind sh:Literal .
""")


def test_findings_nodes_met_and_who_judged() -> None:
    report = PyshaclEngine().validate(store_of(":a a :C . :b a :C ; :p 1 ."), SHAPES, None)
    (finding,) = report.findings
    assert (finding.focus, str(finding.path), finding.value) == (A, "<http://example.org/p>", None)
    assert (finding.severity, finding.rule, finding.messages) == (Severity.WARNING, "P", ("p saknas.", "No p."))
    assert {shape.value[-1]: count for shape, count in report.nodes_met.items()} == {"S": 2, "T": 0}
    assert set(report.engines.values()) == {"pyshacl"}
    assert report.checked == 2


def test_only_the_nodes_in_focus_are_judged() -> None:
    report = PyshaclEngine().validate(store_of(":a a :C . :b a :C ."), SHAPES, frozenset({B}))
    assert [finding.focus for finding in report.findings] == [B]
    assert report.checked == 1


def test_the_data_is_left_as_it_was() -> None:
    store = store_of(":a a :C . :C rdfs:subClassOf :D .")
    before = set(store)
    PyshaclEngine().validate(store, SHAPES, None)
    assert set(store) == before


@pytest.mark.parametrize(
    "wrong",
    [
        'sh:minCount "many"',
        'sh:sparql [ sh:select "SELECT $this WHERE { GRAPH $shapesGraph { $this ?p ?o } }" ]',
        'sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o MINUS { $this ?p 1 } }" ]',
        "sh:severity :Mine ; sh:nodeKind sh:IRI",
    ],
)
def test_a_shape_that_cannot_be_applied_is_refused(wrong: str) -> None:
    shapes = shapes_of(f":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; {wrong} ] .")
    with pytest.raises(ShapesError):
        PyshaclEngine().validate(store_of(":a a :C ; :p 1 ."), shapes, None)


def test_values_that_pyshacl_falls_over_are_refused_in_words() -> None:
    shapes = shapes_of(":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:lessThanOrEquals :q ] .")
    data = ':a a :C ; :p "2020-13-01"^^xsd:date ; :q "2020-01-01"^^xsd:date .'
    with pytest.raises(ShapesError, match="not supported between"):
        PyshaclEngine().validate(store_of(data), shapes, None)

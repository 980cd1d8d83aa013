"""A shapes graph read by name."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from s3graph.errors import ShapesError
from s3graph.validation import Severity
from s3graph.validation.shapes_graph import filled, shown
from tests.validation.turtle import shapes_of

S, P, Q = (NamedNode(f"http://example.org/{name}") for name in "SPQ")


def test_shapes_are_found_by_type_by_target_by_constraint_and_by_link() -> None:
    shapes = shapes_of("""
        :Typed a sh:NodeShape . :Targeted sh:targetNode :a . :Constrained sh:minCount 1 .
        :Typed sh:node :Linked ; sh:xone ( :Listed ) . :No rdfs:label "no" .
        :Parameter a sh:Parameter ; sh:datatype xsd:string .
    """)
    names = {str(shape).rsplit("/", 1)[-1].rstrip(">") for shape in shapes.shapes}
    assert names == {"Typed", "Targeted", "Constrained", "Linked", "Listed"}
    assert shapes.targeted == (NamedNode("http://example.org/Targeted"),)


def test_a_class_that_is_a_shape_chooses_its_instances() -> None:
    shapes = shapes_of(":S a rdfs:Class, sh:NodeShape . :P a sh:NodeShape ; sh:targetSubjectsOf :q .")
    assert shapes.targeted == (S, P)
    assert [shapes.chooses_by_class(shape) for shape in (S, P)] == [True, False]


def test_severity_is_violation_where_none_is_stated_and_one_of_three() -> None:
    shapes = shapes_of(":S sh:severity sh:Info . :P a sh:NodeShape . :Q sh:severity :Mine .")
    assert [shapes.severity(shape) for shape in (S, P)] == [Severity.INFO, Severity.VIOLATION]
    with pytest.raises(ShapesError, match="Mine"):
        shapes.severity(Q)


def test_relaxed_replaces_severities_and_leaves_the_first_graph() -> None:
    first = shapes_of(":S a sh:NodeShape ; sh:severity sh:Violation . :P a sh:NodeShape .")
    second = first.relaxed({S: Severity.WARNING, P: Severity.INFO})
    assert [second.severity(shape) for shape in (S, P)] == [Severity.WARNING, Severity.INFO]
    assert [first.severity(shape) for shape in (S, P)] == [Severity.VIOLATION, Severity.VIOLATION]


def test_relaxing_a_shape_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ShapesError, match="org/Q"):
        shapes_of(":S a sh:NodeShape .").relaxed({Q: Severity.WARNING})


def test_messages_are_filled_and_one_language_stands_for_the_other() -> None:
    shapes = shapes_of(
        ':S sh:message "{?value} är fel."@sv, "{$value} is wrong."@en . :P sh:message "Wrong: {?this}." .'
    )
    message = shapes.message(S, {"value": Literal("x")})
    assert message == ("x är fel.", "x is wrong.")
    assert shapes.message(P, {}) == ("Wrong: {?this}.", "Wrong: {?this}.")
    assert shapes.message(Q, {}) is None


def test_terms_in_messages_are_shown_as_people_write_them() -> None:
    assert filled("{?a} {?b} {?c}", {"a": NamedNode("http://x/y"), "b": Literal("z", language="sv"), "c": None}) == (
        "http://x/y z {?c}"
    )
    assert shown(BlankNode("n")) == "_:n"
    assert len(shown(Literal("x" * 500))) == 120
    assert shown(Literal("x" * 500)).endswith("x…")


def test_prefixes_are_those_declared_anywhere_in_the_graph() -> None:
    shapes = shapes_of(':O sh:declare [ sh:prefix "ex" ; sh:namespace "http://x/"^^xsd:anyURI ], "odd" .')
    assert shapes.prefixes == {"ex": "http://x/"}


def test_a_broken_list_is_refused() -> None:
    with pytest.raises(ShapesError, match="broken RDF list"):
        shapes_of(":S sh:in :nowhere .").items(NamedNode("http://example.org/nowhere"))

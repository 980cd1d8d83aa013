"""What a finding says with a message of its own, and without one."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from s3graph.validation.messages import message_for
from s3graph.vocabulary import SH
from tests.validation.turtle import shapes_of

S, Q = NamedNode("http://example.org/S"), NamedNode("http://example.org/Q")
SHAPES = shapes_of(':S sh:message "S: {?value}."@sv, "S: {?value}."@en . :Q sh:message "Q."@en .')


def test_the_first_bearer_with_a_message_speaks() -> None:
    values = {"value": Literal("x")}
    assert message_for(SHAPES, (Q, S), SH.SPARQLConstraintComponent, values) == ("Q.", "Q.")
    assert message_for(SHAPES, (S, Q), SH.SPARQLConstraintComponent, values) == ("S: x.", "S: x.")


@pytest.mark.parametrize("component", ["MinCount", "Class", "Pattern", "Closed", "Xone", "LessThan"])
def test_without_a_message_a_general_sentence_in_each_language(component: str) -> None:
    text = message_for(shapes_of(""), (S,), SH[f"{component}ConstraintComponent"], {"value": Literal("x")})
    assert text.sv != text.en
    assert text.sv.endswith(".")
    assert text.en.endswith(".")
    assert "{" not in text.sv + text.en

"""What a finding says with a message of its own, and without one."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from s3graph.validation.messages import message_for, texts_for
from s3graph.vocabulary import SH
from tests.validation.turtle import shapes_of

S, Q = NamedNode("http://example.org/S"), NamedNode("http://example.org/Q")
SHAPES = shapes_of(':S sh:message "S: {?value}."@sv, "S: {?value}."@en . :Q sh:message "Q."@en .')


def test_the_first_bearer_with_a_message_speaks() -> None:
    values = {"value": Literal("x")}
    assert texts_for(SHAPES, (Q, S), values) == (Literal("Q.", language="en"),)
    assert {text.value for text in texts_for(SHAPES, (S, Q), values)} == {"S: x."}
    assert message_for(texts_for(SHAPES, (Q, S), values), SH.SPARQLConstraintComponent, values) == ("Q.", "Q.")


def test_a_sentence_already_filled_takes_the_place_of_the_message_whose_words_it_has() -> None:
    shapes = shapes_of(':S sh:message "{?value} of {$kind} (a+b)."@en, "{?value} av {?kind} (a+b)."@sv .')
    said = ("x av y (a+b).", "x of y (a+b).")
    texts = texts_for(shapes, (S,), {"value": Literal("x")}, said)
    assert set(texts) == {Literal("x of y (a+b).", language="en"), Literal("x av y (a+b).", language="sv")}


def test_a_select_that_binds_a_message_speaks_itself() -> None:
    spoken = Literal("By the query", language="en")
    assert texts_for(SHAPES, (Q, S), {"message": spoken}) == (spoken,)


@pytest.mark.parametrize("component", ["MinCount", "Class", "Pattern", "Closed", "Xone", "LessThan"])
def test_without_a_message_a_general_sentence_in_each_language(component: str) -> None:
    text = message_for((), SH[f"{component}ConstraintComponent"], {"value": Literal("x")})
    assert text.sv != text.en
    assert text.sv.endswith(".")
    assert text.en.endswith(".")
    assert "{" not in text.sv + text.en

"""The rules beside the shapes: named, worded in both languages, filled in."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from s3graph.validation import Profile, rules
from s3graph.validation.paths import Predicate
from s3graph.validation.rules import RULES, Rule
from s3graph.vocabulary import OWL, entity


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_says_what_to_do_in_both_languages(rule: Rule) -> None:
    values = {"owner": Literal("källan")}
    finding = rule.finding(entity("actor", "a"), OWL.sameAs, entity("actor", "b"), values)
    assert finding.messages.sv != finding.messages.en
    for text in finding.messages:
        assert text.endswith(".")
        assert "{" not in text
    assert (finding.rule, finding.severity, finding.path) == (rule.name, rule.severity, Predicate(OWL.sameAs))


def test_every_rule_is_listed_once_and_none_is_named_as_a_shape() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names) == len([value for value in vars(rules).values() if isinstance(value, Rule)])
    shapes = {shape.value for name in Profile.names() for shape in Profile.load(name).shapes.shapes}
    assert not {rule.iri.value for rule in RULES} & shapes


def test_the_component_is_that_of_the_family() -> None:
    assert rules.SAME_AS.component.value.endswith("/SpeechConstraintComponent")
    assert rules.UNTYPED.component.value.endswith("/DeliveryConstraintComponent")

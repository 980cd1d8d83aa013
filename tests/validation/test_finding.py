"""A finding: what it is called, what two engines must agree on, how grave it is."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from s3graph.model import Language, Text
from s3graph.validation.finding import Finding, Severity, Term
from s3graph.validation.paths import Predicate
from s3graph.vocabulary import SH, SKOS


def finding(focus: Term | None = None, value: Term | None = None) -> Finding:
    return Finding(
        focus=focus or NamedNode("http://example.org/a"),
        path=Predicate(SKOS.prefLabel),
        value=value,
        component=SH.MinCountConstraintComponent,
        severity=Severity.VIOLATION,
        shape=NamedNode("https://w3id.org/s3graph/shapes/Service-name"),
        messages=Text(sv="Namn saknas.", en="No name."),
    )


def test_rule_is_the_last_part_of_the_shapes_address() -> None:
    assert finding().rule == "Service-name"


def test_identity_folds_blank_nodes_into_one() -> None:
    assert finding(BlankNode("a")).identity == finding(BlankNode("b")).identity
    assert finding(value=BlankNode("a")).identity == finding(value=BlankNode("b")).identity
    assert finding(BlankNode("a")).identity != finding(NamedNode("http://example.org/a")).identity


def test_identity_tells_values_of_another_language_or_datatype_apart() -> None:
    same_text: list[Term | None] = [Literal("x"), Literal("x", language="sv"), NamedNode("http://example.org/x"), None]
    assert len({finding(value=value).identity for value in same_text}) == 4


def test_changes_give_another_finding() -> None:
    first = finding()
    assert first.at(7).line == 7
    assert first.with_severity(Severity.WARNING).severity is Severity.WARNING
    assert (first.line, first.severity) == (None, Severity.VIOLATION)


def test_severities_sort_with_what_blocks_first() -> None:
    assert sorted(Severity, key=lambda severity: severity.rank) == [
        Severity.VIOLATION,
        Severity.WARNING,
        Severity.INFO,
    ]


def test_severity_is_read_from_its_iri_and_no_other() -> None:
    assert [Severity.of(severity.iri) for severity in Severity] == list(Severity)
    with pytest.raises(ValueError, match="Grave"):
        Severity.of(SH.Grave)


def test_every_severity_has_a_word_in_both_languages() -> None:
    assert [severity.label.in_language(Language.SV) for severity in Severity] == ["fel", "varning", "upplysning"]
    assert [severity.label.in_language(Language.EN) for severity in Severity] == ["violation", "warning", "information"]

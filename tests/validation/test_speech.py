"""Who may say what: own entities freely, those of others by linking only, shared terms, axioms and identities never."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from s3graph.validation import Severity, Speech
from s3graph.vocabulary import ORG, S3, entity
from tests.validation.turtle import ORGANISATION, delivered, rules_of

A, B = entity("organisation", "a"), entity("organisation", "b")
OWNERS = {A: "mine", B: "theirs"}
TYPES = {A: frozenset({ORG.FormalOrganization}), B: frozenset({ORG.FormalOrganization})}
SPEECH = Speech("mine", OWNERS, TYPES)


def rules(text: str, speech: Speech = SPEECH, profile: str = "partner") -> list[str]:
    return rules_of(delivered(f"{ORGANISATION}\n{text}", profile, speech))


def test_a_source_speaks_freely_about_its_own_and_about_what_is_new() -> None:
    assert rules('organisation:a skos:altLabel "Aa"@sv .') == []
    assert rules('organisation:c a org:FormalOrganization ; skos:prefLabel "C"@sv .') == []


def test_about_the_entity_of_another_source_every_statement_is_refused() -> None:
    report = delivered(
        f'{ORGANISATION} organisation:b skos:altLabel "Bb"@sv ; dct:description "Dåligt."@sv .', speech=SPEECH
    )
    assert rules_of(report) == ["Speech-other-source", "Speech-other-source"]
    assert {finding.focus for finding in report.findings} == {B}
    assert "theirs" in report.findings[0].messages.en
    assert not report.accepted


@pytest.mark.parametrize("link", ["org:linkedTo", "dct:relation", "dct:isReferencedBy"])
def test_the_linking_properties_may_be_used_of_others_and_are_shown_as_a_third_partys(link: str) -> None:
    report = delivered(f"{ORGANISATION}\norganisation:b {link} organisation:a .", speech=SPEECH)
    assert rules_of(report) == ["Speech-third-party"]
    assert report.accepted
    assert "theirs" in report.findings[0].messages.sv


def test_what_a_source_has_taken_over_is_its_own() -> None:
    took_over = Speech("mine", OWNERS, TYPES, own=frozenset({B}))
    assert rules('organisation:b skos:altLabel "Bb"@sv .', took_over) == []


def test_collected_facts_may_describe_everyone() -> None:
    assert rules('organisation:b skos:altLabel "Bb"@sv .', profile="facts") == []


CLAIM = (
    "claim:c a s3:Claim ; rdf:subject {subject} ; rdf:predicate {said} ; rdf:object {value} ; s3:basis basis:general ."
)


def test_a_claim_about_the_entity_of_another_is_refused() -> None:
    about_b = CLAIM.format(subject="organisation:b", said="skos:altLabel", value='"Bb"@sv')
    assert rules(about_b) == ["Speech-other-claim"]
    assert rules(about_b, profile="facts") == []
    assert rules(CLAIM.format(subject="organisation:a", said="skos:altLabel", value='"Aa"@sv')) == []
    assert rules(CLAIM.format(subject="organisation:b", said="org:linkedTo", value="organisation:a")) == []


CONFIRMATION = """
confirmation:c a s3:Confirmation ; s3:confirms {who} ; prov:wasAttributedTo {who} ;
    prov:generatedAtTime "2026-03-01T12:00:00Z"^^xsd:dateTime .
"""


@pytest.mark.parametrize("profile", ["partner", "facts"])
def test_nobody_confirms_in_the_name_of_another(profile: str) -> None:
    assert rules(CONFIRMATION.format(who="organisation:b"), profile=profile) == ["Speech-other-confirmation"]
    assert rules(CONFIRMATION.format(who="organisation:a"), profile=profile) == []
    for forged in (
        CONFIRMATION.format(who="organisation:a").replace("confirms organisation:a", "confirms organisation:b"),
        "organisation:a s3:confirms organisation:b .",
    ):
        assert rules(forged, profile=profile) == ["Speech-other-confirmed"]


@pytest.mark.parametrize("profile", ["partner", "facts"])
@pytest.mark.parametrize(
    "statement",
    [
        'municipality:0780 skos:altLabel "Wexiö"@sv .',
        "competence:robotik skos:broader competence:egen .",
        'area:industri skos:prefLabel "Verkstad"@sv .',
        'basis:read skos:altLabel "läst"@sv .',
        's3:Initiative skos:altLabel "projekt"@sv .',
        's3:invented skos:prefLabel "påhittad"@sv .',
    ],
)
def test_reference_terms_and_the_ontology_are_left_alone(statement: str, profile: str) -> None:
    assert "Speech-reference-term" in rules(statement, profile=profile)


@pytest.mark.parametrize(
    "statement",
    ['competence:egen skos:prefLabel "egen"@sv .', "source:theirs s3:speaksFor organisation:a ."],
)
def test_what_only_the_platform_makes_is_not_described_without_saying_what_it_is(statement: str) -> None:
    assert "Speech-reference-term" in rules(statement)


@pytest.mark.parametrize("kind", ["Competence", "Municipality", "Source", "Release", "Basis", "IdentityDecision"])
def test_no_source_makes_members_of_reserved_classes(kind: str) -> None:
    report = delivered(f"{ORGANISATION} competence:egen a s3:{kind} .", speech=SPEECH)
    assert rules_of(report) == ["Speech-reserved-class"]
    assert report.findings[0].value == S3[kind]


@pytest.mark.parametrize("profile", ["partner", "facts"])
@pytest.mark.parametrize("pair", [("organisation:a", "organisation:b"), ("organisation:a", "<http://wikidata.org/Q1>")])
def test_same_as_is_refused_whoever_it_is_about(pair: tuple[str, str], profile: str) -> None:
    assert rules(f"{pair[0]} owl:sameAs {pair[1]} .", profile=profile) == ["Speech-same-as"]


@pytest.mark.parametrize(
    "axiom",
    [
        "organisation:a rdfs:subClassOf s3:SupportActor .",
        "organisation:a owl:equivalentClass s3:SupportActor .",
        "organisation:a sh:targetClass s3:Initiative .",
        "organisation:a a owl:Class .",
        "organisation:a a rdf:Property .",
        "organisation:a a sh:NodeShape .",
        "s3:owner rdfs:range s3:SupportActor .",
    ],
)
def test_schema_axioms_are_refused(axiom: str) -> None:
    assert rules(axiom) == ["Speech-schema-axiom"]


def test_labels_and_comments_are_no_axioms() -> None:
    assert rules('organisation:a rdfs:label "A"@sv ; rdfs:comment "B"@sv ; rdfs:seeAlso <https://a.example/> .') == []


def test_a_subject_outside_the_platform_is_refused_once() -> None:
    report = delivered(f'{ORGANISATION} <https://a.example/x> dct:title "X"@sv ; dct:subject organisation:a .')
    assert rules_of(report) == ["Speech-own-address"]
    assert report.findings[0].focus == NamedNode("https://a.example/x")


def test_blank_nodes_belong_to_the_file() -> None:
    assert rules("organisation:a dct:relation [ dct:relation organisation:a ] .") == []


def test_every_rule_of_speech_blocks() -> None:
    report = delivered("organisation:a owl:sameAs organisation:b .", speech=SPEECH)
    assert all(f.severity is Severity.VIOLATION for f in report.findings if f.rule.startswith("Speech-"))


def test_who_speaks_for_an_entity() -> None:
    assert SPEECH.other_owner(A) is None
    assert SPEECH.other_owner(B) == "theirs"
    assert SPEECH.other_owner(entity("organisation", "new")) is None
    assert Speech("mine", OWNERS, own=frozenset({B})).other_owner(B) is None
    assert [SPEECH.knows(node) for node in (A, B, entity("organisation", "new"))] == [True, True, False]

"""What a file points at, and the words it uses."""

from __future__ import annotations

from s3graph.validation import Severity, Speech
from s3graph.vocabulary import ORG, S3, entity
from tests.validation.turtle import ORGANISATION, delivered, rules_of

SERVICE = 'service:s a s3:Service ; skos:prefLabel "S"@sv ; s3:providedBy {by} .'
KNOWN = Speech("mine", {entity("actor", "b"): "theirs"}, {entity("actor", "b"): frozenset({S3.SupportActor})})


def test_an_unknown_entity_is_a_warning_and_so_is_its_class() -> None:
    report = delivered(SERVICE.format(by="actor:unknown"))
    assert rules_of(report) == ["Delivery-unknown-entity", "Service-provider-actor"]
    assert {finding.severity for finding in report.findings} == {Severity.WARNING}
    assert report.accepted


def test_a_known_entity_is_read_with_the_class_the_platform_knows() -> None:
    report = delivered(SERVICE.format(by="actor:b"), speech=KNOWN)
    assert rules_of(report) == ["Speech-third-party"]
    assert report.accepted


def test_a_known_entity_of_another_class_is_a_violation() -> None:
    other = Speech("mine", {}, {entity("actor", "b"): frozenset({S3.Need})})
    report = delivered(SERVICE.format(by="actor:b"), speech=other)
    assert rules_of(report) == ["Service-provider-actor"]
    assert not report.accepted


def test_the_file_has_the_last_word_about_what_it_describes_itself() -> None:
    described = f"{SERVICE.format(by='organisation:a')} {ORGANISATION}"
    assert rules_of(delivered(described)) == []
    mistaken = Speech("mine", {}, {entity("organisation", "a"): frozenset({S3.Need})})
    assert rules_of(delivered(described, speech=mistaken)) == []


def test_reference_data_that_does_not_exist_is_a_violation_and_never_awaited() -> None:
    report = delivered(f"{ORGANISATION} organisation:a s3:seat municipality:9999 .")
    assert rules_of(report) == ["Reference-municipality"]
    assert report.findings[0].severity is Severity.VIOLATION


def test_each_unknown_entity_is_told_once_with_a_place_that_points_at_it() -> None:
    report = delivered(
        f"{ORGANISATION} organisation:a dct:relation need:n, need:m . organisation:a org:linkedTo need:n ."
    )
    assert [finding.value for finding in report.findings] == [entity("need", "m"), entity("need", "n")]
    assert {finding.focus for finding in report.findings} == {entity("organisation", "a")}


def test_words_that_look_like_ours_and_are_not_are_violations() -> None:
    report = delivered(f"{ORGANISATION} organisation:a s3:seet municipality:0780 ; a s3:SuportActor .")
    assert rules_of(report) == ["Delivery-unknown-term", "Delivery-unknown-term"]
    assert {finding.value for finding in report.findings} == {S3.seet, S3.SuportActor}


def test_a_class_of_others_that_no_shape_looks_for_is_told_once() -> None:
    report = delivered(f"{ORGANISATION} organisation:a a :Thing . organisation:b a :Thing, org:FormalOrganization .")
    assert rules_of(report) == ["Delivery-unchecked-class", "Organisation-name"]
    assert ORG.FormalOrganization not in {finding.value for finding in report.findings}


def test_an_entity_without_class_was_not_checked_and_that_is_told() -> None:
    report = delivered(f'{ORGANISATION} need:n dct:description "Vi vill."@sv .')
    assert rules_of(report) == ["Delivery-untyped"]
    assert report.findings[0].focus == entity("need", "n")


def test_a_known_entity_needs_no_class_in_the_file() -> None:
    own = Speech("mine", {entity("need", "n"): "mine"}, {entity("need", "n"): frozenset({S3.Need})})
    assert rules_of(delivered(f'{ORGANISATION} need:n dct:description "Vi vill."@sv .', speech=own)) == []

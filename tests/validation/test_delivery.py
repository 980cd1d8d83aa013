"""One delivered file against a profile, from triples to report."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Set

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from s3graph.validation import CompiledEngine, Engine, Profile, PyshaclEngine, Report, Speech, StagedDelivery
from s3graph.validation.delivery import validate_delivery
from s3graph.validation.location import Place
from s3graph.vocabulary import BASE, DCT, EURIO, RDF, XSD, entity
from tests.validation.turtle import ORGANISATION, REFERENCE, delivered, rules_of, store_of

INITIATIVE = """
initiative:i a s3:Initiative ; skos:prefLabel "I"@sv ; dct:description "Hjälp."@sv ; s3:owner organisation:a ;
    eurio:startDate "2026"^^xsd:gYear ; cv:thematicArea area:industri ; dct:spatial region:SE212 ;
    s3:openTo audience:all-smes .
"""
ENGINES: list[Engine] = [PyshaclEngine(), CompiledEngine(PyshaclEngine())]


def located(text: str, lines: Mapping[Place, int]) -> Report:
    def known(wanted: Set[Place]) -> dict[Place, int]:
        return {node: lines[node] for node in wanted if node in lines}

    return validate_delivery(StagedDelivery(store_of(text), Speech("mine"), REFERENCE, known), Profile.load("partner"))


def test_an_empty_file_is_refused_because_nothing_was_checked() -> None:
    report = delivered("")
    assert (report.findings, report.checked, report.conforms, report.accepted) == ((), 0, True, False)


@pytest.mark.parametrize(
    "text",
    [
        'need:n dct:description "Vi vill prova."@sv .',
        'organisation:a skos:prefLabel "A"@sv .',
        "organisation:a a :Thing .",
        '[] a <https://schema.org/Organization> ; skos:prefLabel "A"@sv .',
    ],
)
def test_a_file_without_a_single_known_class_is_refused_although_nothing_is_wrong(text: str) -> None:
    report = delivered(text)
    assert report.conforms
    assert report.checked == 0
    assert not report.accepted


def test_reference_data_beside_the_file_is_not_counted_as_checked() -> None:
    assert delivered("organisation:a dct:spatial region:SE212 .").checked == 0


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_a_broken_file_is_refused_and_mended_it_is_accepted(engine: Engine) -> None:
    broken = delivered(ORGANISATION + INITIATIVE, engine=engine)
    assert rules_of(broken) == ["Initiative-end-stated"]
    assert (broken.accepted, broken.checked) == (False, 2)
    mended = delivered(f'{ORGANISATION}{INITIATIVE} initiative:i eurio:endDate "2028"^^xsd:gYear .', engine=engine)
    assert mended.findings == ()
    assert mended.accepted


def test_the_same_file_as_collected_facts_is_accepted_with_a_warning() -> None:
    report = delivered(ORGANISATION + INITIATIVE, "facts")
    assert [(finding.rule, finding.severity.value) for finding in report.findings] == [
        ("Initiative-end-stated", "Warning")
    ]
    assert report.accepted


def test_the_compiled_engine_judges_where_none_is_named() -> None:
    assert set(delivered(ORGANISATION).engines.values()) == {"compiled"}
    assert set(delivered(ORGANISATION, engine=PyshaclEngine()).engines.values()) == {"pyshacl"}


def test_findings_carry_the_line_of_their_subject() -> None:
    text = ORGANISATION + INITIATIVE + "service:s a s3:Service . organisation:b owl:sameAs organisation:a ."
    lines: dict[Place, int] = {
        entity("service", "s"): 40,
        entity("organisation", "b"): 7,
        entity("initiative", "i"): 12,
    }
    report = located(text, lines)
    assert [(finding.line, finding.rule) for finding in report.findings if finding.rule != "Delivery-untyped"] == [
        (7, "Speech-same-as"),
        (12, "Initiative-end-stated"),
        (40, "Service-name"),
        (40, "Service-provider-stated"),
    ]


def test_a_blank_node_has_the_line_of_what_leads_to_it() -> None:
    store = Store()
    cost, initiative = BlankNode("cost"), entity("initiative", "i")
    store.add(Quad(initiative, EURIO.hasTotalCost, cost))
    store.add(Quad(cost, RDF.type, EURIO.MonetaryAmount))
    staged = StagedDelivery(store, Speech("mine"), REFERENCE, lambda wanted: dict.fromkeys(wanted & {initiative}, 5))
    report = validate_delivery(staged, Profile.load("partner"))
    assert {finding.line for finding in report.findings if finding.focus == cost} == {5}


def test_only_subjects_of_the_file_are_judged() -> None:
    known = Speech("mine", {}, {entity("actor", "poor"): frozenset({NamedNode(f"{BASE}ontology#SupportActor")})})
    report = delivered(f"{ORGANISATION} organisation:a dct:relation actor:poor .", speech=known)
    assert report.findings == ()
    assert report.checked == 1


def test_gravest_first() -> None:
    report = delivered(f"{ORGANISATION} organisation:a {DCT.relation} need:n . service:s a s3:Service .")
    ranks = [finding.severity.rank for finding in report.findings]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 2


def test_personal_numbers_are_never_repeated_in_a_report() -> None:
    report = delivered(f'{ORGANISATION} organisation:a s3:organisationNumber "8501010009" .')
    assert rules_of(report) == ["OrganisationNumber-not-personal"]
    assert "850101" not in report.to_turtle() + str(report.to_json())


def test_importing_the_room_loads_neither_rdflib_nor_pyshacl() -> None:
    code = "import sys, s3graph.validation; sys.exit(any(name in sys.modules for name in ('rdflib', 'pyshacl')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_finding_stands_at_its_statement_where_that_is_known() -> None:
    initiative = entity("initiative", "i")
    wrong = f'{ORGANISATION} {INITIATIVE} initiative:i eurio:endDate "2020"^^xsd:gYear .'
    ended = Triple(initiative, EURIO.endDate, Literal("2020", datatype=XSD.gYear))
    cases: list[tuple[dict[Place, int], int | None]] = [
        ({initiative: 7}, 7),
        ({initiative: 7, ended: 12}, 12),
        ({}, None),
    ]
    for lines, expected in cases:
        (finding,) = [f for f in located(wrong, lines).findings if f.rule == "Date-end-after-start"]
        assert finding.line == expected

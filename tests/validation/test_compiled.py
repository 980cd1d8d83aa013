"""The compiled engine says what the reference engine says: generated shapes over generated data, equal multisets."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

from s3graph.errors import ShapesError
from s3graph.validation import CompiledEngine, Finding, PyshaclEngine, Report
from s3graph.vocabulary import SH, XSD
from tests.validation.generated import CONSTRAINTS, Case, cases, cases_of

COMPILED = CompiledEngine(PyshaclEngine())
# Where pySHACL refuses shapes or data that the standard allows, by what it says. The compiled engine judges them.
# Three more differences are kept out of the generated cases: see the tests of their names below.
KNOWN = {
    "to compare a BlankNode": "A blank node under sh:lessThan makes it refuse the data; by SHACL 4.5.3 it is a result.",
    "Expected SelectQuery": "$PATH of nested inverse or repeated paths is written as ^^p or p**, which is no SPARQL.",
    "NotImplemented should not be used": "rdflib takes what has no order for at most equal: 2 and an ill-typed number.",
    "not supported between instances of 'Literal' and 'Literal'": "A date that is none, before one: it falls over.",
}
ALL_COMPONENTS = {
    f"{name}ConstraintComponent"
    for name in (
        "And", "Class", "Closed", "Datatype", "Disjoint", "Equals", "HasValue", "In", "LanguageIn", "LessThan",
        "LessThanOrEquals", "MaxCount", "MaxExclusive", "MaxInclusive", "MaxLength", "MinCount", "MinExclusive",
        "MinInclusive", "MinLength", "Node", "NodeKind", "Not", "Or", "Pattern", "QualifiedMaxCount",
        "QualifiedMinCount", "SPARQL", "UniqueLang", "Xone",
    )
}  # fmt: skip


def said(report: Report) -> Counter[object]:
    """More than has to be equal: the shape, the SPARQL constraint, the message, and the details of sh:node too."""
    return Counter(_said(finding) for finding in report.findings)


DECIMAL = re.compile(r'"([-+]?\d[\d.]*)"(?=\^\^<http://www\.w3\.org/2001/XMLSchema#decimal>)')
"""A decimal is spelt as the data do, or as any shape does that targets it; which, hangs on what else is judged with it:
a shape with sh:sparql is judged apart by the compiled engine."""


def spelt(term: object) -> str:
    """A term with a decimal spelt the shortest way."""
    return DECIMAL.sub(lambda found: f'"{Decimal(found[1]).normalize():f}"', str(term))


def _said(finding: Finding) -> object:
    details = finding.details if finding.component == SH.NodeConstraintComponent else ()
    told = Counter(_said(detail) for detail in details)
    message = finding.messages.en.replace("_:", "")  # how blank nodes are shown in a message is each engine's own
    return tuple(map(spelt, finding.identity)), finding.shape, finding.source, message, frozenset(told.items())


def judged_alike(case: Case) -> Report | None:
    """The report of the compiled engine, compared with the reference; None where that one refuses what it must not."""
    shapes, store = case.graphs()
    try:
        reference = PyshaclEngine().validate(store, shapes, None)
    except (ShapesError, DeprecationWarning) as error:
        said_by_it = error.detail.en if isinstance(error, ShapesError) else str(error)
        if any(known in said_by_it for known in KNOWN):
            return None
        raise
    compiled = COMPILED.validate(store, shapes, None)
    assert said(compiled) == said(reference)
    assert (compiled.nodes_met, compiled.checked) == (reference.nodes_met, reference.checked)
    assert compiled.engines.keys() == reference.engines.keys()
    return compiled


class Tally:
    """What a run of generated cases has covered."""

    def __init__(self) -> None:
        self.cases = self.compared = self.shapes = self.compiled = 0
        self.components: Counter[str] = Counter()

    def judge(self, case: Case) -> None:
        self.cases += 1
        report = judged_alike(case)
        if report is not None:
            engines = list(report.engines.values())
            self.compared += 1
            self.shapes += len(engines)
            self.compiled += engines.count("compiled")
            self.components.update(finding.component.value.removeprefix(SH.iri) for finding in report.findings)

    def run(self, strategy: SearchStrategy[Case], examples: int, *, seeded: bool) -> None:
        checks = list(HealthCheck)
        chosen = settings(max_examples=examples, deadline=None, derandomize=seeded, suppress_health_check=checks)
        chosen(given(strategy)(self.judge))()


def test_same_findings_as_the_reference() -> None:
    """A few cases of every constraint the generator knows, and some of anything."""
    tally = Tally()
    for constraint in CONSTRAINTS:
        tally.run(cases_of(constraint), 6, seeded=True)
    tally.run(cases(), 60, seeded=True)
    assert tally.cases > 6 * len(CONSTRAINTS) > 480
    assert tally.compared > 0.95 * tally.cases
    assert tally.compiled > 0.95 * tally.shapes  # the few others hold an aggregate
    assert tally.components.keys() <= ALL_COMPONENTS
    assert len(tally.components) >= 25


@pytest.mark.soak
@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_same_findings_as_the_reference_constraint_by_constraint(constraint: str) -> None:
    tally = Tally()
    tally.run(cases_of(constraint), 100, seeded=False)
    assert tally.compared > 0.5 * tally.cases
    assert sum(tally.components.values()) > 0


def test_a_decimal_is_the_same_however_a_shape_beside_spells_it() -> None:
    apart = ":S1 a sh:NodeShape ; sh:targetObjectsOf :p ; sh:not [ sh:path :p ; sh:class :C ; sh:sparql [ "
    apart += 'sh:prefixes :names ; sh:select """SELECT $this (COUNT(?some) AS ?value) '
    apart += 'WHERE { $this test:p ?some } GROUP BY $this""" ] ] .'
    report = judged_alike(Case(f":S0 a sh:NodeShape ; sh:targetNode 4.00 .\n{apart}", ":b :p 4.0 ."))
    assert report is not None
    assert [spelt(finding.identity[0]) for finding in report.findings] == [f'"4"^^{XSD.decimal}']


@pytest.mark.soak
def test_same_findings_as_the_reference_at_length() -> None:
    tally = Tally()
    tally.run(cases(), 4_000, seeded=False)
    assert tally.cases >= 4_000
    assert tally.compared > 0.95 * tally.cases
    assert tally.compiled > 0.9 * tally.shapes


def test_a_sequence_walked_backwards_begins_at_its_end() -> None:
    """pySHACL turns each step around and leaves the order."""
    path = "[ sh:inversePath ( :p :q ) ]"
    shape = f":S a sh:NodeShape ; sh:targetNode :c ; sh:property [ sh:path {path} ; sh:maxCount 0 ] ."
    shapes, store = Case(shape, ":a :p :b . :b :q :c .").graphs()
    assert len(COMPILED.validate(store, shapes, None).findings) == 1
    assert PyshaclEngine().validate(store, shapes, None).findings == ()


def test_a_literal_that_is_false_is_no_start_of_a_path() -> None:
    """rdflib takes it for an open end of the path, and finds it to lead to itself."""
    select = "SELECT $this ?value WHERE { $this $PATH ?value ; <http://example.org/q> ?value }"
    path = "( :q [ sh:oneOrMorePath :q ] )"
    shape = (
        f':S a sh:NodeShape ; sh:targetNode :a ; sh:property [ sh:path {path} ; sh:sparql [ sh:select "{select}" ] ] .'
    )
    shapes, store = Case(shape, ":a :q false .").graphs()
    assert COMPILED.validate(store, shapes, None).findings == ()
    assert len(PyshaclEngine().validate(store, shapes, None).findings) == 1


def test_a_blank_node_has_no_text() -> None:
    """rdflib gives its label as STR(), which SPARQL 1.1 defines for literals and IRIs only."""
    where = "$this <http://example.org/p> ?value . BIND (STR(?value) AS ?text) FILTER (?text != 'x')"
    select = f"SELECT $this ?text WHERE {{ {where} }}"
    shape = f':S a sh:NodeShape ; sh:targetNode :a ; sh:sparql [ sh:select "{select}" ] .'
    shapes, store = Case(shape, ":a :p _:b .").graphs()
    assert COMPILED.validate(store, shapes, None).findings == ()
    assert len(PyshaclEngine().validate(store, shapes, None).findings) == 1


@pytest.mark.parametrize("constraint", ["sh:lessThan :r", "sh:lessThanOrEquals :r"])
def test_a_blank_node_stands_before_nothing_and_does_not_stop_the_validation(constraint: str) -> None:
    shape = f":S a sh:NodeShape ; sh:targetNode :a ; sh:property [ sh:path :p ; {constraint} ] ."
    shapes, store = Case(shape, ":a :p _:x , 1 ; :r 2 .").graphs()
    (finding,) = COMPILED.validate(store, shapes, None).findings
    assert finding.identity[2] == "_:"
    with pytest.raises(ShapesError, match="to compare a BlankNode"):
        PyshaclEngine().validate(store, shapes, None)


def test_an_inverse_within_an_inverse_can_stand_for_the_path_of_a_select() -> None:
    path, select = "[ sh:inversePath [ sh:inversePath :p ] ]", "SELECT $this ?value { $this $PATH ?value }"
    shape = (
        f':S a sh:NodeShape ; sh:targetNode :a ; sh:property [ sh:path {path} ; sh:sparql [ sh:select "{select}" ] ] .'
    )
    shapes, store = Case(shape, ":a :p 1 .").graphs()
    (finding,) = COMPILED.validate(store, shapes, None).findings
    assert finding.identity[2].startswith('"1"')
    with pytest.raises(ShapesError, match="Expected SelectQuery"):
        PyshaclEngine().validate(store, shapes, None)


def test_what_has_no_order_is_not_at_most_equal() -> None:
    """rdflib asks whether NotImplemented is true, which Python 3.14 refuses and earlier ones warn of."""
    shape = ":S a sh:NodeShape ; sh:targetNode :a ; sh:property [ sh:path :p ; sh:lessThanOrEquals :r ] ."
    shapes, store = Case(shape, ':a :p 2 ; :r "nonsense"^^xsd:integer .').graphs()
    (finding,) = COMPILED.validate(store, shapes, None).findings
    assert finding.identity[2].startswith('"2"')
    with pytest.raises(DeprecationWarning, match="NotImplemented"):
        PyshaclEngine().validate(store, shapes, None)

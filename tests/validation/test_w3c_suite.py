"""The W3C SHACL suite through both engines: every report it expects, except what is explained case by case below."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from s3graph.errors import ShapesError
from s3graph.validation import CompiledEngine, Engine, PyshaclEngine, Report
from tests.validation.w3c import SUITE, Case, cases

CASES = cases()
ENGINES: dict[str, Engine] = {"pyshacl": PyshaclEngine(), "compiled": CompiledEngine(PyshaclEngine())}
# Each with the reason why another report than the suite's is right for this project. Both engines deviate alike.
EXPLAINED = {
    "core/misc/severity-002": "A severity of one's own is refused: a report tells people what blocks.",
    "core/property/datatype-ill-formed": 'The store reads "300"^^xsd:byte as the integer 300, and so does the report.',
    "core/property/uniqueLang-002": 'sh:uniqueLang "1"^^xsd:boolean counts as true; the suite wants it ignored.',
    "sparql/pre-binding/shapesGraph-001": "Access to the shapes graph from SPARQL is optional in SHACL, and refused.",
}
REFUSED = {"core/misc/severity-002", "sparql/pre-binding/shapesGraph-001"}
# What the compiler leaves to pySHACL: components declared in the shapes graph, and a select with VALUES.
HANDED_OVER = {
    "sparql/component/nodeValidator-001",
    "sparql/component/optional-001",
    "sparql/component/propertyValidator-select-001",
    "sparql/component/validator-001",
    "sparql/pre-binding/pre-binding-007",
}

pytestmark = pytest.mark.skipif(not CASES, reason=f"not there: {'/'.join(SUITE.parts[-4:])}")


@cache
def judged(case: Case, engine: str) -> Report | None:
    """None where the engine refuses the shapes."""
    try:
        return ENGINES[engine].validate(case.data(), case.shapes(), None)
    except ShapesError:
        return None


def passes(case: Case, engine: str) -> bool:
    report = judged(case, engine)
    return case.must_fail if report is None else not case.must_fail and case.expects(report)


def parts(names: set[str]) -> Counter[str]:
    return Counter(name.split("/", 1)[0] for name in names)


def test_the_whole_suite_was_collected() -> None:
    assert len({case.name for case in CASES}) == len(CASES) == 121
    assert parts({case.name for case in CASES}) == {"core": 98, "sparql": 23}
    assert len([case for case in CASES if case.must_fail]) == 7


@pytest.mark.parametrize("engine", ["compiled", pytest.param("pyshacl", marks=pytest.mark.soak)])
def test_the_reports_of_the_suite_are_ours(engine: str) -> None:
    passed = {case.name for case in CASES if passes(case, engine)}
    assert {case.name for case in CASES} - passed == set(EXPLAINED)
    assert parts(passed) == {"core": 95, "sparql": 22}


def test_how_many_cases_are_compiled_wholly() -> None:
    """A case that is handed over proves the reference engine, not the compiler."""
    whole: set[str] = set()
    handed: set[str] = set()
    for case in CASES:
        report = judged(case, "compiled")
        if report is not None and passes(case, "compiled"):
            (whole if set(report.engines.values()) <= {"compiled"} else handed).add(case.name)
    assert handed == HANDED_OVER
    assert parts(whole) == {"core": 95, "sparql": 10}


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_not_supported_is_refused_and_never_passed_over(engine: str) -> None:
    refused = {case.name for case in CASES if judged(case, engine) is None}
    assert refused == REFUSED | {case.name for case in CASES if case.must_fail}


def test_a_report_that_differs_in_one_term_is_not_the_one_expected() -> None:
    """Against a comparison that would accept anything."""
    case = next(case for case in CASES if case.name == "core/path/path-complex-001")
    report = judged(case, "compiled")
    assert report is not None
    (finding, *others) = report.findings
    assert case.expects(report)
    assert not case.expects(Report(tuple(others)))
    assert not case.expects(Report((finding, *report.findings)))
    for other in (
        {"path": None},
        {"value": finding.component},
        {"shape": finding.component},
        {"component": finding.shape},
        {"focus": finding.component},
    ):
        assert not case.expects(Report((replace(finding, **other), *others))), other

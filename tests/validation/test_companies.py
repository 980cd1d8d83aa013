"""The made-up registers of the benchmark: valid but for the faults planted, each found by its rule."""

from __future__ import annotations

from collections import Counter

from pyoxigraph import RdfFormat, Store

from benchmarks.companies import FAULTS, companies, organisation_number
from s3graph.validation import Profile, Reference, Report, Speech, StagedDelivery, validate_delivery

FOUND_BY = {
    "no-name": "SME-name",
    "bad-number": "OrganisationNumber-check-digit",
    "unknown-municipality": "Reference-municipality",
    "no-seat": "SME-seat-stated",
    "two-names": "SME-name",
    "bad-website": "Homepage-web-address",
    "unknown-size": "Reference-size",
}
UNSEEN = {"bad-year"}  # no shape looks at the year of founding


def judged(count: int, faults: float) -> Report:
    store = Store()
    store.bulk_load(input="\n".join(companies(count, faults=faults)).encode(), format=RdfFormat.N_TRIPLES)
    return validate_delivery(StagedDelivery(store, Speech("benchmark"), Reference.load()), Profile.load("partner"))


def test_without_faults_nothing_is_found() -> None:
    report = judged(40, faults=0)
    assert report.findings == ()
    assert report.checked == 40


def test_every_fault_planted_is_found() -> None:
    assert set(FAULTS) == FOUND_BY.keys() | UNSEEN
    found = Counter(finding.rule for finding in judged(16, faults=1).findings)
    assert found.keys() >= set(FOUND_BY.values())
    assert found["SME-name"] == 4


def test_organisation_numbers_are_right_and_of_a_series_given_to_nobody() -> None:
    numbers = [organisation_number(index) for index in range(1000)]
    assert len(set(numbers)) == 1000
    for number in numbers:
        doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(number)]
        assert sum(value // 10 + value % 10 for value in doubled) % 10 == 0
        assert number.startswith("408")

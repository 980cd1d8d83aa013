"""Adding to what a source has said; what a delivery changes, before it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.companies import organisation_number
from s3graph.graph import DataDirectory, Releases, ReleaseStore
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.request import ImportReport, ImportRequest, Outcome
from s3graph.model import Language
from s3graph.vocabulary import EURIO, LEGAL, S3, SKOS, entity, graph
from tests.intake.partner import ACTOR, HEAD, INITIATIVE

COMPANY = """
<https://w3id.org/s3graph/id/sme/{number}> a s3:SME ;
    <http://www.w3.org/ns/legal#legalName> "{name}" ;
    skos:prefLabel "{name}"@sv ;
    s3:organisationNumber "{number}" ;
    s3:seat <https://w3id.org/s3graph/id/municipality/0880> ;
    <http://www.w3.org/ns/legal#companyActivity> <https://w3id.org/s3graph/id/sni2007/{sni}> ;
    s3:sizeClass <https://w3id.org/s3graph/id/size/small> .
"""
NUMBERS = [organisation_number(place) for place in range(700_000, 700_004)]


def company(place: int, name: str = "Exempelbolaget AB", sni: str = "16.101") -> str:
    return COMPANY.format(number=NUMBERS[place], name=name, sni=sni)


def deliver(desk: Desk, folder: Path, content: str, **given: object) -> ImportReport:
    path = folder / "leverans.ttl"
    path.write_text(HEAD + content, "utf-8")
    report = run_import(ImportRequest(path, "bolag", **given), desk)  # type: ignore[arg-type]
    assert report.outcome is not Outcome.REFUSED, report.to_text(Language.EN)
    return report


def values(desk: Desk, place: int, predicate: object) -> set[str]:
    store = ReleaseStore.open(Releases(DataDirectory.open(desk.settings.data_dir)).current())
    quads = store.quads(entity("sme", NUMBERS[place]), predicate, None, graph("bolag"))  # type: ignore[arg-type]
    return {quad.object.value.rsplit("/", 1)[-1] for quad in quads}  # type: ignore[union-attr]


def test_what_the_file_does_not_mention_stays(desk: Desk, tmp_path: Path) -> None:
    deliver(desk, tmp_path, company(0) + company(1))
    report = deliver(desk, tmp_path, company(2), merge=True)
    assert (report.difference.added, report.difference.changed, report.difference.removed) == (1, 0, 0)
    assert [values(desk, place, LEGAL.legalName) for place in range(3)] == [{"Exempelbolaget AB"}] * 3


@pytest.mark.soak
def test_one_value_takes_the_place_of_the_former_and_several_are_added(desk: Desk, tmp_path: Path) -> None:
    deliver(desk, tmp_path, company(0) + company(1))
    report = deliver(desk, tmp_path, company(0, "Nya Bolaget AB", "62.010"), merge=True)
    assert report.outcome is Outcome.ACCEPTED
    assert (report.difference.added, report.difference.changed, report.difference.removed) == (0, 1, 0)
    assert values(desk, 0, LEGAL.legalName) == {"Nya Bolaget AB"}
    assert values(desk, 0, SKOS.prefLabel) == {"Nya Bolaget AB"}
    assert values(desk, 0, LEGAL.companyActivity) == {"16.101", "62.010"}
    again = deliver(desk, tmp_path, company(0, "Nya Bolaget AB", "62.010"), merge=True)
    assert again.outcome is Outcome.UNCHANGED


def test_a_merge_is_judged_with_what_stays(desk: Desk, tmp_path: Path) -> None:
    """Alone the one statement would be no whole company; with what is there it is."""
    deliver(desk, tmp_path, company(0))
    only = f"<https://w3id.org/s3graph/id/sme/{NUMBERS[0]}> s3:sizeClass <https://w3id.org/s3graph/id/size/micro> ."
    report = deliver(desk, tmp_path, only, merge=True)
    assert report.outcome is Outcome.ACCEPTED
    assert "micro" in values(desk, 0, S3.sizeClass)


@pytest.mark.soak
def test_a_nameless_node_that_gives_way_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    whole = ACTOR + INITIATIVE.format(end="2028")
    deliver(desk, tmp_path, whole)
    dearer = INITIATIVE.format(end="2028").replace("2500000.0", "3500000.0")
    deliver(desk, tmp_path, dearer, merge=True)
    store = ReleaseStore.open(Releases(DataDirectory.open(desk.settings.data_dir)).current())
    amounts = [quad.object for quad in store.quads(None, EURIO.hasTotalCost, None, graph("bolag"))]
    spoken = [quad.object.value for quad in store.quads(None, EURIO.value, None, graph("bolag"))]  # type: ignore[union-attr]
    assert len(spoken) == len(amounts)


@pytest.mark.parametrize("dry_run", [True, False], ids=["looked over", "delivered"])
def test_a_large_removal_wants_a_word(desk: Desk, tmp_path: Path, dry_run: bool) -> None:
    deliver(desk, tmp_path, "".join(map(company, range(4))))
    report = deliver(desk, tmp_path, company(0), dry_run=dry_run)
    assert (report.outcome, report.release) == (Outcome.UNCONFIRMED, 2)
    assert report.difference.removed_share == 0.75
    assert "--confirm-removal" in report.to_text(Language.SV)
    assert values(desk, 3, LEGAL.legalName)
    meant = deliver(desk, tmp_path, company(0), confirm_removal=True)
    assert (meant.outcome, meant.release, meant.difference.removed) == (Outcome.ACCEPTED, 3, 3)
    assert not values(desk, 3, LEGAL.legalName)


def test_what_would_change_is_shown_before_it_counts(desk: Desk, tmp_path: Path) -> None:
    deliver(desk, tmp_path, company(0) + company(1) + company(2) + company(3))
    changed = company(0) + company(1, "Nya Bolaget AB") + company(2)
    report = deliver(desk, tmp_path, changed, dry_run=True)
    assert report.outcome is Outcome.CHECKED
    found = report.difference
    assert (found.added, found.changed, found.removed, found.before) == (0, 1, 1, 4)
    assert (found.statements_added, found.statements_removed, found.statements_before) == (2, 9, 28)
    assert found.examples["removed"] == (entity("sme", NUMBERS[3]).value,)
    assert f"sme/{NUMBERS[3]}" in report.to_text(Language.EN)
    assert report.to_json()["difference"]["entities"] == {"added": 0, "changed": 1, "removed": 1, "before": 4}
    assert values(desk, 1, LEGAL.legalName) == {"Exempelbolaget AB"}

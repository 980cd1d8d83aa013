from __future__ import annotations

from datetime import date

import pytest

from s3graph.matching.index import Index
from s3graph.matching.overlaps import Overlap, overlaps
from s3graph.model import Language
from tests.matching.conftest import TODAY


def slugs(found: tuple[Overlap, ...]) -> list[tuple[str, ...]]:
    return [tuple(initiative.iri.rsplit("/", 1)[1] for initiative in pair.initiatives) for pair in found]


@pytest.fixture
def found(together: Index) -> tuple[Overlap, ...]:
    return overlaps(together, TODAY)


def test_the_most_alike_of_different_owners_comes_first_with_its_reasons(found: tuple[Overlap, ...]) -> None:
    assert slugs(found)[0] == ("open", "same")
    assert [label.sv for _, label in found[0].shared] == ["osttillverkning"]
    assert [reason.en for reason in found[0].reasons] == [
        "Both are about cheese making.",
        "Both run 2026–2027-06.",
        "They have different owners.",
    ]


def test_one_owner_in_the_same_county_is_no_pair(found: tuple[Overlap, ...]) -> None:
    assert ("same", "later") not in slugs(found)
    assert ("later", "same") not in slugs(found)


def test_ended_ones_and_periods_that_do_not_meet_are_no_pairs(together: Index, found: tuple[Overlap, ...]) -> None:
    named = {slug for pair in slugs(found) for slug in pair}
    assert "ended" not in named
    assert ("later", "open") not in slugs(found)
    assert "open" not in {slug for pair in slugs(overlaps(together, date(2027, 12, 1))) for slug in pair}


def test_an_unknown_date_does_not_part_a_pair_and_is_said(found: tuple[Overlap, ...]) -> None:
    pair = next(pair for pair in found if "unknown" in slugs((pair,))[0] and "same" in slugs((pair,))[0])
    assert "Alla datum är inte kända" in pair.reasons[1].sv


def test_what_is_about_something_else_is_no_pair(found: tuple[Overlap, ...]) -> None:
    assert "robots" not in {slug for pair in slugs(found) for slug in pair}


def test_no_more_are_given_than_asked_for(together: Index) -> None:
    assert len(overlaps(together, TODAY, 1)) == 1


def test_an_overlap_as_json(found: tuple[Overlap, ...]) -> None:
    drawn = found[0].to_json(Language.SV)
    assert drawn["initiatives"][0]["owners"] == ["Beta Matkluster"]
    assert drawn["initiatives"][0]["evidence"]
    assert 0.6 <= drawn["likeness"] <= 1

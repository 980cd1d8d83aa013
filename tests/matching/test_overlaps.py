from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from s3graph.matching.index import Index
from s3graph.matching.overlaps import Apart, Overlap, overlaps
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
        "They are in different counties.",
    ]
    assert (found[0].apart, found[0].together) == (Apart.KNOWN, True)


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


def changed(index: Index, **changes: dict[str, Any]) -> Index:
    """The index with some initiatives changed, by slug."""
    initiatives = tuple(
        replace(each, **changes.get(each.iri.rsplit("/", 1)[1], {})) for each in index.catalogue.initiatives
    )
    return replace(index, catalogue=replace(index.catalogue, initiatives=initiatives))


NOBODYS: dict[str, Any] = {"owners": (), "regions": ()}


def test_what_is_known_comes_before_what_is_asked(together: Index) -> None:
    """Likeness orders only those of which as much is known."""
    found = overlaps(together, TODAY)
    assert [pair.unknown for pair in found] == sorted(pair.unknown for pair in found)
    assert len({pair.unknown for pair in found}) > 1
    undated = overlaps(changed(together, open={"end": None}), TODAY)
    pair = next(pair for pair in undated if slugs((pair,)) == [("open", "same")])
    assert (pair.apart, pair.together, pair.unknown) == (Apart.KNOWN, False, 1)


def test_of_one_whose_owner_is_not_known_it_is_asked(together: Index) -> None:
    found = overlaps(changed(together, same=NOBODYS), TODAY)
    pair = next(pair for pair in found if slugs((pair,)) == [("open", "same")])
    assert (pair.apart, pair.unknown) == (Apart.PARTLY, 1)
    assert [reason.en for reason in pair.reasons[2:]] == [
        "Not all owners are known.",
        "Ask whether they have different owners.",
    ]


def test_two_of_which_nothing_is_known_come_last_under_their_own_name(together: Index) -> None:
    found = overlaps(changed(together, same=NOBODYS, open=NOBODYS), TODAY)
    pair = found[-1]
    assert (slugs((pair,)), pair.apart) == ([("open", "same")], Apart.UNKNOWN)
    assert pair.likeness == max(other.likeness for other in found)
    assert "Varken ägare eller län" in pair.reasons[-1].sv


def test_one_owner_is_a_pair_in_other_counties_alone(together: Index) -> None:
    theta = next(each.owners for each in together.catalogue.initiatives if each.iri.endswith("/same"))
    assert ("open", "same") not in slugs(overlaps(changed(together, open={"owners": theta, "regions": ()}), TODAY))
    apart = overlaps(changed(together, open={"owners": theta}), TODAY)
    pair = next(pair for pair in apart if slugs((pair,)) == [("open", "same")])
    assert [reason.sv for reason in pair.reasons[2:]] == ["De är i olika län."]


def test_each_rests_on_what_is_said_of_owner_county_subject_and_dates(found: tuple[Overlap, ...]) -> None:
    for initiative in found[0].initiatives:
        said = [statement.predicate.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for statement in initiative.evidence]
        assert said == ["owner", "spatial", "subject", "startDate", "endDate"]


def test_no_more_are_given_than_asked_for(together: Index) -> None:
    assert len(overlaps(together, TODAY, 1)) == 1


def test_an_overlap_as_json(found: tuple[Overlap, ...]) -> None:
    drawn = found[0].to_json(Language.SV)
    assert drawn["initiatives"][0]["owners"] == ["Beta Matkluster"]
    assert (drawn["apart"], drawn["together"]) == ("known", True)
    assert 0.6 <= drawn["likeness"] <= 1

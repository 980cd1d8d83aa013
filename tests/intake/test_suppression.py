"""Counts of private needs: none below five is published, and none can be worked out from those that are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3graph.intake.suppression import (
    LEAST,
    TOTAL,
    Cell,
    KeptNeed,
    Place,
    publishable,
    quarter_of,
    shown_cells,
    with_totals,
)

AREAS = ("digital", "industri", "livsmedel")
COUNTIES = ("SE211", "SE212", "SE213", "SE214")
TODAY = date(2026, 11, 25)
TABLES = st.dictionaries(
    st.tuples(st.sampled_from(AREAS), st.sampled_from(COUNTIES)), st.integers(0, 30), min_size=1, max_size=12
)


def needs(count: int, area: str, county: str, day: date = date(2026, 8, 1)) -> list[KeptNeed]:
    return [KeptNeed(day, (area,), county)] * count


def told(table: Mapping[Place, int], shown: Mapping[Place, int]) -> set[Place]:
    """The withheld cells that follow from what is shown: those a system of the table's sums determines.

    Gaussian elimination over fractions, each line of the table an equation; written apart from the code it judges.
    """
    hidden = sorted(set(table) - set(shown))
    lines = [[(place, -1 if place[side] == TOTAL else 1) for place in table if place[1 - side] == line]
             for side in (0, 1) for line in {place[1 - side] for place in table}]  # fmt: skip
    rows = [[Fraction(dict(line).get(place, 0)) for place in hidden] for line in lines]
    determined, pivot = set(), 0
    for column in range(len(hidden)):
        chosen = next((row for row in range(pivot, len(rows)) if rows[row][column]), None)
        if chosen is None:
            continue
        rows[pivot], rows[chosen] = rows[chosen], rows[pivot]
        rows[pivot] = [value / rows[pivot][column] for value in rows[pivot]]
        for other in range(len(rows)):
            if other != pivot and rows[other][column]:
                share = rows[other][column]
                rows[other] = [value - share * own for value, own in zip(rows[other], rows[pivot], strict=True)]
        pivot += 1
    for row in rows:
        places = [hidden[column] for column, value in enumerate(row) if value]
        if len(places) == 1:
            determined.add(places[0])
    return determined


@given(TABLES)
def test_nothing_below_five_is_shown_or_follows(counts: dict[Place, int]) -> None:
    table, shown = with_totals(counts), shown_cells(counts)
    assert all(table[place] == count >= LEAST for place, count in shown.items())
    assert told(table, shown) == set() or not shown


def test_the_judge_sees_a_cell_that_follows() -> None:
    table = with_totals({("digital", "SE211"): 3, ("digital", "SE212"): 9, ("industri", "SE211"): 8})
    shown = {place: count for place, count in table.items() if place != ("digital", "SE211")}
    assert told(table, shown) == {("digital", "SE211")}


def test_a_full_table_is_shown_whole() -> None:
    counts = {(area, county): 10 for area in AREAS for county in COUNTIES}
    assert shown_cells(counts) == with_totals(counts)


def test_one_small_cell_takes_three_others_with_it() -> None:
    counts = {(area, county): 10 for area in AREAS for county in COUNTIES} | {("digital", "SE211"): 2}
    table, shown = with_totals(counts), shown_cells(counts)
    assert len(table) - len(shown) == 4
    assert (TOTAL, TOTAL) in shown


def test_zero_is_not_told_from_few() -> None:
    counts = {(area, county): 10 for area in AREAS for county in COUNTIES} | {("digital", "SE211"): 0}
    assert ("digital", "SE211") not in shown_cells(counts)


@pytest.mark.parametrize("count", [0, 1, 4, 5, 9])
def test_a_table_of_one_cell_shows_nothing_small(count: int) -> None:
    """Its totals are the same number."""
    shown = shown_cells({("digital", "SE211"): count})
    assert set(shown.values()) == ({count} if count >= LEAST else set())


def test_needs_are_counted_by_quarter_area_and_county() -> None:
    kept = [*needs(6, "digital", "SE211"), *needs(7, "digital", "SE212"), *needs(8, "industri", "SE211")]
    kept += needs(9, "industri", "SE212")
    found = publishable(kept, TODAY)
    assert Cell("2026-Q3", "digital", "SE212", 7) in found
    assert Cell("2026-Q3", "industri", TOTAL, 17) in found
    assert Cell("2026-Q3", TOTAL, "SE211", 14) in found
    assert Cell("2026-Q3", TOTAL, TOTAL, 30) in found
    assert len(found) == 9


def test_a_need_of_two_areas_counts_in_both() -> None:
    found = publishable([KeptNeed(date(2026, 8, 1), ("digital", "industri"), "SE211")] * 5, TODAY)
    assert Cell("2026-Q3", "digital", "SE211", 5) in found
    assert Cell("2026-Q3", TOTAL, TOTAL, 10) in found


def test_a_quarter_that_has_not_ended_is_not_published() -> None:
    assert publishable(needs(50, "digital", "SE211", TODAY), TODAY) == ()
    assert publishable(needs(50, "digital", "SE211", date(2026, 10, 1)), TODAY) == ()
    assert publishable(needs(50, "digital", "SE211", date(2026, 9, 30)), TODAY)
    assert [quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 12)] == [
        "2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4",
    ]  # fmt: skip

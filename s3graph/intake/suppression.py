"""Which counts of needs may be published: none below five, and none that would let one below five be worked out.

A quarter is a table of areas by counties, with totals. A count below ``LEAST`` is withheld, and so are enough others
that no withheld one follows from those that are published. In such a table a withheld cell follows exactly where it is
a bridge of the graph whose nodes are the table's lines and whose edges are its withheld cells; so cells are withheld
until no bridge is left. What is withheld is left out altogether: it cannot be told from zero.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

LEAST = 5
TOTAL = ""
"""The area, or county, of a total."""
Place = tuple[str, str]
"""An area and a county of one quarter's table."""


@dataclass(frozen=True)
class KeptNeed:
    """What is counted of a private need. A need of several areas counts in each."""

    day: date
    areas: tuple[str, ...]
    county: str


@dataclass(frozen=True, order=True)
class Cell:
    """A number that may be published. ``area`` and ``county`` are slugs, empty in totals."""

    quarter: str
    area: str
    county: str
    count: int


def publishable(needs: Iterable[KeptNeed], today: date) -> tuple[Cell, ...]:
    """The cells of every quarter that has ended: a quarter that is still counting would tell of single needs by the
    difference between two releases."""
    tables: defaultdict[str, Counter[Place]] = defaultdict(Counter)
    for need in needs:
        if quarter_of(need.day) < quarter_of(today):
            tables[quarter_of(need.day)].update((area, need.county) for area in need.areas)
    found: list[Cell] = []
    for quarter, counts in tables.items():
        shown = shown_cells(counts)
        found.extend(Cell(quarter, area, county, count) for (area, county), count in shown.items())
    return tuple(sorted(found))


def quarter_of(day: date) -> str:
    """
    >>> quarter_of(date(2026, 11, 25))
    '2026-Q4'
    """
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def shown_cells(counts: Mapping[Place, int]) -> dict[Place, int]:
    """What of one quarter may be published, totals included."""
    table = with_totals(counts)
    withheld = {place for place, count in table.items() if count < LEAST}
    while bridge := next((place for place in sorted(withheld) if _follows(place, withheld)), None):
        cover = _cover(bridge, table, withheld)
        if cover is None:
            return {}
        withheld |= cover
    return {place: count for place, count in table.items() if place not in withheld}


def with_totals(counts: Mapping[Place, int]) -> dict[Place, int]:
    """Every area by every county that occurs, zeros too, with the sums of both and of all."""
    areas, counties = ({place[side] for place in counts} for side in (0, 1))
    table = {place: counts.get(place, 0) for place in product(areas, counties)}
    table.update({(area, TOTAL): sum(counts.get((area, county), 0) for county in counties) for area in areas})
    table.update({(TOTAL, county): sum(counts.get((area, county), 0) for area in areas) for county in counties})
    table[TOTAL, TOTAL] = sum(counts.values())
    return table


def _follows(place: Place, withheld: set[Place]) -> bool:
    """Whether a withheld cell is a bridge: its two lines do not meet through other withheld cells."""
    area, county = place
    rest = withheld - {place}
    areas, counties, grew = {area}, set[str](), True
    while grew:
        reached = {other for line, other in rest if line in areas}
        back = {line for line, other in rest if other in reached}
        grew = not (reached <= counties and back <= areas)
        counties, areas = counties | reached, areas | back
    return county not in counties


def _cover(place: Place, table: Mapping[Place, int], withheld: set[Place]) -> set[Place] | None:
    """The rectangle that hides a cell and costs least of what could be shown.

    Its far corner holds something, so that the hidden cell could as well be one less. None where there is none.
    """
    area, county = place
    others = ((line, other) for line, other in table if line != area and other != county and table[line, other] > 0)
    corners = [{(area, other), (line, county), (line, other)} for line, other in others]
    return min(corners, key=lambda cells: _cost(cells, table, withheld), default=None)


def _cost(cells: set[Place], table: Mapping[Place, int], withheld: set[Place]) -> tuple[int, list[Place]]:
    return sum(table[cell] for cell in cells - withheld), sorted(cells)

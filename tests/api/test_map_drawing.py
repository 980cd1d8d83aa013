"""A chart as shapes, without a page around it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.map_drawing import STEPS, Drawing, drawing, path, steps
from s3graph.model import Language
from s3graph.querying.atlas import Atlas, Chart, Chosen, Layer
from s3graph.querying.boundaries import sheet
from s3graph.querying.connections import Connections
from s3graph.querying.entities import Entities
from s3graph.querying.gazetteer import Gazetteer
from tests.querying.shipped import shipped_store

DAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    folder: Path = tmp_path_factory.mktemp("release")
    store = shipped_store(folder)
    entities = Entities(store)
    return Atlas(entities, Gazetteer(store, entities), Connections(store))


def drawn(atlas: Atlas, layer: Layer) -> tuple[Chart, Drawing]:
    boundaries = sheet(("06", "07", "08", "09"))
    assert boundaries is not None
    chart = atlas.chart(Chosen(layer, DAY), Language.SV)
    return chart, drawing(chart, boundaries, Language.SV)


@pytest.mark.parametrize("layer", list(Layer))
def test_all_34_are_drawn_with_their_figure_and_its_colour(atlas: Atlas, layer: Layer) -> None:
    chart, found = drawn(atlas, layer)
    assert [(shape.name, shape.figure) for shape in found.shapes] == [
        (figure.municipality.label.sv, figure.number) for figure in chart.figures
    ]
    assert len({shape.path for shape in found.shapes}) == len({shape.href for shape in found.shapes}) == 34
    for shape in found.shapes:
        (step,) = (one for one in found.legend if one.step == shape.step)
        assert step.lowest <= shape.figure <= step.highest


def test_white_spots_have_one_number_a_county_and_the_others_one_each(atlas: Atlas) -> None:
    _, spots = drawn(atlas, Layer.WHITE_SPOTS)
    numbered = [shape for shape in spots.shapes if shape.number is not None]
    assert sorted(shape.county for shape in numbered) == [
        "Gotlands län", "Jönköpings län", "Kalmar län", "Kronobergs län",
    ]  # fmt: skip
    assert all(shape.number == shape.figure for shape in numbered)
    _, seated = drawn(atlas, Layer.SEATED)
    assert all(shape.number == shape.figure for shape in seated.shapes)


def test_a_line_is_drawn_by_its_ways_and_closed_where_it_began() -> None:
    assert path(((3, 4), (5, 4), (5, 9))) == "M3 4l2 0 0 5"
    assert path(((3, 4), (5, 4), (5, 9), (3, 4))) == "M3 4l2 0 0 5z"


@given(st.lists(st.integers(0, 40), min_size=1, max_size=40))
def test_steps_hold_every_figure_once_and_rise(figures: list[int]) -> None:
    found = steps(figures)
    for figure in figures:
        assert sum(one.lowest <= figure <= one.highest for one in found) == 1
    assert len({one.step for one in found}) == len(found) <= STEPS + 1
    assert [one.step for one in found] == sorted(one.step for one in found)
    assert all((one.step == 0) == (one.highest == 0) for one in found)
    if max(figures) > 0:
        assert found[-1].step == STEPS

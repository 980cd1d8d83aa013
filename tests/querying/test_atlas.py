"""Figures of the map, each held against the list that counts the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from s3graph.errors import UsageError
from s3graph.model import Language, Status
from s3graph.querying.atlas import Atlas, Chart, Chosen, Layer
from s3graph.querying.connections import Connections
from s3graph.querying.entities import Entities, Wanted
from s3graph.querying.gazetteer import Gazetteer
from tests.querying.shipped import shipped_store

DAY = date(2026, 11, 1)
SEATED = Chosen(Layer.SEATED, DAY)


class Shipped:
    """The views of one release, and the atlas over them."""

    def __init__(self, folder: pytest.TempPathFactory) -> None:
        store = shipped_store(folder.mktemp("release"))
        self.entities = Entities(store)
        self.gazetteer = Gazetteer(store, self.entities)
        self.connections = Connections(store)
        self.atlas = Atlas(self.entities, self.gazetteer, self.connections)

    def chart(self, layer: Layer, area: str | None = None, competence: str | None = None) -> Chart:
        return self.atlas.chart(Chosen(layer, DAY, area, competence), Language.SV)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    return Shipped(tmp_path_factory)


def numbers(chart: Chart) -> dict[str, int]:
    return {figure.municipality.slug: figure.number for figure in chart.figures}


@pytest.mark.parametrize("layer", list(Layer))
def test_every_layer_has_a_figure_for_every_municipality(shipped: Shipped, layer: Layer) -> None:
    chart = shipped.chart(layer)
    assert len(numbers(chart)) == len(chart.figures) == 34
    assert any(numbers(chart).values())
    regions = [figure.municipality.region for figure in chart.figures]
    assert [one.slug for one in regions if one] == sorted(one.slug for one in regions if one)


def test_an_actor_is_seated_once_or_elsewhere(shipped: Shipped) -> None:
    chart = shipped.chart(Layer.SEATED)
    assert sum(numbers(chart).values()) + chart.elsewhere == chart.total == len(shipped.entities.actors)
    assert {slug: n for slug, n in numbers(chart).items() if n} == {
        slug: len(actors) for slug, actors in shipped.gazetteer.seated.items()
    }
    assert chart.examples == sum(actor.example for actor in shipped.entities.actors.by_address())


@pytest.mark.parametrize(("area", "competence"), [(None, None), ("livsmedel", None), (None, "digitalisering")])
def test_a_municipality_is_served_by_those_of_its_county(
    shipped: Shipped, area: str | None, competence: str | None
) -> None:
    found = numbers(shipped.chart(Layer.SERVING, area, competence))
    for region in shipped.entities.regions.by_address():
        wanted = Wanted(DAY, region=region.slug, area=area, competence=competence)
        listed = len(shipped.entities.choose(shipped.entities.actors, wanted, Language.SV))
        assert {found[place.slug] for place in region.municipalities} == {listed}


def test_open_initiatives_are_those_of_the_list(shipped: Shipped) -> None:
    found = numbers(shipped.chart(Layer.INITIATIVES))
    for region in shipped.entities.regions.by_address():
        wanted = Wanted(DAY, region=region.slug, status=Status.OPEN)
        listed = len(shipped.entities.choose(shipped.entities.initiatives, wanted, Language.SV))
        assert max(found[place.slug] for place in region.municipalities) == listed
    later = replace(SEATED, layer=Layer.INITIATIVES, day=date(2099, 1, 1))
    assert not any(numbers(shipped.atlas.chart(later, Language.SV)).values())


def test_white_spots_are_those_of_the_county(shipped: Shipped) -> None:
    chart = shipped.chart(Layer.WHITE_SPOTS)
    assert chart.spots == shipped.connections.white_spots
    for region in shipped.entities.regions.by_address():
        spots = [spot for spot in chart.spots if spot.region.slug == region.slug]
        assert {numbers(chart)[place.slug] for place in region.municipalities} == {len(spots)}


def test_white_spots_of_an_area_and_of_a_competence(shipped: Shipped) -> None:
    food = shipped.chart(Layer.WHITE_SPOTS, area="livsmedel")
    assert 0 < len(food.spots) < len(shipped.connections.white_spots)
    for spot in food.spots:
        assert "livsmedel" in {area.slug for area in shipped.entities.competences.get(spot.competence.slug).areas}
    glass = shipped.chart(Layer.WHITE_SPOTS, competence="glasteknik")
    assert [(spot.region.slug, spot.competence.slug) for spot in glass.spots] == [("SE213", "glasteknik")]
    assert numbers(glass)["0880"] == 1
    assert numbers(glass)["0780"] == 0


@pytest.mark.parametrize("layer", list(Layer))
def test_what_the_release_does_not_know_is_refused(shipped: Shipped, layer: Layer) -> None:
    with pytest.raises(UsageError, match="area"):
        shipped.chart(layer, area="magi")
    with pytest.raises(UsageError, match="competence"):
        shipped.chart(layer, competence="magi")

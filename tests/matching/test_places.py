from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.pooling import ShippedStore
from s3graph.errors import UsageError
from s3graph.matching.catalogue import Actor, Catalogue
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.need import NeedRequest
from s3graph.matching.places import Gazetteer, Nearness


@pytest.fixture
def gazetteer(catalogue: Catalogue) -> Gazetteer:
    return Gazetteer(catalogue.places)


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    """Over the places that come with the software."""
    return Gazetteer(read_catalogue(ShippedStore()).places)


def actor(catalogue: Catalogue, slug: str) -> Actor:
    return next(actor for actor in catalogue.actors if actor.iri.endswith(slug))


@pytest.mark.parametrize(
    ("text", "municipality", "region"),
    [
        ("Vi finns i Nässjö.", "0682", "SE211"),
        ("Nässjös bästa bageri", "0682", "SE211"),
        ("i Kronobergs län", None, "SE212"),
        ("mellan Kronobergs län och växjö", "0780", "SE212"),
        ("på Gotland", "0980", "SE214"),
    ],
)
def test_places_are_found_in_the_text(gazetteer: Gazetteer, text: str, municipality: str | None, region: str) -> None:
    found = gazetteer.whereabouts(NeedRequest(text), text)
    assert found is not None
    assert found.region.slug == region
    assert (found.municipality.slug if found.municipality else None) == municipality


def test_no_place_no_whereabouts(gazetteer: Gazetteer) -> None:
    assert gazetteer.whereabouts(NeedRequest("osten"), "Vi gör ost i Småland och öarna") is None


@pytest.mark.parametrize(
    ("text", "municipality"),
    [
        ("När vår stugbokning i Fårösund har stängt", "0980"),
        ("en liten verkstad i huskvarna", "0680"),
        ("glashytta i Boda Glasbruk", "0862"),
        ("Our sawmill in Hovmantorp", "0761"),
        ("Vi bor i Hjältevad och arbetar i Eksjö", "0686"),
    ],
)
def test_a_village_stands_for_its_municipality(shipped: Gazetteer, text: str, municipality: str) -> None:
    found = shipped.whereabouts(NeedRequest(text), text)
    assert found is not None
    assert found.municipality is not None
    assert found.municipality.slug == municipality


@pytest.mark.parametrize("text", ["Vi bor på en äng", "Varje skruv kostar", "en öppen hall", "Kruka med lock"])
def test_ordinary_words_are_no_villages(shipped: Gazetteer, text: str) -> None:
    assert shipped.whereabouts(NeedRequest(text), text) is None


def test_the_request_wins_over_the_text(gazetteer: Gazetteer) -> None:
    found = gazetteer.whereabouts(NeedRequest("", municipality="0780"), "Vi finns i Nässjö")
    assert found is not None
    assert found.label.sv == "Växjö"


def test_names_of_places_are_masked_and_parts_of_words_are_not(gazetteer: Gazetteer) -> None:
    assert gazetteer.masked("Ost från Gotland i Växjöbutiker").split() == ["Ost", "från", "i", "Växjöbutiker"]


@pytest.mark.parametrize("request_", [NeedRequest("x", region="SE999"), NeedRequest("x", municipality="SE211")])
def test_unknown_places_are_refused(gazetteer: Gazetteer, request_: NeedRequest) -> None:
    with pytest.raises(UsageError) as refused:
        gazetteer.whereabouts(request_, "x")
    assert "SE212" in refused.value.detail.sv


@pytest.mark.parametrize(
    ("place", "slug", "nearness"),
    [
        ("Nässjö", "alfa", Nearness.SAME_MUNICIPALITY),
        ("Nässjö", "epsilon", Nearness.NEIGHBOUR_MUNICIPALITY),
        ("Jönköpings län", "alfa", Nearness.SAME_REGION),
        ("Nässjö", "delta", Nearness.NEIGHBOUR_REGION),
        ("Nässjö", "beta", Nearness.PROGRAMME_AREA),
    ],
)
def test_nearness(catalogue: Catalogue, gazetteer: Gazetteer, place: str, slug: str, nearness: Nearness) -> None:
    found = gazetteer.whereabouts(NeedRequest(place), place)
    assert found is not None
    assert found.nearness(actor(catalogue, slug)) is nearness


@pytest.mark.parametrize(
    ("place", "nearness"),
    [
        ("Vetlanda", Nearness.SAME_MUNICIPALITY),
        ("Nässjö", Nearness.OTHER_MUNICIPALITY),
        ("Jönköpings län", Nearness.OTHER_MUNICIPALITY),
        ("Växjö", Nearness.PROGRAMME_AREA),
    ],
)
def test_an_actor_for_one_municipality_is_at_home_in_it_alone(
    catalogue: Catalogue, gazetteer: Gazetteer, place: str, nearness: Nearness
) -> None:
    local = replace(actor(catalogue, "epsilon"), serves=("0685",))
    found = gazetteer.whereabouts(NeedRequest(place), place)
    assert found is not None
    assert found.nearness(local) is nearness


def test_who_serves_another_municipality_lies_further_off_than_who_serves_the_county() -> None:
    assert Nearness.NEIGHBOUR_REGION < Nearness.OTHER_MUNICIPALITY < Nearness.SAME_REGION

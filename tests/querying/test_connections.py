"""Strategies, collaborations, offers, white spots and bridges, held against what comes with the software."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from pyoxigraph import NamedNode

from s3graph.graph import ReleaseStore
from s3graph.model import Language
from s3graph.querying.connections import Connections
from s3graph.querying.entities import Entities
from s3graph.querying.entity import slugs
from s3graph.vocabulary import DCT, S3, entity, slug_of
from tests.querying.shipped import shipped_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReleaseStore:
    return shipped_store(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def entities(store: ReleaseStore) -> Entities:
    return Entities(store)


@pytest.fixture(scope="module")
def connections(store: ReleaseStore) -> Connections:
    return Connections(store)


def reached(entities: Entities, competence: str) -> set[str]:
    """A competence and everything above it: who has the one has those too."""
    found, waiting = set[str](), [competence]
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found.add(slug)
            waiting.extend(up.slug for up in entities.competences.get(slug).broader)
    return found


def test_white_spots_are_what_needs_ask_for_and_no_actor_of_the_county_reaches(
    store: ReleaseStore, entities: Entities, connections: Connections
) -> None:
    asked = Counter(
        (slug_of(place.object), slug_of(required.object))
        for required in store.triples(None, S3.requiresCompetence)
        for place in store.triples(required.subject, DCT.spatial)
        if isinstance(place.object, NamedNode) and isinstance(required.object, NamedNode)
    )
    held = {
        (region, above)
        for actor in entities.actors.by_address()
        for region, link in product(slugs(actor.regions), actor.competences)
        for above in reached(entities, link.value.slug)
    }
    regions = {region.slug for region in entities.regions.by_address()}
    expected = {pair: count for pair, count in asked.items() if pair[0] in regions and pair not in held}
    found = {(spot.region.slug, spot.competence.slug): spot.needs for spot in connections.white_spots}
    assert found == expected
    assert len(found) == len(connections.white_spots) > 20
    for spot in connections.white_spots:
        if spot.nearest is not None:
            nearest = entities.actors.get(spot.nearest.slug)
            assert any(spot.competence.slug in reached(entities, one.value.slug) for one in nearest.competences)
            assert spot.kilometres is not None
            assert 0 <= spot.kilometres < 500


def test_bridges_stand_from_both_sides_and_count_actors(entities: Entities, connections: Connections) -> None:
    def having(area: str, competence: str) -> set[str]:
        return {
            actor.slug
            for actor in entities.actors.by_address()
            if area in slugs(actor.areas) and competence in slugs(actor.competences)
        }

    sides = {(one.area.slug, one.other.slug, one.competence.slug) for one in connections.bridges}
    assert len(sides) == len(connections.bridges) > 100
    assert {(other, area, competence) for area, other, competence in sides} == sides
    for bridge in connections.bridges[::25]:
        first = having(bridge.area.slug, bridge.competence.slug)
        second = having(bridge.other.slug, bridge.competence.slug)
        assert (bridge.actors, bridge.others) == (len(first), len(second))
        assert bridge.pairs == sum(one != other for one, other in product(first, second))
    pairs = [bridge.pairs for bridge in connections.bridges]
    assert pairs == sorted(pairs, reverse=True)


def test_strategies_with_what_they_prioritise(entities: Entities, connections: Connections) -> None:
    for region in entities.regions.by_address():
        of_region = {one.slug for one in connections.strategies if region.slug in {place.slug for place in one.places}}
        assert of_region == {one.slug for one in region.strategies}
    gotland = next(one for one in connections.strategies if one.slug == "region-gotland-s3")
    areas = {priority.slug.removeprefix("region-gotland-s3-"): slugs(priority.areas) for priority in gotland.priorities}
    assert areas == {
        "besoksnaring": {"besoksnaring"},
        "mat-och-livsmedel": {"livsmedel"},
        "naringslivets-energiomstallning": set(),
    }
    mapped = {(p.slug, slug) for one in connections.strategies for p in one.priorities for slug in slugs(p.areas)}
    assert mapped == {(link.value.slug, a.slug) for a in entities.areas.by_address() for link in a.priorities}


def test_a_proposed_collaboration_is_none(connections: Connections) -> None:
    (found,) = connections.collaborations
    assert found.slug == "exempel-tra-och-verkstad"
    assert found.example
    assert [party.slug for party in found.parties] == ["exempelaktor-tra", "exempelaktor-verkstad"]
    assert [bridge.slug for bridge in found.bridges] == ["automation"]


def test_every_service_has_its_provider(entities: Entities, connections: Connections) -> None:
    services = [(one.value, actor) for actor in entities.actors.by_address() for one in actor.services]
    assert len(services) > 200
    for service, actor in services[::10]:
        offer = connections.offer(NamedNode(service.iri))
        assert actor.slug in slugs(offer.providers)
        assert offer.label == service.label
        assert {one.slug for one in service.competences} == slugs(offer.competences)
    assert connections.offer(entity("service", "exempel-robotcell")).testbed


def test_names_are_in_both_languages(connections: Connections) -> None:
    spot = next(one for one in connections.white_spots if one.competence.slug == "sasongsforlangning")
    assert spot.competence.label.in_language(Language.EN) != spot.competence.label.in_language(Language.SV)
    assert spot.region.label.en == "Gotland County"


def test_what_takes_longest_is_asked_before_anybody_waits(store: ReleaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = Connections(store)
    prepared.prepare()
    monkeypatch.setattr(ReleaseStore, "solutions", lambda *_: pytest.fail("asked again"))
    assert prepared.white_spots
    assert prepared.bridges

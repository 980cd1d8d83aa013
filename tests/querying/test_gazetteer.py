"""The municipalities of a release, held against what comes with the software."""

from __future__ import annotations

import pytest

from s3graph.errors import NotFoundError
from s3graph.model import Language
from s3graph.querying.entities import Entities
from s3graph.querying.gazetteer import Gazetteer
from tests.querying.shipped import shipped_store


@pytest.fixture(scope="module")
def entities(tmp_path_factory: pytest.TempPathFactory) -> Entities:
    return Entities(shipped_store(tmp_path_factory.mktemp("entities")))


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory, entities: Entities) -> Gazetteer:
    return Gazetteer(shipped_store(tmp_path_factory.mktemp("gazetteer")), entities)


def test_every_municipality_lies_in_its_county(gazetteer: Gazetteer, entities: Entities) -> None:
    assert len(gazetteer.municipalities) == 34
    for region in entities.regions.by_address():
        inside = {one.slug for one in gazetteer.municipalities.by_address() if one.region == region.as_named}
        assert inside == {one.slug for one in region.municipalities}


def test_one_municipality_field_by_field(gazetteer: Gazetteer) -> None:
    place = gazetteer.municipalities.get("0780")
    assert (place.code, place.label.sv) == ("0780", "Växjö")
    assert place.region
    assert place.region.slug == "SE212"
    assert place.covering == {"0780", "SE212", "smaland-och-oarna"}
    assert {"Alvesta", "Lessebo", "Tingsryd"} <= {one.label.sv for one in place.neighbours}
    with pytest.raises(NotFoundError):
        gazetteer.municipalities.get("0180")


def test_who_is_seated_where(gazetteer: Gazetteer, entities: Entities) -> None:
    seated = [actor for actors in gazetteer.seated.values() for actor in actors]
    assert {actor.iri for actor in seated} == {one.iri for one in entities.actors.ordered(Language.SV) if one.seat}
    assert len(seated) == len({actor.iri for actor in seated})
    assert "tracentrum-nassjo-kompetensutveckling-ab" in {actor.slug for actor in gazetteer.seated["0682"]}

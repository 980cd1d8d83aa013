from __future__ import annotations

import numpy as np
import pytest

from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.index import Index
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.published_needs import similar
from s3graph.matching.services import offered
from s3graph.model import Language
from tests.matching.conftest import Met

ROBOT = "vi vill köpa en robot till robotprovning"


def meeting(index: Index, encoder: HashingEncoder, request: NeedRequest) -> Meeting:
    return Met(index, encoder)(request)


def test_a_testbed_that_fits_is_offered_once_with_all_who_offer_it(together: Index, encoder: HashingEncoder) -> None:
    found = offered(meeting(together, encoder, NeedRequest(ROBOT)))
    assert [service.label.sv for service in found] == ["Robotprovning"]
    assert found[0].testbed
    assert [label.sv for _, label in found[0].providers] == ["Eta Robotcentrum", "Gamma Industriutveckling"]
    assert {statement.object.rsplit("/", 1)[1] for statement in found[0].evidence} == {"eta", "gamma"}


def test_a_service_that_does_not_fit_is_not_offered(together: Index, encoder: HashingEncoder) -> None:
    assert offered(meeting(together, encoder, NeedRequest("Vi vill göra ost av mjölken"))) == ()


@pytest.mark.parametrize(("municipality", "offered_there"), [(None, True), ("0682", True), ("0980", False)])
def test_a_service_that_only_actors_of_other_counties_give_is_left_out(
    index: Index, encoder: HashingEncoder, municipality: str | None, offered_there: bool
) -> None:
    request = NeedRequest("Lackprovning: lacken släpper från luckorna", municipality=municipality)
    assert [service.label.sv for service in offered(meeting(index, encoder, request))] == [
        "Lackprovning"
    ] * offered_there


@pytest.mark.parametrize("case", [(True, False, True), (False, False, False), (False, True, True)])
def test_a_service_about_nothing_special_is_offered_by_who_works_in_an_area_of_the_need(
    together: Index, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch, case: tuple[bool, bool, bool]
) -> None:
    main, special, there = case
    areas = {area for actor in together.catalogue.actors for area in actor.areas} if main else set()
    monkeypatch.setattr("s3graph.matching.services.main_areas", lambda _: areas)
    monkeypatch.setattr(
        "s3graph.matching.services.special_topics", lambda one: np.full(len(one.index.tables.kinds), special)
    )
    assert bool(offered(meeting(together, encoder, NeedRequest(ROBOT)))) is there


def test_a_testbed_is_worth_a_journey(together: Index, encoder: HashingEncoder) -> None:
    (found,) = offered(meeting(together, encoder, NeedRequest(ROBOT, municipality="0980")))
    assert found.testbed


def test_published_needs_alike_are_found_with_what_they_require(together: Index, encoder: HashingEncoder) -> None:
    found = similar(meeting(together, encoder, NeedRequest("Vi vill göra ost av mjölken på gården")))
    assert found[0].label.sv == "Göra ost av mjölken på gården"
    assert found[0].to_json(Language.EN)["competences"] == [
        {"iri": "https://w3id.org/s3graph/id/competence/ost", "label": "cheese making"}
    ]
    assert all("Lackera" not in need.label.sv for need in found)


def test_a_need_written_in_one_language_is_shown_in_it(together: Index, encoder: HashingEncoder) -> None:
    found = similar(meeting(together, encoder, NeedRequest("Lackera luckor med en robot")))
    assert found[0].label.en == "Lackera luckor med en robot"


def test_without_published_needs_there_are_none_alike(index: Index, encoder: HashingEncoder) -> None:
    assert similar(meeting(index, encoder, NeedRequest("Vi vill göra ost av mjölken"))) == ()

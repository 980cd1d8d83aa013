"""What the reason for nearness rests on: where the actor is, and how that lies to where the asker is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from s3graph.matching.catalogue import Actor, Statement
from s3graph.matching.index import Index
from s3graph.matching.meeting import Meeting
from s3graph.matching.nearness import region_reason
from s3graph.matching.need import NeedRequest

Meet = Callable[[NeedRequest], Meeting]


def with_actor(meeting: Meeting, slug: str, change: Callable[[Actor], Actor]) -> tuple[Meeting, int]:
    """The meeting with one actor changed, and its row."""
    catalogue = meeting.index.catalogue
    row = next(row for row, actor in enumerate(catalogue.actors) if actor.iri.endswith(f"/{slug}"))
    actors = (*catalogue.actors[:row], change(catalogue.actors[row]), *catalogue.actors[row + 1 :])
    return replace(meeting, index=replace(meeting.index, catalogue=replace(catalogue, actors=actors))), row


def by_area(actor: Actor) -> dict[str, Statement]:
    """As if the actor were said to be there for the whole programme area."""
    return {"smaland-och-oarna": actor.said["SE211"]}


def row_of(index: Index, slug: str) -> int:
    return next(row for row, actor in enumerate(index.catalogue.actors) if actor.iri.endswith(f"/{slug}"))


def short(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


@pytest.mark.parametrize(
    ("text", "slug", "met_", "statements"),
    [
        ("Ost i Nässjö", "alfa", "Nässjö", ["alfa spatial SE211", "alfa seat 0682"]),
        (
            "Ost i Nässjö",
            "epsilon",
            "Vetlanda",
            ["epsilon spatial SE211", "epsilon seat 0685", "0682 sfTouches 0685"],
        ),
        ("Ost i Jönköpings län", "alfa", "Jönköpings län", ["alfa spatial SE211"]),
        (
            "Ost i Nässjö",
            "delta",
            "Kronobergs län",
            ["delta spatial SE212", "SE211 sfTouches SE212", "0682 isPartOf SE211"],
        ),
        ("Ost i Nässjö", "beta", "Gotlands län", ["beta spatial SE214", "0682 isPartOf SE211"]),
    ],
)
def test_what_puts_an_actor_as_near_as_it_is(met: Meet, text: str, slug: str, met_: str, statements: list[str]) -> None:
    meeting = met(NeedRequest(text))
    reason = region_reason(meeting, row_of(meeting.index, slug), 0.1)
    assert (reason.asked, reason.met.sv) == (text.removeprefix("Ost i "), met_)
    said = [" ".join(map(short, statement[:3])) for statement in reason.evidence]
    assert said == statements


def test_the_place_of_the_request_is_called_by_its_name(index: Index, met: Meet) -> None:
    row = row_of(index, "delta")
    assert region_reason(met(NeedRequest("We make cheese", region="SE211")), row, 0.1).asked == "Jönköping County"
    assert region_reason(met(NeedRequest("Vi gör ost i Nassjo", municipality="0682")), row, 0.1).asked == "Nassjo"
    assert region_reason(met(NeedRequest("Vi gör ost i Vettlanda")), row, 0.1).asked == "Vettlanda"


def test_a_county_known_by_a_seat_or_by_the_area_rests_on_that(met: Meet) -> None:
    meeting = met(NeedRequest("Ost i Jönköpings län"))
    seated, row = with_actor(meeting, "alfa", lambda alfa: replace(alfa, said={"0682": alfa.said["0682"]}))
    said = [" ".join(map(short, statement[:3])) for statement in region_reason(seated, row, 0.1).evidence]
    assert said == ["alfa seat 0682", "0682 isPartOf SE211"]
    around, row = with_actor(
        meeting, "alfa", lambda alfa: replace(alfa, said={"smaland-och-oarna": alfa.said["SE211"]})
    )
    assert len(region_reason(around, row, 0.1).evidence) == 1


def test_who_is_used_from_afar_is_so_by_its_kind(met: Meet) -> None:
    meeting, row = with_actor(met(NeedRequest("Ost i Växjö")), "alfa", lambda alfa: replace(alfa, from_afar=True))
    reason = region_reason(meeting, row, 0.1)
    assert "anlitas även från andra län" in reason.text.sv
    assert "classification" in {short(statement.predicate) for statement in reason.evidence}


def test_what_is_next_to_what_is_reference_data(index: Index, met: Meet) -> None:
    """It makes no reason less sure than what is said of the actor."""
    reason = region_reason(met(NeedRequest("Ost i Nässjö")), row_of(index, "epsilon"), 0.1)
    assert reason.confirmed
    assert reason.evidence[-1].sources == ("https://w3id.org/s3graph/graph/places",)

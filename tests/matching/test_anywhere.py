"""Where an asker may be who gives no place, and who is there for most of those places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from benchmarks.pooling import ShippedStore
from s3graph.matching.anywhere import UNTOLD, counted, likelier_first, likely_nearness, may_be_near
from s3graph.matching.catalogue import Actor
from s3graph.matching.features import region
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.initiatives import fitting
from s3graph.matching.matcher import Matcher
from s3graph.matching.meeting import Meeting
from s3graph.matching.nearness import region_reason
from s3graph.matching.need import NeedRequest
from s3graph.matching.places import NEARNESS, Gazetteer, Nearness
from s3graph.matching.ranking import score
from s3graph.matching.services import offered
from s3graph.matching.unheld import _nearest
from s3graph.model import Text
from tests.matching.conftest import TODAY

Meet = Callable[[NeedRequest], Meeting]
HOME, NEXT = NEARNESS[Nearness.SAME_REGION], NEARNESS[Nearness.NEIGHBOUR_REGION]

SMALAND, NONE = frozenset({"SE211", "SE212", "SE213"}), frozenset[str]()


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    """Over the places that come with the software."""
    return Gazetteer(read_catalogue(ShippedStore()).places)


def nowhere(met: Meet, **counties: tuple[str, ...]) -> Meeting:
    return replace(met(NeedRequest("Vi vill göra ost av mjölken")), **counties)  # type: ignore[arg-type]


def changed(meeting: Meeting, change: Callable[[Actor], Actor]) -> Meeting:
    """With its first actor, Alfa of Jönköping County, changed."""
    catalogue = meeting.index.catalogue
    actors = (change(catalogue.actors[0]), *catalogue.actors[1:])
    return replace(meeting, index=replace(meeting.index, catalogue=replace(catalogue, actors=actors)))


def test_who_is_there_for_more_municipalities_is_likelier_near(met: Meet) -> None:
    """Two of the four municipalities lie in Jönköping County, one next to it, one on Gotland."""
    found = likely_nearness(nowhere(met))
    assert found[0] == pytest.approx(UNTOLD * (2 * HOME + NEXT + NEARNESS[Nearness.PROGRAMME_AREA]) / 4)
    wider = changed(nowhere(met), lambda actor: replace(actor, regions=("SE211", "SE212", "SE214")))
    assert likely_nearness(wider)[0] == pytest.approx(UNTOLD * HOME)
    assert (region(nowhere(met)) == found).all()


def test_who_is_there_for_few_municipalities_stands_behind_the_able_of_its_kind(
    met: Meet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alfa is there for two of the four municipalities, Beta for one."""
    monkeypatch.setattr("s3graph.matching.anywhere.FEW", 0.5)
    meeting = nowhere(met)
    one = replace(meeting.index.catalogue.actors[0], kind=meeting.index.catalogue.actors[1].kind)
    alike = changed(meeting, lambda _: one)
    first, second = 0, 1
    assert likelier_first(alike, [second, first], {first}) == [first, second]
    assert likelier_first(alike, [first, second], {first}) == [first, second]
    assert likelier_first(alike, [second, first], {second}) == [second, first], "it hardly fits"
    other = changed(meeting, lambda actor: replace(actor, kind=Text(sv="annat", en="other")))
    catalogue, everywhere = other.index.catalogue, ("SE211", "SE212", "SE213", "SE214")
    wide = tuple(
        replace(actor, regions=everywhere if row != second else actor.regions, kind=Text(sv=str(row), en=str(row)))
        for row, actor in enumerate(catalogue.actors)
    )
    there = replace(other, index=replace(other.index, catalogue=replace(catalogue, actors=wide)))
    for able, found in ((False, [second, first, 2]), (True, [first, second, 2])):
        monkeypatch.setattr("s3graph.matching.anywhere.as_able", lambda *_, able=able: able)
        assert likelier_first(there, [second, first, 2], {first, 2}) == found, "of another kind, the first alone"
    told = met(NeedRequest("Vi vill göra ost av mjölken", region="SE214"))
    here = replace(alike, place=told.place)
    assert likelier_first(here, [second, first], {first}) == [second, first]


def test_of_the_counties_that_are_told_only_those_count(met: Meet) -> None:
    found = likely_nearness(nowhere(met, counties=("SE211", "SE212")))
    assert found[0] == pytest.approx(UNTOLD * (2 * HOME + NEXT) / 3)


def test_who_is_there_for_certain_municipalities_is_hardly_near(met: Meet) -> None:
    served = changed(nowhere(met), lambda actor: replace(actor, serves=("0682",)))
    assert 0 < likely_nearness(served)[0] < UNTOLD * NEXT
    assert counted(served, served.index.catalogue.actors[0]) == (1, 4)


def test_who_is_of_use_from_afar_is_likelier_near(met: Meet) -> None:
    afar = changed(nowhere(met), lambda actor: replace(actor, from_afar=True))
    assert likely_nearness(afar)[0] > likely_nearness(nowhere(met))[0]


def test_where_a_place_is_told_that_alone_counts(met: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Gazetteer, "counties", lambda *_: ("SE211",))
    assert met(NeedRequest("Ost")).counties == ("SE211",)
    assert met(NeedRequest("Ost i Växjö")).counties == ()
    assert region(met(NeedRequest("Ost i Växjö")))[0] == pytest.approx(NEXT)


@pytest.mark.parametrize(
    ("change", "near"),
    [
        ({}, True),
        ({"regions": ("SE214",)}, False),
        ({"regions": ()}, True),
        ({"regions": ("SE214",), "from_afar": True}, True),
    ],
)
def test_nobody_is_sent_where_he_cannot_be(met: Meet, change: dict[str, object], near: bool) -> None:
    meeting = changed(nowhere(met, counties=("SE211", "SE212")), lambda actor: replace(actor, **change))  # type: ignore[arg-type]
    assert may_be_near(meeting)[0] == near
    assert may_be_near(replace(meeting, counties=())).all()


def test_the_reason_counts_the_municipalities_and_rests_on_where_the_actor_is(met: Meet) -> None:
    reason = region_reason(nowhere(met), 0, 0.1)
    assert reason.text.sv == "Alfa Träcentrum är till för företag i 2 av de 4 kommuner där den som frågar kan finnas."
    assert "2 of the 4 municipalities" in reason.text.en
    assert [statement.object.rsplit("/", 1)[-1] for statement in reason.evidence] == ["SE211"]
    assert (reason.met.sv, reason.asked, reason.slight) == ("Jönköpings län", "", True)


def test_nothing_is_likely_where_no_municipality_is_known(met: Meet) -> None:
    meeting = nowhere(met)
    empty = replace(meeting, index=replace(meeting.index, catalogue=replace(meeting.index.catalogue, places=())))
    assert not likely_nearness(empty).any()
    assert len(likely_nearness(empty)) == len(empty.index.catalogue.actors)


@pytest.mark.parametrize(
    ("text", "counties"),
    [
        ("En möbelfabrik i Småland söker folk", SMALAND),
        ("a joinery in Smaland", SMALAND),
        ("En småländsk möbelfabrik", SMALAND),
        ("i Småland och på öarna", SMALAND),
        ("Vi gör ost i Småland och öarna", NONE),
        ("Vi gör ost", NONE),
        ("Vi gör ost på Gotland", NONE),
    ],
)
def test_of_a_name_that_several_counties_bear_those_are_told(
    shipped: Gazetteer, text: str, counties: frozenset[str]
) -> None:
    assert set(shipped.counties(text)) == counties
    assert (shipped.whereabouts(NeedRequest(text), text) is None) == ("Gotland" not in text)
    assert "måland" not in shipped.masked(text).replace("småländsk", "")


def test_who_is_elsewhere_is_named_nowhere_in_an_answer(matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beta is on Gotland, and the one to ask about cheese."""
    asked = NeedRequest("Vi vill göra ost av mjölken på gården. Lacken släpper från våra skåpluckor.")
    anywhere = matcher.match(asked, TODAY)
    assert any(match.actor.iri.endswith("/beta") for match in anywhere.matches)
    assert any(holder.actor.iri.endswith("/beta") for wish in anywhere.wishes for holder in wish.actors)
    assert "nämner ingen plats" in anywhere.notices[-1].sv
    monkeypatch.setattr(Gazetteer, "counties", lambda _, text: ("SE211", "SE212") if "Lacken" in text else ())
    answer = matcher.match(asked, TODAY)
    named = [match.actor.iri for match in answer.matches]
    holders = [holder.actor.iri for wish in answer.wishes for holder in (*wish.actors, *wish.elsewhere)]
    nearest = [holder.actor.iri for one in answer.unheld for holder in one.nearest]
    beside = [part.beside.iri for part in answer.parts if part.beside]
    assert named
    assert not any(iri.endswith("/beta") for iri in (*named, *holders, *nearest, *beside))
    assert "flera län" in answer.notices[-1].sv
    assert answer.initiatives == ()


def test_offers_of_those_who_are_elsewhere_are_left_out(met: Meet) -> None:
    asked = met(NeedRequest("Lackering av trä"))
    assert [one.label.sv for one in offered(asked)] == ["Lackprovning"]
    assert offered(replace(asked, counties=("SE214",))) == ()
    cheese = met(NeedRequest("Vi vill göra ost av mjölken på gården"))
    assert fitting(cheese)
    assert fitting(replace(cheese, counties=("SE211", "SE212"))) == ()
    assert fitting(replace(cheese, counties=("SE212", "SE214"))) == fitting(cheese)


def test_who_comes_nearest_to_what_nobody_has_is_not_looked_for_elsewhere(met: Meet) -> None:
    cheese = met(NeedRequest("Vi vill göra ost av mjölken på gården"))
    column = cheese.index.column_of["ost"]

    def nearest(meeting: Meeting) -> list[str]:
        return [one.actor.iri.rsplit("/", 1)[1] for one in _nearest(meeting, score(meeting), column)]

    assert "beta" in nearest(cheese)
    assert "beta" not in nearest(replace(cheese, counties=("SE211", "SE212")))

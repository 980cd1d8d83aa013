"""Who is there for one trade is not named to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from s3graph.matching.answer import Matches
from s3graph.matching.beside import beside
from s3graph.matching.catalogue import Kind
from s3graph.matching.concepts import LIKE, SURE
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.hierarchy import ADJACENT
from s3graph.matching.index import Index, build_index
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.of_trade import (
    MAIN,
    _named,
    for_what_is_asked,
    of_another_trade,
    of_its_areas,
    special_topics,
)
from s3graph.matching.ranking import fitting, score
from s3graph.matching.services import offered
from s3graph.matching.within_reach import WithinReach
from tests.matching.conftest import FIXTURES, MemoryStore, Met

TEXT = "Vi är ett åkeri i Växjö. Vi vill ha en ny lackering och en robot."
ID = "https://w3id.org/s3graph/id/"
CENTRE = f"{ID}actor-kind/centre"
Asked = Sequence[Mapping[str, float]]
OTHER: Asked = ({}, {"automation": 0.9})
"""What is told of who asks, then what is asked."""


@pytest.fixture(scope="module")
def bound(encoder: HashingEncoder, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The small graph, in which Alfa's kind is of one trade: that of wood."""
    folder = tmp_path_factory.mktemp("trade")
    said = f"<{CENTRE}> <https://w3id.org/s3graph/ontology#ofOneTrade> true .\n"
    said += f"<{ID}initiative/open> <http://data.europa.eu/m8g/thematicArea> <{ID}area/livsmedel> .\n"
    (folder / "more.ttl").write_text(said, "utf-8")
    build_index(MemoryStore(FIXTURES / "small.ttl", folder / "more.ttl"), encoder, folder / "index")
    return Index.load(folder / "index")


def asking(
    bound: Index, encoder: HashingEncoder, parts: Asked, lying: Mapping[str, float] | None = None, **said: Any
) -> Meeting:
    """The two parts are so surely about these competences, and the need lies in these areas."""
    meeting = Met(bound, encoder)(NeedRequest(TEXT, **said))
    assert meeting.asking.tolist() == [False, True]
    sure = np.zeros((2, len(bound.concepts)), np.float32)
    for part, about in enumerate(parts):
        for slug, confidence in about.items():
            sure[part, bound.column_of[slug]] = confidence
    vars(meeting).update(links=SimpleNamespace(sure=sure), alone=sure, areas=dict(lying or {"industri": 1.0}))
    return meeting


def strange(meeting: Meeting) -> set[str]:
    actors = meeting.index.catalogue.actors
    return {actors[row].label.sv for row in of_another_trade(meeting, range(len(actors)))}


def test_only_who_is_of_one_trade_is_of_another(bound: Index, encoder: HashingEncoder, met: Met) -> None:
    assert [actor.label.sv for actor in bound.catalogue.actors if actor.of_trade] == ["Alfa Träcentrum"]
    assert strange(asking(bound, encoder, OTHER)) == {"Alfa Träcentrum"}
    unbound = met(NeedRequest(TEXT))
    assert not of_another_trade(unbound, range(len(unbound.index.catalogue.actors)))


@pytest.mark.parametrize(
    ("parts", "areas", "belongs"),
    [
        (({}, {"automation": 0.9, "ytbehandling": LIKE}), {}, True),
        (({}, {"automation": 0.9, "ytbehandling": LIKE - 0.01}), {}, False),
        (({"ytbehandling": LIKE}, {"automation": 0.9}), {}, True),
        (({}, {"forpackning": 0.9}), {}, False),
        (OTHER, {"tra-skog": 1 / MAIN}, True),
        (OTHER, {"tra-skog": 1 / MAIN - 0.01}, False),
        (({"ost": SURE}, {"ytbehandling": SURE - 0.01}), {"tra-skog": 1.0}, False),
        (({"ost": SURE}, {"ytbehandling": SURE}), {}, True),
        (({"ost": SURE - 0.01}, {"ytbehandling": SURE - 0.01}), {}, True),
        (({"ost": SURE, "trateknik": SURE}, {"automation": 0.9}), {"tra-skog": 1.0}, True),
    ],
    ids=[
        "may be asked",
        "hardly asked",
        "may be told",
        "of no area",
        "in its area",
        "hardly in its area",
        "told to be of another",
        "told to be of another, and surely asked",
        "not surely told",
        "told to be of both",
    ],
)
def test_a_need_is_of_its_trade(
    bound: Index, encoder: HashingEncoder, parts: Asked, areas: dict[str, float], belongs: bool
) -> None:
    assert (not strange(asking(bound, encoder, parts, {"industri": 1.0} | areas))) is belongs


@pytest.mark.parametrize(
    ("areas", "belongs"),
    [({"tra-skog", "industri"}, False), ({"industri"}, True), (set(), True)],
    ids=["two", "one", "none"],
)
def test_one_area_that_all_it_states_lies_in_is_its_trade(
    bound: Index, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch, areas: set[str], belongs: bool
) -> None:
    """What is special to two areas is of neither; who states nothing special is of every trade."""
    names, inside = bound.areas_of
    for slug in ("trateknik", "ytbehandling"):
        inside = inside.copy()
        inside[bound.column_of[slug]] = [name in areas for name in names]
    monkeypatch.setitem(vars(bound), "areas_of", (names, inside))
    assert (not strange(asking(bound, encoder, OTHER, {"industri": 1.0}))) is belongs


def test_a_need_said_in_competences_is_of_every_trade(bound: Index, encoder: HashingEncoder) -> None:
    asked = asking(bound, encoder, OTHER)
    meeting = replace(asked, request=replace(asked.request, concepts=("automation",)))
    vars(meeting).update({name: vars(asked)[name] for name in ("links", "alone", "areas")})
    assert strange(asked)
    assert not strange(meeting)


@pytest.mark.parametrize("said", [{"areas": ("tra-skog",)}, {"sni": "16.2"}], ids=["area", "industry"])
def test_what_the_request_says_of_the_trade_counts(bound: Index, encoder: HashingEncoder, said: dict[str, Any]) -> None:
    assert not strange(asking(bound, encoder, OTHER, **said))
    assert strange(asking(bound, encoder, OTHER, sni="10.5"))


def test_who_is_of_another_trade_is_not_named_and_nor_is_its_service(bound: Index, encoder: HashingEncoder) -> None:
    own, other = (asking(bound, encoder, ({}, {about: 0.9})) for about in ("ytbehandling", "automation"))
    for meeting, named in ((own, True), (other, False)):
        everybody = score(Met(bound, encoder)(NeedRequest(TEXT)))
        everybody.fit[:] = 1
        found = [bound.catalogue.actors[row].label.sv for row in fitting(meeting, everybody)]
        assert ("Alfa Träcentrum" in found) is named
        assert "Delta Träcentrum Syd" in found
        anywhere = replace(meeting, place=None)
        vars(anywhere).update(vars(meeting), place=None, fits=np.ones(len(bound.catalogue.topics), np.float32))
        assert ("Lackprovning" in [one.label.sv for one in offered(anywhere)]) is named


def test_who_is_of_another_trade_is_not_asked_for_a_part(
    bound: Index, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    able: list[NDArray[np.bool_]] = []
    monkeypatch.setattr("s3graph.matching.beside._best", lambda _, found, **__: able.append(found))
    (alfa,) = [row for row, actor in enumerate(bound.catalogue.actors) if actor.of_trade]
    for belongs in (True, False):
        meeting = asking(bound, encoder, ({}, {"ytbehandling": 0.9}), {"tra-skog": 1.0})
        vars(meeting)["backed"] = meeting.links.sure
        monkeypatch.setattr("s3graph.matching.beside.of_another_trade", lambda *_, own=belongs: () if own else (alfa,))
        beside(meeting, [])
        assert able.pop()[alfa] == belongs


@pytest.mark.parametrize(
    ("areas", "about", "kept"),
    [
        ({"livsmedel": 0.5, "industri": 1.0}, {}, True),
        ({"livsmedel": 0.49, "industri": 1.0}, {}, False),
        ({"industri": 1.0}, {"ost": LIKE}, True),
        ({"industri": 1.0}, {"forpackning": 0.9}, False),
    ],
    ids=["a main area", "hardly", "about what may be asked", "about what no area has"],
)
def test_an_initiative_is_of_a_main_area_or_about_what_may_be_asked(
    bound: Index, encoder: HashingEncoder, areas: dict[str, float], about: dict[str, float], kept: bool
) -> None:
    meeting = asking(bound, encoder, ({}, {"automation": 0.9} | about), areas)
    topics = {one.label.en: place for place, one in enumerate(bound.catalogue.topics)}
    assert of_its_areas(meeting, topics["Cheese in shops"]) is kept
    assert of_its_areas(meeting, topics["Farm cheese 2028"]), "it says no area"


def test_the_trade_of_who_asks_is_read_of_what_it_says_by_itself_too(bound: Index, encoder: HashingEncoder) -> None:
    """What is asked beside it speaks for another competence."""
    meeting = asking(bound, encoder, OTHER)
    alone = np.zeros_like(meeting.alone)
    alone[0, bound.column_of["ytbehandling"]] = LIKE
    vars(meeting)["alone"] = alone
    assert not strange(meeting)


@pytest.mark.parametrize(
    ("asked", "kept"), [({"automation": LIKE}, True), ({"automation": LIKE / 2}, False), ({"ost": 0.9}, False)]
)
def test_a_testbed_is_for_what_it_is_about(
    together: Index, encoder: HashingEncoder, asked: Mapping[str, float], *, kept: bool
) -> None:
    """ "Robotprovning" is about automation alone, which is special to an area."""
    meeting = asking(together, encoder, ({}, asked))
    topics = {topic.label.sv: place for place, topic in enumerate(together.catalogue.topics)}
    testbed, area = topics["Robotprovning"], together.tables.of_kind(Kind.AREA)[0]
    assert for_what_is_asked(meeting, [testbed, area]) == [testbed, area][not kept :], "an area is about nothing"


def test_of_several_things_a_testbed_is_about_what_is_special_counts(
    together: Index, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Packaging is of every trade here; a testbed for robots and packaging is none for who asks what is near that."""
    meeting = asking(together, encoder, ({}, {"ost": 0.9}))
    own, near = np.array([together.column_of[slug] for slug in ("automation", "forpackning")]), together.nearness.copy()
    near[own[1], together.column_of["ost"]] = ADJACENT
    monkeypatch.setitem(vars(together), "nearness", near)
    monkeypatch.setattr(type(together.tables), "competences_of", lambda *_: own)
    assert for_what_is_asked(meeting, [0]) == []
    monkeypatch.setattr(type(together.tables), "competences_of", lambda *_: own[1:])
    assert for_what_is_asked(meeting, [0]) == [0]


def test_a_testbed_about_nothing_special_is_for_what_those_who_have_it_can(
    together: Index, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has "Robotprovning" states automation: a laboratory of theirs is none for who asks about cheese."""
    topics = {topic.label.sv: place for place, topic in enumerate(together.catalogue.topics)}
    monkeypatch.setattr(type(together.tables), "competences_of", lambda *_: np.array([], np.int64))
    (testbed, area) = topics["Robotprovning"], together.tables.of_kind(Kind.AREA)[0]
    assert for_what_is_asked(asking(together, encoder, ({}, {"ost": 0.9})), [testbed, area]) == [area]
    assert for_what_is_asked(asking(together, encoder, ({}, {"automation": 0.9})), [testbed, area]) == [testbed, area]
    assert for_what_is_asked(asking(together, encoder, ({}, {"automation": LIKE})), [testbed, area]) == [area]


def test_a_testbed_for_something_else_is_not_offered_and_its_holder_not_named_for_it(
    together: Index, encoder: HashingEncoder
) -> None:
    meeting = Met(together, encoder)(NeedRequest("vi vill köpa en robot till robotprovning"))
    (testbed,) = [place for place, topic in enumerate(together.catalogue.topics) if topic.label.sv == "Robotprovning"]
    within = WithinReach(meeting, score(meeting), Matches(()))
    assert [service.label.sv for service in offered(meeting)] == ["Robotprovning"]
    assert within._serves(testbed)
    vars(meeting).update(links=SimpleNamespace(sure=0 * meeting.links.sure), alone=0 * meeting.alone)
    assert offered(meeting) == ()
    assert not within._serves(testbed)


@pytest.mark.parametrize(
    ("said", "named"),
    [("Vi bygger om en automationslinje", True), ("Vi bygger om en lokal", False)],
)
def test_what_a_need_calls_by_its_name_is_named(
    together: Index, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch, said: str, *, named: bool
) -> None:
    meeting, column = Met(together, encoder)(NeedRequest(said)), together.column_of["automation"]
    assert _named(meeting, [column])[column] == named
    assert not _named(meeting, []).any()
    monkeypatch.setattr("s3graph.matching.of_trade.SPECIAL", 0)
    assert not _named(meeting, [column]).any(), "a word that names what many areas have"


def test_topics_special_to_an_area_are_those_about_something_such(together: Index, encoder: HashingEncoder) -> None:
    """Of competences, themselves: packaging is of every trade here."""
    found = special_topics(Met(together, encoder)(NeedRequest("Vi gör ost")))
    topics = {topic.iri.rsplit("/", 1)[1]: place for place, topic in enumerate(together.catalogue.topics)}
    assert found[topics["automation"]]
    assert not found[topics["forpackning"]]


def test_who_calls_by_its_name_what_a_cluster_states_is_of_its_trade(
    bound: Index, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert strange(asking(bound, encoder, OTHER)) == {"Alfa Träcentrum"}
    monkeypatch.setattr("s3graph.matching.of_trade._named", lambda one, _: np.ones(len(one.index.concepts), np.bool_))
    assert strange(asking(bound, encoder, OTHER)) == set()

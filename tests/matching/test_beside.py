"""Parts of a need that the first actors are not for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from s3graph.matching.beside import alone, beside, comes
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.index import Index, build_index
from s3graph.matching.initiatives import coming
from s3graph.matching.matcher import Matcher
from s3graph.matching.need import NeedRequest
from s3graph.matching.places import Nearness
from s3graph.matching.ranking import fitting, score
from tests.matching.conftest import FIXTURES, TODAY, MemoryStore, Met

MANY_SIDED = "Vi vill göra ost av mjölken. Vi vill köpa en robot."


def slug(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def test_a_part_the_first_do_not_reach_names_its_actor(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.beside.SURELY", 0.0)
    meeting = met(NeedRequest(MANY_SIDED))
    actors = meeting.index.catalogue.actors
    cheese = next(row for row, actor in enumerate(actors) if slug(actor.iri) == "beta")
    found = beside(meeting, [cheese])
    assert [meeting.need.parts[part].text for part in found] == ["Vi vill köpa en robot."]
    (other,) = found.values()
    robots = meeting.index.column_of["automation"]
    row = next(row for row, actor in enumerate(actors) if actor.iri == other.iri)
    assert meeting.index.reach[row, robots] >= 0.6


def test_nothing_is_added_where_the_first_reach_all(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.beside.SURELY", 0.0)
    meeting = met(NeedRequest(MANY_SIDED))
    actors = meeting.index.catalogue.actors
    both = [row for row, _ in enumerate(actors) if meeting.index.reach[row].max() >= 0.6][:3]
    reached = meeting.index.reach[both].max(axis=0)
    wanted = [int(meeting.links.sure[part].argmax()) for part in range(2)]
    assert {part for part, concept in enumerate(wanted) if reached[concept] < 0.6} == set(beside(meeting, both))


def test_a_clause_that_only_names_the_trade_names_nobody(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.beside._other", lambda *_: 0)
    meeting = met(NeedRequest("Mejeri i Nässjö: vi vill köpa en robot"))
    assert [part.asks for part in meeting.need.parts] == [True, True]
    assert set(beside(meeting, [1])) == {1}


@pytest.mark.parametrize(
    ("text", "named"), [("Vi vill sälja ost, låna till en lift.", True), ("Vi vill sälja ost, taket läcker in.", False)]
)
def test_a_wish_that_goes_on_names_its_actor(met: Met, text: str, named: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.beside._other", lambda *_: 0)
    meeting = met(NeedRequest(text))
    assert len(meeting.need.parts) == 2
    assert (1 in beside(meeting, [1])) is named


def test_an_unsure_part_and_a_need_of_one_part_name_nobody(met: Met) -> None:
    unsure = met(NeedRequest("Vi vill göra ost av mjölken. Det regnar ofta på sommaren."))
    assert not beside(unsure, fitting(unsure, score(unsure)))


def test_who_has_exactly_what_is_very_surely_asked_is_named_though_others_reach_it(
    met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("s3graph.matching.beside.SURELY", 0.0)
    meeting = met(NeedRequest("Osten behöver en bättre förpackning"))
    everywhere = {area: 1.0 for actor in meeting.index.catalogue.actors for area in actor.areas}
    vars(meeting)["areas"] = everywhere
    actors, packaging = meeting.index.catalogue.actors, meeting.index.column_of["forpackning"]
    reach = meeting.index.reach[:, packaging]
    wanted = int(meeting.links.sure[0].argmax())
    assert wanted == packaging
    close = [int(row) for row in (-reach).argsort() if reach[row] < 0.9][:1]
    found = beside(meeting, close)
    assert [reach[row] >= 0.9 for row, actor in enumerate(actors) if actor.iri == found[0].iri] == [True]
    assert beside(meeting, [int(reach.argmax())]) == {}


@pytest.mark.parametrize(("had", "least", "afar"), [(0.5, 0.6, False), (0.7, 0.9, True), (0.9, None, None)])
def test_who_is_looked_for_hangs_on_what_the_first_reach(
    met: Met, monkeypatch: pytest.MonkeyPatch, had: float, least: float | None, *, afar: bool | None
) -> None:
    """Where they reach it, only who has it itself will do, and a longer way."""
    asked = list[tuple[NDArray[np.bool_], bool]]()
    monkeypatch.setattr("s3graph.matching.beside.SURELY", 0.0)
    monkeypatch.setattr("s3graph.matching.beside._of_its_areas", lambda one: np.ones(len(one.index.reach), np.bool_))
    monkeypatch.setattr("s3graph.matching.beside._best", lambda _, able, from_afar: asked.append((able, from_afar)))
    meeting = met(NeedRequest("Vi vill köpa en robot"))
    reach = np.linspace(0, 1, meeting.index.reach.size, dtype=np.float32).reshape(meeting.index.reach.shape)
    reach[0] = had
    monkeypatch.setitem(vars(meeting.index.tables), "reach", reach)
    assert beside(meeting, [0]) == {}
    column = int(meeting.links.sure[0].argmax())
    wanted = [((reach[:, column] >= least).tolist(), afar)] if least else []
    assert [(able.tolist(), far) for able, far in asked] == wanted


def test_what_is_not_said_to_be_wanted_names_nobody(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parts are wishes by what they say."""
    monkeypatch.setattr("s3graph.matching.beside._other", lambda *_: 0)
    meeting = met(NeedRequest("Vi vill göra ost av mjölken. Förpackningen krånglar hela tiden."))
    assert meeting.need.wishes == (True, True)
    assert set(beside(meeting, [1])) == {0}


def test_who_works_in_other_areas_than_the_need_lies_in_is_not_named(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.beside.SURELY", 0.0)
    meeting = met(NeedRequest(MANY_SIDED))
    catalogue = meeting.index.catalogue
    cheese = next(row for row, actor in enumerate(catalogue.actors) if slug(actor.iri) == "beta")
    (other,) = beside(meeting, [cheese]).values()
    own = catalogue.actors[catalogue.row_of[other.iri]].areas
    elsewhere = next(area for actor in catalogue.actors for area in actor.areas if area not in own)
    for share, found in ((0.51, True), (0.49, False)):
        vars(meeting)["areas"] = {elsewhere: 1.0, own[0]: share}
        assert bool(beside(meeting, [cheese])) is found


@pytest.mark.parametrize(
    ("nearness", "from_afar", "may"),
    [
        (Nearness.SAME_REGION, False, True),
        (Nearness.NEIGHBOUR_REGION, True, True),
        (Nearness.NEIGHBOUR_REGION, False, False),
        (Nearness.OTHER_MUNICIPALITY, True, False),
        (Nearness.PROGRAMME_AREA, True, False),
    ],
)
def test_who_may_be_called_from_afar(met: Met, nearness: Nearness, from_afar: bool, may: bool) -> None:
    actor = replace(met(NeedRequest("ost")).index.catalogue.actors[0], from_afar=from_afar)
    assert comes(nearness, actor) is may


def test_a_part_alone_is_met_as_if_it_were_all(met: Met) -> None:
    meeting = met(NeedRequest(MANY_SIDED))
    part = alone(meeting, 1)
    assert [said.text for said in part.need.parts] == ["Vi vill köpa en robot."]
    assert part.topics[0] == pytest.approx(meeting.topics[1], abs=1e-5)


def test_a_release_without_competences_still_answers(encoder: HashingEncoder, tmp_path: Path) -> None:
    bare = tmp_path / "small.ttl"
    bare.write_text((FIXTURES / "small.ttl").read_text("utf-8").replace("a s3:Competence", "a s3:Nothing"), "utf-8")
    build_index(MemoryStore(bare), encoder, tmp_path / "index")
    index = Index.load(tmp_path / "index")
    assert (len(index.concepts), len(index.catalogue.actors)) == (0, 5)
    answer = Matcher(index, encoder).match(NeedRequest(MANY_SIDED), TODAY)
    assert [part.beside for part in answer.parts] == [None, None]


def test_who_takes_part_in_an_open_initiative_for_companies_here_may_be_asked(
    met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it fits what is asked; not in one that is for other counties."""

    def named(region: str | None) -> set[str]:
        meeting = met(NeedRequest("Vi vill göra ost av mjölken", region=region))
        return {slug(meeting.index.catalogue.actors[row].iri) for row in np.flatnonzero(coming(meeting))}

    assert (named("SE214"), named("SE212"), named(None)) == ({"beta", "epsilon"}, set(), set())
    monkeypatch.setattr("s3graph.matching.initiatives.LEAST_FIT_OPEN", 9.0)
    assert named("SE214") == set()

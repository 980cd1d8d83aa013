"""Who has anything near what is wanted most surely comes first."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from s3graph.matching.answer import Band, Match
from s3graph.matching.cards import ActorCard
from s3graph.matching.hierarchy import STEP
from s3graph.matching.leading import CERTAIN, FIRST, NEARLY, VERY_SURE, _home_first, only_near, who_has_it_first
from s3graph.matching.meeting import EXACT, HELD, Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.places import Nearness
from s3graph.matching.ranking import matches, score
from s3graph.matching.several import of_each
from tests.matching.conftest import Met

NEED = NeedRequest("Vi är ett åkeri i Växjö. Vi vill göra ost av mjölken.")
SAME = [0, 1, 2, 3]


def asking(
    met: Met, monkeypatch: pytest.MonkeyPatch, reach: list[float], sure: float = CERTAIN, furthest: float = EXACT
) -> Meeting:
    """Cheese is so surely wanted, the actors reach it so far, and one of all so far; nobody leads for being at home."""
    monkeypatch.setattr("s3graph.matching.leading._home_first", lambda _, found: found)
    meeting = met(NEED)
    cheese, columns = meeting.index.column_of["ost"], len(meeting.index.concepts)
    reached = np.zeros_like(meeting.index.tables.reach)
    reached[: len(reach), cheese] = reach
    monkeypatch.setitem(vars(meeting.index.tables), "reach", reached)
    monkeypatch.setitem(vars(meeting.index.tables), "furthest", np.full(columns, furthest))
    backed = np.zeros((2, columns), np.float32)
    backed[0, meeting.index.column_of["automation"]] = 1.0
    backed[1, cheese] = sure
    vars(meeting)["backed"] = backed
    return meeting


def named(meeting: Meeting, bands: str = "LLLL") -> tuple[Match, ...]:
    """The first four actors, of bands by their initials."""
    by_initial = {"S": Band.STRONG, "L": Band.LIKELY, "W": Band.WEAK}
    actors = meeting.index.catalogue.actors[:4]
    return tuple(
        Match(ActorCard(actor.iri, actor.label, None, (), ()), 1.0, by_initial[band], ())
        for actor, band in zip(actors, bands, strict=True)
    )


def order(meeting: Meeting, bands: str = "LLLL") -> list[int]:
    return [meeting.index.catalogue.row_of[one.actor.iri] for one in who_has_it_first(meeting, named(meeting, bands))]


@pytest.mark.parametrize(
    ("reach", "bands", "found"),
    [
        ([0, 0, HELD, 1], "SLLL", [2, 0, 1, 3]),
        ([0, HELD, 1, 1], "LLLL", [1, 0, 2, 3]),
        ([HELD, 1, 1, 1], "WLLL", SAME),
        ([0, HELD - 0.01, 0, 1], "LLLL", SAME),
        ([0, 1, HELD, 1], "LWLL", [2, 0, 1, 3]),
    ],
    ids=["the third", "the second", "the first has it", "nobody of the first", "one that hardly fits"],
)
def test_the_first_who_has_it_leads(
    met: Met, monkeypatch: pytest.MonkeyPatch, reach: list[float], bands: str, found: list[int]
) -> None:
    assert FIRST == 3
    assert order(asking(met, monkeypatch, reach), bands) == found


@pytest.mark.parametrize(("furthest", "found"), [(EXACT - 0.01, [1, 0, 2, 3]), (EXACT, SAME)])
def test_of_what_nobody_has_the_adjacent_is_enough(
    met: Met, monkeypatch: pytest.MonkeyPatch, furthest: float, found: list[int]
) -> None:
    assert order(asking(met, monkeypatch, [0, STEP, 0, 0], furthest=furthest)) == found


def test_a_step_is_one_of_who_gives_it_as_a_service() -> None:
    assert pytest.approx(0.45) == STEP


def test_not_for_a_wish_that_is_not_certain(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = asking(met, monkeypatch, [0, 1, 0, 0], CERTAIN - 0.01)
    assert order(meeting) == SAME
    assert who_has_it_first(asking(met, monkeypatch, [0, 1, 0, 0]), ()) == ()


def test_an_answer_is_led_by_it(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = met(NeedRequest("Vi vill göra och packa ost med robot i Nässjö."))
    before = matches(meeting, score(meeting), 5)
    assert len(before) > 1
    monkeypatch.setattr("s3graph.matching.ranking.who_has_it_first", lambda _, found: tuple(found)[::-1])
    assert [one.actor for one in matches(meeting, score(meeting), 5)] == [one.actor for one in before][::-1]


def test_so_is_each_of_several_wishes(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = met(NeedRequest("Vi vill göra och packa ost med robot i Nässjö."))
    before = of_each((meeting,), 5)
    assert len(before) > 1
    monkeypatch.setattr("s3graph.matching.several.who_has_it_first", lambda _, found: tuple(found)[::-1])
    assert [one.actor for one in of_each((meeting,), 5)] == [one.actor for one in before][::-1]


def test_the_first_stays_if_it_has_what_is_very_surely_wanted(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = asking(met, monkeypatch, [0, 0, HELD, 1])
    vars(meeting)["wished"] = np.array([True, True])
    vars(meeting)["backed"][0] *= VERY_SURE
    reached, automation = meeting.index.tables.reach, meeting.index.column_of["automation"]
    for first, found in ((0.0, [2, 0, 1, 3]), (HELD, SAME)):
        reached[0, automation] = first
        assert order(meeting, "SLLL") == found


@pytest.mark.parametrize(
    ("home", "others", "found"),
    [
        ((1,), ("LLLL", 1 - NEARLY + 0.01), [1, 0, 2, 3]),
        ((1,), ("LLLL", 1 - NEARLY - 0.01), SAME),
        ((2, 3), ("LLSL", 1.0), [2, 0, 1, 3]),
        ((1,), ("SLLL", 1.0), SAME),
        ((0, 1), ("LSLL", 1.0), SAME),
        ((3,), ("LLLL", 1.0), SAME),
    ],
    ids=["nearly as high", "much lower", "it fits better", "it fits less", "the first is at home", "too far behind"],
)
def test_of_nearly_equal_ones_the_askers_own_county_comes_first(
    met: Met, monkeypatch: pytest.MonkeyPatch, home: tuple[int, ...], others: tuple[str, float], found: list[int]
) -> None:
    """Not of who has what is very surely wished, where nobody at home has, or is of use from afar."""
    meeting = asking(met, monkeypatch, [0, 0, 0, 0])
    rows = {actor.iri: row for row, actor in enumerate(meeting.index.catalogue.actors)}
    near = {True: Nearness.SAME_REGION, False: Nearness.NEIGHBOUR_REGION}
    place = SimpleNamespace(nearness=lambda actor: near[rows[actor.iri] in home])
    at = replace(meeting, place=place)  # type: ignore[arg-type]
    vars(at).update(backed=vars(meeting)["backed"], wished=np.array([False, True]))
    first, *rest = named(at, others[0])
    told = (first, *(replace(one, score=others[1]) for one in rest))
    assert [rows[one.actor.iri] for one in _home_first(at, told)] == found
    assert _home_first(replace(at, place=None), told) is told
    with monkeypatch.context() as patched:
        catalogue = at.index.catalogue
        afar = tuple(replace(actor, from_afar=True) for actor in catalogue.actors)
        patched.setitem(vars(at.index), "catalogue", replace(catalogue, actors=afar))
        assert _home_first(at, told) is told
    meeting.index.tables.reach[0, meeting.index.column_of["ost"]] = HELD
    assert _home_first(at, told)[0] is first


@pytest.mark.parametrize(
    ("reach", "sure", "near"),
    [
        (EXACT - 0.01, VERY_SURE, True),
        (EXACT, VERY_SURE, False),
        (0.0, VERY_SURE, True),
        (STEP, VERY_SURE - 0.01, False),
    ],
)
def test_who_has_no_more_than_what_is_adjacent_to_what_is_very_surely_wished(
    met: Met, monkeypatch: pytest.MonkeyPatch, reach: float, sure: float, *, near: bool
) -> None:
    meeting = asking(met, monkeypatch, [reach], sure)
    vars(meeting)["wished"] = np.array([False, True])
    assert only_near(meeting, 0) is near


def test_who_is_at_home_is_looked_for_first(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = asking(met, monkeypatch, [0, 0, 0, 0], 0.0)
    monkeypatch.setattr("s3graph.matching.leading._home_first", lambda _, found: found[::-1])
    assert order(meeting) == SAME[::-1]

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from s3graph.matching.answer import Band
from s3graph.matching.index import Index
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.places import Nearness
from s3graph.matching.ranking import LIKELY, STRONG, WEAK, _band, band, fitting, matches, reasons_of, score
from s3graph.matching.scope import SOMEBODY, probability

Meet = Callable[[NeedRequest], Meeting]


def test_contributions_add_up_to_the_score(index: Index, met: Meet) -> None:
    meeting = met(NeedRequest("Lacken släpper från våra luckor i Nässjö", sni="16.2"))
    scores = score(meeting)
    for row in range(len(index.catalogue.actors)):
        total = sum(reason.contribution for reason in reasons_of(meeting, scores, row))
        assert total == pytest.approx(float(scores.totals[row]), abs=1e-5)


def test_a_feature_switched_off_gives_no_reason_and_no_score(met: Meet) -> None:
    text = "Lacken släpper från våra luckor i Nässjö"
    with_region = score(met(NeedRequest(text)))
    without = score(met(NeedRequest(text, features={"region": 0})))
    assert (with_region.totals >= without.totals).all()
    assert (with_region.fit == without.fit).all()
    found = matches(met(NeedRequest(text, features={"region": 0})), without, 5)
    assert all(reason.feature != "region" for match in found for reason in match.reasons)


def test_nearness_orders_equal_competence(met: Meet) -> None:
    for place, first in (("Nässjö", "alfa"), ("Växjö", "delta")):
        meeting = met(NeedRequest(f"Lacken släpper från luckorna i {place}"))
        assert matches(meeting, score(meeting), 1).items[0].actor.iri.endswith(first)


def test_bands_are_ordered_and_of_fit_alone() -> None:
    assert WEAK < LIKELY < STRONG
    assert [band(x) for x in (STRONG, LIKELY, WEAK, WEAK - 0.01)] == [Band.STRONG, Band.LIKELY, Band.WEAK, Band.NONE]


def test_distance_lowers_the_standing_of_who_is_away_and_of_nobody_at_home(index: Index, met: Meet) -> None:
    """The test graph has actors of several regions; where the region is switched off, distance costs nothing."""
    text = "Lacken släpper från luckorna i Nässjö"
    scores = score(met(NeedRequest(text)))
    lost = {
        actor.regions: bool(f > s)
        for actor, f, s in zip(index.catalogue.actors, scores.fit, scores.standing, strict=True)
    }
    assert {away for regions, away in lost.items() if "SE211" in regions} == {False}
    assert {away for regions, away in lost.items() if "SE211" not in regions} == {True}
    for request in (NeedRequest("Lacken släpper från luckorna"), NeedRequest(text, features={"region": 0})):
        indifferent = score(met(request))
        assert (indifferent.standing == indifferent.fit).all()


def test_a_need_that_is_near_nothing_is_not_recognised(met: Meet) -> None:
    assert probability(met(NeedRequest("zzzz qqqq i Nässjö"))) < SOMEBODY
    assert probability(met(NeedRequest("Vi vill göra ost av mjölken"))) >= SOMEBODY


def test_nearness_never_makes_a_misfit_fit(met: Meet) -> None:
    meeting = met(NeedRequest("zzzz qqqq i Nässjö"))
    assert len(matches(meeting, score(meeting), 5)) == 0


@pytest.mark.parametrize(
    ("nearness", "from_afar", "far"),
    [
        (Nearness.SAME_REGION, False, False),
        (Nearness.NEIGHBOUR_REGION, False, False),
        (Nearness.PROGRAMME_AREA, True, False),
        (Nearness.PROGRAMME_AREA, False, True),
        (Nearness.ELSEWHERE, False, True),
        (None, False, False),
    ],
)
def test_who_is_far_off_is_at_most_likely(met: Meet, nearness: Nearness | None, from_afar: bool, far: bool) -> None:
    """And who is not stays in the strongest band, as does everybody where no place is known."""
    meeting = met(NeedRequest("Vi vill göra ost av mjölken"))
    catalogue = meeting.index.catalogue
    first = replace(catalogue.actors[0], from_afar=from_afar)
    index = replace(meeting.index, catalogue=replace(catalogue, actors=(first, *catalogue.actors[1:])))
    place: Any = SimpleNamespace(nearness=lambda _: nearness, municipality=None) if nearness is not None else None
    scores = score(meeting)
    strong = replace(scores, standing=np.full_like(scores.standing, STRONG + 0.01))
    found = _band(replace(meeting, index=index, place=place), strong, 0, doubtful=False, leads=True)
    assert found is (Band.LIKELY if far else Band.STRONG)


@pytest.mark.parametrize(("fewest", "named"), [(0, False), (9, True)])
def test_who_is_far_off_comes_only_where_few_others_do(
    met: Meet, monkeypatch: pytest.MonkeyPatch, fewest: int, named: bool
) -> None:
    meeting = met(NeedRequest("Lacken släpper från luckorna i Nässjö"))
    scores = score(meeting)
    best = fitting(meeting, scores)[0]
    monkeypatch.setattr("s3graph.matching.ranking._far_off", lambda _, row: row == best)
    monkeypatch.setattr("s3graph.matching.ranking.FEWEST", fewest)
    found = {match.actor.iri for match in matches(meeting, scores, 9)}
    assert (meeting.index.catalogue.actors[best].iri in found) is named

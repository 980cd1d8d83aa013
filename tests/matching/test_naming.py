"""Who is named, and with which band and reasons, on made-up matches and likenesses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from s3graph.matching import ranking
from s3graph.matching.answer import ActorCard, Band, Match
from s3graph.matching.catalogue import Kind
from s3graph.matching.concepts import SURE, Links
from s3graph.matching.hierarchy import ADJACENT
from s3graph.matching.index import Index
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.ranking import score, shown, telling
from s3graph.matching.reason import Reason
from s3graph.matching.reasons import LIKE, NEAREST, clauses, competence, meaning
from s3graph.model import Text
from tests.matching.conftest import Met

NAME = Text(sv="Alfa", en="Alfa")
FAR = Reason("meaning", 0.1, NAME, slight=True, aside=True)
NEAR = replace(FAR, aside=False)
ANY_TRADE = Reason("adviser", 0.1, NAME)
WISH = "Vi vill göra ost av mjölken."


def match(name: str, band: Band, *reasons: Reason) -> Match:
    return Match(ActorCard(name, NAME, None, (), ()), 1.0, band, reasons)


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [(Band.LIKELY, FAR, "a"), (Band.LIKELY, NEAR, "ab"), (Band.WEAK, FAR, "ab"), (Band.WEAK, NEAR, "ab")],
)
def test_the_second_is_named_where_it_is_near_or_the_first_hardly_fits(first: Band, second: Reason, named: str) -> None:
    found = [match("a", first, FAR), match("b", Band.WEAK, second), match("c", Band.WEAK, second)]
    assert "".join(one.actor.iri for one in telling(found)) == named


@pytest.mark.parametrize(("reason", "slight"), [(NEAR, False), (FAR, True)])
def test_what_is_nearest_is_told_only_where_it_is_near(reason: Reason, slight: bool) -> None:
    (one,) = shown([match("a", Band.STRONG, reason)])
    assert one.reasons[0].slight is slight


@pytest.mark.parametrize(
    ("reasons", "band"),
    [
        ((FAR,), Band.WEAK),
        ((NEAR,), Band.LIKELY),
        ((FAR, ANY_TRADE), Band.LIKELY),
        ((FAR, Reason("competence", 0.1, NAME)), Band.LIKELY),
        ((FAR, Reason("competence", 0.1, NAME, slight=True)), Band.WEAK),
    ],
)
def test_who_has_nothing_near_is_in_the_weakest_band_but_for_the_first(
    reasons: tuple[Reason, ...], band: Band, met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "reasons_of", lambda *_: reasons)
    monkeypatch.setattr(ranking, "_band", lambda *_, **__: Band.LIKELY)
    meeting = met(NeedRequest(WISH))
    scores = score(meeting)
    everybody = np.ones_like(scores.fit)
    first, *others = ranking.named(meeting, replace(scores, fit=everybody, standing=everybody), 5)
    assert first.band is Band.LIKELY
    assert others
    assert {one.band for one in others} == {band}


@pytest.mark.parametrize(
    ("likeness", "told", "far"),
    [((0.45, 0.0), 0, True), ((0.45, 0.3), 1, False), ((NEAREST, 0.0), 0, False), ((0.45, NEAREST - 0.31), 1, True)],
)
def test_nearest_is_what_is_like_the_need_or_about_what_it_asks(
    likeness: tuple[float, float], told: int, far: bool, met: Met
) -> None:
    """One competence of an actor is so like the need; another is .3 like it, and asked for so far."""
    index = met(NeedRequest(WISH)).index
    kinds = [topic.kind for topic in index.catalogue.topics]
    row, own = next(
        (row, [facet.topic for facet in actor.facets if kinds[facet.topic] is Kind.COMPETENCE])
        for row, actor in enumerate(index.catalogue.actors)
        if sum(kinds[facet.topic] is Kind.COMPETENCE for facet in actor.facets) > 1
    )
    meeting = met(NeedRequest(WISH))
    near, about = np.zeros((1, len(kinds)), np.float32), np.zeros(len(kinds), np.float32)
    (near[0, own[0]], about[own[1]]), near[0, own[1]] = likeness, 0.3
    vars(meeting).update(topic_meaning=near, about=about, areas={})
    reason = meaning(meeting, row, 1.0)
    assert reason.met.sv.split(", ")[0] == index.catalogue.topics[own[told]].label.sv
    assert reason.aside is far


def test_an_initiative_is_nothing_one_works_with_where_there_is_more(index: Index, met: Met) -> None:
    topics = index.catalogue.topics
    row, own = next(
        (row, facets)
        for row, actor in enumerate(index.catalogue.actors)
        if {Kind.INITIATIVE, Kind.COMPETENCE}
        <= (facets := {topics[f.topic].kind: f.topic for f in actor.facets}).keys()
    )
    meeting = met(NeedRequest(WISH))
    near = np.zeros((1, len(topics)), np.float32)
    near[0, own[Kind.INITIATIVE]], near[0, own[Kind.COMPETENCE]] = 0.9, 0.3
    vars(meeting).update(topic_meaning=near, about=np.zeros(len(topics), np.float32), areas={})
    assert topics[own[Kind.INITIATIVE]].label.sv not in meaning(meeting, row, 1.0).met.sv.split(", ")


def about(meeting: Meeting, *sure: float, column: int) -> Any:
    """Each part of the need is about one competence, so surely."""
    shares = np.zeros((len(sure), len(meeting.index.concepts)), np.float32)
    shares[:, column] = 1
    certain = np.array(sure, np.float32)
    vars(meeting)["links"] = Links(shares, certain, certain)
    return meeting


@pytest.mark.parametrize(("sure", "slight"), [(LIKE - 0.01, True), (LIKE, False)])
def test_a_field_is_told_where_its_part_is_likelier_than_not_asked(
    sure: float, slight: bool, index: Index, met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, asked = np.argwhere((index.nearness >= ADJACENT) & (index.nearness < 1))[0].tolist()
    row = int(np.argmax(index.reach[:, asked]))
    facet = index.catalogue.actors[row].facets[0]
    monkeypatch.setattr("s3graph.matching.reasons.holding", lambda *_: (facet, held))
    monkeypatch.setattr("s3graph.matching.reasons.whole_of", lambda *_: True)
    reason = competence(about(met(NeedRequest(WISH)), sure, column=asked), row, 1.0)
    assert reason.slight is slight
    assert reason.aside


def test_what_is_wished_itself_is_not_aside_and_what_is_told_is(index: Index, met: Met) -> None:
    column = index.column_of["ost"]
    row = int(np.argmax(index.reach[:, column]))
    wished = competence(about(met(NeedRequest(WISH)), 0.9, column=column), row, 1.0)
    assert not wished.aside
    told = competence(about(met(NeedRequest(f"Vi gör ost av mjölken. {WISH}")), 0.9, 0.0, column=column), row, 1.0)
    assert told.aside


@pytest.mark.parametrize("doubt", ["of_its_subject", "itself"])
def test_a_topic_of_another_subject_and_a_field_alone_are_slight(
    doubt: str, index: Index, met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    column = index.column_of["ost"]
    row = int(np.argmax(index.reach[:, column]))
    meeting = about(met(NeedRequest(WISH)), 0.9, column=column)
    explain = competence if doubt == "of_its_subject" else clauses
    assert not explain(meeting, row, 1.0).slight
    monkeypatch.setattr(f"s3graph.matching.reasons.{doubt}", lambda *_: False)
    assert explain(meeting, row, 1.0).slight


def test_below_surely_nothing_is_told(index: Index, met: Met) -> None:
    column = index.column_of["ost"]
    row = int(np.argmax(index.reach[:, column]))
    assert competence(about(met(NeedRequest(WISH)), SURE - 0.01, column=column), row, 1.0).slight

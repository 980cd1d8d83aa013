"""Who is named, and with which band and reasons, on made-up matches and likenesses."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from s3graph.matching import ranking
from s3graph.matching.answer import Band, Match
from s3graph.matching.cards import ActorCard
from s3graph.matching.catalogue import Kind
from s3graph.matching.concepts import SURE, Links
from s3graph.matching.hierarchy import ADJACENT
from s3graph.matching.index import Index
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.ranking import score, shown, telling
from s3graph.matching.reason import Reason
from s3graph.matching.reasons import ASKED, LIKE, NEAREST, TELLING, clauses, competence, meaning
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


@pytest.mark.parametrize("reason", [NEAR, FAR])
def test_what_it_works_with_is_told_where_nothing_else_of_its_own_is(reason: Reason) -> None:
    (one,) = shown([match("a", Band.STRONG, reason)])
    assert not one.reasons[0].slight
    (other,) = shown([match("a", Band.STRONG, reason, Reason("competence", 0.1, NAME))])
    assert other.reasons[0].slight


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
    ("likeness", "asked", "told", "far"),
    [
        ((0.45, 0.0), ASKED, 0, True),
        ((0.45, 0.3), ASKED, 1, False),
        ((NEAREST, 0.0), ASKED, 0, False),
        ((NEAREST, 0.0), ASKED - 0.01, 0, True),
        ((0.45, NEAREST - 0.31), ASKED, 1, True),
    ],
)
def test_nearest_is_what_is_like_the_need_or_about_what_it_asks(
    likeness: tuple[float, float], asked: float, told: int, far: bool, met: Met
) -> None:
    """One competence of an actor is so like the need; another is .3 like it, and asked for so far; so far is asked what
    is adjacent to either.
    """
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
    adjoining = np.full(len(kinds), asked, np.float32)
    vars(meeting).update(topic_meaning=near, about=about, adjoining=adjoining, areas={})
    reason = meaning(meeting, row, 1.0)
    assert reason.met.sv.split(", ")[0] == index.catalogue.topics[own[told]].label.sv
    assert reason.aside is far


@pytest.mark.parametrize(
    ("likeness", "asked", "nearest"),
    [(NEAREST, TELLING, True), (NEAREST, TELLING - 0.01, False), (NEAREST - 0.01, TELLING, False)],
)
def test_of_what_is_not_asked_no_more_is_said_than_that_it_is_worked_with(
    likeness: float, asked: float, nearest: bool, met: Met
) -> None:
    meeting = met(NeedRequest(WISH))
    topics = meeting.index.catalogue.topics
    near = np.full((1, len(topics)), likeness, np.float32)
    adjoining, nothing = np.full(len(topics), asked, np.float32), np.zeros(len(topics), np.float32)
    vars(meeting).update(topic_meaning=near, about=nothing, adjoining=adjoining, areas={})
    row = next(row for row, actor in enumerate(meeting.index.catalogue.actors) if len(actor.facets) > 1)
    reason = meaning(meeting, row, 1.0)
    assert ("ligger detta närmast" in reason.text.sv) is nearest
    assert ("arbetar bland annat med" in reason.text.sv) is not nearest
    assert ("nearest" in reason.text.en) is nearest


def test_what_stands_alone_is_quoted_only_where_there_is_nothing_else(index: Index, met: Met) -> None:
    """Both parts are about cheese; of the first it is doubted."""
    column = index.column_of["ost"]
    row = int(np.argmax(index.reach[:, column]))
    for doubted in (0, 1):
        meeting = about(met(NeedRequest(f"{WISH} Vi vill ysta mera ost.")), 0.9, 0.9, column=column)
        backed = meeting.links.sure.copy()
        backed[doubted] = 0
        vars(meeting).update(backed=backed, covered=np.ones(2), topics=np.full_like(meeting.topics, 0.5))
        assert clauses(meeting, row, 1.0).asked == meeting.need.parts[1 - doubted].text
        vars(meeting)["backed"] = np.zeros_like(backed)
        assert clauses(meeting, row, 1.0).asked == meeting.need.parts[0].text


def test_a_need_said_in_competences_is_not_doubted(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.concepts.FORE", 0)
    meeting = replace(met(NeedRequest(WISH)), request=NeedRequest("", concepts=("ost", "automation", "ytbehandling")))
    assert np.array_equal(meeting.backed, meeting.links.sure)
    assert meeting.backed.max(axis=1).tolist() == [1, 1, 1]


@pytest.mark.parametrize(("reason", "band"), [(FAR, Band.LIKELY), (NEAR, Band.STRONG), (ANY_TRADE, Band.STRONG)])
def test_nobody_fits_very_well_of_whom_nothing_near_is_told(
    reason: Reason, band: Band, met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    reasons = (FAR, reason) if reason is ANY_TRADE else (reason,)
    monkeypatch.setattr(ranking, "reasons_of", lambda *_: reasons)
    monkeypatch.setattr(ranking, "_band", lambda *_, **__: Band.STRONG)
    monkeypatch.setattr(ranking, "only_near", lambda *_: False)
    meeting = met(NeedRequest(WISH))
    scores = score(meeting)
    everybody = replace(scores, fit=np.ones_like(scores.fit), standing=np.ones_like(scores.fit))
    assert {one.band for one in ranking.named(meeting, everybody, 5)} == {band}


@pytest.mark.parametrize(
    ("has", "reasons", "band", "dropped"),
    [
        ("forpackning", (), Band.STRONG, True),
        ("forpackning", (), Band.LIKELY, True),
        ("forpackning", (), Band.WEAK, False),
        ("forpackning", (ANY_TRADE,), Band.STRONG, False),
        ("ost", (), Band.STRONG, False),
        ("automation", (), Band.STRONG, False),
    ],
    ids=["very well", "likely", "hardly", "an adviser", "has what is of the trade", "has neither"],
)
def test_who_has_only_what_any_trade_may_ask_is_of_another(
    has: str, reasons: tuple[Reason, ...], band: Band, dropped: bool, index: Index
) -> None:
    """Cheese and packaging are surely asked; packaging is what any trade may ask."""
    areas = {index.column_of["forpackning"]: ("a", "b", "c", "d")}
    competences = [SimpleNamespace(areas=areas.get(column, ("a",))) for column in range(len(index.competences))]
    sure, reach = np.zeros((1, len(competences))), np.zeros((1, len(competences)))
    sure[0, [index.column_of["ost"], index.column_of["forpackning"]]] = SURE
    reach[0, index.column_of[has]] = ADJACENT
    stub: Any = SimpleNamespace(
        links=SimpleNamespace(sure=sure),
        held=np.ones(len(competences), np.bool_),
        index=SimpleNamespace(competences=competences, reach=reach),
    )
    assert ranking._without_its_trade(stub, 0, match("a", band, *reasons)) is dropped
    stub.held = np.zeros(len(competences), np.bool_)
    assert not ranking._without_its_trade(stub, 0, match("a", band, *reasons))
    stub.held, sure[0, index.column_of["ost"]] = ~stub.held, 0
    assert not ranking._without_its_trade(stub, 0, match("a", band, *reasons))


def test_who_is_without_its_trade_is_left_out_behind_the_leading(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = met(NeedRequest(WISH))
    scores = score(meeting)
    everybody = replace(scores, fit=np.ones_like(scores.fit), standing=np.ones_like(scores.fit))
    before = ranking.named(meeting, everybody, 5)
    monkeypatch.setattr(ranking, "_without_its_trade", lambda *_: True)
    assert ranking.named(meeting, everybody, 5) == before[: ranking.LEADING] != before


def test_owners_come_before_who_may_no_longer_be_there(met: Met, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = met(NeedRequest(WISH))
    scores = score(meeting)
    everybody = replace(scores, fit=np.ones_like(scores.fit), standing=np.ones_like(scores.fit))
    before = [one.actor.iri for one in ranking.named(meeting, everybody, 5)]
    monkeypatch.setattr(ranking, "owners_first", lambda _, rows: rows[::-1])
    assert [one.actor.iri for one in ranking.named(meeting, everybody, 5)] == before[::-1] != before


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

"""Wishes in one text that have nothing to do with each other, though the text does not say so."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from s3graph.matching import Matcher
from s3graph.matching.hierarchy import OF_ANY_TRADE
from s3graph.matching.need import NeedRequest
from s3graph.matching.ranking import score
from s3graph.matching.several import (
    _nothing_to_do,
    separate,
    strangers,
    turns_to_another,
)
from tests.matching.conftest import TODAY, Met, comparisons

TWO = "Vi driver en gård i Växjö. Vi vill göra ost av mjölken. Dessutom behöver vi hjälp med ytbehandling av träet."


@pytest.mark.parametrize(
    ("near", "areas", "found"),
    [
        (0.0, (("a",), ("b",)), True),
        (0.3, (("a",), ("b",)), False),
        (0.0, (("a", "b"), ("a",)), False),
        (0.0, (("a", "b", "c"), ("a",)), True),
    ],
    ids=["nothing", "a way leads there", "an area of both alone", "an area of many things"],
)
def test_what_has_to_do_with_each_other(near: float, areas: tuple[tuple[str, ...], ...], found: bool) -> None:
    competences = [SimpleNamespace(areas=own) for own in areas]
    for nearness in ([[1, near], [0, 1]], [[1, 0], [near, 1]]):
        index = SimpleNamespace(competences=competences, nearness=np.array(nearness))
        meeting: Any = SimpleNamespace(index=index)
        assert _nothing_to_do(meeting, 0, 1) is found


JOINED = "Vi är ett mejeri i Visby. Vi vill göra ost av mjölken och automatisera packningen med robot."


def test_wishes_that_have_nothing_to_do_with_each_other_are_answered_each(matcher: Matcher, met: Met) -> None:
    assert not turns_to_another(met(NeedRequest(JOINED)).need)
    answer = matcher.match(NeedRequest(JOINED), TODAY)
    first, second = answer.matches.items[:2]
    assert first.wishes == ("Vi vill göra ost av mjölken",)
    assert second.wishes == ("automatisera packningen med robot.",)
    assert "2 önskemål" in answer.message.sv


def test_what_each_is_about_it_says_by_itself(met: Met) -> None:
    meeting = met(NeedRequest(JOINED))
    vars(meeting)["links"] = None
    assert len(strangers(meeting)) == 2


def test_what_any_trade_may_want_makes_no_stranger(met: Met) -> None:
    meeting = met(NeedRequest(JOINED))
    assert len(strangers(meeting)) == 2
    competences = [replace(one, areas=("a", "b", "c", "d")) for one in meeting.index.competences]
    assert max(len(one.areas) for one in meeting.index.competences) < OF_ANY_TRADE == 4
    vars(meeting.index)["competences"] = competences
    try:
        assert len(strangers(meeting)) == 1
    finally:
        del vars(meeting.index)["competences"]


@pytest.mark.parametrize(
    "said",
    [
        "Vi vill göra ost av mjölken och förpacka den bättre i butiken.",
        "Vi gör ost av mjölken. Vi vill automatisera packningen med robot.",
        "Vi vill göra ost av mjölken. Hur kan vi automatisera det med en robot?",
        "Vi vill göra ost av mjölken och automatisera något som går runt med robot.",
    ],
    ids=["adjacent", "one is only told", "one asks about the other", "one names nothing"],
)
def test_what_belongs_together_or_is_not_wanted_is_one(said: str, met: Met) -> None:
    assert len(strangers(met(NeedRequest(said)))) == 1


def test_it_is_told_for_the_wish_and_not_for_what_is_told_before(matcher: Matcher) -> None:
    told = JOINED.replace("Vi vill", "Vi har fem kor och tre får. Många tittar in på sommaren. Vi vill")
    first, second = matcher.match(NeedRequest(told), TODAY).matches.items[:2]
    assert first.wishes == ("Vi vill göra ost av mjölken",)
    assert second.wishes == ("automatisera packningen med robot.",)


def test_strangers_are_not_compared_anew_for_being_quoted_from_their_wish(
    met: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But the whole of each, as of wishes that a text turns to."""
    meeting = met(NeedRequest(JOINED))
    assert meeting.setting.size
    compared = comparisons(monkeypatch)
    for one in separate(meeting):
        score(one)
    assert compared == [1, 1]

"""What a reader of an answer sees, measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from benchmarks.answers import shown
from s3graph.matching.answer import Answer, Band, Match, Matches
from s3graph.matching.cards import ActorCard
from s3graph.model import Language, Text

NOTHING = Text(sv="", en="")


def card(name: str) -> ActorCard:
    return ActorCard(f"https://example.org/actor/{name}", NOTHING, None, (), (), "")


def answer(*names: str, elsewhere: str | None = None) -> Answer:
    found = [Match(card(name), 1.0, Band.STRONG, ()) for name in names]
    if elsewhere:
        found[0] = replace(found[0], elsewhere=(card(elsewhere),))
    return Answer(
        release=1,
        day=date(2026, 11, 1),
        language=Language.SV,
        parts=(),
        place=None,
        matches=Matches(tuple(found)),
        teams=(),
        initiatives=(),
        services=(),
        similar_needs=(),
        uncovered=(),
        nearest=(),
        message=NOTHING,
    )


def test_the_best_order_has_all_and_nobody_named_has_nothing() -> None:
    judged = {"a": 2, "b": 1, "c": 0}
    best = shown([answer("a", "b")], [judged])
    assert (best.ndcg5, best.right_first, best.right_shown, best.useful) == (1, 1, 1, 1)
    worse = shown([answer("b", "a", "c")], [judged])
    assert worse.ndcg5 == pytest.approx((1 + 2 / 1.58496) / (2 + 1 / 1.58496), abs=1e-4)
    assert (worse.right_first, worse.right_shown) == (0, 1)
    assert worse.useful == pytest.approx(2 / 3)
    assert shown([answer("a"), answer()], [judged, judged]).right_first == 0.5


def test_only_what_is_shown_counts_and_who_is_named_as_the_same_elsewhere_is() -> None:
    judged = {"a": 2, "z": 2}
    late = shown([answer("1", "2", "3", "4", "5", "a", elsewhere="z")], [judged])
    assert (late.ndcg5, late.right_shown) == (0, 0.5)


def test_a_need_without_a_right_actor_has_none_to_show() -> None:
    mixed = shown([answer("b"), answer("a")], [{"b": 1}, {"a": 2}])
    assert mixed.right_shown == 1

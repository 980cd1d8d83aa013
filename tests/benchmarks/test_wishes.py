"""Whom answers name for each wish, measured."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.wishes import graded, kind, report
from s3graph.matching.cards import ConceptLink
from s3graph.matching.wish import Holder, Wish
from s3graph.matching.wish_by_wish import TOLD
from tests.benchmarks.test_answers import NOTHING, answer, card


def wish(sure: float | None, *names: str, stated: bool = True) -> Wish:
    about = () if sure is None else (ConceptLink("https://example.org/c", NOTHING, sure),)
    return Wish("x", about, stated, tuple(Holder(card(name), NOTHING, ()) for name in names), (), NOTHING)


def test_wishes_are_told_apart_by_how_sure_they_are_and_who_has_them() -> None:
    assert kind(wish(TOLD)) == "is about, stated"
    assert kind(wish(TOLD - 0.01, stated=False)) == "may be about, nearest"
    assert kind(wish(None)) == "not understood"


def test_who_is_named_has_the_grade_of_the_need() -> None:
    one = replace(answer("a", "b"), wishes=(wish(0.9, "a", "z"), wish(0.2, "b", stated=False)))
    found = graded([one, answer("a")], [{"a": 2, "b": 1}, {"a": 2}])
    assert found == {
        "all": [2, 0, 1],
        "named": [2, 1],
        "others": [0],
        "is about, stated: named, 1.": [2],
        "is about, stated: others": [0],
        "may be about, nearest: named, 1.": [1],
    }
    lines = {line[:42].strip(): line[42:].split() for line in report(found)}
    assert lines["all"][:3] == ["3", "useful", "0.67"]
    assert lines["all"][-1] == "0.33"

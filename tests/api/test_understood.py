"""Which competences a need is shown to be about."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from api.asked import Asked
from api.understood import understood
from s3graph.matching import Answer
from s3graph.matching.answer import PartAnswer
from s3graph.matching.cards import ConceptLink
from s3graph.model import Text
from s3graph.vocabulary import BASE


def part(*links: tuple[str, float], asks: bool = True) -> PartAnswer:
    found = tuple(ConceptLink(f"{BASE}id/competence/{slug}", Text(sv=slug, en=slug), sure) for slug, sure in links)
    return PartAnswer("", asks, found, 0.5)


def shown(*parts: PartAnswer) -> tuple[str, ...]:
    answer = cast(Answer, SimpleNamespace(parts=parts, matches=["somebody"]))
    return understood(answer, cast(Asked, SimpleNamespace(concepts=())))


def test_what_no_part_is_surely_about_is_left_out() -> None:
    assert shown(part(("lovtra", 0.78), ("trahus", 0.1)), part(("design", 0.11))) == ("lovtra",)


def test_of_a_part_all_that_are_nearly_as_sure() -> None:
    assert shown(part(("export", 0.3), ("logistik", 0.25), ("ost", 0.18))) == ("export", "logistik")


def test_where_nothing_is_sure_the_likeliest_is_named() -> None:
    assert shown(part(("export", 0.09)), part(("ost", 0.12)), part()) == ("ost",)
    assert shown(part()) == ()


def test_who_is_asking_is_not_what_is_asked() -> None:
    assert shown(part(("ost", 0.9), asks=False), part(("export", 0.4))) == ("export",)

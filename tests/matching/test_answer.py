from __future__ import annotations

from s3graph.matching.answer import Band, Match, Matches
from s3graph.matching.cards import ActorCard
from s3graph.matching.catalogue import Statement
from s3graph.matching.reason import Reason
from s3graph.model import Basis, Language, Text


def match(slug: str, score: float) -> Match:
    return Match(ActorCard(slug, Text(slug, slug), None, (), ()), score, Band.LIKELY, ())


def slugs(matches: Matches) -> list[str]:
    return [item.actor.iri for item in matches]


def test_matches_sort_best_first_with_ties_by_iri() -> None:
    assert slugs(Matches.of((match("b", 1.0), match("c", 2.0), match("a", 1.0)))) == ["c", "a", "b"]


def test_top_filter_and_merge() -> None:
    ours = Matches.of((match("a", 3.0), match("b", 1.0)))
    theirs = Matches.of((match("b", 2.0), match("c", 0.5)))
    assert slugs(ours.top(1)) == ["a"]
    assert slugs(ours.filter(lambda item: item.score < 2)) == ["b"]
    merged = ours.merge(theirs)
    assert [(item.actor.iri, item.score) for item in merged] == [("a", 3.0), ("b", 2.0), ("c", 0.5)]


def test_a_reason_is_confirmed_only_where_all_its_evidence_is() -> None:
    read = Statement("s", "p", "o", Basis.READ, ("https://example.org/a",))
    inferred = Statement("s", "p", "o2", Basis.INFERRED, ("https://example.org/a", "https://example.org/b"))
    assert Reason("x", 1.0, Text("s", "e"), (read,)).confirmed
    mixed = Reason("x", 1.0, Text("s", "e"), (read, inferred))
    assert not mixed.confirmed
    assert mixed.sources == ("https://example.org/a", "https://example.org/b")
    assert not Reason("x", 1.0, Text("s", "e")).confirmed


def test_json_speaks_the_asked_language() -> None:
    reason = Reason("x", 1.23456, Text("på svenska", "in English"))
    assert reason.to_json(Language.EN)["text"] == "in English"
    assert reason.to_json(Language.SV)["contribution"] == 1.2346

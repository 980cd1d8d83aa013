"""Ten fixed needs, each asked in Swedish and in English, with the shipped encoder over the shipped data.

They are ten of the needs in ``needs/needs.tsv``, two an area; ``docs/figures.md`` has the figure over all of them.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from s3graph.graph import DataDirectory, Releases
from s3graph.matching import Index, Matcher, NeedRequest, load_encoder
from s3graph.model import Language
from s3graph.settings import Settings

pytestmark = pytest.mark.xdist_group("embedded")
NEEDS = Path(__file__).parent / "needs" / "needs.tsv"
TEN = ("w03", "w05", "f04", "f06", "t04", "t05", "i03", "i10", "d04", "d07")
TODAY = date(2026, 11, 1)


@pytest.fixture(scope="session")
def shipped_matcher(embedded_data: Path) -> Matcher:
    settings = Settings(data_dir=embedded_data)
    release = Releases(DataDirectory.open(embedded_data)).current()
    return Matcher(Index.load(release.index_path), load_encoder(settings), release.number, settings.need_length)


def needs() -> dict[str, dict[str, str]]:
    with NEEDS.open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream, delimiter="\t")}


@pytest.fixture(scope="session")
def first_five(shipped_matcher: Matcher) -> dict[str, tuple[list[str], list[str]]]:
    """Of each need the actors named, asked in Swedish and in English."""

    def named(text: str) -> list[str]:
        return [match.actor.iri for match in shipped_matcher.match(NeedRequest(text=text), TODAY).matches]

    return {name: (named(needs()[name]["sv"]), named(needs()[name]["en"])) for name in TEN}


@pytest.mark.parametrize("name", TEN)
def test_who_is_named_first_in_one_language_is_among_the_first_three_in_the_other(
    first_five: dict[str, tuple[list[str], list[str]]], name: str
) -> None:
    swedish, english = first_five[name]
    assert 2 <= min(len(swedish), len(english)) <= max(len(swedish), len(english)) <= 5
    assert swedish[0] in english[:3]
    assert english[0] in swedish[:3]
    assert len(set(swedish) & set(english)) > min(len(swedish), len(english)) / 2


def test_nearly_all_have_the_same_first_in_both_languages(first_five: dict[str, tuple[list[str], list[str]]]) -> None:
    assert sum(swedish[0] == english[0] for swedish, english in first_five.values()) >= len(TEN) - 1


def test_together_they_share_more_than_three_in_four_of_those_named(
    first_five: dict[str, tuple[list[str], list[str]]],
) -> None:
    """How many are named may differ by what is surely understood in a language."""
    shared = sum(len(set(swedish) & set(english)) for swedish, english in first_five.values())
    named = sum(max(len(swedish), len(english)) for swedish, english in first_five.values())
    assert shared > 0.75 * named


def test_the_first_five_in_order_are_more_than_four_in_five_the_same(shipped_matcher: Matcher) -> None:
    ranked = [
        [set(shipped_matcher.order(NeedRequest(needs()[name][code]), TODAY).rows[:5]) for code in ("sv", "en")]
        for name in TEN
    ]
    assert sum(len(swedish & english) for swedish, english in ranked) > 0.8 * 5 * len(TEN)


def test_asking_again_gives_the_same(shipped_matcher: Matcher) -> None:
    need = NeedRequest(text=needs()["w01"]["sv"])
    assert shipped_matcher.match(need, TODAY).to_json() == shipped_matcher.match(need, TODAY).to_json()


def test_where_enough_fit_nobody_is_named_who_would_not_fit_from_there(shipped_matcher: Matcher) -> None:
    """A campsite on Öland was led to a region over the sea; with no place all counties count alike."""
    need = "Campingen är full i sex veckor och död resten av året. Vi vill ha hit tyska cyklister i maj och september"
    found = [
        shipped_matcher.match(NeedRequest(text, limit=50), TODAY).matches
        for text in (f"{need}.", f"{need} i Borgholm.")
    ]
    anywhere, at_home = (
        {card.label.sv for match in matches for card in (match.actor, *match.elsewhere)} for matches in found
    )
    assert {"Region Kalmar län", "Region Gotland"} <= anywhere
    assert "Region Kalmar län" in at_home
    assert "Region Gotland" not in at_home
    assert len(at_home) >= 2


def test_a_need_with_two_swedish_words_is_read_in_both_languages(shipped_matcher: Matcher) -> None:
    """By the vocabulary of what is shipped: read as English alone it was turned away."""
    answer = shipped_matcher.match(
        NeedRequest("We need a pilotkund and some mjuka pengar before our next round."), TODAY
    )
    assert answer.language is Language.EN
    assert answer.matches.items

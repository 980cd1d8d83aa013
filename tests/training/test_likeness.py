from __future__ import annotations

from itertools import combinations

from tests.training.likeness import alike, grams

TEXTS = (
    "Vi vill köpa en robot till svetsningen",
    "vi vill köpa en  robot till Svetsningen.",
    "Vi ville köpa en robot till svetsen",
    "Elen har blivit dyr",
    "El",
    "",
)


def test_finds_what_comparing_all_pairs_finds() -> None:
    for least in (0.2, 0.5, 0.9):
        expected = {
            (one, two)
            for one, two in combinations(TEXTS, 2)
            if len(grams(one) & grams(two)) / len(grams(one) | grams(two)) >= least
        }
        assert {(found.first, found.second) for found in alike(TEXTS, least)} == expected


def test_case_spaces_and_a_full_stop_hide_nothing() -> None:
    (found,) = alike(TEXTS[:2], 0.8)
    assert found.likeness < 1

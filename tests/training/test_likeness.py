from __future__ import annotations

from itertools import combinations

from tests.training.likeness import alike, between, grams

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


def test_between_two_lists_only_pairs_of_one_and_the_other_count() -> None:
    ours, others = TEXTS[:2], TEXTS[2:4]
    expected = {(found.first, found.second) for found in alike(TEXTS[:4], 0.3)}
    assert {(found.first, found.second) for found in between(ours, others, 0.3)} == {
        pair for pair in expected if pair[0] in ours and pair[1] in others
    }
    assert expected

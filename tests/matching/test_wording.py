"""The classifier of wording: what it reads of a text, and that the shipped one tells a need from an errand."""

from __future__ import annotations

import numpy as np
import pytest

from s3graph.matching.wording import BLOCK, Classifier, classifier, grams


def test_each_block_has_unit_length() -> None:
    places, values = grams("Vi vill göra ost av mjölken")
    for block in (0, 1):
        own = (places // BLOCK) == block
        assert own.any()
        assert float(np.linalg.norm(values[own])) == pytest.approx(1)


def test_case_and_punctuation_make_no_difference_and_order_does() -> None:
    one, same, other = (grams(text) for text in ("Göra ost!", "göra  OST", "ost göra"))
    assert np.array_equal(one[0], same[0])
    assert np.array_equal(one[1], same[1])
    assert not np.array_equal(one[0], other[0])


@pytest.mark.parametrize("text", ["", "???", "…"])
def test_a_text_without_words_has_the_intercept(text: str) -> None:
    assert Classifier(np.ones(2 * BLOCK, np.float32), -0.5).margin(text) == -0.5


def test_the_margin_is_the_sum_of_what_is_there() -> None:
    places, values = grams("ost")
    weights = np.zeros(2 * BLOCK, np.float32)
    weights[places] = 2
    assert Classifier(weights, 1.0).margin("ost") == pytest.approx(1 + 2 * float(values.sum()))


@pytest.mark.parametrize(
    ("somebodys", "nobodys"),
    [
        ("Vi vill börja sälja vår ost i Tyskland", "Var köper man billig ost i Tyskland?"),
        ("We want to sell repairs as a subscription", "Can somebody repair my bicycle today?"),
        ("Bageriet behöver en ny affärsmodell", "Bageriets kaffemaskin är trasig, vem lagar den?"),
    ],
)
def test_the_shipped_one_tells_a_need_from_an_errand(somebodys: str, nobodys: str) -> None:
    assert classifier().margin(somebodys) > classifier().margin(nobodys)

from __future__ import annotations

import doctest

import numpy as np
import pytest

import benchmarks.encoder
from benchmarks.encoder import ACROSS, LONG, WITHIN, Floats, Remembering, Scores, character_tfidf, sentences_of
from s3graph.model import Language

pytestmark = pytest.mark.xdist_group("embedded")

SHORT = ["laga maskiner", "odla vete"]
ABSTRACT = "Vi odlar vete på åkrar. Skörden mäts varje år. Jorden undersöks också. Maskiner lagas sedan vid behov."


@pytest.fixture(scope="module")
def encoder() -> Remembering:
    return Remembering()


def lines(scores: Scores, query: str, candidates: list[str], answers_in: Language) -> Floats:
    blocks = scores([query], Language.SV, candidates, answers_in)
    return np.asarray(np.concatenate([np.atleast_2d(block) for block in blocks])[0], np.float32)


@pytest.mark.parametrize(("answers_in", "share"), [(Language.SV, WITHIN), (Language.EN, ACROSS)])
def test_names_are_met_by_meaning_and_a_share_of_words(
    encoder: Remembering, answers_in: Language, share: float
) -> None:
    alone, words, both = (
        lines(way, "maskiner att laga", SHORT, answers_in) for way in (encoder.alone, character_tfidf, encoder.hybrid)
    )
    assert words[0] > 0
    assert both == pytest.approx(alone + share * words, abs=1e-5)


def test_a_long_text_is_met_by_its_best_sentence_too(encoder: Remembering) -> None:
    query = "laga maskiner"
    long = [ABSTRACT, ABSTRACT.replace("Maskiner lagas", "Maskinerna lagas")]
    alone, words, both = (
        lines(way, query, long, Language.SV) for way in (encoder.alone, character_tfidf, encoder.hybrid)
    )
    best = [lines(encoder.alone, query, sentences_of(text), Language.SV).max() for text in long]
    assert min(best) > max(alone)
    assert both == pytest.approx((alone + np.array(best)) / 2 + LONG * words, abs=1e-5)


def test_a_text_of_short_sentences_stays_whole() -> None:
    assert sentences_of("A. B. C.") == ["A. B. C."]


def test_the_examples_are_true() -> None:
    assert doctest.testmod(benchmarks.encoder).failed == 0

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from s3graph.matching.lexical import LexicalIndex
from s3graph.model import Language

TEXTS = ["livsmedelsexport till Tyskland", "ytbehandling av trä", "", "export av livsmedel, mer export"]


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex.build(TEXTS, Language.SV)


def test_a_text_is_most_like_itself(index: LexicalIndex) -> None:
    for place in (0, 1, 3):
        scores = index.similarities(TEXTS[place])
        assert int(scores.argmax()) == place
        assert scores[place] == pytest.approx(1.0, abs=1e-5)


def test_compounds_meet_their_parts(index: LexicalIndex) -> None:
    scores = index.similarities("exportera livsmedel")
    assert scores[0] > scores[1]
    assert scores[0] > 0.3


def test_an_empty_document_meets_nothing(index: LexicalIndex) -> None:
    assert index.similarities("export trä")[2] == 0


def test_unknown_words_give_zero_and_never_raise_others(index: LexicalIndex) -> None:
    assert not index.similarities("qqqq wwww").any()
    assert index.similarities("export qqqq").max() < index.similarities("export").max()


def test_an_empty_index_answers_zeros() -> None:
    assert LexicalIndex.build([], Language.EN).similarities("cheese").shape == (0,)
    assert not LexicalIndex.build(["", ""], Language.EN).similarities("cheese").any()


def test_it_is_the_cosine_of_the_definition(index: LexicalIndex) -> None:
    """Against vectors written out the long way."""
    rows = np.zeros((len(TEXTS), len(index.vocabulary)))
    for column in range(len(index.vocabulary)):
        span = slice(index.starts[column], index.starts[column + 1])
        rarity = np.log((1 + len(TEXTS)) / (1 + len(index.documents[span]))) + 1
        often = index.counts[index.repeats[column] : index.repeats[column + 1]]
        counts = np.ones(len(index.documents[span]))
        counts[len(counts) - len(often) :] = often
        rows[index.documents[span], column] = (1 + np.log(counts)) * rarity
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    assert np.allclose(rows[3] @ rows[0], index.similarities(TEXTS[3])[0], atol=1e-5)


def test_saved_and_loaded_is_the_same(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path, "grams")
    loaded = LexicalIndex.load(tmp_path, "grams", Language.SV)
    assert np.array_equal(loaded.similarities("export"), index.similarities("export"))


def test_knows_tells_its_own_words_from_others(index: LexicalIndex) -> None:
    assert index.knows("export") == 1.0
    assert index.knows("zebra") < 0.3

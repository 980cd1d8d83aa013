from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest

from s3graph.matching.ngrams import Occurrences, grams, stem_gram
from s3graph.model import Language

TEXTS = {
    "several": ["export av ost, mer export", "ost", "", "av ost"],
    "only words that carry grammar": ["vi och ni", "vi vi", "i", "att exportera"],
    "letters of several bytes": ["åäö ÅÄÖ", "ö", "smörgåsbord"],
    "nothing said": ["", " "],
    "none": [],
}


def counted(texts: Sequence[str], language: Language) -> list[Counter[int]]:
    """Of each text, one by one."""
    return [Counter(grams(text, language).tolist()) for text in texts]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_many_texts_together_have_what_each_has_by_itself(texts: Sequence[str], language: Language) -> None:
    found = Occurrences.of(texts, language)
    own: list[Counter[int]] = [Counter() for _ in texts]
    for column, row, count in zip(found.columns, found.rows, found.counts, strict=True):
        own[row][int(found.vocabulary[column])] += int(count)
    assert own == counted(texts, language)
    assert len(found.counts) == sum(map(len, own)), "an n-gram of a text stands there once"


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_they_stand_in_the_order_of_n_grams_and_then_of_texts(texts: Sequence[str]) -> None:
    found = Occurrences.of(texts, Language.SV)
    pairs = list(zip(found.columns.tolist(), found.rows.tolist(), strict=True))
    assert pairs == sorted(pairs)
    assert (np.diff(found.vocabulary.astype(np.int64)) > 0).all()
    assert set(found.columns.tolist()) == set(range(len(found.vocabulary)))


def test_all_endings_of_a_word_share_its_stem() -> None:
    one, other = (stem_gram(word, Language.SV) for word in ("förpackningen", "förpackningarna"))
    assert one == other
    assert one in grams("förpackningar", Language.SV)


def test_a_word_has_its_stem_and_its_pieces_of_three_to_five_letters_with_its_ends() -> None:
    assert len(grams("ost", Language.SV)) == 1 + len([" os", "ost", "st ", " ost", "ost ", " ost "])

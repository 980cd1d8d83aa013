"""The texts of both sides: their form, that they stand apart from what is measured."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.judged import judged_needs
from s3graph.matching.language import identify
from s3graph.model import Language
from tests.training.likeness import alike
from tests.training.likeness import between as near
from training.sides import texts

ROOT = Path(__file__).resolve().parents[2]
FILES = (*sorted((ROOT / "models" / "scope").glob("*.tsv")), *sorted((ROOT / "training" / "scope").glob("*.tsv")))
ROWS = {path.stem: [line.split("\t") for line in path.read_text("utf-8").splitlines()] for path in FILES}

HEADERS = {
    "outside": ["set", "kind", "sv", "en"],
    "inside": ["set", "kind", "sv", "en"],
    "hard_outside": ["kind", "sv", "en"],
    "hard_inside": ["area", "sv", "en"],
}
ONE_NOW = [pytest.param(one, marks=() if one is Language.SV else pytest.mark.soak) for one in Language]
"""Swedish every time, ``make soak`` both: the sides of a row are translations."""
NEWEST = 1500
"""Rows at the end of each file that are compared with all others every time."""
FEWEST = {"outside": 3500, "inside": 2800, "hard_outside": 140, "hard_inside": 110}


def column(name: str, language: Language) -> list[str]:
    place = ROWS[name][0].index(language.value)
    return [row[place] for row in ROWS[name][1:]]


@pytest.mark.parametrize("name", list(ROWS))
def test_form(name: str) -> None:
    header, *rows = ROWS[name]
    assert header == HEADERS[name]
    assert len(rows) >= FEWEST[name]
    width = len(header)
    assert [
        row for row in rows if len(row) != width or any(not cell or cell != " ".join(cell.split()) for cell in row)
    ] == []


@pytest.mark.parametrize("name", ["outside", "inside"])
def test_each_side_is_of_many_kinds_and_sets(name: str) -> None:
    kinds, sets = (Counter(row[place] for row in ROWS[name][1:]) for place in (1, 0))
    assert len(kinds) >= 150
    assert max(kinds.values()) <= 0.1 * sum(kinds.values())
    assert len(sets) >= 13
    assert max(sets.values()) <= 0.2 * sum(sets.values())


@pytest.mark.soak
@pytest.mark.parametrize("language", list(Language))
def test_no_text_repeats_another_of_its_side(language: Language) -> None:
    """Couples stand on both sides by design: nearly the same words, and only one of them somebody's."""
    for name in ROWS:
        assert list(alike(column(name, language), 0.6)) == []


@pytest.mark.parametrize("language", ONE_NOW)
def test_no_newest_text_repeats_another_and_none_a_judged_need(language: Language) -> None:
    needs = [need.texts[language] for need in judged_needs()]
    for name in ROWS:
        own = column(name, language)
        assert list(alike(own[-NEWEST:], 0.6)) == []
        assert list(near(own[-NEWEST:], own[:-NEWEST], 0.6)) == []
        assert list(near(own, needs, 0.25)) == []


@pytest.mark.parametrize("language", ONE_NOW)
def test_the_hard_texts_are_near_none_that_is_fitted_on(language: Language) -> None:
    fitted = [*column("outside", language), *column("inside", language)]
    hard = [*column("hard_outside", language), *column("hard_inside", language)]
    assert list(near(fitted, hard, 0.45)) == []


@pytest.mark.parametrize("language", list(Language))
def test_each_text_is_in_its_language(language: Language) -> None:
    long = [text for name in ("outside", "inside") for text in column(name, language) if len(text.split()) >= 8]
    other = [text for text in long if identify(text).language is not language]
    assert len(other) <= 0.01 * len(long), other[:10]


@pytest.mark.parametrize(("somebody", "name"), [(True, "inside"), (False, "outside")])
def test_every_text_is_read_in_both_languages(somebody: bool, name: str) -> None:
    assert len(texts(somebody)) == 2 * (len(ROWS[name]) - 1)

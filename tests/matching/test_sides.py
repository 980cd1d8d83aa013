"""The texts nobody here is for: their form, that they stand apart from what is measured; and the plane."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from s3graph.matching.outside import between, outside_texts, plane

from benchmarks.judged import judged_needs
from s3graph.matching.catalogue import Catalogue
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.language import identify
from s3graph.matching.passages import passages_of, vectors_of
from s3graph.model import Language
from tests.training.likeness import alike
from tests.training.likeness import between as near

ROOT = Path(__file__).resolve().parents[2]
FILES = (ROOT / "models" / "scope" / "outside.tsv", *sorted((ROOT / "training" / "scope").glob("*.tsv")))
ROWS = {path.stem: [line.split("\t") for line in path.read_text("utf-8").splitlines()] for path in FILES}

FEWEST = {"outside": 140, "inside": 140, "hard_outside": 140, "hard_inside": 110}


def texts(name: str, language: Language) -> list[str]:
    column = ROWS[name][0].index(language.value)
    return [row[column] for row in ROWS[name][1:]]


@pytest.mark.parametrize("name", list(ROWS))
def test_form(name: str) -> None:
    header, *rows = ROWS[name]
    assert header == [{"outside": "kind", "inside": "area"}[name.removeprefix("hard_")], "sv", "en"]
    assert len(rows) >= FEWEST[name]
    assert [
        row for row in rows if len(row) != 3 or any(not cell or cell != " ".join(cell.split()) for cell in row)
    ] == []


def test_the_outside_is_of_many_kinds() -> None:
    kinds = Counter(row[0] for row in ROWS["outside"][1:])
    assert len(kinds) >= 25
    assert max(kinds.values()) <= 0.1 * sum(kinds.values())


@pytest.mark.parametrize("language", list(Language))
def test_no_text_repeats_another_or_a_judged_need(language: Language) -> None:
    written = [text for name in ROWS for text in texts(name, language)]
    assert list(alike(written, 0.45)) == []
    assert list(near(written, [need.texts[language] for need in judged_needs()], 0.25)) == []


@pytest.mark.parametrize("language", list(Language))
def test_each_side_is_in_its_language(language: Language) -> None:
    long = [text for text in texts("outside", language) if len(text.split()) >= 5]
    assert [text for text in long if identify(text).language is not language] == []


def test_every_text_is_read_in_both_languages() -> None:
    assert len(outside_texts()) == 2 * (len(ROWS["outside"]) - 1)


def test_a_plane_parts_two_clouds() -> None:
    chance = np.random.default_rng(3)
    inside = chance.normal((1, 0, 0), 0.3, (60, 3)).astype(np.float32)
    outside = chance.normal((0, 1, 0), 0.3, (40, 3)).astype(np.float32)
    found = plane(inside, outside)
    assert ((inside @ found[:-1] + found[-1]) > 0).mean() >= 0.95
    assert ((outside @ found[:-1] + found[-1]) < 0).mean() >= 0.95


def test_too_few_texts_give_no_plane() -> None:
    some = np.eye(3, dtype=np.float32)
    assert not plane(some[:1], some).any()


def test_the_plane_of_an_index_has_what_companies_say_on_its_positive_side(
    catalogue: Catalogue, encoder: HashingEncoder
) -> None:
    passages = passages_of(catalogue)
    found = between(catalogue, vectors_of(passages, encoder, {}), vectors_of(outside_texts(), encoder, {}))
    said = encoder.encode(["vi vill göra ost av mjölken", "Min katt är sjuk"], Language.SV)
    sides = said @ found[:-1] + found[-1]
    assert sides[0] > sides[1]

"""Our own sentences about ESCO skills: their form, and that they stand apart from what is measured."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from s3graph.matching.language import identify
from s3graph.model import Language
from tests.training.likeness import alike, between
from training.sources import DATA, ESCO_SKILL, everyday, needs, skills, skills_in_use
from training.split import Part, part_of

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "training" / "skills" / "skills.tsv"
JUDGED = ROOT / "tests" / "matching" / "needs" / "needs.tsv"
STATED = ROOT.parent / "shared" / "facts" / "needs.csv"
NEARLY_THE_SAME = 0.45
NEARLY_A_NEED = 0.25
NEARLY_HELD_OUT = 0.35
LINES = [line.split("\t") for line in FILE.read_text("utf-8").splitlines()]
ROWS = LINES[1:]
SAID = {Language.SV: [row[1] for row in ROWS], Language.EN: [row[2] for row in ROWS]}


def column(path: Path, name: str, delimiter: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [row[name] for row in csv.DictReader(stream, delimiter=delimiter)]


def test_form() -> None:
    assert LINES[0] == ["skill", "sv", "en"]
    assert len(ROWS) >= 4000
    assert [
        row for row in ROWS if len(row) != 3 or any(cell != " ".join(cell.split()) or not cell for cell in row)
    ] == []
    assert [cell for row in ROWS for cell in row[1:] if not 8 <= len(cell) <= 400] == []
    assert [row[0] for row in ROWS] == sorted({row[0] for row in ROWS})


def test_all_are_of_skills_that_may_be_trained_on() -> None:
    assert {part_of(ESCO_SKILL + row[0]) for row in ROWS} == {Part.TRAIN}
    assert [(concept.sv, concept.en) for concept in skills_in_use()] == [((row[1],), (row[2],)) for row in ROWS]


@pytest.mark.skipif(not (DATA / "esco").is_dir(), reason="../shared/data/esco is not here")
def test_every_skill_is_one_of_esco() -> None:
    assert {ESCO_SKILL + row[0] for row in ROWS} - {skill.identifier for skill in skills(DATA)} == set()


@pytest.mark.parametrize("language", Language)
def test_each_side_is_in_its_language(language: Language) -> None:
    assert [text for text in SAID[language] if identify(text) != (language, False, None)] == []


@pytest.mark.parametrize("language", Language)
def test_no_sentence_repeats_another(language: Language) -> None:
    assert list(alike(SAID[language], NEARLY_THE_SAME)) == []


@pytest.mark.parametrize("language", Language)
def test_no_sentence_is_nearly_a_judged_need_or_a_held_out_sentence(language: Language) -> None:
    judged = column(JUDGED, language.value, "\t")
    held = [c.sv[0] if language is Language.SV else c.en[0] for c in everyday() if c.part is not Part.TRAIN]
    assert min(len(judged), len(held)) > 200
    assert list(between(SAID[language], judged, NEARLY_A_NEED)) == []
    assert list(between(SAID[language], held, NEARLY_HELD_OUT)) == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.skipif(not STATED.exists(), reason="../shared/facts/needs.csv is not here")
def test_no_sentence_is_nearly_a_need_of_the_collected_facts(language: Language) -> None:
    assert list(between(SAID[language], column(STATED, f"need_{language.value}", ","), NEARLY_A_NEED)) == []


def test_texts_of_both_sides_of_what_is_asked_are_pairs() -> None:
    found = list(needs())
    assert len({concept.identifier for concept in found}) == len(found) > 9_000
    assert {concept.part for concept in found} == {Part.TRAIN}

"""Our everyday sentences: their form, what they cover, and that they stand apart from what is measured."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from s3graph.matching.language import identify
from s3graph.model import Language
from tests.training.likeness import alike, between
from training.sources import everyday

ROOT = Path(__file__).resolve().parents[2]
FILES = tuple(sorted((ROOT / "training" / "everyday").glob("*.tsv")))
SCHEME = ROOT / "ontology" / "competences"
JUDGED = ROOT / "tests" / "matching" / "needs" / "needs.tsv"
STATED = ROOT.parent / "shared" / "facts" / "needs.csv"
FEWEST_PAIRS, FEWEST_OF_A_COMPETENCE = 2400, 6
OFTENEST_START = 0.03
NEARLY_THE_SAME = 0.45
NEARLY_A_NEED = 0.25
LANGUAGES = tuple(Language)


class Pair(NamedTuple):
    file: str
    competence: str
    sv: str
    en: str

    def text(self, language: Language) -> str:
        return self.sv if language is Language.SV else self.en


def lines(file: Path) -> list[list[str]]:
    return [line.split("\t") for line in file.read_text("utf-8").splitlines()]


PAIRS = tuple(Pair(file.stem, *cells) for file in FILES for cells in lines(file)[1:])


def competences(area: str) -> set[str]:
    return set(re.findall(r"^c:([a-z0-9-]+) a ", (SCHEME / f"{area}.ttl").read_text("utf-8"), re.MULTILINE))


def needs_of(path: Path, columns: dict[Language, str], delimiter: str) -> dict[Language, list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=delimiter))
    return {language: [row[column] for row in rows] for language, column in columns.items()}


def test_there_are_enough_and_each_file_is_an_area_of_the_scheme() -> None:
    assert len(PAIRS) >= FEWEST_PAIRS
    assert {file.stem for file in FILES} == {path.stem for path in SCHEME.glob("*.ttl")} - {
        "scheme",
        "couples",
        "esco-mappings",
        "sentences",
        "situations",
        "wordings",
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_form(file: Path) -> None:
    header, *rows = lines(file)
    assert header == ["competence", "sv", "en"]
    assert [
        row for row in rows if len(row) != 3 or any(cell != " ".join(cell.split()) or not cell for cell in row)
    ] == []
    assert [cell for row in rows for cell in row[1:] if not 15 <= len(cell) <= 400] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_competence_of_the_area_has_its_sentences_and_no_other(file: Path) -> None:
    counted = Counter(pair.competence for pair in PAIRS if pair.file == file.stem)
    expected = competences(file.stem)
    assert set(counted) - expected == set()
    assert {competence for competence in expected if counted[competence] < FEWEST_OF_A_COMPETENCE} == set()


def test_training_reads_every_pair() -> None:
    assert [(concept.identifier, concept.sv, concept.en) for concept in everyday()] == [
        (f"competence:{pair.competence}", (pair.sv,), (pair.en,)) for pair in PAIRS
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_side_is_in_its_language(language: Language) -> None:
    read = {pair.text(language): identify(pair.text(language)) for pair in PAIRS}
    assert [text for text, found in read.items() if found != (language, False, None)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_repeats_another(language: Language) -> None:
    assert list(alike([pair.text(language) for pair in PAIRS], NEARLY_THE_SAME)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_sentences_start_alike(language: Language) -> None:
    starts = Counter(tuple(pair.text(language).casefold().split()[:3]) for pair in PAIRS)
    assert [start for start, count in starts.items() if count > len(PAIRS) * OFTENEST_START] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_nearly_a_judged_need(language: Language) -> None:
    columns = {each: each.value for each in LANGUAGES}
    assert_apart(needs_of(JUDGED, columns, "\t")[language], language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.skipif(not STATED.exists(), reason="../shared/facts/needs.csv is not here")
def test_no_sentence_is_nearly_a_need_of_the_collected_facts(language: Language) -> None:
    columns = {each: f"need_{each.value}" for each in LANGUAGES}
    assert_apart(needs_of(STATED, columns, ",")[language], language)


def assert_apart(needs: list[str], language: Language) -> None:
    assert needs
    assert list(between([pair.text(language) for pair in PAIRS], needs, NEARLY_A_NEED)) == []

"""The sealed collection: its columns, that it stands apart from the other one, and what is among it.

Ids, counts and slugs are told where a test fails, never a text: who changes the ranker does not read them.
"""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from benchmarks.judged import Kind, judged_needs
from s3graph.model import Language
from tests.matching.test_judged_needs import NEEDS, SEALED, answerable
from tests.training.likeness import alike, between
from tests.training.test_everyday import NEARLY_A_NEED, NEARLY_THE_SAME, PAIRS

SEALED_NEEDS = tuple(judged_needs(SEALED))
COLUMNS = {"needs.tsv": ["id", "kind", "sv", "en"], "qrels.tsv": ["query-id", "corpus-id", "score"]}


@pytest.mark.parametrize("name", COLUMNS)
def test_every_line_has_all_columns(name: str) -> None:
    with (SEALED / name).open(encoding="utf-8", newline="") as stream:
        header, *lines = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert header == COLUMNS[name]
    assert [line[0] for line in lines if len(line) != len(header) or not all(cell.strip() for cell in line)] == []


def test_no_name_is_given_twice_here_or_in_the_other_collection() -> None:
    names = [need.name for need in SEALED_NEEDS]
    assert len(set(names)) == len(names)
    assert set(names) & {need.name for need in NEEDS} == set()


def test_what_is_judged_is_a_need_of_this_collection() -> None:
    lines = (SEALED / "qrels.tsv").read_text("utf-8").splitlines()[1:]
    assert {line.split("\t", 1)[0] for line in lines} == {need.name for need in answerable(SEALED)}


def test_there_are_six_answerable_needs_of_every_sort_and_eight_that_nobody_is_for() -> None:
    assert Counter(need.name[0] for need in answerable(SEALED)) == dict.fromkeys("wftidx", 6)
    kinds = Counter(need.kind for need in SEALED_NEEDS)
    assert kinds[Kind.OUT] == 8
    assert kinds[Kind.MANY_SIDED] >= 6
    assert set(kinds) == set(Kind)


@pytest.mark.parametrize("language", list(Language))
def test_no_text_nearly_repeats_another_of_either_collection(language: Language) -> None:
    own = [need.texts[language] for need in SEALED_NEEDS]
    others = [need.texts[language] for need in NEEDS]
    repeated = sum(1 for _ in alike(own, NEARLY_THE_SAME)) + sum(1 for _ in between(others, own, NEARLY_THE_SAME))
    assert repeated == 0


@pytest.mark.parametrize("language", list(Language))
def test_no_text_is_nearly_an_everyday_sentence(language: Language) -> None:
    own = [need.texts[language] for need in SEALED_NEEDS]
    everyday = [pair.text(language) for pair in PAIRS]
    assert sum(1 for _ in between(everyday, own, NEARLY_A_NEED)) == 0

"""Our needs of which it is told what is wanted: their form, and that they stand apart from what is measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.judged import FOLDER, SEALED, judged_needs
from benchmarks.told import SETS
from benchmarks.told import needs as told_needs
from s3graph.model import Language
from tests.training.likeness import alike, between
from training.needs import needs
from training.sides import texts, with_needs

NEEDS = tuple(needs())
SCHEME = Path(__file__).resolve().parents[2] / "ontology" / "competences"
FEWEST = 1000
NEARLY_THE_SAME, NEARLY_A_NEED = 0.45, 0.25


def test_there_are_many_of_several_authors_each_with_a_name_of_its_own() -> None:
    names = [need["id"] for _, need in NEEDS]
    assert len(names) == len(set(names)) >= FEWEST
    assert len({group for group, _ in NEEDS}) >= 10


@pytest.mark.parametrize("language", list(Language))
def test_every_wish_is_a_piece_of_its_need(language: Language) -> None:
    for _, need in NEEDS:
        assert need["wishes"], need["id"]
        for wish in need["wishes"]:
            assert wish[language.value] in need[language.value], need["id"]


def test_every_wish_is_about_competences_of_the_scheme() -> None:
    known = {
        slug
        for path in SCHEME.glob("*.ttl")
        for slug in re.findall(r"^c:([a-z0-9-]+) a ", path.read_text("utf-8"), re.MULTILINE)
    }
    for _, need in NEEDS:
        for wish in need["wishes"]:
            assert wish["about"] or wish["also"], need["id"]
            assert known.issuperset([*wish["about"], *wish["also"]]), need["id"]


@pytest.mark.parametrize("language", list(Language))
def test_none_is_nearly_a_need_that_is_measured(language: Language) -> None:
    own = [need[language.value] for _, need in NEEDS]
    judged = [need.texts[language] for folder in (FOLDER, SEALED) for need in judged_needs(folder)]
    told = [need.text for name in SETS for need in told_needs(name) if need.language is language]
    assert list(between(own, [*judged, *told], NEARLY_A_NEED)) == []


@pytest.mark.parametrize("language", list(Language))
def test_none_nearly_repeats_another(language: Language) -> None:
    assert list(alike([need[language.value] for _, need in NEEDS], NEARLY_THE_SAME)) == []


def test_they_are_of_the_inside_and_of_no_set_that_is_there_already() -> None:
    own = with_needs(True)[len(texts(True)) :]
    assert len(own) == 2 * len(NEEDS)
    assert all(one.somebody for one in own)
    assert {one.group for one in own}.isdisjoint(one.group for side in (True, False) for one in texts(side))
    assert with_needs(False) == texts(False)

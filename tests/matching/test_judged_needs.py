"""The judged collection: its form, that it judges shipped actors only, and what is among it.

What holds for the form of any collection is asked of the sealed one too (``test_sealed_needs``).
"""

from __future__ import annotations

import doctest
import re
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, parse

import benchmarks.judged
from benchmarks.judged import FOLDER, Half, JudgedNeed, Kind, judged_needs
from s3graph.matching.language import identify
from s3graph.matching.words import is_function_word, words
from s3graph.model import Language
from tests.training.likeness import alike, between

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
PHRASING = NamedNode("https://w3id.org/s3graph/ontology#phrasing")
SEALED = FOLDER.with_name("sealed")
NEEDS = tuple(judged_needs())
ANSWERABLE = tuple(need for need in NEEDS if need.kind is not Kind.OUT)
each_collection = pytest.mark.parametrize("folder", [FOLDER, SEALED], ids=lambda folder: folder.name)
COUNTIES = {
    "Jönköping": r"Jönköping|Nässjö|Gislaved|Gnosjö|Vetlanda|Värnamo|Tranås|Eksjö|Sävsjö|Vaggeryd|Aneby|Anderstorp|Hok",
    "Kronoberg": r"Kronoberg|Växjö|Ljungby|Älmhult|Alvesta|Lessebo|Tingsryd|Uppvidinge|Markaryd|Kosta|Åsnen|Bolmen",
    "Kalmar": r"Kalmar|Öland|Västervik|Vimmerby|Oskarshamn|Hultsfred|Nybro|Högsby|Mönsterås|Emmaboda|Borgholm",
    "Gotland": r"Gotland|Visby|Fårösund|Slite|Hemse|Storsudret",
}


def answerable(folder: Path) -> tuple[JudgedNeed, ...]:
    return tuple(need for need in judged_needs(folder) if need.kind is not Kind.OUT)


def support_actors() -> set[str]:
    text = (ONTOLOGY / "platform" / "actors.ttl").read_text("utf-8")
    return set(re.findall(r"^<\S*/id/actor/([a-z0-9-]+)> a s3:SupportActor", text, re.MULTILINE))


def test_there_are_at_least_a_hundred_answerable_needs_of_every_sort() -> None:
    assert len(ANSWERABLE) >= 100
    assert len({need.name for need in NEEDS}) == len(NEEDS)
    assert min(Counter(need.name[0] for need in NEEDS)[letter] for letter in "wftidxo") >= 15
    assert {kind: count for kind, count in Counter(need.kind for need in NEEDS).items() if count < 3} == {}
    assert set(Kind) == {need.kind for need in NEEDS}


@pytest.mark.parametrize("county", COUNTIES)
def test_every_county_asks(county: str) -> None:
    assert sum(bool(re.search(COUNTIES[county], need.texts[Language.SV], re.IGNORECASE)) for need in ANSWERABLE) >= 12


@each_collection
def test_every_answerable_need_has_someone_useful_and_the_others_nobody(folder: Path) -> None:
    assert [need.name for need in answerable(folder) if max(need.judged.values(), default=0) < 1] == []
    assert [need.name for need in judged_needs(folder) if need.kind is Kind.OUT and need.judged] == []


@each_collection
def test_judgements_are_of_support_actors_and_graded(folder: Path) -> None:
    assert {name for need in judged_needs(folder) for name in need.judged} - support_actors() == set()
    assert {grade for need in judged_needs(folder) for grade in need.judged.values()} == {0, 1, 2}


@each_collection
def test_no_actor_is_judged_twice_for_a_need(folder: Path) -> None:
    lines = (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:]
    twice = {pair for pair, count in Counter(line.rsplit("\t", 1)[0] for line in lines).items() if count > 1}
    assert twice == set()
    assert sum(len(need.judged) for need in judged_needs(folder)) == len(lines)


@each_collection
def test_most_needs_have_an_actor_that_is_right(folder: Path) -> None:
    right = [need for need in answerable(folder) if 2 in need.judged.values()]
    assert len(right) >= 0.85 * len(answerable(folder))


def test_every_actor_but_few_is_of_use_to_some_need() -> None:
    useful = {name for need in NEEDS for name, grade in need.judged.items() if grade}
    assert len(support_actors() - useful) <= 2


@each_collection
@pytest.mark.parametrize("language", list(Language))
def test_each_side_is_in_its_language(language: Language, folder: Path) -> None:
    plain = [need for need in answerable(folder) if need.kind is not Kind.MIXED]
    assert [need.name for need in plain if identify(need.texts[language]).language is not language] == []


@each_collection
def test_mixed_needs_have_words_of_both_languages(folder: Path) -> None:
    for text in (text for need in judged_needs(folder) if need.kind is Kind.MIXED for text in need.texts.values()):
        spoken = [{code for code in Language if is_function_word(word, code)} for word in words(text)]
        assert {Language.SV} in spoken, text
        assert {Language.EN} in spoken, text


@pytest.mark.parametrize("language", list(Language))
def test_no_need_repeats_another(language: Language) -> None:
    assert list(alike([need.texts[language] for need in NEEDS], 0.45)) == []


@each_collection
@pytest.mark.parametrize("language", list(Language))
def test_no_need_is_nearly_what_the_index_says_of_a_competence(language: Language, folder: Path) -> None:
    said = [said for path in (ONTOLOGY / "competences").glob("*.ttl") for said in parse(path=path)]
    phrasings = [
        one.object.value
        for one in said
        if one.predicate == PHRASING and isinstance(one.object, Literal) and one.object.language == language.value
    ]
    assert len(phrasings) >= 10_000
    assert list(between(phrasings, [need.texts[language] for need in judged_needs(folder)], 0.3)) == []


def test_the_halves_are_about_equal_and_each_has_every_area() -> None:
    halves = Counter(need.half for need in NEEDS)
    assert min(halves.values()) >= 0.4 * len(NEEDS)
    for half in Half:
        assert {need.name[0] for need in NEEDS if need.half is half} == set("wftidxo")


def test_examples() -> None:
    assert doctest.testmod(benchmarks.judged).failed == 0

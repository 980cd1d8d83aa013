from __future__ import annotations

from pathlib import Path

import pytest

from training import corpus
from training.alignment import SHORTEST, sentences_of
from training.competences import competences
from training.corpus import Corpus, Pair, Question
from training.gather import gathered, pairs_of
from training.pairs import Texts
from training.sources import DATA, Concept, concepts, everyday, projects
from training.split import Part, folded, held_out_texts, part_of

needs_data = pytest.mark.skipif(
    not (DATA / "esco").is_dir(), reason="needs ../shared/data/esco and the folders beside it"
)


@pytest.fixture(scope="module")
def small() -> Corpus:
    return Corpus(
        texts=[("svetsa", "sv"), ("weld", "en"), ("Fogen spricker.", "sv")],
        pairs={"skill": [Pair(0, 1, 7)]},
        asked=[(2, 0)],
        passages=[[0, 1]],
        kin=[],
        tasks=[Question("skill sv -> en", [0], [1], [0], [])],
    )


def test_what_is_written_is_read_again(small: Corpus, tmp_path: Path) -> None:
    corpus.write(small, tmp_path / "work" / "corpus.json.xz")
    assert corpus.read(tmp_path / "work" / "corpus.json.xz") == small


@pytest.fixture(scope="module")
def whole() -> Corpus:
    return gathered()


def held_out() -> frozenset[str]:
    """All that concepts, everyday sentences and competences of DEV and TEST say."""
    said = [(concept.part, concept.texts()) for concept in (*concepts(), *everyday())]
    told = [(competence.part, own) for competence in competences() for own in competence.texts.values()]
    return held_out_texts([*said, *told])


def held_out_sentences() -> frozenset[str]:
    """The sentences of abstracts of DEV and TEST."""
    held = [row for row in projects(DATA) if part_of("swecris:" + row["projectId"]) is not Part.TRAIN]
    return frozenset(sentence for row in held for text in (row["sv"], row["en"]) for sentence in long_sentences(text))


def long_sentences(text: str) -> list[str]:
    """Folded; shorter ones are of many texts."""
    return [folded(sentence) for sentence in sentences_of(text) if len(sentence) >= SHORTEST]


@needs_data
@pytest.mark.soak
def test_families_and_tasks_are_there(whole: Corpus) -> None:
    more = {"definition in Swedish", "alternative in Swedish", "synonym", "title and whole abstract"}
    assert whole.pairs.keys() > {"skill", "everyday", *more}
    assert all(whole.pairs.values())
    assert whole.tasks[0].name == "skill sv -> en"
    assert all(task.queries for task in whole.tasks)


@needs_data
@pytest.mark.soak
def test_nothing_trained_on_says_what_is_held_out(whole: Corpus) -> None:
    paired = {row for pairs in whole.pairs.values() for pair in pairs for row in (pair.one, pair.other)}
    asked = {row for row, _ in whole.asked}
    told = {row for said in whole.passages for row in said}
    held = held_out()
    assert min(len(held), len(paired)) > 10_000
    for rows in (paired, asked, told):
        assert rows
        assert {whole.texts[row][0] for row in rows if folded(whole.texts[row][0]) in held} == set()


@needs_data
@pytest.mark.soak
def test_no_sentence_of_a_pair_is_one_of_a_held_out_abstract(whole: Corpus) -> None:
    """Projects are granted twice under two numbers, with one abstract or most of it."""
    held = held_out_sentences()
    assert len(held) > 1_000
    leaked = {
        name: [text for text in texts if held.intersection(long_sentences(text))]
        for name, pairs in whole.pairs.items()
        for texts in [{whole.texts[row][0] for pair in pairs for row in (pair.one, pair.other)}]
    }
    assert {name: len(texts) for name, texts in leaked.items() if texts} == {}


def test_words_of_one_meaning_are_pairs_within_their_language() -> None:
    texts = Texts()
    rows = [
        Concept("word", "wordnet:1", Part.TRAIN, ("bil",), ("car",)),
        Concept("word", "wordnet:1", Part.TRAIN, ("automobil",), ("car",)),
        Concept("word", "wordnet:2", Part.TRAIN, ("båt",), ("boat",)),
    ]
    found = pairs_of(rows, texts)["synonym"]
    said = list(texts.rows)
    assert [(said[pair.one][0], said[pair.other][0]) for pair in found] == [("bil", "automobil")]

from __future__ import annotations

from pathlib import Path

import pytest

from training import corpus
from training.corpus import Corpus, Pair, Question
from training.sources import DATA, Concept, concepts
from training.split import Part, held_out_texts


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


@pytest.mark.skipif(not (DATA / "esco").is_dir(), reason="needs ../shared/data/esco and the folders beside it")
def test_no_pair_says_what_is_held_out(tmp_path: Path) -> None:
    gather = pytest.importorskip("training.gather")
    gathered = gather.gathered()
    held = held_out_texts((concept.part, concept.texts()) for concept in concepts())
    trained = {row for pairs in gathered.pairs.values() for pair in pairs for row in pair[:2]}
    said = [" ".join(gathered.texts[row][0].casefold().split()) for row in trained]
    assert len(said) > 100_000
    assert not held.intersection(said)
    assert {"skill", "definition in Swedish", "alternative in Swedish", "synonym", "title and whole abstract"} <= set(
        gathered.pairs
    )
    assert {row for row, _ in gathered.asked} <= set(range(len(gathered.texts)))
    assert [task.name for task in gathered.tasks][:1] == ["skill sv -> en"]


def test_words_of_one_meaning_are_pairs_within_their_language() -> None:
    gather = pytest.importorskip("training.gather")
    texts = gather.Texts()
    rows = [
        Concept("word", "wordnet:1", Part.TRAIN, ("bil",), ("car",)),
        Concept("word", "wordnet:1", Part.TRAIN, ("automobil",), ("car",)),
        Concept("word", "wordnet:2", Part.TRAIN, ("båt",), ("boat",)),
    ]
    found = gather.pairs_of(rows, texts)["synonym"]
    said = list(texts.rows)
    assert [(said[pair.one][0], said[pair.other][0]) for pair in found] == [("bil", "automobil")]

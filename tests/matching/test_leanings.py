"""What words speak for: a regression over the n-grams of all that competences say."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.pooling import ShippedStore
from s3graph.matching import leanings
from s3graph.matching.catalogue import Catalogue, Kind, Passage, Topic
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.leanings import SHIPPED, Leanings, Lesson, knows, ship, write_leanings
from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.need import NeedRequest
from s3graph.matching.passages import passages_of
from s3graph.matching.vectors import Rows, floats
from s3graph.model import Language, Text
from s3graph.resources import shelf
from tests.matching.conftest import Met

BREAD, CHEESE, ROBOTS = (
    ("surdegsbröd", "bageriet bakar på natten", "vår ugn är för liten för brödet"),
    ("lagrad ost", "mejeriet vill ysta", "vår ost mognar för fort"),
    ("svetsrobot", "vår robot står still", "programmera en robotarm"),
)


def told(*competences: tuple[str, ...]) -> Lesson:
    texts = tuple(text for own in competences for text in own)
    columns = np.repeat(np.arange(len(competences)), [len(own) for own in competences])
    return Lesson(Language.SV, texts, np.arange(len(texts)), columns, len(competences))


def lean(lesson: Lesson, text: str) -> list[float]:
    index = LexicalIndex.build(lesson.texts, lesson.language)
    found: list[float] = Leanings(lesson.places, lesson.learnt()).of(index.similarities(text)).tolist()
    return found


@pytest.mark.parametrize(("text", "right"), [("nytt bröd", 0), ("ystning av ost", 1), ("köpa en robot", 2)])
def test_words_speak_for_the_competence_that_says_them(text: str, right: int) -> None:
    assert np.argmax(lean(told(BREAD, CHEESE, ROBOTS), text)) == right


def test_what_all_competences_say_speaks_for_none() -> None:
    common = [(*own, "vi vill växa") for own in (BREAD, CHEESE, ROBOTS)]
    assert np.ptp(lean(told(*common), "vi vill växa")) < 0.2 * np.ptp(lean(told(*common), "ost"))


def test_weights_solve_the_ridge_regression() -> None:
    lesson = told(BREAD, CHEESE)
    index = LexicalIndex.build(lesson.texts, lesson.language)
    kernel = np.array([index.similarities(text) for text in lesson.texts])
    weights = floats(lesson.learnt())
    wanted = np.where(lesson.columns[:, None] == np.arange(2), 1.0, -1.0)
    wanted -= wanted.mean(axis=0)
    assert np.allclose(kernel @ weights + leanings.RIDGE * weights, wanted, atol=0.05)


def test_words_nobody_said_speak_for_none() -> None:
    assert lean(told(BREAD, CHEESE), "xylofon") == [0.0, 0.0]


def test_a_scheme_without_words_has_no_leanings() -> None:
    assert Leanings(np.zeros(0, np.int64), told().learnt()).of(np.zeros(0, np.float32)).tolist() == []


def test_a_need_leans_the_way_of_its_words(met: Met) -> None:
    meeting = met(NeedRequest("Vi vill göra ost av mjölken. Vi vill köpa en robot."))
    assert [meeting.index.competences[column].label.sv for column in meeting.leanings.argmax(axis=1)] == [
        "osttillverkning",
        "automation",
    ]


def test_of_a_large_scheme_every_competence_keeps_its_first_words(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Lesson.of(catalogue, Language.SV)
    monkeypatch.setattr(leanings, "MOST", 2 * whole.competences)
    few = Lesson.of(catalogue, Language.SV)
    assert np.bincount(few.columns).max() == 2 < np.bincount(whole.columns).max()
    assert [passages_of(catalogue)[place].text for place in few.places] == list(few.texts)
    assert set(few.columns) == set(whole.columns)


def test_a_competence_of_many_words_keeps_all_where_there_is_room(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another says less than its share."""
    whole = Lesson.of(catalogue, Language.SV)
    monkeypatch.setattr(leanings, "MOST", len(whole.texts))
    assert np.bincount(whole.columns).max() > len(whole.texts) // whole.competences
    assert Lesson.of(catalogue, Language.SV).texts == whole.texts
    monkeypatch.setattr(leanings, "MOST", len(whole.texts) - 1)
    assert len(Lesson.of(catalogue, Language.SV).texts) < len(whole.texts)


def test_what_a_former_index_learnt_from_the_same_is_taken_over(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    for folder in (first, second, third):
        folder.mkdir()
    told_of = write_leanings(catalogue, first, None)
    (first / "meta.json").write_text(json.dumps({"leanings": told_of}), "utf-8")
    learnt: list[Language] = []
    weights = told(BREAD).learnt()

    def counted(lesson: Lesson) -> Rows:
        learnt.append(lesson.language)
        return weights

    monkeypatch.setattr(Lesson, "learnt", counted)
    write_leanings(catalogue, second, first)
    assert not learnt
    for code in Language:
        assert Leanings.load(second, code).weights.tobytes() == Leanings.load(first, code).weights.tobytes()
    changed = replace(catalogue, topics=(*catalogue.topics, _new_competence()))
    write_leanings(changed, third, first)
    assert learnt == list(Language)


def test_a_broken_former_file_is_learnt_anew(catalogue: Catalogue, tmp_path: Path) -> None:
    former, folder = tmp_path / "former", tmp_path / "new"
    former.mkdir()
    folder.mkdir()
    lesson = Lesson.of(catalogue, Language.SV)
    ship([lesson], former)
    (former / "leanings-sv.npy").write_bytes(b"no array")
    write_leanings(catalogue, folder, former)
    assert Leanings.load(folder, Language.SV).weights.tobytes() == lesson.learnt().tobytes()


@pytest.mark.parametrize("language", Language)
def test_what_is_shipped_was_learnt_from_the_shipped_competences(language: Language) -> None:
    """Else every index learns anew, which takes ten seconds: run ``python -m training.leanings``."""
    assert knows(shelf("models") / SHIPPED, Lesson.of(read_catalogue(ShippedStore()), language))


def _new_competence() -> Topic:
    said = tuple(Passage(text, code) for code, text in ((Language.SV, "vindkraft"), (Language.EN, "wind power")))
    return Topic("https://example.org/wind", Kind.COMPETENCE, Text(sv="vindkraft", en="wind power"), said)

"""A training of all of the shipped model, and what its trials are worth. Needs onnx and torch, which no run does."""

from __future__ import annotations

import importlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from benchmarks.encoder import measured
from benchmarks.encoder_tasks import Task
from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder, read_manifest
from s3graph.model import Language
from training.corpus import Corpus, Pair, Question

WANTED = ("torch", "transformers", "onnx")
pytestmark = [
    pytest.mark.skipif(
        not all(importlib.util.find_spec(name) for name in WANTED),
        reason="needs the extra transformers and the package onnx",
    ),
    pytest.mark.filterwarnings("ignore"),
]
NAMES = ("svetsa", "måla", "gjuta", "slipa", "borra", "såga", "hyvla", "limma")
ENGLISH = ("weld", "paint", "cast", "grind", "drill", "saw", "plane", "glue")
PAIRED = len(NAMES)
TEXTS = [*((text, "sv") for text in NAMES), *((text, "en") for text in ENGLISH)]


@pytest.fixture(scope="module")
def weights() -> Any:
    return importlib.import_module("training.weights")


@pytest.fixture(scope="module")
def start(weights: Any) -> Any:
    return weights.read(embedded_folder())


@pytest.fixture(scope="module")
def together() -> Any:
    importlib.import_module("torch").set_num_threads(1)
    return importlib.import_module("training.together")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    pairs = {"skill": [Pair(place, PAIRED + place, place) for place in range(PAIRED)]}
    task = Question("skill", list(range(PAIRED)), list(range(PAIRED, 2 * PAIRED)), list(range(PAIRED)), [])
    return Corpus(TEXTS, pairs, [(0, 0), (1, 1)], [[0, PAIRED], [1, PAIRED + 1]], [], [task])


@pytest.fixture(scope="module")
def reader(together: Any, corpus: Corpus) -> Any:
    return together.Reader(corpus, embedded_folder())


def test_the_model_in_training_is_the_one_that_is_shipped(
    together: Any, corpus: Corpus, reader: Any, start: Any
) -> None:
    vectors = reader.vectors(together.Bilingual(start, 0.0).eval(), list(range(2 * PAIRED)))
    encoder = EmbeddedEncoder(embedded_folder())
    shipped = np.concatenate([encoder.encode(NAMES, Language.SV), encoder.encode(ENGLISH, Language.EN)])
    assert np.einsum("td,td->t", vectors, shipped).min() > 0.999


def test_texts_keep_their_order_though_read_by_length(together: Any, reader: Any, start: Any) -> None:
    model, rows = together.Bilingual(start, 0.0).eval(), [9, 0, 12, 3]
    together_read = reader.encoded(model, rows, None)
    alone = [reader.encoded(model, [row], None)[0] for row in rows]
    assert min(float(one @ other) for one, other in zip(together_read, alone, strict=True)) > 0.999


@pytest.mark.parametrize("rate", [1e-3, 0.0])
def test_a_step_moves_what_has_a_rate(together: Any, corpus: Corpus, reader: Any, start: Any, rate: float) -> None:
    course = together.course_of(f"steps=2,batch=8,asked=2,transformer={rate}")
    training = together.Training(corpus, reader, start, course)
    assert training.run() == 2
    end = training.model.named()
    name = "encoder.layer.0.attention.self.query.weight"
    assert np.array_equal(end[name], start[name]) == (not rate)
    assert not np.array_equal(end["swedish"], start["swedish"])
    assert end.keys() == start.keys()


@pytest.mark.parametrize("dropped", ["", "2", "14"])
def test_layers_that_are_dropped_close_up(together: Any, weights: Any, start: Any, dropped: str) -> None:
    left = together.course_of(f"dropped={dropped}").of(start)
    kept = [layer for layer in range(6) if str(layer) not in dropped]
    assert weights.layers(left) == len(kept)
    assert len(left) == len(start) - (len(start) - len(weights.without(start, range(6)))) * len(dropped) // 6
    for place, layer in enumerate(kept):
        own = left[f"encoder.layer.{place}.output.dense.weight"]
        assert np.array_equal(own, start[f"encoder.layer.{layer}.output.dense.weight"])


def test_a_training_without_a_layer_steps_and_a_family_left_out_is_not_read(
    together: Any, corpus: Corpus, reader: Any, start: Any
) -> None:
    course = together.course_of("steps=1,batch=8,asked=2,dropped=3")
    assert together.Training(corpus, reader, start, course).run() == 1
    with pytest.raises(IndexError):
        together.Training(corpus, reader, start, course._replace(less="need+skill")).run()


def test_long_texts_go_through_the_transformer_in_portions(monkeypatch: pytest.MonkeyPatch, together: Any) -> None:
    bilingual = importlib.import_module("training.bilingual")
    monkeypatch.setattr(bilingual, "TOGETHER", 10)
    texts = [np.zeros(length, np.int32) for length in (1, 2, 3, 4, 5, 6, 12)]
    portions = list(bilingual._portions(range(7), texts))
    assert portions == [range(3), range(3, 5), range(5, 6), range(6, 7)]


def test_what_is_asked_is_not_its_own_answer(
    together: Any, corpus: Corpus, reader: Any, start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text drawn from what is said of a competence is not read among the competence's texts of that step."""
    course = together.course_of("steps=1,batch=8,asked=2,own=1.0")
    training = together.Training(corpus, reader, start, course)
    read: list[list[int]] = []
    encoded = reader.encoded

    def noted(model: Any, rows: list[int], draw: Any) -> Any:
        read.append(rows)
        return encoded(model, rows, draw)

    monkeypatch.setattr(reader, "encoded", noted)
    training._sentences()
    asked, said = read[0][:2], read[0][2:]
    assert set(asked) == {PAIRED, PAIRED + 1}
    assert set(said) == {0, 1}


@pytest.mark.soak
def test_trainings_need_nothing_of_the_package() -> None:
    code = "import sys; sys.modules['s3graph'] = None; import training.together"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parents[2])


def test_an_unknown_setting_is_refused(together: Any) -> None:
    with pytest.raises(KeyError):
        together.course_of("speed=3")


def test_what_it_is_worth_is_what_the_benchmark_finds(together: Any, reader: Any, start: Any) -> None:
    """On the same vectors, names alone and where several texts are one answer, two of which begin alike."""
    model = together.Bilingual(start, 0.0).eval()
    english = list(range(PAIRED, 2 * PAIRED))
    asked = [
        Question("names", list(range(PAIRED)), english, list(range(PAIRED)), []),
        Question("others", [0, 1, 2, 3], english, [4, 5, 6, 7], []),
        Question("many", [0, 1, 2, 0], [8, 10, 9, 8, 11, 12, 13], [0, 1, 3, 2], [0, 2, 3, 5]),
    ]
    vectors = reader.vectors(model, range(2 * PAIRED))
    found = together.worth(Corpus(TEXTS, {}, [], [], [], asked), reader, model)
    for question in asked:
        queries, candidates = ([TEXTS[row][0] for row in rows] for rows in (question.queries, question.candidates))
        starts = tuple(question.starts)
        task = Task(question.name, queries, Language.SV, candidates, Language.EN, question.wanted, starts)
        cosines = vectors[question.queries] @ vectors[question.candidates].T
        first, _, mrr = measured(task, lambda *_, cosines=cosines: iter([cosines]))
        assert found[question.name] == pytest.approx((first, mrr), abs=1e-4)
    assert found["others"] < found["names"]


RANKED = [("asked", 1.0), ("one", 0.6), ("two", 1.0), ("one", 0.8), ("three", 0.0), ("four", 0.6)]
"""Texts, each in a row of its own, and how near each is to the first."""


@pytest.mark.parametrize(
    ("candidates", "starts", "rank"),
    [
        pytest.param([1, 2, 4], [], 2, id="another is nearer"),
        pytest.param([1, 5, 4], [], 1.5, id="another is as near"),
        pytest.param([1, 3, 5], [], 1, id="a candidate of equal text is right too"),
        pytest.param([1, 3, 2], [], 2, id="and only that"),
        pytest.param([4, 3, 1], [0, 2], 1, id="an answer meets by its best text"),
        pytest.param([1, 4, 5, 4], [0, 2], 1.5, id="answers as near"),
        pytest.param([1, 4, 3, 4, 5, 2], [0, 2, 4], 2, id="an answer that begins with the same text is right too"),
    ],
)
def test_ranks_told_by_hand(together: Any, candidates: list[int], starts: list[int], rank: float) -> None:
    """The first candidate, or answer, is the one wanted."""
    near = np.array([cosine for _, cosine in RANKED], np.float32)
    rows = np.stack([near, np.sqrt(1 - near**2)], axis=1)
    reader = SimpleNamespace(vectors=lambda _, chosen: rows[chosen])
    corpus = Corpus([(text, "sv") for text, _ in RANKED], {}, [], [], [], [Question("", [0], candidates, [0], starts)])
    found = together.worth(corpus, reader, SimpleNamespace(eval=lambda: None))
    assert found == {"": (float(rank <= 1), round(1 / rank, 4))}


@pytest.mark.parametrize("at_once", [1, 4])
def test_a_trial_that_fails_is_named(together: Any, corpus: Corpus, reader: Any, tmp_path: Path, at_once: int) -> None:
    with pytest.raises(SystemExit, match=r": bad:speed=3 worse:pace=1$"):
        together.beside(corpus, reader, ["bad:speed=3", "worse:pace=1"], tmp_path, at_once)


@pytest.mark.parametrize("looks", range(1, 6))
def test_trials_that_end_between_two_looks_are_not_waited_for(
    together: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, looks: int
) -> None:
    class Ended:
        sentinel, exitcode = 1, 0

        def __init__(self, **_: Any) -> None:
            self.looks = 0

        def start(self) -> None:
            self.looks = looks

        def is_alive(self) -> bool:
            self.looks -= 1
            return self.looks >= 0

    def wait(sentinels: list[int]) -> None:
        assert sentinels

    monkeypatch.setattr(together.multiprocessing, "get_context", lambda _: SimpleNamespace(Process=Ended))
    monkeypatch.setattr(together.connection, "wait", wait)
    together.beside(None, None, ["one", "two"], tmp_path)


@pytest.mark.soak
def test_a_trial_keeps_its_weights_and_where_it_started(
    together: Any, weights: Any, corpus: Corpus, reader: Any, tmp_path: Path
) -> None:
    together.trial(corpus, reader, "small:steps=1,batch=8,asked=2", tmp_path)
    kept = tmp_path / "all" / "small"
    assert weights.read_start(kept) == read_manifest(embedded_folder()).revision
    assert weights.read_written(kept).keys() == weights.read(embedded_folder()).keys()
    assert json.loads((tmp_path / "small.json").read_text("utf-8"))["steps"] == 1

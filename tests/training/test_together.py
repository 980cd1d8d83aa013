"""The weights of the shipped model by name, and a training of all of them. Needs onnx and torch, which no run does."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
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
    texts = [*((text, "sv") for text in NAMES), *((text, "en") for text in ENGLISH)]
    pairs = {"skill": [Pair(place, PAIRED + place, place) for place in range(PAIRED)]}
    task = Question("skill", list(range(PAIRED)), list(range(PAIRED, 2 * PAIRED)), list(range(PAIRED)), [])
    return Corpus(texts, pairs, [(0, 0), (1, 1)], [[0, PAIRED], [1, PAIRED + 1]], [], [task])


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
    course = together.course_of(f"steps=2,batch=8,competences=2,transformer={rate}")
    training = together.Training(corpus, reader, start, course)
    assert training.run() == 2
    end = training.model.named()
    name = "encoder.layer.0.attention.self.query.weight"
    assert np.array_equal(end[name], start[name]) == (not rate)
    assert not np.array_equal(end["swedish"], start["swedish"])
    assert end.keys() == start.keys()


def test_an_unknown_setting_is_refused(together: Any) -> None:
    with pytest.raises(KeyError):
        together.course_of("speed=3")


def test_ranks_on_the_tasks_are_those_of_the_vectors(together: Any, corpus: Corpus, reader: Any, start: Any) -> None:
    (first, mrr) = together.worth(corpus, reader, together.Bilingual(start, 0.0))["skill"]
    assert 0.5 <= first <= mrr <= 1


def test_weights_written_and_put_together_are_the_shipped_ones_again(weights: Any, start: Any, tmp_path: Path) -> None:
    assemble = importlib.import_module("training.assemble").assemble
    weights.write(start, tmp_path / "trained")
    target = tmp_path / "model"
    assemble(tmp_path / "trained", 1.0, target)
    texts = list(NAMES)
    ours, theirs = (EmbeddedEncoder(folder).encode(texts, Language.SV) for folder in (target, embedded_folder()))
    assert np.einsum("td,td->t", ours, theirs).min() > 0.999
    assert {path.name for path in target.iterdir()} == {path.name for path in embedded_folder().iterdir()}


def test_half_of_both_lies_between(weights: Any, start: Any, tmp_path: Path) -> None:
    assemble = importlib.import_module("training.assemble").assemble
    weights.write({name: array * 3 for name, array in start.items()}, tmp_path / "trained")
    target = Path(shutil.copytree(embedded_folder(), tmp_path / "model"))
    assemble(tmp_path / "trained", 0.5, target)
    doubled = weights.read(target)
    assert np.allclose(doubled["swedish"], 2 * start["swedish"], atol=0.02 * np.abs(start["swedish"]).max())

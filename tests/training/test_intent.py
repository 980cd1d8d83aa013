"""The tuning of the transformer that reads intent, on a handful of texts. Needs torch and onnx, which no run does."""

from __future__ import annotations

import importlib
import importlib.util
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.intent import ODDS, Intent
from s3graph.model import Language
from training.sides import Written

WANTED = ("torch", "transformers", "onnx")
pytestmark = [
    pytest.mark.skipif(
        not all(importlib.util.find_spec(name) for name in WANTED),
        reason="needs the extra transformers and the package onnx",
    ),
    pytest.mark.filterwarnings("ignore"),
]
SAID = [
    Written("cheese", "lån till nytt ystkar", Language.SV, somebody=True),
    Written("cheese", "loan for a new cheese vat", Language.EN, somebody=True),
    Written("cheese", "lån till ny husvagn", Language.SV, somebody=False),
    Written("cheese", "loan for a new caravan", Language.EN, somebody=False),
]


@pytest.fixture(scope="module")
def training() -> Any:
    importlib.import_module("torch").set_num_threads(1)
    return importlib.import_module("training.intent")


@pytest.fixture(scope="module")
def model(training: Any) -> Any:
    """At a rate by which weights move further than a step of their bytes: less is lost when they are rounded."""
    start = importlib.import_module("training.weights").read(embedded_folder())
    rows = training.rows(SAID, embedded_folder(), 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "EPOCHS", 60)
        patch.setattr(training, "RATE", 1e-3)
        return training.trained(rows, start, minutes=5.0, seed=1)


def test_swedish_is_read_in_several_ways_and_english_in_one(training: Any) -> None:
    found = training.rows(SAID, embedded_folder(), 2)
    assert [len(row.ways) for row in found] == [3, 1, 3, 1]
    assert [row.somebody for row in found] == [True, True, False, False]
    assert min(found[1].ways[0]) > max(found[0].ways[0])


def test_each_text_is_drawn_once_a_round(training: Any) -> None:
    rows = training.rows(SAID * 20, embedded_folder(), 0)
    found = training.batches(rows, random.Random(1))  # noqa: S311
    first = [row for _ in range(3) for row in next(found)]
    assert sorted(map(id, first)) == sorted(map(id, rows))


def test_word_tables_and_places_stay(model: Any) -> None:
    start = importlib.import_module("training.weights").read(embedded_folder())
    found = model.texts.named()
    moved = {name for name, array in found.items() if not np.array_equal(array, start[name])}
    assert {name for name in moved if name != "head" and not name.startswith("encoder.layer.")} == set()
    assert any(name.startswith("encoder.layer.") for name in moved)


def test_what_is_exported_says_what_was_trained(
    training: Any, model: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though it is measured on fewer texts than are read for a model that is shipped."""
    torch = importlib.import_module("torch")
    monkeypatch.setattr(importlib.import_module("training.integers"), "TEXTS", 50)
    training.export(model, embedded_folder(), tmp_path)
    exported = Intent(EmbeddedEncoder(tmp_path, tables=embedded_folder()), np.load(tmp_path / ODDS))
    with torch.no_grad():
        ids, mask = training.padded([row.ways[0] for row in training.rows(SAID, embedded_folder(), 0)])
        trained = model(ids, mask).tolist()
    found = [exported.margin(one.text, one.language) for one in SAID]
    assert found == pytest.approx(trained, abs=0.1)
    assert [margin > 0 for margin in found] == [one.somebody for one in SAID]


@pytest.mark.soak
def test_trainings_are_averaged_weight_by_weight(training: Any) -> None:
    start = importlib.import_module("training.weights").read(embedded_folder())
    models = [training.Sided(start) for _ in range(2)]
    for model, value in zip(models, (1.0, 3.0), strict=True):
        importlib.import_module("torch").nn.init.constant_(model.direction, value)
    head = models[0].texts.head.detach().numpy().copy()
    found = training.averaged(models)
    assert set(found.direction.tolist()) == {2.0}
    assert np.array_equal(found.texts.head.detach().numpy(), head)

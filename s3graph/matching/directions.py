"""Which way each competence lies: a linear discriminant over all that it says, beside its nearest single passage."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Catalogue
from s3graph.matching.hierarchy import concepts_of
from s3graph.matching.vectors import Rows, floats

Floats = NDArray[np.float32]

SHRINK = 3.0
"""How many parts of a spread that is the same in every direction are mixed into one part of the measured spread."""


def directions(catalogue: Catalogue, vectors: Rows) -> Floats:
    """``[concept, dimension + 1]``: normal and offset of each competence; ``vectors`` are those of all passages."""
    place = np.repeat(np.arange(len(catalogue.topics)), [len(topic.passages) for topic in catalogue.topics])
    concepts = np.array(concepts_of(catalogue.topics), dtype=np.int64)
    chosen = np.isin(place, concepts)
    return discriminants(floats(vectors[chosen]), np.searchsorted(concepts, place[chosen]))


def discriminants(vectors: Floats, classes: NDArray[np.int64]) -> Floats:
    """``[class, dimension + 1]``: normal and offset, by which a vector tells how far it lies the way of each class.

    Rows of ``vectors`` are grouped by class, every class has one or more. The spread inside the classes, shrunk, is one
    for all; it is scaled to a mean of one, so that values stay in the units of a cosine. Nothing tells classes apart
    where no class has two different vectors: zeros then.
    """
    if not len(vectors):
        return np.zeros((0, vectors.shape[1] + 1), np.float32)
    counts = np.bincount(classes)
    middles = np.add.reduceat(vectors, np.cumsum(counts) - counts, axis=0, dtype=np.float64) / counts[:, None]
    apart = vectors - middles.astype(np.float32)[classes]
    spread = (apart.T @ apart).astype(np.float64)
    scale = np.trace(spread) / len(spread)
    if scale <= 0:
        return np.zeros((len(middles), vectors.shape[1] + 1), np.float32)
    shrunk = (spread / scale + SHRINK * np.eye(len(spread))) / (1 + SHRINK)
    middle = vectors.mean(axis=0, dtype=np.float64)
    normals = np.linalg.solve(shrunk, (middles - middle).T).T
    offsets = -((middles + middle) * normals).sum(axis=1) / 2
    return np.column_stack([normals, offsets]).astype(np.float32)

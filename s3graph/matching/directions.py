"""Which way each competence lies, and each thematic area: linear discriminants over all that they say."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Catalogue, Topic
from s3graph.matching.hierarchy import concepts_of
from s3graph.matching.vectors import Rows, floats

Floats = NDArray[np.float32]

SHRINK = 3.0
"""How many parts of a spread that is the same in every direction are mixed into one part of the measured spread."""
SPECIAL = 2
"""Most areas of a competence that tells areas apart; money and staff lie in all."""
SHARPNESS = 100.0
"""How much likelier an area is made by a unit of the way towards it; odds are ``exp`` of that."""


def directions(catalogue: Catalogue, vectors: Rows) -> Floats:
    """``[concept, dimension + 1]``: normal and offset of each competence; ``vectors`` are those of all passages."""
    place = np.repeat(np.arange(len(catalogue.topics)), [len(topic.passages) for topic in catalogue.topics])
    concepts = np.array(concepts_of(catalogue.topics), dtype=np.int64)
    chosen = np.isin(place, concepts)
    return discriminants(floats(vectors[chosen]), np.searchsorted(concepts, place[chosen]))


def area_names(competences: Iterable[Topic]) -> tuple[str, ...]:
    """The areas that some competence tells apart, by slug, in order."""
    special = (competence.areas for competence in competences if len(competence.areas) <= SPECIAL)
    return tuple(sorted({area for areas in special for area in areas}))


def area_directions(catalogue: Catalogue, vectors: Rows) -> Floats:
    """``[area, dimension + 1]``: normal and offset of each of ``area_names``, of what its special competences say."""
    topics = catalogue.topics
    starts = np.cumsum([0, *(len(topic.passages) for topic in topics)])
    special = [place for place in concepts_of(topics) if len(topics[place].areas) <= SPECIAL]
    said = [
        [np.arange(starts[place], starts[place + 1]) for place in special if area in topics[place].areas]
        for area in area_names(topics[place] for place in special)
    ]
    rows = np.concatenate([passages for own in said for passages in own] or [np.empty(0, np.int64)])
    lengths = [sum(map(len, own)) for own in said]
    return discriminants(floats(vectors[rows]), np.repeat(np.arange(len(said)), lengths))


def shares(vector: Floats, directions: Floats) -> Floats:
    """``[class]``: how surely a vector is of each class, summing to one; nothing where nothing tells them apart."""
    if not directions.any():
        return np.zeros(len(directions), np.float32)
    towards = SHARPNESS * (directions[:, :-1] @ vector + directions[:, -1])
    powers = np.exp(towards - towards.max())
    return np.asarray(powers / powers.sum(), np.float32)


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

"""What people ask that no support actor is for, and the plane that parts it from what companies say."""

from __future__ import annotations

import csv
from functools import cache

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Catalogue, Kind, Passage
from s3graph.matching.vectors import Rows, floats
from s3graph.matching.words import words
from s3graph.model import Language
from s3graph.resources import shelf

Floats = NDArray[np.float32]

FEWEST_WORDS = 3
"""Passages of competences with fewer words are names, which nobody asks in."""
SHRINK = 1.0
"""How far the spread of the vectors is drawn towards the same in every direction: they have more places than texts."""


@cache
def outside_texts() -> tuple[Passage, ...]:
    """The shipped texts, in both languages."""
    with (shelf("models") / "scope" / "outside.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(Passage(row[language.value], language) for language in Language for row in rows)


def between(catalogue: Catalogue, rows: Rows, outside: Rows) -> Floats:
    """The plane of an index: ``rows`` are those of all passages, in order; ``outside`` of ``outside_texts``."""
    return plane(floats(rows[spoken(catalogue)]), floats(outside))


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


def spoken(catalogue: Catalogue) -> NDArray[np.int64]:
    """Places, among all passages, of those of competences that say more than a name."""
    passages = ((topic.kind, passage) for topic in catalogue.topics for passage in topic.passages)
    found = [
        place
        for place, (kind, passage) in enumerate(passages)
        if kind is Kind.COMPETENCE and len(words(passage.text)) >= FEWEST_WORDS
    ]
    return np.array(found, dtype=np.int64)

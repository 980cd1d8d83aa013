"""How terms of registers raise the likeness of competences, for parts of a need that the scheme's own words miss."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.index import Index
from s3graph.matching.terms import Term, Way

Floats = NDArray[np.float32]

RECOGNISED = 0.8
"""Least likeness of a part with a term that says anything: below it the words are only near."""
MARGIN = 0.0
"""How much more the term must say than the scheme's own best competence for the part."""


class Lifted(NamedTuple):
    """``values[part, concept]`` with what terms add; ``ways[part, concept]`` is the way that did, -1 for none."""

    values: Floats
    ways: NDArray[np.int64]

    def through(self, index: Index, part: int, concept: int) -> tuple[Term, Way] | None:
        """The term by which a part was understood to be about a competence; None where the scheme's own words were."""
        number = int(self.ways[part, concept])
        if number < 0:
            return None
        place, way = index.terms.ways[number]
        return index.terms.terms[place], way


def untouched(own: Floats) -> Lifted:
    """Where no register is loaded."""
    return Lifted(own, np.full(own.shape, -1, np.int64))


def lifted(own: Floats, likeness: Floats, index: Index) -> Lifted:
    """``own[part, concept]`` raised where a term leads there and is met better than any competence by its own words."""
    values, ways = untouched(own.copy())
    best = own.max(axis=1, initial=0.0)
    columns = {index.catalogue.topics[place].iri: column for column, place in enumerate(index.concepts)}
    for number, (place, way) in enumerate(index.terms.ways):
        column = columns.get(way.competence)
        if column is None:
            continue
        met = likeness[:, place]
        said = way.strength * met
        rows = np.flatnonzero((met >= RECOGNISED) & (said > best + MARGIN) & (said > values[:, column]))
        values[rows, column], ways[rows, column] = said[rows], number
    return Lifted(values, ways)

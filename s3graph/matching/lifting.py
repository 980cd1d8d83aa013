"""How terms of registers raise the likeness of competences, for parts of a need that the scheme's own words miss."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.cards import ThroughTerm
from s3graph.matching.catalogue import Statement
from s3graph.matching.concepts import LEXICAL_SHARE
from s3graph.matching.index import Index
from s3graph.model import Basis
from s3graph.vocabulary import graph

Floats = NDArray[np.float32]

RECOGNISED = 0.7
"""Least likeness of a part with a term that says anything: below it the words are only near."""


class Lifted(NamedTuple):
    """``values[part, concept]`` with what terms add; ``ways[part, concept]`` is the way that did, -1 for none.

    ``meaning`` is the best cosine of a part with a term that added anything, 0 for none.
    """

    values: Floats
    ways: NDArray[np.int64]
    meaning: float = 0.0

    def leading(self, bearings: Floats) -> Floats:
        """``bearings[part, concept]`` where terms had no say; what a term lifted keeps its lead over all others."""
        return np.where(self.ways < 0, bearings, bearings.max(axis=1, keepdims=True, initial=0.0))

    def through(self, index: Index, part: int, concept: int) -> ThroughTerm | None:
        """The term by which a part was understood to be about a competence; None where the scheme's own words were."""
        number = int(self.ways[part, concept])
        if number < 0:
            return None
        term = index.terms.terms[index.terms.ways[number][0]]
        return ThroughTerm(term.iri, term.label, term.scheme)

    def mapping(self, index: Index, part: int, concept: int) -> tuple[Statement, ...]:
        """The statement that links that term, or one above it, to the competence: reference data, which we stand by."""
        number = int(self.ways[part, concept])
        if number < 0:
            return ()
        way = index.terms.ways[number][1]
        source = graph("competences").value
        return (Statement(way.competence, way.relation, way.mapped, Basis.CONFIRMED, (source,)),)


def untouched(own: Floats) -> Lifted:
    """Where no register is loaded."""
    return Lifted(own, np.full(own.shape, -1, np.int64))


def lifted(own: Floats, meaning: Floats, words: Floats, index: Index) -> Lifted:
    """``own[part, concept]`` raised where a term leads there and is met better than any competence by its own words."""
    values, ways, _ = untouched(own.copy())
    likeness = meaning + LEXICAL_SHARE * words
    columns = index.columns
    best, met = own.max(axis=1, initial=0.0), 0.0
    recognised = likeness.max(axis=0, initial=0.0) >= RECOGNISED
    for number, (term, way) in enumerate(index.terms.ways):
        if not recognised[term] or way.competence not in columns:
            continue
        column = columns[way.competence]
        said = way.strength * likeness[:, term]
        rows = np.flatnonzero((likeness[:, term] >= RECOGNISED) & (said > best) & (said > values[:, column]))
        if len(rows):
            values[rows, column], ways[rows, column] = said[rows], number
            met = max(met, way.strength * float(meaning[rows, term].max()))
    return Lifted(values, ways, met)

"""Which texts nearly repeat each other: sets of character 5-grams, compared by their Jaccard index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from training.split import folded

SIZE = 5


class Alike(NamedTuple):
    first: str
    second: str
    likeness: float


def grams(text: str) -> frozenset[str]:
    framed = f" {folded(text)} "
    return frozenset(framed[start : start + SIZE] for start in range(max(1, len(framed) - SIZE + 1)))


class _Known:
    """Sets of n-grams, found by what they hold."""

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for place, known in enumerate(sets):
            for gram in known:
                holders[gram].append(place)
        self._holders = {gram: np.array(places) for gram, places in holders.items()}
        self._sizes = np.array([len(known) for known in sets])

    def near(self, asked: frozenset[str], least: float) -> Iterator[tuple[int, float]]:
        """Places of the sets that are ``least`` or more like this one, in order, and how like."""
        holding = [self._holders[gram] for gram in asked if gram in self._holders]
        if not holding:
            return
        shared = np.bincount(np.concatenate(holding), minlength=len(self._sizes))
        likeness = shared / (len(asked) + self._sizes - shared)
        for place in np.flatnonzero(likeness >= least).tolist():
            yield place, float(likeness[place])


def between(ours: Sequence[str], others: Sequence[str], least: float) -> Iterator[Alike]:
    """Every pair of one of ours and one of the others whose likeness is ``least`` or more, which is above 0."""
    known = _Known([grams(text) for text in ours])
    for other in others:
        for place, likeness in known.near(grams(other), least):
            yield Alike(ours[place], other, likeness)


def alike(texts: Sequence[str], least: float) -> Iterator[Alike]:
    """Every pair whose likeness is ``least`` or more, which is above 0."""
    sets = [grams(text) for text in texts]
    known = _Known(sets)
    for place, asked in enumerate(sets):
        for other, likeness in known.near(asked, least):
            if other < place:
                yield Alike(texts[other], texts[place], likeness)

"""Which texts nearly repeat each other: sets of character 5-grams, compared by their Jaccard index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from training.split import folded

SIZE = 5


class Alike(NamedTuple):
    first: str
    second: str
    likeness: float


def grams(text: str) -> frozenset[str]:
    framed = f" {folded(text)} "
    return frozenset(framed[start : start + SIZE] for start in range(max(1, len(framed) - SIZE + 1)))


def between(ours: Sequence[str], others: Sequence[str], least: float) -> Iterator[Alike]:
    """Every pair of one of ours and one of the others whose likeness is ``least`` or more."""
    sets = [grams(text) for text in ours]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, known in enumerate(sets):
        for gram in known:
            holders[gram].append(place)
    for other in others:
        asked = grams(other)
        shared = Counter(place for gram in asked for place in holders.get(gram, ()))
        for place, count in shared.items():
            likeness = count / (len(asked) + len(sets[place]) - count)
            if likeness >= least:
                yield Alike(ours[place], other, likeness)


def alike(texts: Sequence[str], least: float) -> Iterator[Alike]:
    """Every pair whose likeness is ``least`` or more.

    Two sets as alike as that share a gram among the rarest ``(1 - least)`` of either, so only those are looked up.
    """
    sets = [grams(text) for text in texts]
    frequency = Counter(gram for known in sets for gram in known)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for place, known in enumerate(sets):
        rarest = sorted(known, key=lambda gram: (frequency[gram], gram))[: len(known) - int(least * len(known)) + 1]
        for other in sorted({other for gram in rarest for other in seen[gram]}):
            smaller, larger = sorted((len(known), len(sets[other])))
            if smaller < least * larger:
                continue
            shared = len(known & sets[other])
            likeness = shared / (smaller + larger - shared)
            if likeness >= least:
                yield Alike(texts[other], texts[place], likeness)
        for gram in rarest:
            seen[gram].append(place)

"""Sentences of two versions of a text, paired in order by their lengths (after Gale and Church, 1993)."""

from __future__ import annotations

import math
import re
from functools import lru_cache

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])")
_MOVES = {(1, 1): 0.0, (1, 2): 2.0, (2, 1): 2.0, (1, 0): 5.0, (0, 1): 5.0}
"""How many sentences of each side go together, and what that costs beside the difference in length."""
SHORTEST = 25
LONGEST = 400
MOST_UNLIKE = 0.30
TEXTS_UNLIKE = 0.45


@lru_cache(maxsize=8192)
def aligned_sentences(one: str, other: str) -> tuple[tuple[str, str], ...]:
    """Pairs likely to be translations; none where the lengths differ so much that the texts are hardly one.

    Kept, since a training reads all abstracts several times.
    """
    left, right = sentences_of(one), sentences_of(other)
    if not left or not right or _unlike(sum(map(len, left)), sum(map(len, right))) > TEXTS_UNLIKE:
        return ()
    pairs = [(" ".join(left[a:b]), " ".join(right[c:d])) for a, b, c, d in _path(left, right) if a < b and c < d]
    return tuple((a, b) for a, b in pairs if _usable(a) and _usable(b) and _unlike(len(a), len(b)) <= MOST_UNLIKE)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, in order, white space evened."""
    return [" ".join(part.split()) for part in _SENTENCE.split(text) if part.strip()]


def _usable(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST


def _unlike(one: int, other: int) -> float:
    """How far two lengths are apart, on a scale where twice as long is 0.69."""
    return abs(math.log(max(one, 1) / max(other, 1)))


def _path(left: list[str], right: list[str]) -> list[tuple[int, int, int, int]]:
    """The cheapest way through both, as (from, to) on the left and on the right."""
    best = {(0, 0): (0.0, (0, 0))}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            options = [
                (best[i - a, j - b][0] + cost + _cost(left[i - a : i], right[j - b : j]), (i - a, j - b))
                for (a, b), cost in _MOVES.items()
                if (i - a, j - b) in best
            ]
            if options:
                best[i, j] = min(options)
    steps: list[tuple[int, int, int, int]] = []
    place = (len(left), len(right))
    while place != (0, 0):
        before = best[place][1]
        steps.append((before[0], place[0], before[1], place[1]))
        place = before
    return steps[::-1]


def _cost(left: list[str], right: list[str]) -> float:
    if not left or not right:
        return 0.0
    return 4 * _unlike(sum(map(len, left)), sum(map(len, right)))

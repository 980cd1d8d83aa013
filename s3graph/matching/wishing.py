"""How likely each part of a need says what is wanted, rather than who asks, what has been tried or what others say.

A linear reader of what is said in a part, and of signs in it and in the parts beside it, in both languages. Fitted by
``training/wishes.py`` on needs of which it is told what is wanted in them (``training/wishes``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.trades import names_trade
from s3graph.matching.turns import only_names, refers_back
from s3graph.matching.wanting import (
    in_so_many_words,
    is_in_trouble,
    lacks,
    outright,
    presents,
    says_we_want,
    says_what_is_not_wanted,
    speaks_for_itself,
    wants,
    wants_it_ourselves,
)
from s3graph.matching.wording import grams
from s3graph.resources import shelf

Floats = NDArray[np.float32]

FILE = "wishing.npz"
SHORT, LONG = 4, 20
"""Words of a part that says little, and from which a part counts as no longer."""


class Clause(NamedTuple):
    """A part as it is read: its ``text``, whether it ``asks``, and whether it is worded as a wish (``need.worded``)."""

    text: str
    asks: bool
    worded: bool


class Reader(NamedTuple):
    """Weights of the ``signs`` of a part and its neighbours, as ``rows`` has them, and of its ``words`` (n-grams)."""

    signs: Floats
    words: Floats
    intercept: float

    def chances(self, parts: Sequence[Clause]) -> Floats:
        """``[part]``: how likely something is wanted in each."""
        odds = np.array(rows(parts), np.float32) @ self.signs + self.intercept
        for place, part in enumerate(parts):
            places, values = grams(part.text)
            odds[place] += self.words[places] @ values
        return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


@cache
def reader() -> Reader:
    """The shipped one."""
    with np.load(shelf("models") / "wishes" / FILE, allow_pickle=False) as found:
        return Reader(found["signs"].astype(np.float32), found["words"].astype(np.float32), float(found["intercept"]))


def signs(parts: Sequence[Clause], place: int) -> list[float]:
    """What can be seen of a part: how it is worded, where it stands, and how long it is."""
    text, asks, worded = parts[place]
    length, last = len(text.split()), len(parts) - 1
    return [
        asks,
        worded,
        presents(text),
        wants(text),
        is_in_trouble(text),
        outright(text),
        in_so_many_words(text),
        wants_it_ourselves(text),
        "?" in text,
        refers_back(text),
        names_trade(text),
        says_what_is_not_wanted(text),
        says_we_want(text),
        lacks(text),
        speaks_for_itself(text),
        only_names(text),
        place == 0,
        place == last,
        place / last if last else 1,
        1 / len(parts),
        min(length, LONG) / LONG,
        length <= SHORT,
        text[:1].islower(),
    ]


def rows(parts: Sequence[Clause]) -> list[list[float]]:
    """The signs of each part, of the one before it and of the one after it, as the reader weighs them."""
    seen = [signs(parts, place) for place in range(len(parts))]
    nothing = [0.0] * len(seen[0])
    framed = [nothing, *seen, nothing]
    return [own + before + after for before, own, after in zip(framed, seen, framed[2:], strict=False)]

"""Which competences of the scheme a part of a need is about, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LEXICAL_SHARE = 0.25
"""Weight of the n-gram cosine beside the vectors' cosine; measured best on short labels."""
BEARING = 2.0
"""Weight of a competence's bearing beside both."""
SETTING, BESIDE = 1.8, 0.5
"""Weights of the cosine of the whole need, in which a part stands (shavings are not the same to a mill and a stable),
and of what speaks for a concept in the part before it and the part after it ("Can anything be made of it?"). Of 6,436
parts that say a wish the best link is right of .65 so, of .54 without both (``benchmarks/context.py``)."""
LEANING = 0.25
"""Weight, in a bearing, of what the words speak for beside the direction of the vector."""
ALONE, FORE, BACKING = 0.6, 20, 0.2
"""Of links that stand alone three in eight are right from ``SURE`` on, three in four from .6 (24, of 81 needs)."""
KEPT = 5
TEMPERATURE, TOGETHER = 0.12, 0.15
"""How sharply the best of the kept concepts win over the rest; and where what is beside a part speaks for some too."""
MIDDLE, STEEPNESS = 0.45, 12.0
"""Logistic of the confidence that a part is about its best concept, of the best concept's similarity."""

SHOWN = 3
"""Links of a part that people are shown."""
SURE = 0.45
"""Calibrated confidence of a link from which it is said, and acted on, without reservation."""
LIKE = 0.2
"""Confidence of a link from which a part may be about a competence."""
CERTAINTY = (0.5, 1.7)
"""Logistic of one of the kept concepts being right, of the best similarity: ``benchmarks/links.py``."""
EVENNESS = 0.8
"""Exponent that makes shares as even as the kept concepts are right."""


@dataclass(frozen=True)
class Links:
    """``shares[part, concept]`` sum to one over the kept concepts; ``confidence[part]``: that there is one at all.

    Both are what the ranking reads. People are shown what is right as often as it says, from ``certainty[part]``: how
    often one of the kept concepts is the right one.
    """

    shares: Floats
    confidence: Floats
    certainty: Floats

    def of(self, part: int) -> Links:
        """Those of one part."""
        return Links(self.shares[[part]], self.confidence[[part]], self.certainty[[part]])

    def weights(self, importance: Floats) -> Floats:
        """What the need as a whole asks of each concept; sums to at most one."""
        weighted = (importance * self.confidence) @ self.shares
        return np.asarray(weighted / max(float(importance.sum()), 1e-9), np.float32)

    @cached_property
    def sure(self) -> Floats:
        """``[part, concept]``: the calibrated confidence of each link."""
        return calibrated(self.certainty[:, None], self.shares)

    def best(self, part: int, count: int = SHOWN) -> list[tuple[int, float]]:
        """The likeliest concepts of a part with the calibrated confidence of each, best first."""
        order = np.argsort(-self.shares[part], kind="stable")[:count]
        return [(int(concept), float(self.sure[part, concept])) for concept in order if self.shares[part, concept] > 0]


def stated(columns: NDArray[np.int64], concepts: int) -> Links:
    """For a need whose parts are concepts themselves: each part is surely about its own."""
    shares = np.zeros((len(columns), concepts), np.float32)
    shares[np.arange(len(columns)), columns] = 1.0
    sure = np.ones(len(columns), np.float32)
    return Links(shares, sure, sure)


def link(similarities: Floats, bearings: Floats, context: Floats | None = None) -> Links:
    """Link parts to concepts from ``similarities[part, concept]``: cosine plus ``LEXICAL_SHARE`` of n-grams.

    ``bearings`` and the ``context``, of the same shape, help to choose among the concepts, not whether a part is about
    one at all.
    """
    parts, concepts = similarities.shape
    shares = np.zeros_like(similarities)
    if not parts or not concepts:
        nothing = np.zeros(parts, np.float32)
        return Links(shares, nothing, nothing)
    towards = similarities + BEARING * bearings
    if context is not None:
        towards = towards + context
    kept = np.argsort(-towards, axis=1, kind="stable")[:, :KEPT]
    best = np.take_along_axis(towards, kept, axis=1)
    powers = np.exp((best - best[:, :1]) / (TEMPERATURE if context is None else TOGETHER))
    np.put_along_axis(shares, kept, powers / powers.sum(axis=1, keepdims=True), axis=1)
    nearest = similarities.max(axis=1)
    return Links(shares, confidence(nearest), certainty(nearest))


def context(similarities: Floats, bearings: Floats, setting: Floats, turns: NDArray[np.bool_]) -> Floats:
    """``[part, concept]``: what speaks for each concept in the need as a whole, and in the parts beside each part.

    ``turns[0, part]``: whether it is a wish; ``turns[1, part]``: whether it says that it is about another thing;
    ``turns[2, part]``: whether it stands by itself. What is beside counts half between two wishes, which may be about
    different things, and neither that nor the whole where another begins, or one stands by itself.
    """
    wishes, others, apart = turns
    own = similarities + BEARING * bearings
    cut = others[1:] | apart[1:] | apart[:-1]
    weight = np.where(cut, 0, np.where(wishes[1:] & wishes[:-1], BESIDE / 2, BESIDE))[:, None]
    around = np.zeros_like(own)
    around[1:] += weight * own[:-1]
    around[:-1] += weight * own[1:]
    whole = np.where(others | apart, 0, SETTING)[:, None]
    return np.asarray(whole * setting + around, np.float32)


def backed(sure: Floats, nearness: Floats, setting: Floats, spared: NDArray[np.bool_]) -> Floats:
    """``sure[part, concept]``, less by ``ALONE`` where nothing else of the need speaks for the concept; but not what is
    ``spared[part, concept]``.

    The need as a whole does, where it is among the ``FORE`` concepts of its ``setting``; so does another part that may
    (``BACKING``) be about what is near it by ``nearness[concept, concept]``.
    """
    if len(sure) < 2:
        return sure
    near = sure @ nearness.T
    second, first = np.sort(near, axis=0)[-2:]
    others = np.where(near == first, second, first)
    behind = np.argsort(np.argsort(-setting, kind="stable"), kind="stable") >= FORE
    return np.asarray(np.where(behind & (others < BACKING) & ~spared, ALONE * sure, sure), np.float32)


def bearing(vectors: Floats, leanings: Floats, directions: Floats) -> Floats:
    """``[text, concept]``: which way each of the ``vectors`` lies, and its words lean."""
    return np.asarray(vectors @ directions[:, :-1].T + directions[:, -1] + LEANING * leanings, np.float32)


def confidence(best: Floats) -> Floats:
    """Probability that a part whose best concept is this similar is about a concept of the scheme."""
    return np.asarray(1 / (1 + np.exp(-STEEPNESS * (best - MIDDLE))), np.float32)


def certainty(best: Floats, weights: tuple[float, float] = CERTAINTY) -> Floats:
    """Probability that one of the kept concepts is right where the best concept is this similar."""
    return np.asarray(1 / (1 + np.exp(-weights[0] - weights[1] * best)), np.float32)


def calibrated(certain: NDArray[np.floating], shares: Floats) -> Floats:
    """How often links with these ``shares[..., concept]`` are right: the certainty, divided among the kept ones."""
    even = shares**EVENNESS
    return np.asarray(certain * even / np.maximum(even.sum(axis=-1, keepdims=True), 1e-9), np.float32)

"""Which competences of the scheme a part of a need is about, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LEXICAL_SHARE = 0.25
"""Weight of the n-gram cosine beside the vectors' cosine; measured best on short labels."""
KEPT = 5
TEMPERATURE = 0.05
"""How sharply the best of the kept concepts win over the rest."""
MIDDLE, STEEPNESS = 0.45, 12.0
"""Logistic of the confidence that a part is about its best concept, of the best concept's similarity."""


@dataclass(frozen=True)
class Links:
    """``shares[part, concept]`` sum to one over the kept concepts; ``confidence[part]``: that there is one at all."""

    shares: Floats
    confidence: Floats

    def weights(self, importance: Floats) -> Floats:
        """What the need as a whole asks of each concept; sums to at most one."""
        weighted = (importance * self.confidence) @ self.shares
        return np.asarray(weighted / max(float(importance.sum()), 1e-9), np.float32)

    def best(self, part: int, count: int = 3) -> list[tuple[int, float]]:
        """The likeliest concepts of a part with the confidence of each, best first."""
        order = np.argsort(-self.shares[part], kind="stable")[:count]
        certain = self.confidence[part] * self.shares[part]
        return [(int(concept), float(certain[concept])) for concept in order if self.shares[part, concept] > 0]


def link(similarities: Floats) -> Links:
    """Link parts to concepts from ``similarities[part, concept]``: cosine plus ``LEXICAL_SHARE`` of n-grams."""
    parts, concepts = similarities.shape
    shares = np.zeros_like(similarities)
    if not parts or not concepts:
        return Links(shares, np.zeros(parts, np.float32))
    kept = np.argsort(-similarities, axis=1, kind="stable")[:, :KEPT]
    best = np.take_along_axis(similarities, kept, axis=1)
    powers = np.exp((best - best[:, :1]) / TEMPERATURE)
    np.put_along_axis(shares, kept, powers / powers.sum(axis=1, keepdims=True), axis=1)
    return Links(shares, confidence(best[:, 0]))


def confidence(best: Floats) -> Floats:
    """Probability that a part whose best concept is this similar is about a concept of the scheme."""
    return np.asarray(1 / (1 + np.exp(-STEEPNESS * (best - MIDDLE))), np.float32)

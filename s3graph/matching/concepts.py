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

INTERCEPT, SLOPE = -1.31, 0.49
"""Logistic, over the log-odds of a link's raw confidence, of the link being right: ``benchmarks/links.py``."""


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
        """The likeliest concepts of a part with the calibrated confidence of each, best first."""
        order = np.argsort(-self.shares[part], kind="stable")[:count]
        certain = calibrated(self.confidence[part] * self.shares[part])
        return [(int(concept), float(certain[concept])) for concept in order if self.shares[part, concept] > 0]


def stated(columns: NDArray[np.int64], concepts: int) -> Links:
    """For a need whose parts are concepts themselves: each part is surely about its own."""
    shares = np.zeros((len(columns), concepts), np.float32)
    shares[np.arange(len(columns)), columns] = 1.0
    return Links(shares, np.ones(len(columns), np.float32))


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


def calibrated(raw: Floats) -> Floats:
    """How often a link of this raw confidence is right; what people are shown. The ranking reads the raw ones."""
    odds = log_odds(raw)
    return np.asarray(1 / (1 + np.exp(-INTERCEPT - SLOPE * odds)), np.float32)


def log_odds(raw: NDArray[np.floating]) -> NDArray[np.floating]:
    """Clipped, so that certainty either way stays finite."""
    kept = np.clip(raw, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(kept / (1 - kept)))

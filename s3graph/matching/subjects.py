"""What a need is about, told by the offers most like it where those come as near as any competence, or nearly."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.index import Index
from s3graph.matching.tables import Places

Floats = NDArray[np.float32]

NEAREST = 20
"""Offers that are listened to."""
TEMPERATURE = 0.1
"""How sharply the nearest of them win over the others."""
SEVERAL = 10
"""So many offers must come near: one does by accident."""
FROM, FULLY = -0.15, -0.05
"""How near the last of those comes, beside the nearest competence: from where offers say anything, and all there is."""


class Told(NamedTuple):
    """``weight``, 0 to 1, of what offers say beside the names of competences; ``about[concept]`` sums to one.

    ``offers`` are places of topics, nearest first; empty where the weight is 0.
    """

    weight: float
    about: Floats
    offers: Places

    def asked(self, named: Floats) -> Floats:
        """``[concept]``: what the need is about by names and offers together."""
        return np.asarray((1 - self.weight) * named / max(float(named.sum()), 1e-9) + self.weight * self.about)


def silent(index: Index) -> Told:
    """Where offers have nothing to say."""
    return Told(0.0, np.zeros(len(index.concepts), np.float32), np.zeros(0, np.int64))


def told(topics: Floats, importance: Floats, index: Index) -> Told:
    """By how near ``topics[part, topic]`` the parts of the need come to every topic."""
    places, starts, columns = index.tables.stating
    if len(places) < SEVERAL or not importance.sum():
        return silent(index)
    parts = importance / importance.sum()
    near = (parts @ topics)[places]
    least = np.partition(near, -NEAREST)[-NEAREST] if len(near) > NEAREST else -np.inf
    kept = np.flatnonzero(near >= least)
    kept = kept[np.argsort(-near[kept], kind="stable")][:NEAREST]
    names = float(parts @ topics[:, index.concepts].max(axis=1, initial=0))
    ahead = float(near[kept[SEVERAL - 1]]) - names
    weight = min(max((ahead - FROM) / (FULLY - FROM), 0.0), 1.0)
    if not weight:
        return silent(index)
    powers = np.exp((near[kept] - near[kept[0]]) / TEMPERATURE)
    about = np.zeros(len(index.concepts), np.float32)
    for place, share in zip(kept, powers / powers.sum(), strict=True):
        own = columns[starts[place] : starts[place + 1]]
        about[own] += share / len(own)
    return Told(weight, about, places[kept])

"""How surely a need lies in each thematic area: by what its parts are about, and by the way it lies as a whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Topic

Floats = NDArray[np.float32]

WHOLE = 0.3
"""What the way that the whole need lies counts, beside the links of its parts, for the areas it is in."""


def of_areas(
    sure: Floats, competences: Sequence[Topic], beside: tuple[Collection[str], Mapping[str, float]]
) -> dict[str, float]:
    """By ``sure[part, competence]``; ``beside`` are the areas that the request names, which weigh as much as the links,
    and the shares by which the whole lies in each.
    """
    named, lying = beside
    found: dict[str, float] = {}
    asked = sure.sum(axis=0) / max(len(sure), 1)
    for column in np.flatnonzero(asked).tolist():
        areas = competences[column].areas
        for area in areas:
            found[area] = found.get(area, 0.0) + float(asked[column]) / len(areas)
    for area in named:
        found[area] = found.get(area, 0.0) + 1 / len(named)
    for area, share in lying.items():
        found[area] = found.get(area, 0.0) + WHOLE * share
    return found

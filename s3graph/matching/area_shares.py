"""How surely a need lies in each thematic area: by what its parts are about, and by the way it lies as a whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Topic
from s3graph.matching.trade_areas import areas_of_trade

Floats = NDArray[np.float32]

WHOLE = 0.3
"""What the way that the whole need lies counts, beside the links of its parts, for the areas it is in."""
TRADE = 0.5
"""What the trade counts that the asker has by its own words; areas the request names count 1."""


def of_areas(
    sure: Floats, competences: Sequence[Topic], named: tuple[Collection[str], str], lying: Mapping[str, float]
) -> dict[str, float]:
    """By ``sure[part, competence]``; by the areas ``named`` in the request, which weigh as much as the links, or else
    those of the trade of who asks by that text; and by the shares by which the whole is ``lying`` in each.
    """
    requested, text = named
    own, weight = (requested, 1.0) if requested else (areas_of_trade(text), TRADE)
    found: dict[str, float] = {}
    asked = sure.sum(axis=0) / max(len(sure), 1)
    for column in np.flatnonzero(asked).tolist():
        areas = competences[column].areas
        for area in areas:
            found[area] = found.get(area, 0.0) + float(asked[column]) / len(areas)
    for area in own:
        found[area] = found.get(area, 0.0) + weight / len(own)
    for area, share in lying.items():
        found[area] = found.get(area, 0.0) + WHOLE * share
    return found

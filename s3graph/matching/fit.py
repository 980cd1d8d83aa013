"""How well topics other than actors fit a need: by its clauses and by the competences it asks for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.meeting import Meeting
from s3graph.matching.tables import Places

Floats = NDArray[np.float32]


def fits_of(meeting: Meeting, topics: Places) -> Floats:
    """``[topic]``: how well each of these places among the index's topics meets the need, about 0 to 1."""
    if not len(topics) or not meeting.need.parts:
        return np.zeros(len(topics), np.float32)
    return meeting.fits[topics]


def fitting_of(meeting: Meeting, topics: Places, least: float) -> dict[int, float]:
    """The topics that fit at least so well, in the order given."""
    fits = fits_of(meeting, topics)
    return {int(topics[place]): float(fits[place]) for place in np.flatnonzero(fits >= least)}

"""How well topics other than actors fit a need: by its clauses and by the competences it asks for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.meeting import Meeting
from s3graph.matching.tables import Places

Floats = NDArray[np.float32]

BEST_CLAUSE, ALL_CLAUSES, COMPETENCES = 0.6, 0.4, 0.5
"""Weights of the clause that wants something and meets a topic best, of all clauses by importance, and of what is asked
of competences."""


def fits_of(meeting: Meeting, topics: Places) -> Floats:
    """``[topic]``: how well each of these places among the index's topics meets the need, about 0 to 1."""
    if not len(topics) or not meeting.need.parts:
        return np.zeros(len(topics), np.float32)
    by_part = meeting.topics[:, topics]
    weighted = meeting.importance @ by_part / float(meeting.importance.sum())
    about = COMPETENCES * meeting.about[topics]
    wished = by_part[np.array(meeting.need.wishes)]
    return np.asarray(BEST_CLAUSE * wished.max(axis=0, initial=0) + ALL_CLAUSES * weighted + about, np.float32)


def fitting_of(meeting: Meeting, topics: Places, least: float) -> dict[int, float]:
    """The topics that fit at least so well, in the order given."""
    fits = fits_of(meeting, topics)
    return {int(topics[place]): float(fits[place]) for place in np.flatnonzero(fits >= least)}

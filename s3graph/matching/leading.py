"""Who comes first of those that are named: one of whom anything is near what is wanted most surely."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from s3graph.matching.answer import Band, Match
from s3graph.matching.hierarchy import STEP
from s3graph.matching.meeting import EXACT, HELD, Meeting

CERTAIN = 0.75
"""Confidence of a wish that decides who comes first."""
FIRST = 3
"""Actors of the answer that are read before anything else is."""


def who_has_it_first(meeting: Meeting, found: Sequence[Match]) -> tuple[Match, ...]:
    """The same, but where the first has none of what is certainly wanted, led by the next who has: who asks for climate
    figures is not to ring those who know its trade alone.

    One has it by having the competence, the whole of it or a part (``HELD``); what nobody has, by what is adjacent.
    Nobody leads who hardly fits.
    """
    sure = meeting.backed[meeting.wished].max(axis=0, initial=0)
    certain = np.flatnonzero(sure >= CERTAIN)
    if not found or meeting.request.concepts or not len(certain):
        return tuple(found)
    least = np.where(meeting.index.tables.furthest[certain] >= EXACT, np.float32(HELD), np.float32(STEP))
    rows = [meeting.index.catalogue.row_of[one.actor.iri] for one in found[:FIRST]]
    has = (meeting.index.reach[rows][:, certain] >= least).any(axis=1)
    able = [place for place in np.flatnonzero(has).tolist() if not place or found[place].band is not Band.WEAK]
    leader = able[0] if able else 0
    return (found[leader], *found[:leader], *found[leader + 1 :])

"""Who comes first of those that are named: one of whom anything is near what is wanted most surely."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from s3graph.matching.answer import Band, Match
from s3graph.matching.hierarchy import STEP
from s3graph.matching.meeting import EXACT, HELD, Meeting
from s3graph.matching.places import Nearness

VERY_SURE = 0.5
"""Confidence of a link from which who states nothing near the competence is no likely match, and who has none of it
itself no strong one; and it is worth a longer way to who has exactly that."""
CERTAIN = 0.75
"""Confidence of a wish that decides who comes first."""
NEARLY = 0.2
"""Of a score, by which the asker's own county may stand behind another."""
FIRST = 3
"""Actors of the answer that are read before anything else is."""


def who_has_it_first(meeting: Meeting, found: Sequence[Match]) -> tuple[Match, ...]:
    """The same, but where the first has none of what is certainly wanted, led by the next who has: who asks for climate
    figures is not to ring those who know its trade alone.

    Of nearly equal ones the asker's own county comes first. One has it by having the competence, the whole of it or a
    part (``HELD``); what nobody has, by what is adjacent. The first also stays if it has what is very surely wanted.
    Nobody leads who hardly fits.
    """
    sure = meeting.backed[meeting.wished].max(axis=0, initial=0)
    certain = np.flatnonzero(sure >= CERTAIN)
    if not found or meeting.request.concepts:
        return tuple(found)
    found = _home_first(meeting, found)
    if not len(certain):
        return tuple(found)
    least = np.where(meeting.index.tables.furthest[certain] >= EXACT, np.float32(HELD), np.float32(STEP))
    rows = [meeting.index.catalogue.row_of[one.actor.iri] for one in found[:FIRST]]
    has = [bool(reached.any()) for reached in meeting.index.reach[rows][:, certain] >= least]
    has[0] |= bool((meeting.index.reach[rows[0], sure >= VERY_SURE] >= HELD).any())
    able = [place for place, one in enumerate(has) if one and (not place or found[place].band is not Band.WEAK)]
    leader = able[0] if able else 0
    return (found[leader], *found[:leader], *found[leader + 1 :])


def _home_first(meeting: Meeting, found: Sequence[Match]) -> Sequence[Match]:
    """The same, but where the first is of another county and of no use from afar, led by one of the asker's own that
    stands nearly as high (``NEARLY``), fits as well and has all that is very surely wished and the first has.
    """
    if meeting.place is None:
        return found
    actors, rows = meeting.index.catalogue.actors, [meeting.index.catalogue.row_of[one.actor.iri] for one in found]
    home = [meeting.place.nearness(actors[row]) >= Nearness.SAME_REGION for row in rows]
    if home[0] or actors[rows[0]].from_afar:
        return found
    sure = meeting.backed[meeting.wished].max(axis=0, initial=0) >= VERY_SURE
    has, bands = meeting.index.reach[rows][:, sure] >= HELD, list(Band)
    for place, one in enumerate(found[:FIRST]):
        near = bands.index(one.band) <= bands.index(found[0].band) and one.score >= found[0].score - NEARLY
        if home[place] and near and has[place][has[0]].all():
            return (one, *found[:place], *found[place + 1 :])
    return found


def only_near(meeting: Meeting, row: int) -> bool:
    """Whether something is very surely wished, and an actor has none of that itself, only the field or what is near."""
    sure = meeting.backed[meeting.wished].max(axis=0, initial=0) >= VERY_SURE
    return bool(sure.any() and meeting.index.reach[row, sure].max() < EXACT)

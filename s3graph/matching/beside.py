"""Who can help with a part of a need that none of the first actors is for: many-sided needs lose no side in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from s3graph.matching.answer import ActorCard
from s3graph.matching.concepts import SURE
from s3graph.matching.meeting import Meeting
from s3graph.matching.ranking import LIKELY, card, score
from s3graph.matching.teams import BRIDGE

FIRST = 3
"""Actors of the answer that are read before anything else is."""


def beside(meeting: Meeting, named: Sequence[int]) -> dict[int, ActorCard]:
    """For each part that surely asks for a competence which the first of the ``named`` rows do not reach: its actor.

    None for a part that no actor near the asker reaches.
    """
    if len(meeting.need.parts) < 2 or meeting.request.concepts:
        return {}
    found = {}
    for part, said in enumerate(meeting.need.parts):
        concept = int(np.argmax(meeting.links.sure[part])) if said.asks else -1
        if concept < 0 or meeting.links.sure[part, concept] < SURE:
            continue
        reach = meeting.index.reach[:, concept]
        if not (reach[list(named[:FIRST])] >= BRIDGE).any():
            row = _best(alone(meeting, part), reach >= BRIDGE)
            if row is not None:
                found[part] = card(meeting.index.catalogue.actors[row])
    return found


def alone(meeting: Meeting, part: int) -> Meeting:
    """The meeting of one part, as if it were all that is asked."""
    said = meeting.need.parts[part]
    need = replace(meeting.need, text=said.text, matter=said.matter, parts=(said,))
    vectors = meeting.vectors[part : part + 1]
    return Meeting(meeting.index, need, meeting.request, meeting.today, meeting.place, vectors[0], vectors)


def _best(meeting: Meeting, able: np.ndarray) -> int | None:
    """The first actor that is able, where it fits at least likely once its distance is counted."""
    scores = score(meeting)
    for row in scores.order(meeting.index.turns):
        if able[row]:
            return int(row) if scores.standing[row] >= LIKELY else None
    return None

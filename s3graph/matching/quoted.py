"""Which part of a need a reason quotes: the one that speaks most for what the reason names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.directions import shares
from s3graph.matching.meeting import Meeting

Floats = NDArray[np.float32]


def part_near(meeting: Meeting, topics: Sequence[int]) -> str:
    """The part nearest to some topics, by meaning and words."""
    return _most(meeting, np.maximum(meeting.topics[:, list(topics)].max(axis=1), 0))


def part_about(meeting: Meeting, concept: int) -> str:
    """The part that speaks most for a competence."""
    return _most(meeting, meeting.links.confidence * meeting.links.shares[:, concept])


def part_in(meeting: Meeting, area: str) -> str:
    """The part that speaks most for a thematic area: by its links, or where none leads there by the way it lies."""
    index, sure = meeting.index, meeting.links.sure
    speaks = np.zeros(len(meeting.need.parts), np.float32)
    for column in np.flatnonzero(sure.any(axis=0)).tolist():
        areas = index.competences[column].areas
        if area in areas:
            speaks += sure[:, column] / len(areas)
    if not speaks.any() and area in index.area_names:
        place = index.area_names.index(area)
        speaks = np.array([shares(vector, index.area_directions)[place] for vector in meeting.vectors], np.float32)
    return _most(meeting, speaks)


def _most(meeting: Meeting, speaks: Floats) -> str:
    """The words of the part that speaks most; who asks counts less than what is asked."""
    return meeting.need.parts[int(np.argmax(meeting.importance * speaks))].text

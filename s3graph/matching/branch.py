"""Competences and thematic areas that the schemes relate to the SNI code of the asker's company."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Kind, Topic
from s3graph.matching.meeting import Meeting


def sector_columns(meeting: Meeting) -> NDArray[np.int64]:
    """Columns of the competences that the scheme relates to the asker's SNI code, the code's group, or a part of it."""
    competences = meeting.index.competences if meeting.request.sni else ()
    found = [column for column, own in enumerate(competences) if _belongs(own, meeting)]
    return np.array(found, dtype=np.int64)


def sector_areas(meeting: Meeting) -> frozenset[str]:
    """Slugs of the thematic areas that are related, themselves or by their topics, to the asker's SNI code."""
    topics = meeting.index.catalogue.topics
    areas = (topics[place] for place in meeting.index.tables.of_kind(Kind.AREA).tolist())
    return frozenset(area.areas[0] for area in areas if _belongs(area, meeting))


def _belongs(topic: Topic, meeting: Meeting) -> bool:
    """Codes are of one branch where one begins with the other: 16.2 is a part of 16, and 16.231 of both."""
    code = (meeting.request.sni or "").replace(".", "")
    return bool(code) and any(_same_branch(code, other.replace(".", "")) for other in topic.sni)


def _same_branch(code: str, other: str) -> bool:
    return other.isdigit() and (code.startswith(other) or other.startswith(code))

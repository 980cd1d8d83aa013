"""What of an actor's own says that it has a competence."""

from __future__ import annotations

import numpy as np

from s3graph.matching.catalogue import Facet, Kind
from s3graph.matching.hierarchy import STRENGTH
from s3graph.matching.meeting import Meeting
from s3graph.matching.tables import KINDS


def holding(meeting: Meeting, row: int, asked: int) -> tuple[Facet, int]:
    """The facet of the actor, and the competence it states, that reach the asked one best; the first of equal ones."""
    index = meeting.index
    strengths = np.array([STRENGTH.get(kind, 0.0) for kind in KINDS])
    places, columns = index.tables.about(row)
    best = int(np.argmax(strengths[index.tables.kinds[index.tables.own(row)][places]] * index.nearness[columns, asked]))
    return index.catalogue.actors[row].facets[places[best]], int(columns[best])


def offer_of(meeting: Meeting, row: int, held: int, part: int) -> Facet | None:
    """The service or testbed of an actor that is about a competence it states, and most like a part of the need."""
    tables, own = meeting.index.tables, meeting.index.tables.own(row)
    places, columns = tables.about(row)
    kinds = (KINDS.index(Kind.SERVICE), KINDS.index(Kind.TESTBED))
    offers = [place for place in places[columns == held].tolist() if tables.kinds[own[place]] in kinds]
    best = max(offers, key=lambda place: float(meeting.topics[part, own[place]]), default=None)
    return None if best is None else meeting.index.catalogue.actors[row].facets[best]

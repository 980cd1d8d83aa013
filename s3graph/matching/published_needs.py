"""Published needs that say much the same as a need."""

from __future__ import annotations

from s3graph.matching.catalogue import Kind, Topic
from s3graph.matching.fit import fitting_of
from s3graph.matching.meeting import Meeting
from s3graph.matching.offers import SimilarNeed
from s3graph.model import Text

LEAST_FIT = 0.6
SHOWN = 3


def similar(meeting: Meeting) -> tuple[SimilarNeed, ...]:
    """At most ``SHOWN``, most alike first. Nothing of the asker's own need is kept to be found later."""
    topics = meeting.index.catalogue.topics
    fits = fitting_of(meeting, meeting.index.tables.of_kind(Kind.NEED), LEAST_FIT)
    order = sorted(fits, key=lambda place: (-fits[place], topics[place].iri))
    return tuple(
        SimilarNeed(
            iri=topics[place].iri,
            label=topics[place].label,
            score=fits[place],
            competences=_competences(meeting, topics[place]),
        )
        for place in order[:SHOWN]
    )


def _competences(meeting: Meeting, need: Topic) -> tuple[tuple[str, Text], ...]:
    """What a published need is about."""
    columns, competences = meeting.index.columns, meeting.index.competences
    return tuple((iri, competences[columns[iri]].label) for iri in need.subjects if iri in columns)

"""What may be said of a part of a need and what an actor has: how near they are, and what is over."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.concepts import MIDDLE, SURE
from s3graph.matching.hierarchy import ADJACENT
from s3graph.matching.initiatives import status_of
from s3graph.matching.meeting import Meeting
from s3graph.model import Status

Floats = NDArray[np.float32]

ALIKE = 0.6
"""Evidence from which a part is close to what is about no competence."""


def close(meeting: Meeting, part: int, topic: int) -> bool:
    """Whether a part may be said to be close to a topic: surely about its competence; about a part of it, and like
    it; or like it, where the topic is about no competence.

    Likeness alone is right of one competence in four: of 510 such reasons for everyday sentences whose own is known.
    """
    surest = int(np.argmax(meeting.links.sure[part])) if len(meeting.index.concepts) else 0
    own = meeting.index.tables.competences_of(topic)
    if not len(own):
        return bool(meeting.topics[part, topic] >= ALIKE)
    if meeting.backed[part, surest] < SURE or not of_its_subject(meeting, topic):
        return False
    near = meeting.index.nearness[own, surest]
    wholes = [column for column in own[near >= ADJACENT].tolist() if whole_of(meeting, column, surest)]
    return bool(near.max() >= 1 or (wholes and meeting.topics[part, topic] >= MIDDLE))


def of_its_subject(meeting: Meeting, topic: int) -> bool:
    """Whether the need may be about two things that a topic is about: a testbed for automation is none for an app. So
    is every topic that is about one competence at most; that one of them lies beside another says nothing of the need.
    """
    own = meeting.index.tables.competences_of(topic)
    if len(own) < 2:
        return True
    asked = meeting.links.sure.max(axis=0)
    others = np.where(np.isin(np.arange(len(asked)), own), 0, asked)
    about = np.maximum(asked[own], (meeting.index.nearness[own] * others).max(axis=1))
    return bool(np.sort(about)[-2] >= SURE)


def itself(meeting: Meeting, part: int, topic: int) -> bool:
    """Whether a topic is about the very competence that a part is likeliest to be about, or about none."""
    own = meeting.index.tables.competences_of(topic)
    return not len(own) or int(np.argmax(meeting.links.sure[part])) in own


def whole_of(meeting: Meeting, held: int, asked: int) -> bool:
    """Whether having one competence is having another: the same, or the field it is a part of.

    A part of it, or what is related to it, is another trade: who has timber industry is not the one for production.
    """
    return held == asked or meeting.index.competences[held].iri in meeting.index.competences[asked].broader


def fair(meeting: Meeting, row: int) -> NDArray[np.bool_]:
    """``[part, facet]`` of an actor: not a part that is surely about a competence beside what is nowhere near it."""
    if not len(meeting.index.concepts):
        return np.ones((len(meeting.need.parts), len(meeting.index.tables.own(row))), np.bool_)
    surest = meeting.links.sure.argmax(axis=1)
    surely = meeting.links.sure.max(axis=1) >= SURE
    near = by_facet(meeting, row, meeting.index.nearness[:, surest].T) >= ADJACENT
    return np.asarray(near | ~surely[:, None], np.bool_)


def ended(meeting: Meeting, topic: int) -> str | None:
    """The year in which an initiative ended; None of one that did not, as far as is known, and of other topics."""
    found = meeting.index.initiatives.get(topic)
    if found is None or found.end is None or status_of(found, meeting.today) is not Status.ENDED:
        return None
    return found.end.lexical[:4]


def going_on(meeting: Meeting, topic: int) -> bool:
    """False of an initiative of which no date says whether it is still there; True of all else that has not ended."""
    found = meeting.index.initiatives.get(topic)
    return found is None or status_of(found, meeting.today) is not Status.UNKNOWN


def by_facet(meeting: Meeting, row: int, by_concept: Floats) -> Floats:
    """``[part, facet]`` of an actor: the most of the competences a facet is about."""
    places, columns = meeting.index.tables.about(row)
    found = np.zeros((len(by_concept), len(meeting.index.tables.own(row))), np.float32)
    if len(places):
        firsts = np.concatenate([[0], np.flatnonzero(places[1:] != places[:-1]) + 1])
        found[:, places[firsts]] = np.maximum.reduceat(by_concept[:, columns], firsts, axis=1)
    return found

"""Whose trade it is: clusters, centres of a branch and tourism organisations are there for companies of one trade."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.branch import sector_columns
from s3graph.matching.catalogue import Kind
from s3graph.matching.concepts import LIKE, SURE
from s3graph.matching.directions import SPECIAL
from s3graph.matching.hierarchy import ADJACENT
from s3graph.matching.meeting import Meeting
from s3graph.matching.words import content_words
from s3graph.model import Language, Text

Floats = NDArray[np.float32]

STATED = 0.85
"""Reach of who states a competence, at least as a service."""
LONG = 6
"""Letters of a word that names a trade."""
MAIN = 2
"""An area is a main one of a need where at least so much, of one part in so many, lies in it as in any."""


def of_another_trade(meeting: Meeting, rows: Sequence[int]) -> set[int]:
    """Of some actors, those that are there for a trade which neither the need nor who asks has anything to do with: an
    exporting workshop is not of the furniture trade.

    A need is of an actor's trade where a competence special to an area (``SPECIAL``) that any part may be about, or
    that belongs to the company's industry, is adjacent to one that the actor states; where the need says a word of its
    name; or where all that the actor states lies in one area, and that is a main one of the need. Where who asks is
    surely of other areas than the actor, only what is surely asked counts, and the actor has itself.
    """
    actors, asked = meeting.index.catalogue.actors, {*meeting.request.areas}
    bound = [row for row in rows if actors[row].of_trade and not asked & {*actors[row].areas}]
    if not bound or meeting.request.concepts:
        return set()
    return {row for row, belongs in zip(bound, _belong(meeting, bound).tolist(), strict=True) if not belongs}


def of_its_areas(meeting: Meeting, topic: int) -> bool:
    """Whether a topic is of a main area of the need, of none at all, or about what is adjacent to a competence that is
    special to an area and that a part may be about.
    """
    areas, own = {*meeting.index.catalogue.topics[topic].areas}, meeting.index.tables.competences_of(topic)
    if not areas or areas & main_areas(meeting):
        return True
    may = _special(meeting) & (_may_be(meeting).max(axis=0, initial=0) >= LIKE)
    return bool(_adjacent(meeting, may)[own].any())


def for_what_is_asked(meeting: Meeting, topics: Sequence[int]) -> list[int]:
    """Of some topics, those that are about nothing special to an area, or about what is adjacent to something such that
    a part may be about: a foundry for trials is none for an aid to nurses. A testbed that says nothing special is for
    what those who have it can, and that must be surely asked: the laboratory of a workshop is none for food.
    """
    special, sure = _special(meeting), _may_be(meeting).max(axis=0, initial=0)
    near, surely = (_adjacent(meeting, special & (sure >= least)) for least in (LIKE, SURE))
    found: list[int] = []
    for topic in topics:
        own = meeting.index.tables.competences_of(topic)
        own, of_whom = own[special[own]], _of_whom(meeting, topic) & special
        if near[own].any() if len(own) else surely[of_whom].any() or not of_whom.any():
            found.append(topic)
    return found


def special_topics(meeting: Meeting) -> NDArray[np.bool_]:
    """``[topic]``: whether it is about something special to an area."""
    tables, special = meeting.index.tables, _special(meeting)
    found = np.zeros(len(tables.kinds), np.bool_)
    found[tables.subjects[0][special[tables.subjects[1]]]] = True
    return found


def _of_whom(meeting: Meeting, topic: int) -> NDArray[np.bool_]:
    """``[concept]``: what those state who have a testbed; nothing of another topic."""
    index = meeting.index
    if index.catalogue.topics[topic].kind is not Kind.TESTBED:
        return np.zeros(len(index.concepts), np.bool_)
    rows = [index.catalogue.row_of[actor.iri] for actor, _ in index.holders(topic)]
    return np.asarray((index.reach[rows] >= STATED).any(axis=0), np.bool_)


def _belong(meeting: Meeting, rows: Sequence[int]) -> NDArray[np.bool_]:
    """``[row]``: whether the need is of the trade of each of these actors."""
    index, sure, asking = meeting.index, _may_be(meeting), meeting.asking
    special, (areas, inside) = _special(meeting), index.areas_of
    own = special & (index.reach[rows] >= STATED)
    common = own.astype(np.float32) @ ~inside == 0
    near = _adjacent(meeting, special & (sure.max(axis=0, initial=0) >= LIKE))
    main = np.array([area in main_areas(meeting) for area in areas], np.bool_)
    near |= _named(meeting, np.flatnonzero(own.any(axis=0)).tolist())
    belongs = ~own.any(axis=1) | (own & near).any(axis=1) | ((common.sum(axis=1) == 1) & (common & main).any(axis=1))
    home = inside[special & (sure[~asking].max(axis=0, initial=0) >= SURE)].any(axis=0)
    if not home.any():
        return np.asarray(belongs, np.bool_)
    there = np.array([[area in index.catalogue.actors[row].areas for area in areas] for row in rows], np.bool_)
    surely = own & (sure[asking].max(axis=0, initial=0) >= SURE)
    return np.asarray(np.where((there & home).any(axis=1), belongs, surely.any(axis=1)), np.bool_)


def _named(meeting: Meeting, columns: Sequence[int]) -> NDArray[np.bool_]:
    """``[concept]``: of some, whether the need says a word of its name, as it stands or in a compound ("barnmöbler"),
    that names nothing but what is special to the same areas.
    """
    said, found = meeting.need.matter.casefold(), np.zeros(len(meeting.index.concepts), np.bool_)
    for column in columns:
        words = _long_words(meeting.index.competences[column].label, meeting.need.language)
        found[column] = any(word in said and _names_special(meeting, word) for word in words)
    return found


def _names_special(meeting: Meeting, word: str) -> bool:
    named = (one for one in meeting.index.competences if word in _long_words(one.label, meeting.need.language))
    return len({area for one in named for area in one.areas}) <= SPECIAL


@cache
def _long_words(name: Text, language: Language) -> frozenset[str]:
    told = content_words(name.in_language(language), language)
    return frozenset(word.casefold() for word in told if len(word) >= LONG)


def _may_be(meeting: Meeting) -> Floats:
    """``[part, concept]``: how surely a part is about it, in the need or by itself: who asks is of its own trade,
    whatever is asked beside.
    """
    return np.maximum(meeting.links.sure, meeting.alone)


def _special(meeting: Meeting) -> NDArray[np.bool_]:
    """``[concept]``: whether it is special to an area or two."""
    count = meeting.index.areas_of[1].sum(axis=1)
    return np.asarray((count >= 1) & (count <= SPECIAL), np.bool_)


def _adjacent(meeting: Meeting, asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """``[concept]``: whether having it is adjacent to what is asked, or to what belongs to the company's industry."""
    counts = asked.copy()
    counts[sector_columns(meeting)] = True
    return np.asarray((meeting.index.nearness[:, counts] >= ADJACENT).any(axis=1), np.bool_)


def main_areas(meeting: Meeting) -> set[str]:
    """The areas that about as much of the need lies in as in any."""
    most = max(meeting.areas.values(), default=0.0)
    return {area for area, share in meeting.areas.items() if share >= most / MAIN}

"""Whose trade it is: clusters, centres of a branch and tourism organisations are there for companies of one trade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.branch import sector_columns
from s3graph.matching.concepts import SURE
from s3graph.matching.directions import SPECIAL
from s3graph.matching.hierarchy import ADJACENT
from s3graph.matching.meeting import Meeting

MAY = 0.2
"""Confidence from which a part may be about a competence."""
STATED = 0.85
"""Reach of who states a competence, at least as a service."""
MAIN = 2
"""An area is a main one of a need where at least so much, of one part in so many, lies in it as in any."""


def of_another_trade(meeting: Meeting, rows: Sequence[int]) -> set[int]:
    """Of some actors, those that are there for a trade which neither the need nor who asks has anything to do with: an
    exporting workshop is not of the furniture trade.

    A need is of an actor's trade where a competence special to an area (``SPECIAL``) that any part may be about, or
    that belongs to the company's industry, is adjacent to one that the actor states; or where all that the actor
    states lies in one area, and that is a main one of the need. Where who asks is surely of other areas than the actor,
    only what is surely asked counts, and the actor has itself.
    """
    actors = meeting.index.catalogue.actors
    asked = {*meeting.request.areas}
    bound = [row for row in rows if actors[row].of_trade and not asked & {*actors[row].areas}]
    if not bound or meeting.request.concepts:
        return set()
    return set(bound).difference(_of_its_trade(meeting, bound))


def of_its_areas(meeting: Meeting, topic: int) -> bool:
    """Whether a topic is of a main area of the need, of none at all, or about what is adjacent to a competence that is
    special to an area and that a part may be about.
    """
    areas, own = {*meeting.index.catalogue.topics[topic].areas}, meeting.index.tables.competences_of(topic)
    if not areas or areas & _main(meeting):
        return True
    may = _special(meeting) & (meeting.links.sure.max(axis=0, initial=0) >= MAY)
    return bool(_adjacent(meeting, may)[own].any())


def _of_its_trade(meeting: Meeting, rows: Sequence[int]) -> Iterator[int]:
    index, sure, asking = meeting.index, meeting.links.sure, meeting.asking
    special = _special(meeting)
    near = _adjacent(meeting, special & (sure.max(axis=0, initial=0) >= MAY))
    surely = sure[asking].max(axis=0, initial=0) >= SURE
    home = set().union(*_areas(meeting, special & (sure[~asking].max(axis=0, initial=0) >= SURE)))
    main = _main(meeting)
    for row in rows:
        own = special & (index.reach[row] >= STATED)
        areas = _areas(meeting, own)
        if home and not home & {*index.catalogue.actors[row].areas}:
            belongs = bool((own & surely).any())
        else:
            belongs = not areas or bool((own & near).any()) or _of_one(areas) in main
        if belongs:
            yield row


def _special(meeting: Meeting) -> NDArray[np.bool_]:
    """``[concept]``: whether it is special to an area or two."""
    return np.array([1 <= len(competence.areas) <= SPECIAL for competence in meeting.index.competences], np.bool_)


def _adjacent(meeting: Meeting, asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """``[concept]``: whether having it is adjacent to what is asked, or to what belongs to the company's industry."""
    counts = asked.copy()
    counts[sector_columns(meeting)] = True
    return np.asarray((meeting.index.nearness[:, counts] >= ADJACENT).any(axis=1), np.bool_)


def _areas(meeting: Meeting, chosen: NDArray[np.bool_]) -> list[set[str]]:
    """The areas of each of some competences."""
    return [{*meeting.index.competences[column].areas} for column in np.flatnonzero(chosen).tolist()]


def _of_one(areas: Sequence[set[str]]) -> str | None:
    """The area that all competences lie in, where it is one."""
    common = set.intersection(*areas)
    return common.pop() if len(common) == 1 else None


def _main(meeting: Meeting) -> set[str]:
    """The areas that about as much of the need lies in as in any."""
    most = max(meeting.areas.values(), default=0.0)
    return {area for area, share in meeting.areas.items() if share >= most / MAIN}

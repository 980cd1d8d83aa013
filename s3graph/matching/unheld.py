"""What is surely asked for and no actor states: said, with who comes nearest, so that no wish is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from s3graph.matching.answer import Matches
from s3graph.matching.anywhere import at_hand
from s3graph.matching.beside import SURELY, comes
from s3graph.matching.catalogue import Kind
from s3graph.matching.hierarchy import STEP
from s3graph.matching.holding import holding
from s3graph.matching.leading import FIRST
from s3graph.matching.meeting import EXACT, Meeting
from s3graph.matching.of_trade import of_another_trade
from s3graph.matching.ranking import Scores, card
from s3graph.matching.uncovered import told_of_who_asks
from s3graph.matching.wish import Holder, Unheld

NEAREST = 2
"""So many are named who come nearest."""


def unheld(meeting: Meeting, scores: Scores, found: Matches) -> tuple[Unheld, ...]:
    """Each competence that a wanted part is very surely (``SURELY``) about and no actor has itself, in the order of the
    parts, with the best of those who come nearest; not one that the first of those named are told to come near.
    """
    told = {reason.about for match in found.top(FIRST) for reason in match.reasons if not reason.slight}
    parts: dict[int, str] = {}
    for part, column in _wanted(meeting):
        if meeting.index.competences[column].iri not in told:
            parts.setdefault(column, meeting.need.parts[part].text)
    competences = meeting.index.competences
    return tuple(
        Unheld(competences[column].iri, competences[column].label, text, tuple(_nearest(meeting, scores, column)))
        for column, text in parts.items()
    )


def _wanted(meeting: Meeting) -> Iterator[tuple[int, int]]:
    """Parts in which something is wanted, and the competence that nobody has and each
    is very surely about, or all wishes together; not one that is told of the company: that nobody keeps a campsite
    helps no campsite.
    """
    if not len(meeting.index.concepts):
        return
    sure = meeting.backed
    together = 1 - np.prod(1 - sure[meeting.wished], axis=0)
    told = told_of_who_asks(meeting)
    for place in np.flatnonzero(meeting.wished).tolist():
        column = int(np.argmax(sure[place]))
        surely = max(sure[place, column], together[column]) >= SURELY
        if surely and not told[column] and meeting.index.tables.furthest[column] < EXACT:
            yield place, column


def _nearest(meeting: Meeting, scores: Scores, column: int) -> Iterator[Holder]:
    """The first that are surely there, near enough to be asked, of no other trade, and state what is adjacent."""
    actors, reach = meeting.index.catalogue.actors, meeting.index.reach[:, column]
    there = (reach >= STEP) & at_hand(meeting)
    there[list(of_another_trade(meeting, np.flatnonzero(there).tolist()))] = False
    able = there.tolist()
    count = 0
    for row in scores.order(meeting.index.turns):
        if not able[row] or (meeting.place is not None and not comes(meeting.place.nearness(actors[row]), actors[row])):
            continue
        facet, held = holding(meeting, row, column)
        if meeting.index.catalogue.topics[facet.topic].kind is not Kind.INITIATIVE:
            yield Holder(card(actors[row]), meeting.index.competences[held].label, facet.statements)
            count += 1
        if count == NEAREST:
            return

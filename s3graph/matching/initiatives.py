"""Initiatives that fit a need, told apart by their status today. An ended one is evidence, never an offer."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Initiative
from s3graph.matching.fit import fits_of
from s3graph.matching.hierarchy import ADJACENT
from s3graph.matching.meeting import Meeting
from s3graph.matching.of_trade import of_its_areas
from s3graph.matching.offers import InitiativeMatch
from s3graph.model import Status, Text, status_on

Floats = NDArray[np.float32]

LEAST_FIT = 0.5
LEAST_FIT_OPEN = 0.45
"""The same for one that is open or planned: it can be joined, so it may be a little further off."""
LEAST_FIT_ASKED, ASKED = 0.36, 0.5
"""The same for one to join about what is wanted so surely, or about what is adjacent: of thirteen ten are useful."""
LEAST_FIT_OLD, OLD = 0.65, 5
"""The same for one of no known end that began so many years ago: most such are over."""
_TO_JOIN = frozenset({Status.OPEN, Status.PLANNED})
SHOWN = 6
_ORDER = (Status.OPEN, Status.PLANNED, Status.UNKNOWN, Status.ENDED)
_SAYS = {
    Status.OPEN: Text(sv="Pågår till {end}.", en="Open until {end}."),
    Status.PLANNED: Text(sv="Planerad, börjar {start}.", en="Planned, starts {start}."),
    Status.UNKNOWN: Text(
        sv="Slutdatum saknas: fråga om insatsen pågår.", en="No end date is known: ask whether it is still running."
    ),
    Status.ENDED: Text(
        sv="Avslutad {end}: går inte att söka, men visar vad aktörerna kan.",
        en="Ended {end}: not open, but it shows what the actors can do.",
    ),
}


def status_of(initiative: Initiative, today: date) -> Status:
    return status_on(today, initiative.start, initiative.end)


def fits(meeting: Meeting) -> Floats:
    """``[initiative]``: how well each meets the need, about 0 to 1, by its clauses and its competences."""
    initiatives = meeting.index.catalogue.initiatives
    return fits_of(meeting, np.array([initiative.topic for initiative in initiatives], np.int64))


def fitting(meeting: Meeting) -> tuple[InitiativeMatch, ...]:
    """The initiatives that fit, the ones to join first; those of the asker's region before others of equal fit.

    One that is for companies of other counties only is left out where the asker's is known; one that has ended, where
    there are others to join; and one of other areas that is about nothing that is special to the need's.
    """
    scored = [
        (initiative, float(fit))
        for initiative, fit in zip(meeting.index.catalogue.initiatives, fits(meeting), strict=True)
        if fit >= least_fit(meeting, initiative) and not _elsewhere(meeting, initiative)
        if of_its_areas(meeting, initiative.topic)
    ]
    found = [_match(meeting, initiative, fit) for initiative, fit in scored]
    if any(match.status in _TO_JOIN for match in found):
        found = [match for match in found if match.status is not Status.ENDED]
    found.sort(key=lambda match: (_ORDER.index(match.status), -match.score - _local(meeting, match), match.iri))
    kept: list[InitiativeMatch] = []
    for status in _ORDER:
        kept.extend([match for match in found if match.status is status][: SHOWN // 2])
    return tuple(kept[:SHOWN])


def least_fit(meeting: Meeting, initiative: Initiative) -> float:
    """From where on an initiative is named, by its status on the day."""
    if status_of(initiative, meeting.today) in _TO_JOIN:
        return LEAST_FIT_ASKED if _is_asked(meeting, initiative.topic) else LEAST_FIT_OPEN
    return LEAST_FIT_OLD if _old(meeting, initiative) else LEAST_FIT


def coming(meeting: Meeting) -> NDArray[np.bool_]:
    """``[actor]``: whether it takes part in an open initiative that fits the need and covers the asker's county."""
    catalogue, place = meeting.index.catalogue, meeting.place
    found = np.zeros(len(catalogue.actors), np.bool_)
    for initiative, fit in zip(catalogue.initiatives, fits(meeting), strict=True):
        covers = place is not None and place.region.slug in initiative.regions
        if covers and fit >= LEAST_FIT_OPEN and status_of(initiative, meeting.today) is Status.OPEN:
            found[[catalogue.row_of[party] for party in initiative.parties if party in catalogue.row_of]] = True
    return found


def _is_asked(meeting: Meeting, topic: int) -> bool:
    """Whether a topic is about a competence that is surely wanted, or adjacent to one."""
    own = meeting.index.tables.competences_of(topic)
    near = (meeting.index.nearness[own] >= ADJACENT).any(axis=0)
    return bool((meeting.backed[meeting.wished][:, near] >= ASKED).any())


def _old(meeting: Meeting, initiative: Initiative) -> bool:
    start = initiative.start
    return initiative.end is None and start is not None and meeting.today.year - start.first_day().year >= OLD


def _elsewhere(meeting: Meeting, initiative: Initiative) -> bool:
    """By the counties it states, else by those of the actors that own it or take part."""
    counties = (meeting.place.region.slug,) if meeting.place else meeting.counties
    if not counties:
        return False
    parties = (actor for actor in meeting.index.catalogue.actors if actor.iri in initiative.parties)
    regions = initiative.regions or tuple(region for actor in parties for region in actor.regions)
    return bool(regions) and not {*regions} & {*counties}


def _local(meeting: Meeting, match: InitiativeMatch) -> float:
    return 0.1 if meeting.place is not None and meeting.place.region.slug in match.regions else 0.0


def _match(meeting: Meeting, initiative: Initiative, fit: float) -> InitiativeMatch:
    status = status_of(initiative, meeting.today)
    start = initiative.start.lexical if initiative.start else None
    end = initiative.end.lexical if initiative.end else None
    says = _SAYS[status]
    return InitiativeMatch(
        iri=initiative.iri,
        label=meeting.index.catalogue.topics[initiative.topic].label,
        status=status,
        score=fit,
        start=start,
        end=end,
        owners=initiative.owners,
        regions=initiative.regions,
        page=initiative.page,
        text=Text(sv=says.sv.format(start=start, end=end), en=says.en.format(start=start, end=end)),
        evidence=initiative.statements,
    )

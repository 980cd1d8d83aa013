"""Services and testbeds that fit a need, with who offers them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.anywhere import at_hand
from s3graph.matching.catalogue import Kind
from s3graph.matching.meeting import Meeting
from s3graph.matching.of_trade import for_what_is_asked, main_areas, of_another_trade, special_topics
from s3graph.matching.offers import ServiceMatch

LEAST_FIT = 0.55
SHOWN = 6
NEARBY = 0.1
"""What a provider in the asker's region counts beside the fit."""


def offered(meeting: Meeting) -> tuple[ServiceMatch, ...]:
    """At most ``SHOWN``, best first; those of the asker's region before others of equal fit.

    A service that only actors of other regions give is left out; a testbed is worth a journey. Left out too is what
    only actors give that may no longer be there, or that are there for another trade, and what is about nothing special
    where they work in other areas; and what is for something special that the need has nothing to do with.
    """
    tables, topics = meeting.index.tables, meeting.index.catalogue.topics
    home = _at_home(meeting)
    there = at_hand(meeting)
    there[list(of_another_trade(meeting, range(len(there))))] = False
    given = _having(meeting, there) & tables.are(Kind.SERVICE, Kind.TESTBED)
    given &= _having(meeting, there & _of_the_area(meeting)) | special_topics(meeting)
    fitting = np.flatnonzero(given & (meeting.fits >= LEAST_FIT) & ~_elsewhere(meeting, home))
    fitting = np.array(for_what_is_asked(meeting, fitting.tolist()), np.int64)
    worth = meeting.fits[fitting] + NEARBY * _having(meeting, home)[fitting]
    leading = np.flatnonzero(worth >= np.sort(worth)[-SHOWN:].min(initial=np.inf))
    order = sorted(leading, key=lambda one: (-worth[one], topics[int(fitting[one])].iri))
    return tuple(_match(meeting, int(place), float(meeting.fits[place])) for place in fitting[order[:SHOWN]])


def _of_the_area(meeting: Meeting) -> NDArray[np.bool_]:
    """``[actor]``: whether it works in a main area of the need."""
    main = main_areas(meeting)
    return np.array([bool(main & {*actor.areas}) for actor in meeting.index.catalogue.actors], np.bool_)


def _at_home(meeting: Meeting) -> NDArray[np.bool_]:
    """``[actor]``: whether it is of the asker's region; nobody is where no place is known."""
    place, catalogue = meeting.place, meeting.index.catalogue
    if place is None:
        return np.zeros(len(catalogue.actors), np.bool_)
    return np.array(catalogue.by_territory(lambda actor: place.region.slug in actor.regions), np.bool_)


def _elsewhere(meeting: Meeting, home: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """``[topic]``: whether it is a service, and all who give it are of certain regions, none of them the asker's."""
    tables = meeting.index.tables
    if meeting.place is None:
        return np.zeros(len(tables.kinds), np.bool_)
    anywhere = np.array(meeting.index.catalogue.by_territory(lambda actor: not actor.regions), np.bool_)
    return np.asarray(tables.are(Kind.SERVICE) & ~_having(meeting, home | anywhere), np.bool_)


def _having(meeting: Meeting, actors: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """``[topic]``: whether one of the chosen actors has it."""
    tables = meeting.index.tables
    found = np.zeros(len(tables.kinds), np.bool_)
    found[tables.facets[np.repeat(actors, np.diff(tables.actors))]] = True
    return found


def _match(meeting: Meeting, place: int, fit: float) -> ServiceMatch:
    topic = meeting.index.catalogue.topics[place]
    holders = meeting.index.holders(place)
    return ServiceMatch(
        iri=topic.iri,
        label=topic.label,
        testbed=topic.kind is Kind.TESTBED,
        score=fit,
        providers=tuple((actor.iri, actor.label) for actor, _ in holders),
        evidence=tuple(statement for _, facet in holders for statement in facet.statements),
    )

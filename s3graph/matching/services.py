"""Services and testbeds that fit a need, with who offers them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Kind
from s3graph.matching.fit import fits_of
from s3graph.matching.meeting import Meeting
from s3graph.matching.offers import ServiceMatch

LEAST_FIT = 0.5
SHOWN = 6
NEARBY = 0.1
"""What a provider in the asker's region counts beside the fit."""


def offered(meeting: Meeting) -> tuple[ServiceMatch, ...]:
    """At most ``SHOWN``, best first; those of the asker's region before others of equal fit."""
    tables, topics = meeting.index.tables, meeting.index.catalogue.topics
    places = tables.of_kind(Kind.SERVICE, Kind.TESTBED)
    places = places[tables.held[places]]
    fits = fits_of(meeting, places)
    fitting = np.flatnonzero(fits >= LEAST_FIT)
    worth = fits[fitting] + NEARBY * _nearby(meeting)[places[fitting]]
    leading = np.flatnonzero(worth >= np.sort(worth)[-SHOWN:].min(initial=np.inf))
    order = sorted(leading, key=lambda one: (-worth[one], topics[int(places[fitting[one]])].iri))
    return tuple(_match(meeting, int(places[one]), float(fits[one])) for one in fitting[order[:SHOWN]])


def _nearby(meeting: Meeting) -> NDArray[np.bool_]:
    """``[topic]``: whether an actor of the asker's region has it."""
    tables, place = meeting.index.tables, meeting.place
    found = np.zeros(len(tables.kinds), np.bool_)
    if place is not None:
        near = [place.region.slug in actor.regions for actor in meeting.index.catalogue.actors]
        found[tables.facets[np.repeat(near, np.diff(tables.actors))]] = True
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

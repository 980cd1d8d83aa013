"""Services and testbeds that fit a need, with who offers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

from s3graph.matching.catalogue import Actor, Kind, Statement
from s3graph.matching.fit import fits_of
from s3graph.matching.meeting import Meeting
from s3graph.matching.offers import ServiceMatch

LEAST_FIT = 0.5
SHOWN = 6
NEARBY = 0.1
"""What a provider in the asker's region counts beside the fit."""
_KINDS = (Kind.SERVICE, Kind.TESTBED)


def offered(meeting: Meeting) -> tuple[ServiceMatch, ...]:
    """At most ``SHOWN``, best first; those of the asker's region before others of equal fit."""
    topics = meeting.index.catalogue.topics
    places = [place for place, topic in enumerate(topics) if topic.kind in _KINDS]
    fits = {place: float(fit) for place, fit in zip(places, fits_of(meeting, places), strict=True) if fit >= LEAST_FIT}
    providers = _providers(meeting, fits.keys())
    order = sorted(fits, key=lambda place: (-fits[place] - _local(meeting, providers[place]), topics[place].iri))
    return tuple(
        ServiceMatch(
            iri=topics[place].iri,
            label=topics[place].label,
            testbed=topics[place].kind is Kind.TESTBED,
            score=fits[place],
            providers=tuple((actor.iri, actor.label) for actor, _ in providers[place]),
            evidence=tuple(statement for _, statements in providers[place] for statement in statements),
        )
        for place in order
        if providers[place]
    )[:SHOWN]


def _providers(meeting: Meeting, places: Set[int]) -> dict[int, list[tuple[Actor, tuple[Statement, ...]]]]:
    found: dict[int, list[tuple[Actor, tuple[Statement, ...]]]] = defaultdict(list)
    for actor in meeting.index.catalogue.actors:
        for facet in actor.facets:
            if facet.topic in places:
                found[facet.topic].append((actor, facet.statements))
    return found


def _local(meeting: Meeting, providers: list[tuple[Actor, tuple[Statement, ...]]]) -> float:
    place = meeting.place
    near = place is not None and any(place.region.slug in actor.regions for actor, _ in providers)
    return NEARBY if near else 0.0

"""Services and testbeds that fit a need, with who offers them."""

from __future__ import annotations

from s3graph.matching.catalogue import Actor, Facet, Kind
from s3graph.matching.fit import fitting_of
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
    fits = fitting_of(meeting, [place for kind in _KINDS for place in meeting.index.places_of[kind]], LEAST_FIT)
    providers = {place: meeting.index.offers.get(place, ()) for place in fits}
    held = [place for place in fits if providers[place]]
    order = sorted(held, key=lambda place: (-fits[place] - _local(meeting, providers[place]), topics[place].iri))
    return tuple(
        ServiceMatch(
            iri=topics[place].iri,
            label=topics[place].label,
            testbed=topics[place].kind is Kind.TESTBED,
            score=fits[place],
            providers=tuple((actor.iri, actor.label) for actor, _ in providers[place]),
            evidence=tuple(statement for _, facet in providers[place] for statement in facet.statements),
        )
        for place in order[:SHOWN]
    )


def _local(meeting: Meeting, providers: tuple[tuple[Actor, Facet], ...]) -> float:
    place = meeting.place
    near = place is not None and any(place.region.slug in actor.regions for actor, _ in providers)
    return NEARBY if near else 0.0

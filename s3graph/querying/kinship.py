"""Which actors are like one, and which of other areas could be a bridge from it.

Alike are those that share much of what either has (Jaccard index of competences). A bridge is an actor of an area that
the one does not work in, with a competence both have: related, and different (Frenken, Van Oort and Verburg 2007).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from s3graph.querying.entity import Actor, Named, slugs

SHOWN = 5
LEAST_SHARED = 2
"""Competences that two must have in common to be called alike."""


@dataclass(frozen=True)
class Kin:
    """Another actor, the competences both have, and the area that it alone of the two works in, for a bridge."""

    actor: Actor
    shared: tuple[Named, ...]
    area: Named | None = None


@dataclass(frozen=True)
class Companion:
    """One that takes part in the same initiatives, and in how many."""

    named: Named
    initiatives: int


def alike(actor: Actor, others: Iterable[Actor]) -> tuple[Kin, ...]:
    """The most alike first; those with few competences in common are not alike."""
    found = [(one, _shared(actor, one)) for one in _comparable(actor, others)]
    near = [(one, shared) for one, shared in found if len(shared) >= LEAST_SHARED]
    near.sort(key=lambda pair: (-len(pair[1]) / _together(actor, pair[0]), pair[0].iri))
    return tuple(Kin(one, shared) for one, shared in near[:SHOWN])


def bridges(actor: Actor, others: Iterable[Actor]) -> tuple[Kin, ...]:
    """For each area it does not work in, the actor of it that shares most; those with fewest common areas first."""
    own = slugs(actor.areas)
    best: dict[str, tuple[tuple[int, int, str], Kin]] = {}
    for other in _comparable(actor, others):
        shared = _shared(actor, other)
        if not shared:
            continue
        rank = (len(own & slugs(other.areas)), -len(shared), other.iri)
        for link in other.areas:
            area = link.value
            if area.slug not in own and (area.slug not in best or rank < best[area.slug][0]):
                best[area.slug] = (rank, Kin(other, shared, area))
    return tuple(kin for _, kin in sorted(best.values(), key=lambda found: found[0][1:]))


def companions(actor: Actor, parties: Iterable[Iterable[Named]]) -> tuple[Companion, ...]:
    """Who takes part in the same initiatives, the most often first. ``parties`` are those of each initiative."""
    met: Counter[Named] = Counter()
    for named in map(set, parties):
        if actor.as_named in named:
            met.update(named - {actor.as_named})
    ordered = sorted(met, key=lambda one: (-met[one], one.iri))
    return tuple(Companion(one, met[one]) for one in ordered[:SHOWN])


def _comparable(actor: Actor, others: Iterable[Actor]) -> Iterable[Actor]:
    """Not itself; what is made up is like nothing real."""
    return (other for other in others if other.iri != actor.iri and other.example == actor.example)


def _shared(one: Actor, other: Actor) -> tuple[Named, ...]:
    held = slugs(other.competences)
    return tuple(link.value for link in one.competences if link.value.slug in held)


def _together(one: Actor, other: Actor) -> int:
    return len(slugs(one.competences) | slugs(other.competences))

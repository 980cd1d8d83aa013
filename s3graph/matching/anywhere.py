"""Where an asker may be who gives no municipality or county: who is there for most of those places comes first."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Container, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Actor, Catalogue
from s3graph.matching.caution import presence
from s3graph.matching.families import as_able
from s3graph.matching.meeting import Meeting
from s3graph.matching.places import FROM_AFAR, NEARNESS, Whereabouts

Floats = NDArray[np.float32]

UNTOLD = 0.15
"""What nearness counts where no place is told, beside one that is: .1 to .2 are best on the fitted half."""
FEW = 0.1
"""Share of the municipalities where the asker may be below which hardly anybody who asks is there."""


def likely_nearness(meeting: Meeting) -> Floats:
    """``[actor]``: ``UNTOLD`` of its mean nearness over the municipalities in which the asker may be."""
    catalogue = meeting.index.catalogue
    counties = _municipalities(catalogue, meeting.counties)
    total = sum(counties.values())
    if not total:
        return np.zeros(len(catalogue.actors), np.float32)
    whereabouts = {county: Whereabouts(catalogue.place_of[county], None) for county in counties}

    def nearness(actor: Actor) -> float:
        table = FROM_AFAR if actor.from_afar else NEARNESS
        return sum(count * max(table[whereabouts[county].nearness(actor)], 0.0) for county, count in counties.items())

    return np.array(catalogue.by_territory(nearness), np.float32) * np.float32(UNTOLD / total)


def may_be_near(meeting: Meeting) -> NDArray[np.bool_]:
    """``[actor]``: whether it is of use in a county in which the asker may be: nobody in Småland is sent to Gotland."""
    catalogue, counties = meeting.index.catalogue, {*meeting.counties}
    if not counties:
        return np.ones(len(catalogue.actors), np.bool_)
    found = catalogue.by_territory(
        lambda actor: actor.from_afar or not actor.regions or not counties.isdisjoint(actor.regions)
    )
    return np.array(found, np.bool_)


def at_hand(meeting: Meeting) -> NDArray[np.bool_]:
    """``[actor]``: whether it is surely still there, and may be near: only then it is named for what it alone has."""
    return np.asarray((presence(meeting) >= 0) & may_be_near(meeting), np.bool_)


def likelier_first(meeting: Meeting, rows: Sequence[int], able: Container[int]) -> list[int]:
    """The rows in order, but who is there for ``FEW`` of the municipalities behind those of its kind who are there for
    more and are ``able``, and behind the first other such who has all that is surely asked and it has: the energy
    agency of an island, and its university, behind those of three counties. Unchanged, where a place is told.
    """
    actors, found = meeting.index.catalogue.actors, list(rows)
    if meeting.place is not None:
        return found
    counties = _municipalities(meeting.index.catalogue, meeting.counties)
    few = {row for row in rows if _there_for_few(actors[row], counties)}
    more = [row for row in rows if row in able and row not in few]
    for row in (one for one in rows if one in few):
        kind = [one for one in more if actors[one].kind == actors[row].kind]
        other = itertools.islice((one for one in more if as_able(meeting, row, one)), 1)
        last = max(map(found.index, (*kind[-1:], *other)), default=0)
        if last > found.index(row):
            found.remove(row)
            found.insert(last, row)
    return found


def _there_for_few(actor: Actor, counties: Mapping[str, int]) -> bool:
    served, total = _served(actor, counties)
    return bool(actor.regions) and served < FEW * total


def counted(meeting: Meeting, actor: Actor) -> tuple[int, int]:
    """In how many of the municipalities where the asker may be an actor is there, and how many those are."""
    return _served(actor, _municipalities(meeting.index.catalogue, meeting.counties))


def _served(actor: Actor, counties: Mapping[str, int]) -> tuple[int, int]:
    served = sum(count for county, count in counties.items() if county in actor.regions)
    return min(served, len(actor.serves) or served), sum(counties.values())


def _municipalities(catalogue: Catalogue, counties: Sequence[str]) -> Mapping[str, int]:
    """How many municipalities each of some counties has; of all, where none are given."""
    lie = (place.part_of for place in catalogue.places if place.level == "municipality")
    return Counter(county for county in lie if county and county in (counties or catalogue.place_of))

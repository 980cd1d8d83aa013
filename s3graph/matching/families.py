"""Actors that are alike in several counties: the asker's own is named, or one where nobody knows which that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from s3graph.matching.catalogue import Actor
from s3graph.matching.concepts import SURE
from s3graph.matching.meeting import EXACT, HELD, Meeting
from s3graph.matching.places import Nearness, Whereabouts
from s3graph.model import Text

EACH = 2
"""So many actors of one county alone are named where no place is known."""


def alike(meeting: Meeting, rows: Sequence[int]) -> dict[int, list[int]]:
    """The rows to name, in order, and for each the later ones that it stands for: none where a place is known, and then
    the one at home in the place of all that are alike.

    Alike are actors of one kind in other counties, whose names begin with the same word ("Almi Gotland", "Almi
    Kronoberg") or of which each county has one, as able at what is surely asked. Who is used from afar, or is there for
    certain municipalities, stands for itself.
    """
    if meeting.place is not None:
        return {row: [] for row in _at_home(meeting, rows, meeting.place)}
    actors, found = meeting.index.catalogue.actors, dict[int, list[int]]()
    leaders = dict[tuple[Text, str], list[int]]()
    for row in rows:
        actor = actors[row]
        family = _family(actor, meeting.index.catalogue.one_a_county)
        own = leaders.setdefault(family, []) if family else []
        leader = next((one for one in own if not set(actors[one].regions) & set(actor.regions)), None)
        if leader is not None and not as_able(meeting, leader, row):
            leader = None
        if leader is None:
            found[row] = []
            own.append(row)
        else:
            found[leader].append(row)
    return found


def _at_home(meeting: Meeting, rows: Sequence[int], place: Whereabouts) -> Iterator[int]:
    """The rows, with who is at home where the first alike stands; the others only behind it, and only those who have
    what is surely asked and it has not.
    """
    actors, known = meeting.index.catalogue.actors, meeting.index.catalogue.one_a_county
    families = {row: _family(actors[row], known) for row in rows}
    home = {families[row]: row for row in reversed(rows) if place.nearness(actors[row]) >= Nearness.SAME_REGION}
    seen = set[int]()
    for row in rows:
        own = home.get(families[row], row) if families[row] else row
        for one in (own, row):
            if one not in seen and (one == own or not as_able(meeting, row, own)):
                seen.add(one)
                yield one


def spread(meeting: Meeting, found: Mapping[int, Sequence[int]]) -> list[int]:
    """Of the rows to name, in order, with those each stands for: no more than ``EACH`` of one county alone, where no
    place is known, but for those of use from afar that have the very thing. Whoever asks is likelier to be in another.
    """
    if meeting.place is not None:
        return list(found)
    actors, kept, seen = meeting.index.catalogue.actors, list[int](), Counter[str]()
    for row, others in found.items():
        counties = set(chain.from_iterable(actors[one].regions for one in (row, *others)))
        of_one = len(counties) == 1 and not (actors[row].from_afar and _has_exactly(meeting, row))
        if of_one:
            seen.update(counties)
        if not of_one or seen[next(iter(counties))] <= EACH:
            kept.append(row)
    return kept


def as_able(meeting: Meeting, leader: int, row: int) -> bool:
    """Whether an actor has everything that is surely asked and the leader has; not of those who advise on anything."""
    if meeting.index.catalogue.actors[row].advises > 0.5:
        return True
    asked = (meeting.links.sure[meeting.asking] >= SURE).any(axis=0)
    reach = meeting.index.reach
    return not bool((asked & (reach[leader] >= HELD) & (reach[row] < HELD)).any())


def _has_exactly(meeting: Meeting, row: int) -> bool:
    """Whether an actor has a competence itself that is surely asked."""
    asked = (meeting.links.sure[meeting.asking] >= SURE).any(axis=0)
    return bool(meeting.index.reach[row, asked].max(initial=0) >= EXACT)


def _family(actor: Actor, one_a_county: frozenset[Text]) -> tuple[Text, str] | None:
    """What actors that are alike have in common; None of one that stands for itself."""
    if actor.kind is None or actor.from_afar or actor.serves:
        return None
    return actor.kind, "" if actor.kind in one_a_county else actor.label.sv.partition(" ")[0].casefold()

"""Actors that are alike in several counties: one of them is named where nobody knows which county the asker's is."""

from __future__ import annotations

from collections.abc import Sequence

from s3graph.matching.catalogue import Actor
from s3graph.matching.meeting import Meeting


def alike(meeting: Meeting, rows: Sequence[int]) -> dict[int, list[int]]:
    """The rows to name, in order, and for each the later ones that it stands for: none where a place is known.

    Alike are actors of one kind whose names begin with the same word, in other counties ("Almi Gotland", "Almi
    Kronoberg"). Who is used from afar stands for itself.
    """
    found: dict[int, list[int]] = {}
    for row in rows:
        leader = None if meeting.place else next((one for one in found if _are_alike(meeting, one, row)), None)
        if leader is None:
            found[row] = []
        else:
            found[leader].append(row)
    return found


def _are_alike(meeting: Meeting, first: int, other: int) -> bool:
    one, two = meeting.index.catalogue.actors[first], meeting.index.catalogue.actors[other]
    if one.kind is None or one.kind != two.kind or one.from_afar or two.from_afar or one.serves or two.serves:
        return False
    return _named(one) == _named(two) and not set(one.regions) & set(two.regions)


def _named(actor: Actor) -> str:
    return actor.label.sv.split()[0].casefold()

"""Who joins those an answer names: the first who has a further thing that is wished and that none of them has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from s3graph.matching.answer import Band, Match, Matches
from s3graph.matching.meeting import Meeting
from s3graph.matching.ranking import falling, has_its_own, match_of, score
from s3graph.matching.wish import Wish
from s3graph.matching.wish_by_wish import TOLD

MOST = 2
"""So many join those that are named."""


def joined(meeting: Meeting, found: Matches, wishes: Sequence[Wish]) -> Matches:
    """Those named, and who has a wish (``TOLD``) that none of them has; after them, within the limit of the request."""
    room = min(meeting.request.limit - len(found), MOST)
    return Matches(falling((*found, *islice(_joining(meeting, found, wishes), max(room, 0)))))


def _joining(meeting: Meeting, found: Matches, wishes: Sequence[Wish]) -> Iterator[Match]:
    seen = {iri for match in found for iri in (match.actor.iri, *(other.iri for other in match.elsewhere))}
    places = {part.text: place for place, part in enumerate(meeting.need.parts)}
    for wish in wishes:
        first = next(iter(wish.actors), None)
        place = places.get(wish.text)
        if place is None or first is None or first.doubtful or not wish.stated or wish.about[0].confidence < TOLD:
            continue
        if any(holder.actor.iri in seen for holder in wish.actors):
            continue
        alone = meeting.of_parts((place,), wish.text)
        vars(alone).update(links=meeting.links.of(place))
        match = match_of(alone, score(alone), meeting.index.catalogue.row_of[first.actor.iri])
        if has_its_own(match.reasons):
            seen.add(first.actor.iri)
            yield replace(match, band=max(match.band, Band.LIKELY, key=list(Band).index), wishes=(wish.text,))

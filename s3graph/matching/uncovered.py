"""Parts of a need that nobody covers, as they are told to the asker."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.answer import Band, Matches
from s3graph.matching.concepts import LIKE, SURE
from s3graph.matching.infinitives import goes_on
from s3graph.matching.meeting import COVERED, HELD, Meeting
from s3graph.matching.merging import says_enough
from s3graph.matching.trades import names_trade
from s3graph.matching.turns import only_names
from s3graph.matching.wanting import wants_it_ourselves


def uncovered(meeting: Meeting, found: Matches) -> tuple[str, ...]:
    """What is wanted and nobody here has, or nobody named is told to have, in the asker's words; nothing, where all
    that is wanted is one thing and somebody fits it very well.
    """
    wishes = meeting.need.wishes
    if sum(wishes) == 1 and any(match.band is Band.STRONG for match in found.top(1)):
        return ()
    lost = (*_places(meeting, _rows(meeting, found)), *_passed_over(meeting, found))
    return tuple(meeting.need.parts[place].text for place in sorted(set(lost)))


def told_of_who_asks(meeting: Meeting) -> NDArray[np.bool_]:
    """``[concept]``: whether what only tells who asks is surely about it, whatever is said beside it."""
    telling = ~meeting.asking & ~meeting.wished
    return np.asarray((np.minimum(meeting.alone, meeting.backed)[telling] >= SURE).any(axis=0), np.bool_)


def _rows(meeting: Meeting, found: Matches) -> list[int]:
    return [meeting.index.catalogue.row_of[match.actor.iri] for match in found]


def _places(meeting: Meeting, rows: list[int]) -> Iterator[int]:
    """Of parts that are surely understood, those that no actor covers; not those that are likeliest about what is told
    of who asks. Of those that only name a thing, the ones of which the actors named do not even have what is likeliest
    to be meant. Of other parts nothing is known.
    """
    sure, parts, told = meeting.backed, meeting.need.parts, told_of_who_asks(meeting)
    for place, (part, wished) in enumerate(zip(parts, meeting.need.wishes, strict=True)):
        if not wished or meeting.covered[place] >= COVERED or (len(parts) > 1 and names_trade(part.text)):
            continue
        understood = sure[place].max(initial=0) >= SURE and not told[int(np.argmax(sure[place]))]
        likeliest = meeting.index.reach[rows, int(np.argmax(sure[place]))].max(initial=0) if sure.shape[1] else 0
        if understood or (only_names(part.text) and likeliest < HELD):
            yield place


def _passed_over(meeting: Meeting, found: Matches) -> Iterator[int]:
    """Of several wishes of the company's own that say what they are about, those that no reason of anybody named
    quotes, and of which nobody named has what may (``LIKE``) be meant, or what is likeliest to be.
    """
    wishes = meeting.need.wishes
    if sum(wishes) < 2 or not found or not len(meeting.index.concepts):
        return
    quoted = {reason.asked for match in found for reason in match.reasons if not reason.slight}
    had = meeting.index.reach[_rows(meeting, found)].max(axis=0) >= HELD
    may = meeting.links.sure >= np.minimum(LIKE, meeting.links.sure.max(axis=1, keepdims=True))
    for place, (part, wished) in enumerate(zip(meeting.need.parts, wishes, strict=True)):
        if not wished or part.text in quoted:
            continue
        own = wants_it_ourselves(part.matter) or goes_on(part.text)
        if own and says_enough(part.matter, meeting.need.language) and not (may[place] & had).any():
            yield place

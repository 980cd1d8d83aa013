"""Several wishes in one text: where it says itself that it turns to another thing, or where things are wanted that have
nothing to do with each other. Each is answered by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise, zip_longest

import numpy as np

from s3graph.matching.answer import Match, Matches
from s3graph.matching.beside import SURELY
from s3graph.matching.concepts import LIKE, SURE
from s3graph.matching.directions import SPECIAL
from s3graph.matching.frames import counted_on, says_how_many
from s3graph.matching.hierarchy import OF_ANY_TRADE
from s3graph.matching.infinitives import goes_on
from s3graph.matching.leading import who_has_it_first
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import Need, Part
from s3graph.matching.ranking import LEADING, has_its_own, named, score, shown, somebodys
from s3graph.matching.turns import adds, begins_another, refers_back
from s3graph.matching.wanting import outright, wants

_JOINS = re.compile(r"[\s,]+(?:och|samt|men|så|and|but|so)$", re.IGNORECASE)
"""What joined the next wish to this one."""
_LED = re.compile(r"\b(?:och|men|sen|sedan|så|nu|and|but|then|so)\s+$", re.IGNORECASE)
"""What leads into a sentence."""


def apart(need: Need) -> tuple[tuple[int, ...], ...]:
    """The places of the parts of each wish, in order; one group of all where the text turns to no other wish.

    What is added is a wish of its own where before it and in it something is said to be wanted; what is another thing,
    where it asks. A stretch of text that does not belongs to the wish before it, or to the first.

    >>> from s3graph.matching.need import NeedRequest, read_need
    >>> said = "Vi gör fårost på gården. Vi vill sälja i Tyskland. Dessutom undrar vi över solceller."
    >>> apart(read_need(NeedRequest(said)))
    ((0, 1), (2,))
    """
    asks = [part.asks for part in need.parts]
    wants_it = [part.asks and wants(part.text) for part in need.parts]
    groups: list[list[int]] = []
    told: list[list[bool]] = []
    text, few = _plain(need.text), says_how_many(need.text)
    for place, part in enumerate(need.parts):
        another = begins_another(part.text) or counted_on(text, text.find(part.text)) or (few and adds(part.text))
        counts = asks if another else wants_it if adds(part.text) else None
        if not groups or (counts is not None and any(counts[other] for other in groups[-1])):
            groups.append([])
            told.append(counts or wants_it)
        groups[-1].append(place)
    if len(groups) > 1 and not any(told[-1][place] for place in groups[-1]):
        groups[-2:] = [groups[-2] + groups[-1]]
    return tuple(map(tuple, groups))


def separate(meeting: Meeting) -> tuple[Meeting, ...]:
    """The meeting of each wish that is understood and somebody's, where there are several; else the meeting as it is.

    What is told first, of who asks, belongs to every wish.
    """
    if meeting.request.concepts or not somebodys(meeting):
        return (meeting,)
    if turns_to_another(meeting.need):
        theirs = tuple(one for one, answered in _said_apart(meeting) if answered)
        return theirs if len(theirs) > 1 else (meeting,)
    groups = strangers(meeting)
    return _each(meeting, groups, _from_its_wish) if len(groups) > 1 else (meeting,)


def not_understood(meeting: Meeting) -> tuple[str, ...]:
    """Of the further wishes that a text turns to itself, those that nobody is named for, in the asker's words."""
    if meeting.request.concepts or not turns_to_another(meeting.need):
        return ()
    return tuple(one.need.text for one, answered in _said_apart(meeting)[1:] if not answered)


def _said_apart(meeting: Meeting) -> list[tuple[Meeting, bool]]:
    """The meeting of each wish that the text turns to itself, and whether it is understood and somebody's."""
    found = _each(meeting, apart(meeting.need), _from_its_wish)
    first = 0 if meeting.need.wishes[0] or len(found[0].need.parts) == 1 else 1
    return [(one, _understood(one, first) and somebodys(one)) for one in found]


def turns_to_another(need: Need) -> bool:
    """Whether the text says itself that it holds several wishes: what each takes is nothing to do together."""
    return len(apart(need)) > 1


def strangers(meeting: Meeting) -> tuple[tuple[int, ...], ...]:
    """As ``apart``, where things are wanted in so many words, each very surely (``SURELY``) about a competence that has
    nothing to do with the one before: "svetsa med robot och locka besökare". What each is about it says by itself,
    whatever is said beside it.
    """
    sure = meeting.alone
    if not sure.shape[1]:
        return (tuple(range(len(sure))),)
    groups: list[list[int]] = [[]]
    last: int | None = None
    for place, part in enumerate(meeting.need.parts):
        about = int(sure[place].argmax())
        said = outright(part.text) or goes_on(part.text)
        said = said and not refers_back(part.text)
        special = len(meeting.index.competences[about].areas) < OF_ANY_TRADE
        if said and special and meeting.wished[place] and sure[place, about] >= SURELY:
            if last is not None and _nothing_to_do(meeting, about, last):
                groups.append([])
            last = about
        groups[-1].append(place)
    return tuple(map(tuple, groups))


def _nothing_to_do(meeting: Meeting, one: int, other: int) -> bool:
    """Whether no way leads from one competence to the other, and no area is special to both: lacquer and hardwood."""
    nearness, areas = meeting.index.nearness, [meeting.index.competences[place].areas for place in (one, other)]
    alike = max(map(len, areas)) <= SPECIAL and set(areas[0]) & set(areas[1])
    return not (nearness[one, other] or nearness[other, one] or alike)


def _each(
    meeting: Meeting, groups: Sequence[tuple[int, ...]], quoted: Callable[[str, Sequence[Part]], str] | None = None
) -> tuple[Meeting, ...]:
    """The meeting of each group of parts, with what is told first of who asks, in its own words or as ``quoted``."""
    need = meeting.need
    asker = () if need.wishes[0] or groups[0] == (0,) else (0,)
    own = [tuple(place for place in group if place not in asker) for group in groups]
    said = _said(need, own)
    if quoted is not None:
        said = [quoted(text, [need.parts[place] for place in group]) for text, group in zip(said, own, strict=True)]
    return tuple(meeting.of_parts((*asker, *group), text, asker) for group, text in zip(own, said, strict=True))


def _opening(need: Need, text: str, group: Sequence[int]) -> int:
    """The first part of a group that begins a sentence; the first of all, where none does."""
    before = {place: _LED.sub("", text[: max(text.find(need.parts[place].text), 0)]).rstrip() for place in group}
    return next((place for place in group if not before[place] or before[place][-1] in ".!?:"), group[0])


def _from_its_wish(text: str, parts: Sequence[Part]) -> str:
    """The text from where something is wanted in so many words; what is told before is no wish, but for how it turns to
    another thing.
    """
    if begins_another(parts[0].text) or adds(parts[0].text):
        return text
    wish = next((part.text for part in parts if part.asks and wants(part.text)), "")
    return text[max(text.find(wish), 0) :]


def _understood(meeting: Meeting, first: int) -> bool:
    """Whether what is said from the ``first`` part on is surely about any competence, or about some that lie near each
    other: money, whoever gives it. Or may be about one that what is told before it is about: crushed glass is not said
    to be waste of a glassworks.
    """
    sure = meeting.links.sure
    if meeting.answering[first:].max(initial=0) >= SURE:
        return True
    own, told = sure[first:].max(axis=0, initial=0), sure[:first].max(axis=0, initial=0)
    together = np.where(own >= LIKE, 1 - (1 - own) * (1 - told), 0)
    return bool(together.max(initial=0) >= SURE)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _said(need: Need, groups: Sequence[Sequence[int]]) -> list[str]:
    """The text of each group of parts, as it was written."""
    text = _plain(need.text)
    starts = [text.find(need.parts[_opening(need, text, group)].text) for group in groups]
    if min(starts) < 0 or starts != sorted(starts):
        return [" ".join(need.parts[place].text for place in group) for group in groups]
    return [_JOINS.sub("", text[start:stop].strip(" ,")) for start, stop in pairwise((*starts, len(text)))]


def of_each(meetings: Sequence[Meeting], limit: int) -> Matches:
    """The best for every wish, then the next best for every wish. Each actor once, where it stands foremost, and none
    that another was named for in its stead; named for another wish too where it stands first there and it is told what
    it has for it. Scores are only to be compared within a wish.
    """
    lists = [shown(named(each, score(each), limit), LEADING, partial(who_has_it_first, each)) for each in meetings]
    foremost = [{one.actor.iri for one in found[:LEADING] if has_its_own(one.reasons)} for found in lists]
    kept: dict[str, Match] = {}
    seen: set[str] = set()
    for turn in zip_longest(*lists):
        for number, match in enumerate(turn):
            if match is None or match.actor.iri in seen:
                continue
            seen.update((match.actor.iri, *(other.iri for other in match.elsewhere)))
            own = [
                each.need.text
                for other, each in enumerate(meetings)
                if other == number or match.actor.iri in foremost[other]
            ]
            kept[match.actor.iri] = replace(match, wishes=tuple(own))
    return Matches(tuple(kept.values())[:limit])

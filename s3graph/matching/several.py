"""Several wishes in one text: where it says itself that it turns to another thing, or where things are wanted that have
nothing to do with each other. Each is answered by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

import numpy as np

from s3graph.matching.answer import Match, Matches
from s3graph.matching.beside import SURELY
from s3graph.matching.concepts import SURE
from s3graph.matching.frames import in_so_many_words, wants
from s3graph.matching.hierarchy import ADJACENT
from s3graph.matching.infinitives import goes_on
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import Need, Part
from s3graph.matching.ranking import LEADING, LIKE, named, score, shown, somebodys

_JOINED = r"(?:(?:och|men|sen|så|nu|and|but|then|so)\s+)?"
_TURNS = re.compile(
    rf"{_JOINED}(?:"
    r"(?:sedan|sen)\s+(?:har|vill|skulle|undrar|behöver|är|finns|funderar|letar|söker|måste|ska|kan|vet)\b"
    r"|dessutom\b|dels\b|därutöver\b|(?:utöver|förutom)\s+det\b|parallellt\b|för\s+det\s+andra\b"
    r"|(?:vi|jag)\s+(?:vill|behöver|skulle|undrar|funderar|letar|söker|måste|har)\s+(?:också|även|dessutom)\b"
    r"|also\b|besides\b|for\s+another\b|in\s+addition\b|additionally\b|on\s+top\s+of\b|separately\b|secondly\b|then\s+there\b"
    r"|(?:we|i)(?:(?:\s+(?:would|do|are|have))|['’](?:d|re|ve))?\s+also\b"
    r"|(?:apart\s+from|other\s+than)\s+that\b)",
    re.IGNORECASE,
)
"""How a clause begins that adds something: another wish, or more of the same."""
_ANOTHER = re.compile(
    rf"{_JOINED}(?:(?:sedan|sen|det)\s+(?:är|finns)\s+(?:det\s+)?)?(?:"
    r"(?:en|ett)\s+(?:(?:helt\s+)?(?:annan|annat)|sista)\s+(?:sak|fråga|bekymmer|problem)\b"
    r"|(?:den|det)\s+andra\s+(?:\w+\s+)?är\b|en\s+(?:sak|fråga)\s+till\b"
    r"|(?:another|the\s+other)\s+(?:thing|matter|question)\b|something\s+else\b|then\s+there['’]s\s+this\b"
    r"|one\s+(?:more|last|other)\s+(?:thing|question)\b|on\s+another\s+note\b|the\s+other\s+is\b)",
    re.IGNORECASE,
)
"""How one begins that says it is about another thing."""
_JOINS = re.compile(r"[\s,]+(?:och|samt|men|så|and|but|so)$", re.IGNORECASE)
"""What joined the next wish to this one."""
_REFERS_BACK = re.compile(
    r"\b(?:(?<!finns )(?<!är )det|den|dem|dom|detta|dessa|n[åa](?:got|t)\s+som"
    r"|it|this|that|them|these|those|something)\b",
    re.IGNORECASE,
)
"""What is about the same: "Hur lägger man upp det så att det blir rättvist?", "få till något som håller hela året"."""


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
    for place, part in enumerate(need.parts):
        counts = asks if _ANOTHER.match(part.text) else wants_it if _TURNS.match(part.text) else None
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
    found = _each(meeting, apart(meeting.need))
    first = 0 if meeting.need.wishes[0] or len(found[0].need.parts) == 1 else 1
    return [(one, _understood(one, first) and somebodys(one)) for one in found]


def turns_to_another(need: Need) -> bool:
    """Whether the text says itself that it holds several wishes: what each takes is nothing to do together."""
    return len(apart(need)) > 1


def strangers(meeting: Meeting) -> tuple[tuple[int, ...], ...]:
    """As ``apart``, where things are wanted in so many words, each very surely (``SURELY``) about a competence that is
    not even adjacent to the one before: "svetsa med robot och locka besökare".
    """
    sure, nearness = meeting.links.sure, meeting.index.nearness
    if not sure.shape[1]:
        return (tuple(range(len(sure))),)
    groups: list[list[int]] = [[]]
    last: int | None = None
    for place, part in enumerate(meeting.need.parts):
        about = int(sure[place].argmax())
        said = in_so_many_words(part.text) or "?" in part.text or goes_on(part.text)
        said = said and not _REFERS_BACK.search(part.text)
        if said and meeting.wished[place] and sure[place, about] >= SURELY:
            if last is not None and max(nearness[about, last], nearness[last, about]) < ADJACENT:
                groups.append([])
            last = about
        groups[-1].append(place)
    return tuple(map(tuple, groups))


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
    before = {place: text[: max(text.find(need.parts[place].text), 0)].rstrip() for place in group}
    return next((place for place in group if not before[place] or before[place][-1] in ".!?:"), group[0])


def _from_its_wish(text: str, parts: Sequence[Part]) -> str:
    """The text from where something is wanted in so many words; what is told before is no wish."""
    wish = next((part.text for part in parts if part.asks and wants(part.text)), "")
    return text[max(text.find(wish), 0) :]


def _understood(meeting: Meeting, first: int) -> bool:
    """Whether what is said from the ``first`` part on is surely about any competence; or may be about one that what is
    told before it is about: crushed glass is not said to be waste of a glassworks.
    """
    sure = meeting.links.sure
    own, told = sure[first:].max(axis=0, initial=0), sure[:first].max(axis=0, initial=0)
    together = np.where(own >= LIKE, 1 - (1 - own) * (1 - told), 0)
    return bool(np.maximum(own, together).max(initial=0) >= SURE)


def _said(need: Need, groups: Sequence[Sequence[int]]) -> list[str]:
    """The text of each group of parts, as it was written."""
    text = " ".join(need.text.split())
    starts = [text.find(need.parts[_opening(need, text, group)].text) for group in groups]
    if min(starts) < 0 or starts != sorted(starts):
        return [" ".join(need.parts[place].text for place in group) for group in groups]
    return [_JOINS.sub("", text[start:stop].strip(" ,")) for start, stop in pairwise((*starts, len(text)))]


def of_each(meetings: Sequence[Meeting], limit: int) -> Matches:
    """The best for every wish, then the next best for every wish. Each actor once, where it stands foremost, and none
    that another was named for in its stead; scores are only to be compared within a wish.
    """
    lists = [shown(named(each, score(each), limit), LEADING) for each in meetings]
    first = [{match.actor.iri: place for place, match in enumerate(found)} for found in lists]
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
                if other == number or first[other].get(match.actor.iri, limit) < LEADING
            ]
            kept[match.actor.iri] = replace(match, wishes=tuple(own))
    return Matches(tuple(kept.values())[:limit])

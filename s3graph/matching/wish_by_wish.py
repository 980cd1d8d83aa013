"""Each thing that is wanted, one by one, with who has it: what an adviser writes when passing a need on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from s3graph.matching import phrases
from s3graph.matching.adviser import general_advice
from s3graph.matching.answer import Matches
from s3graph.matching.beside import SURELY
from s3graph.matching.cards import ConceptLink
from s3graph.matching.catalogue import Kind
from s3graph.matching.concepts import LIKE, SURE
from s3graph.matching.hierarchy import ADJACENT, OF_ANY_TRADE, STEP
from s3graph.matching.holding import holding, offer_of
from s3graph.matching.meeting import EXACT, HELD, Meeting
from s3graph.matching.ranking import Scores, card
from s3graph.matching.trades import names_trade
from s3graph.matching.turns import makes_of_it, refers_back
from s3graph.matching.uncovered import told_of_who_asks
from s3graph.matching.wanting import presents
from s3graph.matching.wish import Holder, Wish
from s3graph.matching.within_reach import WithinReach, reached_best

Floats = NDArray[np.float32]

NAMED = 2
"""So many are named for a wish."""
TOLD = 0.5
"""Confidence from which a wish is said to be about something, and others than the answer names are named for it: of
those useful to a need of the fitted half in two of three, of those below it in one of four."""
GUESSES, GUESS = 3, 0.15
"""So many are named of which none is likely by itself, each at least as likely as this."""
SECOND = 0.35
"""Confidence from which a wish is told for what else it may be about, where another is surer of the first."""
UNTOLD = 0.1
"""Confidence from which a wish is about something else than what is told of who asks, if it may be that too."""


@dataclass(frozen=True)
class _Asked:
    """A part that is a wish, if a ``likely`` one, and the competences it is about with the confidence of each, the
    likeliest first.
    """

    place: int
    likely: bool
    about: tuple[int, ...] = ()
    sure: tuple[float, ...] = ()


def wish_by_wish(meeting: Meeting, scores: Scores, found: Matches) -> tuple[Wish, ...]:
    """Each wish of a need, in order; nothing, where none is understood.

    A wish is about what it surely (``SURE``) is, or may (``LIKE``) be if any trade may ask for that, or one of a few
    things; one of which nothing is known is named where it is likely one (``Part.likely``), with whom to begin.
    """
    if meeting.request.concepts or not len(meeting.index.concepts):
        return ()
    asked = list(_asked(meeting))
    if not any(one.about for one in asked):
        return ()
    within = WithinReach(meeting, scores, found)
    answered = (_understood(within, one) if one.about else _not_understood(within, one.place) for one in asked)
    return tuple(wish for wish in answered if wish is not None)


def _asked(meeting: Meeting) -> Iterator[_Asked]:
    """The parts that are wishes of their own; of several likeliest about the same, the surest, and the others with what
    else they may be about, if that is asked nowhere else.
    """
    wishes = tuple(_wishes(meeting))
    surest: dict[int, _Asked] = {}
    for one in wishes:
        for column in one.about[:1]:
            known = surest.setdefault(column, one)
            surest[column] = one if one.sure[0] > known.sure[0] else known
    for one in wishes:
        if not one.about or surest[one.about[0]] is one:
            yield one
        elif len(one.about) > 1 and one.about[1] not in surest and one.sure[1] >= SECOND:
            surest[one.about[1]] = one
            yield replace(one, about=one.about[1:2], sure=one.sure[1:2])


def _wishes(meeting: Meeting) -> Iterator[_Asked]:
    """The parts in which something is wanted. One that is as likely none is told where it is likelier than not what it
    is about; of one that is likely a wish, also that it is not understood.
    """
    parts, told = meeting.need.parts, told_of_who_asks(meeting)
    for place in np.flatnonzero(meeting.wished).tolist():
        if len(parts) > 1 and names_trade(parts[place].text):
            continue
        sure, likely = _sure(meeting, place, told), parts[place].likely
        about = _about(meeting, sure)
        if likely or (about and sure[about[0]] >= TOLD):
            yield _Asked(place, likely, about, tuple(float(sure[column]) for column in about))


def _sure(meeting: Meeting, place: int, told: NDArray[np.bool_]) -> Floats:
    """``[concept]``: how surely a wish is about it. What is told of who asks counts only where nothing else comes near;
    what refers back is also about the part before, but for who the company is, unless something is to be made of it.
    """
    sure, parts = meeting.backed[place], meeting.need.parts
    if place and sure.max() < SURE:
        before, text = meeting.backed[place - 1], parts[place].text
        if makes_of_it(text):
            return np.asarray(np.maximum(sure, before), np.float32)
        if refers_back(text) and not presents(parts[place - 1].text):
            sure = np.maximum(sure, before)
    other = np.where(told, np.float32(0), sure)
    return other if other.max() >= UNTOLD else sure


def _about(meeting: Meeting, sure: Floats) -> tuple[int, ...]:
    """The likeliest competence, and another that may be meant and is not adjacent to a sure one; where none is likely
    by itself, the likeliest few, if one of them is meant as likely as not.
    """
    first, *others = np.argsort(-sure, kind="stable")[:GUESSES].tolist()
    if sure[first] < (LIKE if len(meeting.index.competences[first].areas) >= OF_ANY_TRADE else SURE):
        guesses = [column for column in (first, *others) if sure[column] >= GUESS]
        return tuple(guesses) if sure[guesses].sum() >= TOLD else ()
    nearness = meeting.index.nearness[first]
    beside = [one for one in others[:1] if sure[one] >= LIKE and (sure[first] < SURE or nearness[one] < ADJACENT)]
    return (first, *beside)


def _not_understood(within: WithinReach, place: int) -> Wish | None:
    """Whom to begin with for a wish that is not understood, unless a reason tells it."""
    text, actors = within.meeting.need.parts[place].text, within.meeting.index.catalogue.actors
    if text in within.quoted:
        return None
    order = within.order(place)
    first = within.among(order, within.named & within.advising) or within.among(order, within.named)
    begin = tuple(Holder(card(actors[row]), None, general_advice(actors[row])) for row in first[:1])
    return Wish(text, (), False, begin, (), phrases.not_understood(begins=bool(begin)))


def _understood(within: WithinReach, one: _Asked) -> Wish | None:
    """The wish with who has it; None of one that may be none, not surely understood, that nobody named is near."""
    index, surely = within.meeting.index, one.sure[0] >= TOLD
    reach = index.reach[:, list(one.about)].max(axis=1)
    rows = _who(within, one, reach)
    nobodys = bool((index.tables.furthest[list(one.about)] < EXACT).all())
    if not rows and not one.likely and one.sure[0] < (TOLD if nobodys else SURELY):
        return None
    stated = any(reach[row] >= EXACT for row in rows)
    far = [] if rows else within.among(within.order(one.place), within.afar & (reach >= EXACT))[:1]
    about = [index.competences[column] for column in one.about]
    links = tuple(ConceptLink(topic.iri, topic.label, sure) for topic, sure in zip(about, one.sure, strict=True))
    labels = [topic.label for topic in about]
    lacking = phrases.NOBODY if nobodys else phrases.NOBODY_NEAR if within.meeting.place else phrases.NONE_NAMED
    says = phrases.wish(labels, surely=surely, lacking=None if stated else lacking, anybody=bool(rows))
    actors, elsewhere = (tuple(_holder(within, row, one) for row in some) for some in (rows, far))
    return Wish(within.meeting.need.parts[one.place].text, links, stated, actors, elsewhere, says)


def _who(within: WithinReach, one: _Asked, reach: Floats) -> list[int]:
    """Of those the answer names who have what is wished itself, and before them the first, where it has a part of it;
    where none has, the first other who has, at home or next to it, if it is said to be wished, or who advises any trade
    and has the whole of what nobody has, and those named who come nearest, in the order of the answer. One of those
    named who has it and may no longer be there comes after who is near. Of what is very surely wished others too: after
    those who come nearest at home, or else who has the whole or a part of it.
    """
    order = within.order(one.place)

    def among(able: NDArray[np.bool_], least: float) -> list[int]:
        return within.among(order, able & (reach >= least), one.about)

    exact = among(within.named, EXACT)
    if exact:
        part = [row for row in within.ranked[:1] if row not in exact and _has_a_part(within, row, one)]
        return [*part, *exact][:NAMED]
    able = set(among(within.named, STEP))
    near = [row for row in within.ranked if row in able]
    doubtful = [row for row in within.ranked if not within.able[row] and reach[row] >= EXACT]
    if doubtful:
        return [*near[: NAMED - 1], doubtful[0]]
    other = among(within.near, EXACT)[:1]
    if other and one.sure[0] < TOLD and not one.likely:
        return []
    if not other and one.sure[0] >= TOLD:
        other = among(within.home & within.advising, HELD)[:1]
    found = list(dict.fromkeys((*other, *near)))[:NAMED]
    if other or one.sure[0] < SURELY:
        return found
    return list(dict.fromkeys((*found, *among(within.home, STEP))))[:NAMED] if found else among(within.near, HELD)[:1]


def _has_a_part(within: WithinReach, row: int, one: _Asked) -> bool:
    """Whether who is there has a part of what is likeliest wished: who saves energy, of energy."""
    meeting, whole = within.meeting, one.about[0]
    if not within.able[row] or meeting.index.reach[row, whole] < STEP:
        return False
    held = holding(meeting, row, whole)[1]
    return meeting.index.competences[whole].iri in meeting.index.competences[held].broader


def _holder(within: WithinReach, row: int, one: _Asked) -> Holder:
    """The actor with what it has of a wish, and the service, testbed or initiative by which."""
    meeting = within.meeting
    facet, held = holding(meeting, row, reached_best(meeting, row, one.about))
    topics, own = meeting.index.catalogue.topics, meeting.index.competences[held].label
    offer = facet if topics[facet.topic].kind is not Kind.COMPETENCE else offer_of(meeting, row, held, one.place)
    through = phrases.offer(topics[offer.topic]) if offer else None
    statements = tuple(dict.fromkeys((*facet.statements, *(offer.statements if offer else ()))))
    return Holder(card(meeting.index.catalogue.actors[row]), own, statements, through, not within.able[row])

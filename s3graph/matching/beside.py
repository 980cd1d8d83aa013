"""Who can help with a part of a need that none of the first actors is for: many-sided needs lose no side in silence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.anywhere import at_hand
from s3graph.matching.cards import ActorCard
from s3graph.matching.catalogue import Actor
from s3graph.matching.infinitives import goes_on
from s3graph.matching.initiatives import coming
from s3graph.matching.leading import FIRST
from s3graph.matching.meeting import EXACT, Meeting
from s3graph.matching.of_trade import main_areas, of_another_trade
from s3graph.matching.places import Nearness
from s3graph.matching.ranking import LIKELY, card, score
from s3graph.matching.teams import BRIDGE
from s3graph.matching.trades import names_trade
from s3graph.matching.wanting import outright

SURELY = 0.65
"""Confidence that a part asks for a competence, from which somebody else is named for it: two in three are right."""


def beside(meeting: Meeting, named: Sequence[int], first: int = FIRST) -> dict[int, ActorCard]:
    """For each part that very surely asks for a competence which the first of the ``named`` do not reach: its actor.

    Also who has exactly that competence one county away, if none of the first has it. None for a part that no such
    actor of an area of the need fits, that only names the trade, or that does not say that something is wanted.
    """
    if meeting.request.concepts or not len(meeting.index.concepts):
        return {}
    found, parts = {}, meeting.need.parts
    for part, wished in enumerate(meeting.need.wishes):
        said = parts[part].text
        asks = wished and (outright(said) or goes_on(said)) and not (len(parts) > 1 and names_trade(said))
        row = _other(meeting, part, named[:first]) if asks else None
        if row is not None:
            found[part] = card(meeting.index.catalogue.actors[row])
    return found


def _other(meeting: Meeting, part: int, first: Sequence[int]) -> int | None:
    concept = int(np.argmax(meeting.links.sure[part]))
    sure, reach = meeting.backed[part, concept], meeting.index.reach[:, concept]
    best = reach[list(first)].max(initial=0)
    if sure < SURELY or best >= EXACT:
        return None
    lacking = best < BRIDGE
    able = _of_its_areas(meeting) & (reach >= (BRIDGE if lacking else EXACT))
    return _best(alone(meeting, part), able, from_afar=not lacking)


def alone(meeting: Meeting, part: int) -> Meeting:
    """The meeting of one part, as if it were all that is asked."""
    return meeting.of_parts((part,), meeting.need.parts[part].text)


def _best(meeting: Meeting, able: NDArray[np.bool_], *, from_afar: bool = False) -> int | None:
    """The first actor that is able and surely there, where it fits at least likely.

    It is at home, of use from afar and in a county next to the asker's, or in an open initiative for companies there;
    its distance is counted, unless ``from_afar``.
    """
    scores = score(meeting)
    able = able & at_hand(meeting)
    standing = scores.fit if from_afar else scores.standing
    near = np.ones(len(able), np.bool_)
    if meeting.place is not None:
        nearness = meeting.place.nearness
        near = np.array(meeting.index.catalogue.by_territory(lambda actor: comes(nearness(actor), actor)), np.bool_)
    asked = (able & (near | coming(meeting))).tolist()
    row = next((row for row in scores.order(meeting.index.turns) if asked[row]), None)
    return row if row is not None and standing[row] >= LIKELY else None


def _of_its_areas(meeting: Meeting) -> NDArray[np.bool_]:
    """``[actor]``: whether it works in an area that about as much of the need lies in as in any, and is not there for
    another trade.
    """
    main = main_areas(meeting)
    actors = meeting.index.catalogue.actors
    found = np.array([not main or bool(main & {*actor.areas}) for actor in actors], np.bool_)
    found[list(of_another_trade(meeting, range(len(actors))))] = False
    return found


def comes(nearness: Nearness, actor: Actor) -> bool:
    """Whether an actor this near may be asked: at home, or next to home where its kind is of use from afar."""
    return nearness >= Nearness.SAME_REGION or (nearness is Nearness.NEIGHBOUR_REGION and actor.from_afar)

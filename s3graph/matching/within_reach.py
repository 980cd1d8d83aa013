"""Who can be named for one wish of a need, beside whom the answer names for all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.answer import Matches
from s3graph.matching.anywhere import at_hand
from s3graph.matching.beside import comes
from s3graph.matching.catalogue import Actor, Facet, Kind
from s3graph.matching.families import alike
from s3graph.matching.features import FEATURES, weights
from s3graph.matching.holding import holding
from s3graph.matching.initiatives import status_of
from s3graph.matching.meeting import Meeting
from s3graph.matching.of_trade import for_what_is_asked, of_another_trade
from s3graph.matching.places import Nearness
from s3graph.matching.ranking import HOME, Scores
from s3graph.model import Status

Floats = NDArray[np.float32]

LOOKED_AT, AT_HOME = 20, 6
"""Best actors among which those alike in other counties are looked for; and those looked at where a place is known."""
ADVISES = 0.5
"""Who advises companies of any trade more than this is there to begin with."""
_OF_THE_WHOLE = ("clauses", "competence", "meaning", "words", "offers")
"""Features that say how the whole need is met; in their place stands how the wish is."""


@dataclass(frozen=True)
class WithinReach:
    """Who can be named for a wish: ``[actor]`` each, and what is told already. ``found`` are those the answer names."""

    meeting: Meeting
    scores: Scores
    found: Matches

    @cached_property
    def context(self) -> Floats:
        """What speaks for an actor whatever is wished: its place, its area, its kind."""
        chosen = weights(self.meeting.request.features)
        whole = np.array([feature.name in _OF_THE_WHOLE for feature in FEATURES], np.bool_)
        share = np.array([chosen[feature.name] for feature in FEATURES], np.float32)[whole]
        return np.asarray(self.scores.totals - share @ self.scores.values[whole], np.float32)

    @cached_property
    def ranked(self) -> list[int]:
        """Those that the answer names, in its order."""
        return [self.meeting.index.catalogue.row_of[match.actor.iri] for match in self.found]

    @cached_property
    def named(self) -> NDArray[np.bool_]:
        """Whether the answer names it, and it is surely there."""
        return np.isin(np.arange(len(self.able)), self.ranked) & self.able

    @cached_property
    def able(self) -> NDArray[np.bool_]:
        """Whether it is surely there, for who asks too."""
        return at_hand(self.meeting)

    @cached_property
    def home(self) -> NDArray[np.bool_]:
        return self._lying(lambda near, _: near >= HOME)

    @cached_property
    def near(self) -> NDArray[np.bool_]:
        """Whether it is at home, or next to home and used from there."""
        return self._lying(comes)

    @cached_property
    def afar(self) -> NDArray[np.bool_]:
        """Whether it is of a kind that is used from afar."""
        return self._lying(lambda _, actor: actor.from_afar)

    def _lying(self, there: Callable[[Nearness, Actor], bool]) -> NDArray[np.bool_]:
        place = self.meeting.place
        if place is None:
            return self.able
        lying = self.meeting.index.catalogue.by_territory(lambda actor: there(place.nearness(actor), actor))
        return np.asarray(self.able & np.array(lying, np.bool_))

    @cached_property
    def advising(self) -> NDArray[np.bool_]:
        """Whether its kind is there to advise companies of any trade."""
        return np.array([actor.advises > ADVISES for actor in self.meeting.index.catalogue.actors], np.bool_)

    @cached_property
    def over(self) -> frozenset[int]:
        """The topics of initiatives that are not open."""
        meeting = self.meeting
        initiatives = meeting.index.catalogue.initiatives
        return frozenset(one.topic for one in initiatives if status_of(one, meeting.today) is not Status.OPEN)

    @cached_property
    def quoted(self) -> frozenset[str]:
        """What the reasons that are told quote of the need."""
        told = (reason for match in self.found for reason in match.reasons if not reason.slight)
        return frozenset(reason.asked for reason in told if reason.asked in reason.text.sv)

    def order(self, place: int) -> list[int]:
        """Actors by how they meet one part, best first; ties in the order of their IRIs."""
        chosen, meeting = weights(self.meeting.request.features), self.meeting
        met = chosen["clauses"] * meeting.clause_actor[place] + chosen["competence"] * meeting.cover[place]
        found: list[int] = np.lexsort((meeting.index.turns, -(self.context + met))).tolist()
        return found

    def among(self, order: Sequence[int], able: NDArray[np.bool_], about: Sequence[int] = ()) -> list[int]:
        """The first of those that are able and of no other trade, each for all that are alike in other counties; not
        who has what it is about by an initiative that is not open, or by a testbed for something else.
        """
        rows = (row for row in order if able[row])
        having = (row for row in rows if not about or self._serves(self._has(row, about).topic))
        found = list(islice(having, AT_HOME if self.meeting.place else LOOKED_AT))
        others = of_another_trade(self.meeting, found)
        return list(alike(self.meeting, [row for row in found if row not in others]))

    def _serves(self, topic: int) -> bool:
        if self.meeting.index.catalogue.topics[topic].kind is Kind.TESTBED:
            return bool(for_what_is_asked(self.meeting, [topic]))
        return topic not in self.over

    def _has(self, row: int, about: Sequence[int]) -> Facet:
        return holding(self.meeting, row, reached_best(self.meeting, row, about))[0]


def reached_best(meeting: Meeting, row: int, about: Sequence[int]) -> int:
    """Of some competences the one that an actor reaches best; the first of equal ones."""
    return max(about, key=lambda column: float(meeting.index.reach[row, column]))

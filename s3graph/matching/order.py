"""Every support actor in the order that the service has them for one need: what a measured ranking is made of."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.answer import Matches
from s3graph.matching.meeting import Meeting
from s3graph.matching.ranking import Scores


class Order(NamedTuple):
    """``rows`` are places of actors in the catalogue, best first; the first ``named`` are those that an answer names.

    Without rows, where the need says nothing, no actor comes before another.
    """

    rows: tuple[int, ...]
    named: int

    def scores(self, actors: int) -> NDArray[np.float32]:
        """``[actor]``: the higher the earlier, the last one 1; 0 for actors that are in no order.

        >>> Order((2, 0), 1).scores(3).tolist()
        [1.0, 0.0, 2.0]
        """
        found = np.zeros(actors, np.float32)
        found[list(self.rows)] = np.arange(len(self.rows), 0, -1)
        return found


def order_of(meeting: Meeting, found: Matches, scores: Scores) -> Order:
    """First whom the answer names, as it names them; then all others by their scores."""
    named = [meeting.index.catalogue.row_of[match.actor.iri] for match in found]
    others = [row for row in scores.order(meeting.index.turns) if row not in named]
    return Order((*named, *others), len(named))

"""Whether a need is about something support actors are for, or about something else: a logistic of four signals.

Fitted and judged by ``benchmarks/scope.py``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from s3graph.matching.frames import only_turns_to
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import Need


class Signals(NamedTuple):
    """Cosine of the nearest competence, or of a term of a register that leads to one; that of the part that asks last,
    as much may be told before it; and the logarithms of the odds that the need is somebody's, by its ``wording`` and by
    its ``intent``.
    """

    competence: float
    last_competence: float
    wording: float
    intent: float


WEIGHTS = Signals(4.34, 1.73, 0.55, 0.46)
INTERCEPT = -3.59
MOST = 4.5
"""The most that the intent counts either way; of all known texts it says 4.2 at most."""
SOMEBODY = 0.2
"""Least probability of a need that is answered; below it nobody is named."""


def signals(meeting: Meeting) -> Signals:
    """The signals of a need."""
    return _unread(meeting)._replace(intent=min(max(meeting.intent, -MOST), MOST))


def _unread(meeting: Meeting) -> Signals:
    """The signals of a need of which it is not read what somebody is after."""
    concepts, last = meeting.index.concepts, last_asking(meeting.need)
    return Signals(
        competence=max(float(meeting.topic_meaning[:, concepts].max(initial=0)), meeting.lifted.meaning),
        last_competence=float(meeting.topic_meaning[last, concepts].max(initial=0)),
        wording=meeting.wording,
        intent=0.0,
    )


def last_asking(need: Need) -> int:
    """Place of the last part that asks, if only whom to turn to; a need that was read has one."""
    return max(place for place, part in enumerate(need.parts) if part.asks or only_turns_to(part.text))


def probability(meeting: Meeting) -> float:
    """That a support actor is the one to ask."""
    return _logistic(signals(meeting))


def is_likely(meeting: Meeting, least: float) -> bool:
    """Whether the probability is at least so much. What somebody is after is read only where the rest leaves it open:
    of needs with an answer for one in twenty.
    """
    rest = _unread(meeting)
    if _logistic(rest._replace(intent=-MOST)) >= least:
        return True
    return _logistic(rest._replace(intent=MOST)) >= least and probability(meeting) >= least


def _logistic(said: Signals) -> float:
    return float(1 / (1 + np.exp(-INTERCEPT - np.dot(WEIGHTS, said))))

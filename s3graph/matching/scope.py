"""Whether a need is about something support actors are for, or about something else: a logistic of nine signals.

Fitted and judged by ``benchmarks/scope.py``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from s3graph.matching.frames import only_turns_to
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import Need
from s3graph.matching.wording import classifier
from s3graph.matching.words import words


class Signals(NamedTuple):
    """Cosine of the nearest competence, or of a term of a register that leads to one; on which ``side`` of the index's
    plane the need lies, and how far; what its ``wording`` says by itself; all three again of the part that asks last,
    as much may be told before it; the most n-grams shared with a competence, by any part and by that one; logarithm of
    its words.
    """

    competence: float
    side: float
    wording: float
    last_side: float
    last_wording: float
    last_competence: float
    last_shared_words: float
    shared_words: float
    length: float


WEIGHTS = Signals(3.19, 0.40, 0.56, 0.21, 0.27, 1.70, 1.93, -0.29, -0.15)
INTERCEPT = -3.33
SOMEBODY = 0.23
"""Least probability of a need that is answered; below it nobody is named."""


def signals(meeting: Meeting) -> Signals:
    """The signals of a need."""
    concepts, between, last = meeting.index.concepts, meeting.index.between, last_asking(meeting.need)
    return Signals(
        competence=max(float(meeting.topic_meaning[:, concepts].max(initial=0)), meeting.lifted.meaning),
        side=float(meeting.whole @ between[:-1] + between[-1]),
        wording=classifier().margin(meeting.need.matter),
        last_side=float(meeting.vectors[last] @ between[:-1] + between[-1]),
        last_wording=classifier().margin(meeting.need.parts[last].matter),
        last_competence=float(meeting.topic_meaning[last, concepts].max(initial=0)),
        last_shared_words=float(meeting.topic_words[last, concepts].max(initial=0)),
        shared_words=float(meeting.topic_words[:, concepts].max(initial=0)),
        length=float(np.log(1 + len(words(meeting.need.text)))),
    )


def last_asking(need: Need) -> int:
    """Place of the last part that asks, if only whom to turn to; a need that was read has one."""
    return max(place for place, part in enumerate(need.parts) if part.asks or only_turns_to(part.text))


def probability(meeting: Meeting) -> float:
    """That a support actor is the one to ask."""
    return float(1 / (1 + np.exp(-INTERCEPT - np.dot(WEIGHTS, signals(meeting)))))

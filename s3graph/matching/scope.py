"""Whether a need is about something support actors are for, or about something else: a logistic of five signals.

Fitted and judged by ``benchmarks/scope.py``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.meeting import Meeting
from s3graph.matching.words import words

Floats = NDArray[np.float32]

_COMPANY = re.compile(r"\b(?:vi|vår|våra|vårt|oss|we|our|ours|us)\b", re.IGNORECASE)


class Signals(NamedTuple):
    """Cosine of the nearest competence, or of a term of a register that leads to one; on which ``side`` of the index's
    plane the need lies, and how far; the most n-grams shared with a competence; whether it speaks for several ("we");
    logarithm of its words.
    """

    competence: float
    side: float
    shared_words: float
    several: float
    length: float


WEIGHTS = Signals(11.16, 1.05, 5.54, 1.62, 1.19)
INTERCEPT = -12.22
SOMEBODY = 0.27
"""Least probability of a need that is answered; below it nobody is named."""


def signals(meeting: Meeting, between: Floats) -> Signals:
    """The signals of a need, with the plane ``between`` what is asked inside and outside."""
    concepts = meeting.index.concepts
    return Signals(
        competence=max(float(meeting.topic_meaning[:, concepts].max(initial=0)), meeting.lifted.meaning),
        side=float(meeting.whole @ between[:-1] + between[-1]),
        shared_words=float(meeting.topic_words[:, concepts].max(initial=0)),
        several=float(bool(_COMPANY.search(meeting.need.text))),
        length=float(np.log(1 + len(words(meeting.need.text)))),
    )


def probability(meeting: Meeting) -> float:
    """That a support actor is the one to ask."""
    return float(1 / (1 + np.exp(-INTERCEPT - np.dot(WEIGHTS, signals(meeting, meeting.index.between)))))

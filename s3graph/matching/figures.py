"""Figures of retrieval, with ties counted at their expected value: equal scores never help and never hurt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

CUT = 10
RECALLS = (1, 5, 10)
_DISCOUNTS = 1 / np.log2(np.arange(2, CUT + 2))


@dataclass(frozen=True)
class Figures:
    """Means over queries; linear gain, as trec_eval has it."""

    queries: int
    ndcg10: float
    mrr: float
    recall1: float
    recall5: float
    recall10: float

    def to_json(self) -> dict[str, Any]:
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(self).items()}


def measure(scores: Sequence[NDArray[np.float32]], judged: Sequence[Mapping[int, int]]) -> Figures:
    """``scores[i]`` ranks all documents for query i; ``judged[i]`` gives the grade of documents by place."""
    rows = np.array([_one(np.asarray(row), grades) for row, grades in zip(scores, judged, strict=True)])
    return Figures(len(rows), *(float(value) for value in rows.mean(axis=0)))


def _one(scores: NDArray[np.float32], grades: Mapping[int, int]) -> tuple[float, ...]:
    relevant = [(place, grade) for place, grade in grades.items() if grade > 0]
    gained, best, hits = 0.0, 0.0, np.zeros(len(RECALLS))
    for place, grade in relevant:
        above = int((scores > scores[place]).sum())
        tied = int((scores == scores[place]).sum())
        gained += grade * float(_DISCOUNTS[above : above + tied].sum()) / tied
        best = max(best, 1 / (above + (tied + 1) / 2))
        hits += np.clip((np.array(RECALLS) - above) / tied, 0, 1)
    grades_best_first = sorted((grade for _, grade in relevant), reverse=True)[:CUT]
    ideal = float(_DISCOUNTS[: len(grades_best_first)] @ np.array(grades_best_first))
    return (gained / ideal, best, *(hits / len(relevant)))

"""What a reader of an answer sees, against its grades: the actors as they are shown, several wishes answered each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from benchmarks.pooling import slug
from s3graph.matching.answer import Answer

SHOWN = 5


@dataclass(frozen=True)
class Shown:
    """Means over needs, of the first ``SHOWN`` actors of each; ``useful`` over all that are shown.

    ``ndcg5`` has linear gain, as trec_eval has it. A right actor (grade 2) that is named as the same in another county
    is shown.
    """

    ndcg5: float
    right_first: float
    right_shown: float
    useful: float

    def __str__(self) -> str:
        return " / ".join(f"{value:.3f}".lstrip("0") for value in astuple(self))


def shown(answers: Sequence[Answer], judged: Sequence[Mapping[str, int]]) -> Shown:
    """``judged[i]`` gives the grade of actors by slug for answer i."""
    named = [answer.matches.items[:SHOWN] for answer in answers]
    grades = [[own.get(slug(match.actor.iri), 0) for match in found] for own, found in zip(judged, named, strict=True)]
    seen = [{slug(actor.iri) for match in found for actor in (match.actor, *match.elsewhere)} for found in named]
    right = [{name for name, grade in own.items() if grade == 2} for own in judged]
    best = [sorted(own.values(), reverse=True)[:SHOWN] for own in judged]
    return Shown(
        ndcg5=float(np.mean([_gain(got) / _gain(most) for got, most in zip(grades, best, strict=True)])),
        right_first=float(np.mean([got[:1] == [2] for got in grades])),
        right_shown=float(np.mean([len(own & all_) / len(own) for own, all_ in zip(right, seen, strict=True) if own])),
        useful=float(np.mean([grade > 0 for got in grades for grade in got])),
    )


def _gain(grades: Sequence[int]) -> float:
    return float(sum(grade / np.log2(place + 2) for place, grade in enumerate(grades)))

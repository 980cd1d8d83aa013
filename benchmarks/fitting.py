"""Ways of fitting weights to a table of feature values, and what they gain on needs they did not see.

Nothing here knows where the values come from: ``benchmarks/weights.py`` makes the table and says what is found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FOLDS = 5
CUT = 10
FIRST = 0.25
"""Worth of a right actor in the first place, beside nDCG@10."""
MOVES = (0.08, 0.03, 0.01)
"""How far the search by coordinates moves a weight, as the change of a feature's usual contribution."""
FACTORS = (0.0, 0.25, 0.5, 0.75, 1.25, 1.5, 2.0)
"""By what ``by_few`` multiplies a weight."""
UNTOLD = ("offers", "sector", "freshness", "confirmation", "activity")
"""Features the judged needs tell nothing about: the same for all, or so small that noise would choose them."""
STAY = float("inf")
_DISCOUNTS = 1 / np.log2(np.arange(2, CUT + 2))
Floats = NDArray[np.float64]
Fit = Callable[["Table", Floats, float], Floats]


@dataclass(frozen=True)
class Table:
    """``values[text, feature, actor]``, ``grades[text, actor]``; ``need`` and ``fold`` have a number for each text."""

    names: tuple[str, ...]
    values: Floats
    grades: Floats
    need: NDArray[np.int64]
    fold: NDArray[np.int64]

    def of(self, chosen: NDArray[np.bool_]) -> Table:
        """The chosen texts."""
        return replace(
            self,
            values=self.values[chosen],
            grades=self.grades[chosen],
            need=self.need[chosen],
            fold=self.fold[chosen],
        )

    def worth(self, weights: Floats) -> Floats:
        """``[text]``: the objective of the actors ranked by these weights."""
        return worth(np.einsum("f,nfa->na", weights, self.values), self.grades)

    @property
    def spread(self) -> Floats:
        """``[feature]``: how much a feature usually differs between the actors of one need."""
        return np.asarray(np.maximum(self.values.std(axis=2).mean(axis=0), 1e-6))


def fold_of(name: str) -> int:
    """The fold of a need, by its identifier alone.

    >>> fold_of("w01")
    4
    """
    return int(hashlib.sha256(f"fold {name}".encode()).hexdigest()[:8], 16) % FOLDS


def worth(totals: Floats, grades: Floats) -> Floats:
    """``[text]``: nDCG@10 (linear gain, as ``s3graph.matching.figures``) and ``FIRST`` for a right actor first."""
    order = np.argsort(-totals, axis=1, kind="stable")[:, :CUT]
    gained = np.take_along_axis(grades, order, axis=1)
    ideal = -np.sort(-grades, axis=1)[:, :CUT]
    cut = _DISCOUNTS[: gained.shape[1]]
    return np.asarray(gained @ cut / np.maximum(ideal @ cut, 1e-9) + FIRST * (gained[:, 0] == 2))


class Way(NamedTuple):
    """A way of fitting: ``fit(table, present, pull)`` gives weights; a greater pull keeps them nearer the present."""

    name: str
    fit: Fit
    pulls: tuple[float, ...]


def by_coordinates(table: Table, present: Floats, pull: float) -> Floats:
    """The objective itself, one weight after the other, until no move helps."""
    spread, free = table.spread, _free(table)

    def value(weights: Floats) -> float:
        return float(table.worth(weights).mean() - pull * ((spread * (weights - present)) ** 2).sum())

    best, reached = present, value(present)
    for move in MOVES:
        helped = True
        while helped:
            helped = False
            for place in free:
                for step in (move, -move):
                    tried = best.copy()
                    tried[place] = max(0.0, tried[place] + step / spread[place])
                    found = value(tried)
                    if found > reached + 1e-6:
                        best, reached, helped = tried, found, True
    return best


def listwise(table: Table, present: Floats, pull: float, rounds: int = 12) -> Floats:
    """Softmax cross-entropy of the grades over all actors, by Newton's method; smoother than the objective.

    How sharp the softmax is belongs to the present weights: the sharpness that explains the grades best with them.
    """
    free, held = _free(table), np.diag(table.spread**2)
    wanted = table.grades / np.maximum(table.grades.sum(axis=1, keepdims=True), 1e-9)
    sharp = min((4.0, 6.0, 8.0, 10.0, 14.0, 20.0), key=lambda s: _surprise(table, s * present, wanted))
    found = present.copy()
    for _ in range(rounds):
        sure = _softmax(sharp * np.einsum("f,nfa->na", found, table.values))
        mean = np.einsum("nfa,na->nf", table.values, sure)
        slope = sharp * np.einsum("nfa,na->f", table.values, sure - wanted) / len(sure)
        square = np.einsum("nfa,nga,na->fg", table.values, table.values, sure, optimize=True) - mean.T @ mean
        curve = sharp**2 * square / len(sure) + 2 * pull * held
        slope += 2 * pull * held @ (found - present)
        open_to = [place for place in free if found[place] > 0 or slope[place] < 0]
        found[open_to] -= np.linalg.solve(curve[np.ix_(open_to, open_to)] + 1e-9 * np.eye(len(open_to)), slope[open_to])
        found = np.maximum(found, 0.0)
    return found


def _free(table: Table) -> list[int]:
    return [place for place, name in enumerate(table.names) if name not in UNTOLD]


def _softmax(totals: Floats) -> Floats:
    powers = np.exp(totals - totals.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _surprise(table: Table, weights: Floats, wanted: Floats) -> float:
    sure = _softmax(np.einsum("f,nfa->na", weights, table.values))
    return -float((wanted * np.log(np.maximum(sure, 1e-12))).sum(axis=1).mean())


def by_few(table: Table, present: Floats, pull: float) -> Floats:
    """As few other weights as possible: the best single change first, then the next, each worth ``pull`` or more."""
    best, reached, left = present, float(table.worth(present).mean()), set(_free(table))
    while left:
        tried = []
        for place in sorted(left):
            for factor in FACTORS:
                other = best.copy()
                other[place] *= factor
                tried.append((float(table.worth(other).mean()), place, other))
        found, place, other = max(tried, key=lambda one: one[0])
        if found < reached + pull:
            return best
        best, reached, left = other, found, left - {place}
    return best


WAYS = (
    Way("few other weights", by_few, (0.004, 0.008, 0.012, STAY)),
    Way("by coordinates", by_coordinates, (0.5, 2.0, 8.0, 32.0, STAY)),
    Way("listwise", listwise, (1.0, 4.0, 16.0, 64.0, STAY)),
)
QUICK = WAYS[2]
"""The way that candidates are fitted by: it takes a twentieth of the time."""


def fitted(table: Table, present: Floats, way: Way) -> tuple[Floats, float]:
    """Weights on all texts of the table, and the pull that folds within them chose."""
    folds = sorted(set(table.fold.tolist()))

    def left_out(pull: float) -> float:
        worths = [
            table.of(table.fold == left).worth(_pulled(table.of(table.fold != left), present, way, pull))
            for left in folds
        ]
        return float(np.concatenate(worths).mean())

    best = max(way.pulls, key=lambda pull: (left_out(pull), pull))
    return _pulled(table, present, way, best), best


def _pulled(table: Table, present: Floats, way: Way, pull: float) -> Floats:
    return present if pull == STAY else way.fit(table, present, pull)


class Gain(NamedTuple):
    """What is gained on texts a fit did not see: mean over needs, its standard error, and the mean of each fold."""

    mean: float
    error: float
    folds: tuple[float, ...]

    @property
    def holds(self) -> bool:
        """Whether it may be believed: better in at least four folds of five."""
        return self.mean > 0 and sum(gain > 0 for gain in self.folds) >= FOLDS - 1

    def __str__(self) -> str:
        told = " ".join(f"{gain:+.3f}" for gain in self.folds)
        return f"{self.mean:+.4f} ± {self.error:.4f} [{told}]{' holds' if self.holds else ''}"


def gain(table: Table, before: Floats, after: Floats) -> Gain:
    """Of the objective by text; both languages of a need count as one."""
    differences = after - before
    means = np.array([differences[table.need == need].mean() for need in sorted(set(table.need.tolist()))])
    folds = tuple(float(differences[table.fold == fold].mean()) for fold in sorted(set(table.fold.tolist())))
    return Gain(float(means.mean()), float(means.std(ddof=1) / len(means) ** 0.5), folds)


def unseen(table: Table, present: Floats, way: Way) -> Floats:
    """``[text]``: the objective by weights that neither the text nor its fold had a part in."""
    found = np.zeros(len(table.fold))
    for left in sorted(set(table.fold.tolist())):
        weights, _ = fitted(table.of(table.fold != left), present, way)
        found[table.fold == left] = table.of(table.fold == left).worth(weights)
    return found

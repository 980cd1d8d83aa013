"""How well needs that are nobody's are told from those that are somebody's, and the logistic that tells them.

Run: ``python -m benchmarks.scope``. It fits the logistic on the fitted half of the judged needs and on the sets of our
own texts (``models/scope``) that are TEST by the rule of ``training.split``: what else it is made of, the transformer
of intent and the classifier of wording, has seen none of either. Figures are of texts whose set was left out of the
fit; judged needs are dealt to the sets. A set is what one author wrote on one theme or in one form. The opened
half is not read here: ``benchmarks/ladder.py`` counts it.

Last come texts that no fit has seen and that were written to be hard (``training/scope/hard_*.tsv``): near in words to
the other side, by another author. They are judged by what the service has.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.judged import Half, Kind, judged_needs
from benchmarks.ladder import TODAY
from benchmarks.pooling import ShippedStore
from benchmarks.scale import indexed
from s3graph.matching import NeedRequest
from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.meeting import Meeting, meet
from s3graph.matching.need import read_need
from s3graph.matching.places import Gazetteer
from s3graph.matching.ranking import matches, score
from s3graph.matching.scope import SOMEBODY, Signals, probability, signals
from s3graph.model import Language
from training.sides import Written, with_needs, written
from training.split import Part, part_of

ROOT = Path(__file__).resolve().parents[1]
HARD = (
    (ROOT / "training" / "scope" / "hard_outside.tsv", False),
    (ROOT / "training" / "scope" / "hard_inside.tsv", True),
)
SHRINKAGE, KEPT = 1.0, 0.98
JUDGED_NEEDS, JUDGED = "judged needs", 10.0
"""What a judged need counts in the logistic: they are few, and most like what is asked."""
Values = NDArray[np.float64]


class Asked(NamedTuple):
    """``group`` is the set of a text of our own; None for a judged ``need``."""

    text: str
    language: Language
    group: str | None
    somebody: bool
    need: str = ""

    @property
    def own(self) -> bool:
        return self.group is not None


def asked() -> Iterator[Asked]:
    for need in judged_needs():
        if need.half is Half.FITTED:
            for language, text in need.texts.items():
                yield Asked(text, language, None, need.kind is not Kind.OUT, need.name)
    for somebody in (False, True):
        yield from (own(one) for one in with_needs(somebody) if part_of(one.group) is Part.TEST)


def own(one: Written) -> Asked:
    return Asked(one.text, one.language, one.group, one.somebody)


def place_of(need: str, sets: int) -> int:
    """The set that a judged need is left out with, by its identifier alone."""
    return int(hashlib.sha256(need.encode()).hexdigest()[:8], 16) % sets


def logistic(rows: Values, right: Values, counts: Values, rounds: int = 30) -> Values:
    """Weights and, last, the intercept, by Newton's method; the weights of standardised columns are held small.

    Each row is as heavy as it ``counts``.
    """
    middle, spread = rows.mean(axis=0), rows.std(axis=0)
    table = np.column_stack([(rows - middle) / spread, np.ones(len(rows))])
    held = np.full(table.shape[1], SHRINKAGE)
    held[-1] = 1e-6
    found = np.zeros(table.shape[1])
    for _ in range(rounds):
        sure = 1 / (1 + np.exp(-table @ found))
        curve = (table * (counts * sure * (1 - sure))[:, None]).T @ table + np.diag(held)
        found += np.linalg.solve(curve, table.T @ (counts * (right - sure)) - held * found)
    weights = found[:-1] / spread
    return np.append(weights, found[-1] - weights @ middle)


class Trial:
    """All texts met with the shipped index."""

    def __init__(self) -> None:
        catalogue, encoder = read_catalogue(ShippedStore()), EmbeddedEncoder(embedded_folder(), threads=1)
        index = indexed(catalogue, encoder)
        places = Gazetteer(catalogue.places)

        def met(texts: Iterable[Asked]) -> Iterator[tuple[Asked, Meeting]]:
            for one in texts:
                request = NeedRequest(one.text, language=one.language)
                need = read_need(request)
                if need.parts:
                    yield one, meet(index, encoder, need.without(places.masked), (request, TODAY, None))

        self.texts, found = zip(*met(asked()), strict=True)
        self.hard = [*met(own(one) for path, somebody in HARD for one in written(path, somebody))]
        self.signals = np.array([signals(meeting) for meeting in found])
        self.somebody = np.array([one.somebody for one in self.texts])
        self.own = np.array([one.own for one in self.texts])
        self.group = np.array([one.group or JUDGED_NEEDS for one in self.texts])
        sets = sorted(set(self.group[self.own]))
        self.fold = np.array([one.group or sets[place_of(one.need, len(sets))] for one in self.texts])
        self.counts = np.where(self.own, 1.0, JUDGED)

    def unseen(self) -> Values:
        """Probability of each text by a logistic that does not know its set."""
        found = np.zeros(len(self.texts))
        for fold in set(self.fold):
            there = self.fold == fold
            weights = logistic(self.signals[~there], self.somebody[~there].astype(float), self.counts[~there])
            found[there] = 1 / (1 + np.exp(-self.signals[there] @ weights[:-1] - weights[-1]))
        return found

    def hardest(self) -> Iterator[str]:
        """What the service as it is says of the hard texts."""
        for language in Language:
            sure: dict[bool, list[float]] = {True: [], False: []}
            for one, meeting in self.hard:
                if one.language is language:
                    sure[one.somebody].append(probability(meeting))
            nobody, somebody = np.array(sure[False]), np.array(sure[True])
            yield (
                f"hard texts, {language}: nobody's recognised {(nobody < SOMEBODY).sum()} of {len(nobody)}; "
                f"turned away {(somebody < SOMEBODY).sum()} of {len(somebody)}"
            )
        first = [matches(met, score(met), 1) for one, met in self.hard if not one.somebody]
        bands = Counter(found.items[0].band.value if found else "nobody" for found in first)
        yield f"best band shown for nobody's hard texts: {dict(bands)}"


def main() -> None:
    trial = Trial()
    sure = trial.unseen()
    weights = logistic(trial.signals, trial.somebody.astype(float), trial.counts)
    print(
        ", ".join(f"{name} {weight:.2f}" for name, weight in zip((*Signals._fields, "intercept"), weights, strict=True))
    )
    least = float(np.quantile(sure[trial.somebody & ~trial.own], 1 - KEPT))
    print(f"{KEPT:.1%} of answerable judged needs lie at or above {least:.3f}; the service answers from {SOMEBODY}")
    for group in sorted(set(trial.group)):
        for language in Language:
            chosen = (trial.group == group) & np.array([one.language is language for one in trial.texts])
            nobody, somebody = sure[chosen & ~trial.somebody], sure[chosen & trial.somebody]
            print(
                f"{group}, {language}: nobody's recognised {(nobody < SOMEBODY).sum()} of {len(nobody)}; "
                f"turned away {(somebody < SOMEBODY).sum()} of {len(somebody)}"
            )
    place = np.minimum((sure * 10).astype(int), 9)
    error = sum(
        abs(sure[place == b].mean() - trial.somebody[place == b].mean()) * (place == b).mean() for b in set(place)
    )
    print(f"calibration error {error:.3f}")
    for low in sorted(set(place)):
        said, held = sure[place == low], trial.somebody[place == low]
        print(f"  {low / 10:.1f}: {len(said)} texts, said {said.mean():.2f}, somebody's {held.mean():.2f}")
    for line in trial.hardest():
        print(line)


if __name__ == "__main__":
    main()

"""How well needs that are nobody's are told from those that are somebody's, and the logistic that tells them.

Run: ``python -m benchmarks.scope``. It fits on the fitted half of the judged needs, on what private people ask
(``models/scope/outside.tsv``) and on what companies ask (``training/scope/inside.tsv``), both our own text and neither
near a judged need. Every figure is of texts whose kind (outside) or self (inside) was left out of both the plane and
the logistic, in eight parts. The opened half is not read here: ``benchmarks/ladder.py`` counts it.

Last come texts that no fit has seen and that were written to be hard (``training/scope/hard_*.tsv``): near in words to
the other side, and most of kinds that are not among the others. They are judged by what the service has.
"""

from __future__ import annotations

import csv
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
from s3graph.matching.outside import plane, spoken
from s3graph.matching.places import Gazetteer
from s3graph.matching.ranking import matches, score
from s3graph.matching.scope import SOMEBODY, Signals, probability, signals
from s3graph.model import Language

ROOT = Path(__file__).resolve().parents[1]
OUTSIDE, INSIDE = ROOT / "models" / "scope" / "outside.tsv", ROOT / "training" / "scope" / "inside.tsv"
HARD = (
    (ROOT / "training" / "scope" / "hard_outside.tsv", False),
    (ROOT / "training" / "scope" / "hard_inside.tsv", True),
)
PARTS, SHRINKAGE, KEPT = 8, 1.0, 0.975
Values = NDArray[np.float64]


class Asked(NamedTuple):
    """``group`` stays on one side of every cut; ``own``: written for this, not a judged need."""

    text: str
    language: Language
    group: str
    somebody: bool
    own: bool


def asked() -> Iterator[Asked]:
    for need in judged_needs():
        if need.half is Half.FITTED:
            for language, text in need.texts.items():
                yield Asked(text, language, need.name, need.kind is not Kind.OUT, own=False)
    for path, somebody in ((OUTSIDE, False), (INSIDE, True)):
        yield from written(path, somebody)


def written(path: Path, somebody: bool) -> Iterator[Asked]:
    """The texts of a file of our own."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            for language in Language:
                group = row["sv"] if somebody else row["kind"]
                yield Asked(row[language.value], language, group, somebody, own=True)


def part_of(group: str) -> int:
    return int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % PARTS


def logistic(rows: Values, right: Values, rounds: int = 30) -> Values:
    """Weights and, last, the intercept, by Newton's method; the weights of standardised columns are held small."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0)
    table = np.column_stack([(rows - middle) / spread, np.ones(len(rows))])
    held = np.full(table.shape[1], SHRINKAGE)
    held[-1] = 1e-6
    found = np.zeros(table.shape[1])
    for _ in range(rounds):
        sure = 1 / (1 + np.exp(-table @ found))
        curve = (table * (sure * (1 - sure))[:, None]).T @ table + np.diag(held)
        found += np.linalg.solve(curve, table.T @ (right - sure) - held * found)
    weights = found[:-1] / spread
    return np.append(weights, found[-1] - weights @ middle)


class Trial:
    """All texts met with the shipped index."""

    def __init__(self) -> None:
        catalogue, encoder = read_catalogue(ShippedStore()), EmbeddedEncoder(embedded_folder(), threads=1)
        index = indexed(catalogue, encoder)
        places = Gazetteer(catalogue.places)
        self.inside = index.vectors[spoken(catalogue)]

        def met(texts: Iterable[Asked]) -> Iterator[tuple[Asked, Meeting]]:
            for one in texts:
                request = NeedRequest(one.text, language=one.language)
                need = read_need(request)
                if need.parts:
                    yield one, meet(index, encoder, need.without(places.masked), (request, TODAY, None))

        self.texts, self.met = zip(*met(asked()), strict=True)
        self.hard = [*met(one for path, somebody in HARD for one in written(path, somebody))]
        self.somebody = np.array([one.somebody for one in self.texts])
        self.own = np.array([one.own for one in self.texts])
        self.part = np.array([part_of(one.group) for one in self.texts])

    def table(self, left_out: int | None) -> Values:
        """Signals of all texts; the plane is drawn without one part of what private people ask."""
        outside = np.array([m.whole for m in self.met])[self.own & ~self.somebody & (self.part != left_out)]
        between = plane(self.inside, outside)
        return np.array([signals(meeting, between) for meeting in self.met])

    def unseen(self) -> Values:
        """Probabilities of each text by a plane and a logistic that know neither it nor its kind."""
        found = np.zeros(len(self.texts))
        for part in range(PARTS):
            rows, there = self.table(part), self.part == part
            weights = logistic(rows[~there], self.somebody[~there].astype(float))
            found[there] = 1 / (1 + np.exp(-rows[there] @ weights[:-1] - weights[-1]))
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

    def fitted(self) -> Values:
        return logistic(self.table(None), self.somebody.astype(float))


def main() -> None:
    trial = Trial()
    weights, sure = trial.fitted(), trial.unseen()
    print(
        ", ".join(f"{name} {weight:.2f}" for name, weight in zip((*Signals._fields, "intercept"), weights, strict=True))
    )
    least = float(np.quantile(sure[trial.somebody], 1 - KEPT))
    print(f"{KEPT:.1%} of answerable texts lie at or above {least:.3f}; the service answers from {SOMEBODY}")
    for own, title in ((False, "judged, fitted half"), (True, "own texts")):
        for language in Language:
            chosen = (trial.own == own) & np.array([one.language is language for one in trial.texts])
            nobody, somebody = sure[chosen & ~trial.somebody], sure[chosen & trial.somebody]
            print(
                f"{title}, {language}: nobody's recognised {(nobody < SOMEBODY).sum()} of {len(nobody)}; "
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

"""Weights of the feature table: searched on the fitted half of the judged needs, believed in cross-validation only.

Run: ``python -m benchmarks.weights``; with names of ``benchmarks/candidates.py`` for those, with ``all`` for all. It
publishes the shipped data, values every actor on every feature once for each need and language of the fitted half, and
prints, for the table as it is or each candidate, what a fit gains on needs it did not see, and its weights on all.
The opened half is never read here. The present weights were chosen on the same needs, so a gain is a little too small.

The objective is nDCG@10 and a quarter of right-actor-first. Fits are held near the present weights; how near is chosen
among the needs fitted on, staying where one is among the choices. Folds are of needs, both languages together.

A second opinion, which no fit sees: sentences of ``training/everyday`` about competences that the encoder was not
trained on. Right is who has the competence or reaches it nearly as well; there are no places in them, so they judge
the features of fit among each other, and only those.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.fitting import FACTORS, FOLDS, QUICK, UNTOLD, WAYS, Floats, Table, fitted, fold_of, gain, unseen
from benchmarks.judged import Half
from benchmarks.ladder import Asked, Service, publish
from benchmarks.links import sentences
from s3graph.matching import NeedRequest
from s3graph.matching.features import FEATURES
from s3graph.model import Language

SENTENCES = 4
"""Sentences of each competence and language in the second opinion."""
RIGHT, USEFUL = 0.9, 0.5
"""How far an actor must reach a competence to be right or useful for a sentence about it."""


def everyday(service: Service) -> Table:
    """The second opinion as a table; the sentences of one competence count as one need."""
    asked: dict[str, dict[Language, list[str]]] = {}
    for name, language, text in sentences():
        asked.setdefault(name, {}).setdefault(language, []).append(text)
    values, grades, need = [], [], []
    for number, name in enumerate(sorted(asked.keys() & service.index.column_of.keys())):
        reached = service.index.reach[:, service.index.column_of[name]]
        grade = np.where(reached >= RIGHT, 2.0, np.where(reached >= USEFUL, 1.0, 0.0))
        for language, texts in asked[name].items() if grade.any() else ():
            for text in texts[:SENTENCES]:
                meeting = service.meeting(NeedRequest(text, language=language))
                if meeting.need.parts:
                    values.append([feature.value(meeting) for feature in FEATURES])
                    grades.append(grade)
                    need.append(number)
    numbers = np.array(need)
    return Table(_NAMES, np.array(values, np.float64), np.array(grades), numbers, numbers % FOLDS)


_NAMES = tuple(feature.name for feature in FEATURES)


def tabled(asked: Sequence[Asked]) -> Table:
    """The table's features of the needs somebody can answer."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(one.need.name for one in asked))}
    return Table(
        names=_NAMES,
        values=np.array([one.scores.values for one in asked], np.float64),
        grades=np.array([one.grades for one in asked], np.float64),
        need=np.array([numbers[one.need.name] for one in asked]),
        fold=np.array([fold_of(one.need.name) for one in asked]),
    )


def report(asked: Sequence[Asked], second: Table, names: Sequence[str]) -> Iterator[str]:
    """For the table as it is and for each candidate: the gain of the change alone, and of fitting after it."""
    from benchmarks.candidates import CANDIDATES, as_it_is

    table, start = tabled(asked), np.array([feature.weight for feature in FEATURES])
    before, other = table.worth(start), second.worth(start)
    yield f"{len(set(table.need.tolist()))} needs, present weights: {before.mean():.4f}"
    yield f"{len(other)} everyday sentences, present weights: {other.mean():.4f}"
    yield "gains: mean ± standard error [each fold]"
    for name, change in CANDIDATES.items():
        if name not in (names or (next(iter(CANDIDATES)),)) and "all" not in names:
            continue
        changed = change(asked, table)
        present = np.concatenate([start, np.zeros(len(changed.names) - len(start))])
        yield f"\n{name}: unfitted {gain(table, before, changed.worth(present))}"
        for way in WAYS if change is as_it_is else (QUICK,):
            weights, pull = fitted(changed, present, way)
            yield f"  {way.name}: {gain(table, before, unseen(changed, present, way))}"
            yield f"    all needs (pull {pull:g}): {changed.worth(weights).mean():.4f} by {_told(changed, weights)}"
            if change is as_it_is:
                yield f"    everyday sentences: {gain(second, other, second.worth(weights))}"
    yield "\none weight alone, judged needs | everyday sentences"
    for place, name in enumerate(_NAMES):
        for factor in FACTORS if name not in UNTOLD else ():
            weights = start.copy()
            weights[place] *= factor
            judged, everyday = gain(table, before, table.worth(weights)), gain(second, other, second.worth(weights))
            yield f"  {name} {weights[place]:.2f}: {judged} | {everyday}"


def _told(table: Table, weights: Floats) -> str:
    return ", ".join(f"{name} {weight:.2f}" for name, weight in zip(table.names, weights, strict=True))


def main(names: Sequence[str] = ()) -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder) / "data")
        service = Service(Path(folder) / "data")
        asked = [one for one in service.asked(Half.FITTED) if one.answerable]
        for text in report(asked, everyday(service), names):
            print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

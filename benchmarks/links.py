"""How often concept links are right, and how far their confidence can be taken at its word.

Run: ``python -m benchmarks.links``. Each sentence of ``training/everyday`` whose competence the encoder was not trained
on (``training/split.py``), in both languages, is linked as one clause, to any competence of the scheme. Right is the
competence that the sentence was written for, and no other. The index knows none of the sentences, so nothing has to be
left out of it. The logistic behind the confidence shown is fitted on other competences than those it is judged on:
``FOLDS`` folds by competence, and every link is judged by the one that its own competence had no part in.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.ladder import Service, publish
from s3graph.matching import Index
from s3graph.matching.concepts import BEARING, CERTAINTY, LEXICAL_SHARE, SHOWN, bearing, calibrated, link
from s3graph.matching.encoder import Encoder
from s3graph.model import Language
from training.sources import everyday
from training.split import Part

BINS = 10
FOLDS = 5
Values = NDArray[np.float64]
Floats = NDArray[np.float32]
Truths = NDArray[np.bool_]


class Sentence(NamedTuple):
    """``competence`` is the slug of the one it was written for."""

    competence: str
    language: Language
    text: str


def sentences() -> Iterator[Sentence]:
    """Of every pair the Swedish one, then the English one."""
    for row in everyday():
        if row.part is not Part.TRAIN:
            name = row.identifier.removeprefix("competence:")
            yield Sentence(name, Language.SV, row.sv[0])
            yield Sentence(name, Language.EN, row.en[0])


@dataclass(frozen=True)
class Asked:
    """Sentences against competences: ``similarities`` and ``bearings`` are ``[sentence, competence]``."""

    names: tuple[str, ...]
    languages: tuple[Language, ...]
    wanted: NDArray[np.int64]
    similarities: Floats
    bearings: Floats

    def ranks(self, bearing: float, language: Language) -> Values:
        """Rank of the right competence for each sentence of a language; ties count half way."""
        spoken = [code is language for code in self.languages]
        towards = (self.similarities + bearing * self.bearings)[spoken]
        own = towards[np.arange(len(towards)), self.wanted[spoken]][:, None]
        return np.asarray((towards > own).sum(axis=1) + ((towards == own).sum(axis=1) + 1) / 2, np.float64)

    def links(self) -> Linked:
        """The links that people are shown: of each sentence the best ``SHOWN``."""
        found = link(self.similarities, self.bearings)
        best = np.argsort(-found.shares, axis=1, kind="stable")[:, :SHOWN]
        part = np.take_along_axis(calibrated(np.ones(1), found.shares), best, axis=1).astype(np.float64)
        reached = self.similarities.max(axis=1).astype(np.float64)
        fold = np.array([fold_of(self.names[column]) for column in self.wanted])
        return Linked(reached, part, best == self.wanted[:, None], fold)


@dataclass(frozen=True)
class Linked:
    """Of each sentence: what its most similar competence ``reached``, the links' ``part[sentence, place]`` of the
    certainty, which are ``right[sentence, place]``, and the ``fold`` of its competence."""

    reached: Values
    part: Values
    right: Truths
    fold: NDArray[np.int64]

    def fitted(self, rows: Truths, rounds: int = 30) -> tuple[float, float]:
        """The likeliest ``CERTAINTY`` for some sentences, by Fisher's scoring."""
        inputs = np.stack([np.ones(rows.sum()), self.reached[rows]], axis=1)
        found = np.zeros(2)
        for _ in range(rounds):
            sure = 1 / (1 + np.exp(-inputs @ found))
            shown = np.clip(sure[:, None] * self.part[rows], 1e-9, 1 - 1e-9)
            slope = self.part[rows] * (sure * (1 - sure))[:, None]
            known = shown * (1 - shown)
            curve = (inputs * (slope**2 / known).sum(axis=1)[:, None]).T @ inputs
            found += np.linalg.solve(curve, inputs.T @ (slope * (self.right[rows] - shown) / known).sum(axis=1))
        return float(found[0]), float(found[1])

    def shown(self, weights: tuple[float, float]) -> Values:
        sure = 1 / (1 + np.exp(-weights[0] - weights[1] * self.reached))
        return np.asarray(self.part * sure[:, None], np.float64)

    def unseen(self) -> Values:
        """What would be shown of each link by a logistic that knows nothing of its sentence's competence."""
        found = np.zeros(self.right.shape)
        for fold in range(FOLDS):
            there = self.fold == fold
            found[there] = self.shown(self.fitted(~there))[there]
        return found


def fold_of(name: str) -> int:
    """The fold of a competence, by its slug alone: both languages of all its sentences lie in one."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % FOLDS


def asked(index: Index, encoder: Encoder, rows: Sequence[Sentence]) -> Asked:
    """The sentences, first those in Swedish, met by an index as one clause each."""
    names = tuple(index.column_of)
    similarities, bearings, wanted, spoken = [], [], [], []
    for language in Language:
        own = [row for row in rows if row.language is language]
        said = encoder.encode([row.text for row in own], language, need=True)
        words = np.array([index.passages[language].similarities(row.text) for row in own], np.float32)
        leanings = np.array([index.leanings[language].of(near) for near in words], np.float32)
        meaning, shared = (
            np.maximum.reduceat(values, index.tables.passages, axis=1)[:, index.concepts]
            for values in (index.vectors.cosines(said), words)
        )
        similarities.append(meaning + LEXICAL_SHARE * shared)
        bearings.append(bearing(said, leanings, index.directions))
        wanted += [index.column_of[row.competence] for row in own]
        spoken += [language] * len(own)
    return Asked(names, tuple(spoken), np.array(wanted), np.concatenate(similarities), np.concatenate(bearings))


def calibration_error(shown: Values, right: Truths) -> float:
    """Expected calibration error over ``BINS`` equally wide bins."""
    place = np.minimum((shown * BINS).astype(int), BINS - 1)
    gaps = [abs(shown[place == b].mean() - right[place == b].mean()) * (place == b).mean() for b in np.unique(place)]
    return float(sum(gaps))


def reliability(shown: Values, right: Truths) -> Iterator[str]:
    place = np.minimum((shown * BINS).astype(int), BINS - 1)
    for low in np.unique(place):
        inside = place == low
        sure, hits = shown[inside].mean(), right[inside].mean()
        yield f"  {low / BINS:.1f}: {inside.sum()} links, shown {sure:.2f}, right {hits:.2f}"


def report(found: Asked) -> Iterator[str]:
    for title, weight in (("nearest passage alone", 0.0), ("with its bearing", BEARING)):
        for language in Language:
            ranks = found.ranks(weight, language)
            first, five, mrr = (ranks == 1).mean(), (ranks <= 5).mean(), (1 / ranks).mean()
            yield f"{title}, {language}: {len(ranks)} sentences, right {first:.3f}, in five {five:.3f}, MRR {mrr:.3f}"
    links = found.links()
    intercept, slope = links.fitted(np.ones(len(links.fold), bool))
    yield f"certainty fitted on all: {intercept:.2f}, {slope:.2f}; the service has {CERTAINTY}"
    unseen = links.unseen()
    for title, kept in (("best links", 1), (f"all {SHOWN} links", SHOWN)):
        shown, right = unseen[:, :kept].reshape(-1), links.right[:, :kept].reshape(-1)
        error = calibration_error(shown, right)
        yield f"{title}: {len(shown)}, right {right.mean():.3f}; calibration error {error:.4f}"
        yield from reliability(shown, right)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        publish(Path(folder) / "data")
        service = Service(Path(folder) / "data")
        for text in report(asked(service.index, service.encoder, tuple(sentences()))):
            print(text, flush=True)


if __name__ == "__main__":
    main()

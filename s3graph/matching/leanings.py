"""Which competences the words of a text speak for, whatever it shares with any single passage.

A kernel ridge regression over all that the competences say: the kernel is the cosine of n-grams that the lexical index
measures anyway, so a text needs no more than its cosines with the passages (C. Saunders, A. Gammerman and V. Vovk,
*Ridge Regression Learning Algorithm in Dual Variables*, 1998). What many competences say speaks for none of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Catalogue
from s3graph.matching.hierarchy import concepts_of
from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.mapping import mapped
from s3graph.matching.vectors import Rows, packed
from s3graph.model import Language
from s3graph.resources import shelf

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

RIDGE = 1.0
FAINT = 0.02
"""Cosine from which a passage is heard: the many below it say nothing together either, and take time."""
MOST = 13_500
"""Most passages of one language that are learnt from: that takes half a minute and .7 GB, once a scheme."""
CLOSE_ENOUGH = 1e-3
"""Length of what is left unsolved, beside what was asked: a tenth of what a weight loses where it is kept in a byte."""
MOST_ROUNDS = 200


@dataclass(frozen=True)
class Lesson:
    """What the competences say in one language: ``texts``, their ``places`` among all passages, whose they are."""

    language: Language
    texts: tuple[str, ...]
    places: Places
    columns: Places
    competences: int

    @classmethod
    def of(cls, catalogue: Catalogue, language: Language) -> Lesson:
        """At most ``MOST`` passages: where there are more, of every competence its first."""
        starts = np.cumsum([0, *(len(topic.passages) for topic in catalogue.topics)])
        concepts = concepts_of(catalogue.topics)
        own = [
            [number for number, said in enumerate(catalogue.topics[c].passages) if said.language is language]
            for c in concepts
        ]
        most = _each(list(map(len, own)), MOST)
        found = [(column, number) for column, said in enumerate(own) for number in said[:most]]
        return cls(
            language,
            tuple(catalogue.topics[concepts[column]].passages[number].text for column, number in found),
            np.array([starts[concepts[column]] + number for column, number in found], np.int64),
            np.array([column for column, _ in found], np.int64),
            len(concepts),
        )

    @property
    def digest(self) -> str:
        """Tells whether weights were learnt from the same."""
        said = [RIDGE, self.language.value, self.competences, self.columns.tolist(), self.texts]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    def learnt(self) -> Rows:
        """``weights[text, competence]``: the answers wanted are 1 and -1, less their mean over the texts."""
        if not self.texts:
            return packed(np.zeros((0, self.competences), np.float32))
        index = LexicalIndex.build(self.texts, self.language)
        kernel = np.empty((len(self.texts), len(self.texts)), np.float32)
        for row, text in enumerate(self.texts):
            kernel[row] = index.similarities(text)
        kernel[np.diag_indices_from(kernel)] += RIDGE
        wanted = np.full((len(self.texts), self.competences), -1, np.float32)
        wanted[np.arange(len(self.texts)), self.columns] = 1
        return packed(_solved(kernel, wanted - wanted.mean(axis=0)))


def _each(counts: Sequence[int], most: int) -> int:
    """The largest number that may be taken of each, where no more than ``most`` are taken of all."""
    first, last = 0, max(counts, default=0)
    while first < last:
        middle = (first + last + 1) // 2
        enough = sum(min(count, middle) for count in counts) <= most
        first, last = (middle, last) if enough else (first, middle - 1)
    return first


def _solved(kernel: Floats, wanted: Floats) -> Floats:
    """``weights`` of ``kernel @ weights = wanted``, column by column at once, by conjugate gradients.

    M. R. Hestenes and E. Stiefel, *Methods of Conjugate Gradients for Solving Linear Systems*, 1952. NumPy's own
    solver works in double precision on copies: as long, and three times the memory.
    """
    found, left = np.zeros_like(wanted), wanted.copy()
    way, length = left.copy(), (left**2).sum(axis=0)
    enough = CLOSE_ENOUGH**2 * length
    for _ in range(MOST_ROUNDS):
        if (length <= enough).all():
            break
        ahead = kernel @ way
        step = length / np.maximum((way * ahead).sum(axis=0), _NOTHING)
        found += step * way
        left -= step * ahead
        before, length = length, (left**2).sum(axis=0)
        way *= length / np.maximum(before, _NOTHING)
        way += left
    return found


_NOTHING = 1e-30


@dataclass(frozen=True, eq=False)
class Leanings:
    """Of one language: the ``places`` of passages that can be heard, and ``weights[place, competence]``."""

    places: Places
    weights: Rows

    def of(self, similarities: Floats) -> Floats:
        """``[competence]``, about -1 to 1, of a text with these n-gram cosines to all passages."""
        near = similarities[self.places]
        heard = np.flatnonzero(near >= FAINT)
        said = self.weights[heard]
        return np.asarray((near[heard] * said["scale"]) @ said["values"].astype(np.float32), np.float32)

    @classmethod
    def load(cls, folder: Path, language: Language) -> Leanings:
        return cls(mapped(folder / _PLACES.format(language)), mapped(folder / _WEIGHTS.format(language)))


_PLACES, _WEIGHTS = "leanings-{}-places.npy", "leanings-{}.npy"
_META, _LEARNT = "meta.json", "leanings"
SHIPPED = "leanings"
"""Folder of the weights that are shipped, learnt from the shipped competences by ``training.leanings``."""


def write_leanings(catalogue: Catalogue, folder: Path, former: Path | None) -> dict[str, str]:
    """Into an index's folder; learnt only where neither the former index nor what is shipped learnt from the same.

    What they were learnt from, for the ``leanings`` of the folder's ``meta.json``.
    """
    digests = {}
    for language in Language:
        lesson = Lesson.of(catalogue, language)
        known = (place for place in (former, shelf("models") / SHIPPED) if place is not None)
        np.save(folder / _WEIGHTS.format(language), _known(lesson, known))
        np.save(folder / _PLACES.format(language), lesson.places)
        digests[language.value] = lesson.digest
    return digests


def ship(lessons: Iterable[Lesson], folder: Path) -> None:
    """Weights, and what they were learnt from, as an index has them."""
    digests = {}
    for lesson in lessons:
        np.save(folder / _WEIGHTS.format(lesson.language), lesson.learnt())
        digests[lesson.language.value] = lesson.digest
    (folder / _META).write_text(json.dumps({_LEARNT: digests}, indent=1) + "\n", "utf-8")


def knows(folder: Path, lesson: Lesson) -> bool:
    """Whether the weights in a folder were learnt from the same."""
    try:
        meta = json.loads((folder / _META).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(meta.get(_LEARNT, {}).get(lesson.language.value) == lesson.digest)


def _known(lesson: Lesson, folders: Iterable[Path]) -> Rows:
    for folder in folders:
        if knows(folder, lesson):
            try:
                return np.asarray(np.load(folder / _WEIGHTS.format(lesson.language), allow_pickle=False))
            except (OSError, ValueError, EOFError, BadZipFile):
                continue
    return lesson.learnt()

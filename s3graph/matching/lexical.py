"""Character n-grams of one language: what words share, however they are inflected or compounded. NumPy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.mapping import mapped
from s3graph.matching.ngrams import Occurrences, grams, stem_gram
from s3graph.model import Language

Floats = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class LexicalIndex:
    """TF-IDF postings over n-gram checksums: ``vocabulary`` is sorted; the documents of its n-gram ``i`` are
    ``documents`` from ``starts[i]`` on, last those that have it more than once: how often is ``counts`` from
    ``repeats[i]`` on. ``norms`` are the documents' lengths.

    Weights follow from that and are not kept. A file for each array, which loading maps and does not read.
    """

    language: Language
    vocabulary: NDArray[np.uint32]
    starts: NDArray[np.unsignedinteger]
    documents: NDArray[np.unsignedinteger]
    repeats: NDArray[np.unsignedinteger]
    counts: NDArray[np.unsignedinteger]
    norms: Floats

    @classmethod
    def build(cls, texts: Sequence[str], language: Language) -> LexicalIndex:
        """Document ``i`` is ``texts[i]``; an empty text meets nothing."""
        vocabulary, columns, rows, counts = Occurrences.of(texts, language)
        frequency = np.bincount(columns, minlength=len(vocabulary))
        values = _damped(counts) * _rarity(frequency, len(texts))[columns]
        norms = np.sqrt(np.bincount(rows, values**2, minlength=len(texts))).astype(np.float32)
        repeated = counts > 1
        order = np.argsort(2 * columns + repeated, kind="stable")
        repeats = np.bincount(columns[repeated], minlength=len(vocabulary))
        often = _narrow(counts[repeated])
        return cls(language, vocabulary, _begins(frequency), _narrow(rows[order]), _begins(repeats), often, norms)

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self.norms)

    def similarities(self, text: str) -> Floats:
        """Cosine of a text with every document, length ``size``. N-grams unknown here still count in the norm."""
        terms, counts = np.unique(grams(text, self.language), return_counts=True)
        known, columns = self._found(terms)
        if not len(columns):
            return np.zeros(self.size, np.float32)
        starts, spans = _spans(self.starts, columns)
        weights = _rarity(spans, self.size)
        values = _damped(counts)
        values[known] *= weights
        values[~known] *= _rarity(np.zeros(1, np.int64), self.size)
        shares = values[known] * weights / np.sqrt((values**2).sum())
        found = np.bincount(_gathered(self.documents, starts, spans), np.repeat(shares, spans), minlength=self.size)
        first, repeats = _spans(self.repeats, columns)
        repeating = _gathered(self.documents, starts + spans - repeats, repeats)
        beyond = np.log(_gathered(self.counts, first, repeats), dtype=np.float32)
        found += np.bincount(repeating, np.repeat(shares, repeats) * beyond, minlength=self.size)
        return np.asarray(found / np.maximum(self.norms, _NO_LENGTH), np.float32)

    def knows(self, word: str) -> float:
        """Share of a word's n-grams that occur in the documents, 0 to 1."""
        terms = grams(word, self.language)
        return float(self._found(terms)[0].mean()) if len(terms) else 0.0

    def share(self, word: str) -> float:
        """Share of the documents that have a word, whatever its ending; 0 for one that none has."""
        _, columns = self._found(stem_gram(word, self.language))
        return float(_spans(self.starts, columns)[1].sum() / max(self.size, 1))

    def _found(self, terms: NDArray[np.uint32]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Which of the n-grams occur here, and the places of those in the vocabulary."""
        if not len(self.vocabulary):
            return np.zeros(len(terms), np.bool_), np.empty(0, np.int64)
        places = np.minimum(np.searchsorted(self.vocabulary, terms), len(self.vocabulary) - 1)
        known = self.vocabulary[places] == terms
        return known, places[known]

    def save(self, folder: Path, name: str) -> None:
        for array in _ARRAYS:
            np.save(folder / _FILE.format(name, array), getattr(self, array))

    @classmethod
    def load(cls, folder: Path, name: str, language: Language) -> LexicalIndex:
        return cls(language, *(mapped(folder / _FILE.format(name, array)) for array in _ARRAYS))


_ARRAYS = ("vocabulary", "starts", "documents", "repeats", "counts", "norms")
_FILE = "{}-{}.npy"
_NO_LENGTH = 1e-9


def _narrow(numbers: NDArray[np.integer]) -> NDArray[np.unsignedinteger]:
    """In no more bytes than the largest needs."""
    return numbers.astype(np.min_scalar_type(numbers.max(initial=0)))


def _begins(lengths: NDArray[np.int64]) -> NDArray[np.unsignedinteger]:
    """Where each of some spans begins, and behind the last the end."""
    return _narrow(np.concatenate([[0], np.cumsum(lengths)]))


def _spans(begins: NDArray[np.unsignedinteger], places: Places) -> tuple[Places, Places]:
    """Where some of the spans begin, and how long they are."""
    starts = begins[places].astype(np.int64)
    return starts, begins[places + 1].astype(np.int64) - starts


def _gathered(array: NDArray[np.unsignedinteger], starts: Places, spans: Places) -> NDArray[np.unsignedinteger]:
    """The spans of an array, one after the other."""
    ends = (starts + spans).tolist()
    return np.concatenate([array[start:end] for start, end in zip(starts.tolist(), ends, strict=True)])


def _damped(counts: NDArray[np.integer]) -> Floats:
    return np.asarray(1 + np.log(counts, dtype=np.float32), np.float32)


def _rarity(frequency: NDArray[np.int64], size: int) -> Floats:
    return np.asarray(np.log((1 + size) / (1 + frequency)) + 1, np.float32)

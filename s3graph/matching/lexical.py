"""Character n-grams of one language: what words share, however they are inflected or compounded. NumPy only."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.mapping import mapped
from s3graph.matching.words import content_words, stem, words
from s3graph.model import Language

SHORTEST, LONGEST = 3, 5
Floats = NDArray[np.float32]
Places = NDArray[np.int64]


def grams(text: str, language: Language) -> NDArray[np.uint32]:
    """Checksums of the n-grams and stems of a text's content words, word ends marked, repeats kept.

    Splitting compounds against the vocabulary was tried too and added nothing: n-grams already meet their parts.
    """
    tokens = content_words(text, language) or words(text)
    return np.frombuffer(b"".join(_checksums(word, language) for word in tokens), dtype=np.uint32)


@lru_cache(maxsize=65_536)
def _checksums(word: str, language: Language) -> bytes:
    """Of one word, as an array's bytes: a release has few different words, and most of them many times."""
    return b"".join(_checksum(gram) for gram in _pieces(word, language))


def _checksum(gram: str) -> bytes:
    return zlib.crc32(gram.encode()).to_bytes(4, sys.byteorder)


def _pieces(word: str, language: Language) -> Iterator[str]:
    yield f"#{stem(word, language)}"
    framed = f" {word} "
    for size in range(SHORTEST, LONGEST + 1):
        for start in range(max(1, len(framed) - size + 1)):
            yield framed[start : start + size]


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
        counted = [np.unique(grams(text, language), return_counts=True) for text in texts]
        lengths = np.array([len(terms) for terms, _ in counted], dtype=np.int64)
        everything = np.concatenate([terms for terms, _ in counted] or [np.empty(0, np.uint32)])
        vocabulary, columns = np.unique(everything, return_inverse=True)
        frequency = np.bincount(columns, minlength=len(vocabulary))
        counts = np.concatenate([counts for _, counts in counted] or [np.empty(0, np.int64)])
        values = _damped(counts) * _rarity(frequency, len(texts))[columns]
        rows = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
        norms = np.sqrt(np.bincount(rows, values**2, minlength=len(texts))).astype(np.float32)
        repeated = counts > 1
        order = np.argsort(2 * columns + repeated, kind="stable")
        repeats = np.bincount(columns[repeated], minlength=len(vocabulary))
        often = _narrow(counts[order][repeated[order]])
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
        _, columns = self._found(np.frombuffer(_checksum(f"#{stem(word, self.language)}"), np.uint32))
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
    return np.concatenate([array[start : start + span] for start, span in zip(starts, spans, strict=True)])


def _damped(counts: NDArray[np.integer]) -> Floats:
    return np.asarray(1 + np.log(counts, dtype=np.float32), np.float32)


def _rarity(frequency: NDArray[np.int64], size: int) -> Floats:
    return np.asarray(np.log((1 + size) / (1 + frequency)) + 1, np.float32)

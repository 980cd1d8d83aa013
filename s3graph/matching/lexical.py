"""Character n-grams of one language: what words share, however they are inflected or compounded. NumPy only."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.words import content_words, stem, words
from s3graph.model import Language

SHORTEST, LONGEST = 3, 5
Floats = NDArray[np.float32]


def grams(text: str, language: Language) -> NDArray[np.uint32]:
    """Checksums of the n-grams and stems of a text's content words, word ends marked, repeats kept.

    Splitting compounds against the vocabulary was tried too and added nothing: n-grams already meet their parts.
    """
    tokens = content_words(text, language) or words(text)
    return np.frombuffer(b"".join(_checksums(word, language) for word in tokens), dtype=np.uint32)


@lru_cache(maxsize=65_536)
def _checksums(word: str, language: Language) -> bytes:
    """Of one word, as an array's bytes: a release has few different words, and most of them many times."""
    return np.fromiter((zlib.crc32(gram) for gram in _pieces(word, language)), dtype=np.uint32).tobytes()


def _pieces(word: str, language: Language) -> Iterator[bytes]:
    yield f"#{stem(word, language)}".encode()
    framed = f" {word} "
    for size in range(SHORTEST, LONGEST + 1):
        for start in range(max(1, len(framed) - size + 1)):
            yield framed[start : start + size].encode()


@dataclass(frozen=True)
class LexicalIndex:
    """TF-IDF postings over n-gram checksums: ``vocabulary`` is sorted, rows of unit length; saved as one ``.npz``."""

    language: Language
    vocabulary: NDArray[np.uint32]
    weights: Floats
    starts: NDArray[np.int64]
    documents: NDArray[np.int32]
    values: Floats
    size: int

    @classmethod
    def build(cls, texts: Sequence[str], language: Language) -> LexicalIndex:
        """Document ``i`` is ``texts[i]``; an empty text meets nothing."""
        counted = [np.unique(grams(text, language), return_counts=True) for text in texts]
        lengths = np.array([len(terms) for terms, _ in counted], dtype=np.int64)
        everything = np.concatenate([terms for terms, _ in counted] or [np.empty(0, np.uint32)])
        vocabulary, columns = np.unique(everything, return_inverse=True)
        frequency = np.bincount(columns, minlength=len(vocabulary))
        weights = (np.log((1 + len(texts)) / (1 + frequency)) + 1).astype(np.float32)
        counts = np.concatenate([counts for _, counts in counted] or [np.empty(0, np.int64)])
        values = (1 + np.log(counts)).astype(np.float32) * weights[columns]
        rows = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
        norms = np.sqrt(np.bincount(rows, values**2, minlength=len(texts)))
        values = (values / norms[rows]).astype(np.float32)
        order = np.argsort(columns, kind="stable")
        starts = np.concatenate([[0], np.cumsum(frequency)]).astype(np.int64)
        return cls(language, vocabulary, weights, starts, rows[order], values[order], len(texts))

    def similarities(self, text: str) -> Floats:
        """Cosine of a text with every document, length ``size``. N-grams unknown here still count in the norm."""
        terms, counts = np.unique(grams(text, self.language), return_counts=True)
        scores = np.zeros(self.size, np.float32)
        if not len(terms) or not len(self.vocabulary):
            return scores
        places = np.minimum(np.searchsorted(self.vocabulary, terms), len(self.vocabulary) - 1)
        known = self.vocabulary[places] == terms
        rarest = np.float32(np.log(1 + self.size) + 1)
        values = (1 + np.log(counts)).astype(np.float32) * np.where(known, self.weights[places], rarest)
        norm = float(np.sqrt((values**2).sum()))
        columns = places[known]
        spans = self.starts[columns + 1] - self.starts[columns]
        if not len(columns):
            return scores
        offsets = np.repeat(self.starts[columns] - np.concatenate([[0], np.cumsum(spans)[:-1]]), spans)
        chosen = offsets + np.arange(spans.sum())
        shares = np.repeat(values[known] / norm, spans) * self.values[chosen]
        return np.bincount(self.documents[chosen], shares, minlength=self.size).astype(np.float32)

    def knows(self, word: str) -> float:
        """Share of a word's n-grams that occur in the documents, 0 to 1."""
        terms = grams(word, self.language)
        return float(np.isin(terms, self.vocabulary).mean()) if len(terms) else 0.0

    def save(self, path: Path) -> None:
        np.savez(
            path,
            vocabulary=self.vocabulary,
            weights=self.weights,
            starts=self.starts,
            documents=self.documents,
            values=self.values,
            size=np.int64(self.size),
        )

    @classmethod
    def load(cls, path: Path, language: Language) -> LexicalIndex:
        with np.load(path, allow_pickle=False) as kept:
            return cls(
                language,
                kept["vocabulary"],
                kept["weights"],
                kept["starts"],
                kept["documents"],
                kept["values"],
                int(kept["size"]),
            )

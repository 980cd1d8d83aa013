"""Ranks a test collection with the matcher's text features: the whole, clause by passage, n-grams."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.collection import DEPTH, Collection, Run
from s3graph.matching.concepts import LEXICAL_SHARE
from s3graph.matching.encoder import Encoder
from s3graph.matching.features import weights
from s3graph.matching.figures import Figures, measure
from s3graph.matching.language import identify
from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.meeting import CONTEXT, TOP, top_means
from s3graph.matching.need import Need, Part, split_parts
from s3graph.matching.words import clean
from s3graph.model import Language

Floats = NDArray[np.float32]

PASSAGES = 12
"""Passages of a document that are encoded; the lexical part reads all of it."""


@dataclass(frozen=True)
class Evaluation:
    """What ``s3graph evaluate`` prints and writes."""

    figures: Figures
    documents: int
    queries_per_second: float
    run: Run

    def to_json(self) -> dict[str, Any]:
        speed = {"documents": self.documents, "queries_per_second": round(self.queries_per_second, 1)}
        return self.figures.to_json() | speed


class DocumentRanker:
    """Documents in place of actors, their passages in place of facets; the weights are those of the feature table."""

    def __init__(self, texts: list[str], encoder: Encoder, chosen: dict[str, float] | None = None) -> None:
        self._encoder = encoder
        self._weights = weights(chosen or {})
        cleaned = [clean(text) for text in texts]
        languages = [identify(text).language for text in cleaned]
        self._own = {code: np.array([language is code for language in languages]) for code in Language}
        self._lexical = {
            code: LexicalIndex.build([t if c is code else "" for t, c in zip(cleaned, languages, strict=True)], code)
            for code in Language
        }
        passages = [_passages(text, code) for text, code in zip(cleaned, languages, strict=True)]
        counts = [len(own) for own in passages]
        self._starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)
        self._vectors = np.zeros((sum(counts), encoder.dimension), np.float32)
        spoken = [code for code, own in zip(languages, passages, strict=True) for _ in own]
        everything = [passage for own in passages for passage in own]
        for code in Language:
            rows = [row for row, language in enumerate(spoken) if language is code]
            if rows:
                self._vectors[rows] = encoder.encode([everything[row] for row in rows], code)
        means = np.add.reduceat(self._vectors, self._starts, axis=0)
        self._means = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)

    def scores(self, text: str) -> Floats:
        """``[document]`` for one query."""
        need = _need(text)
        vectors = self._encoder.encode([need.text, *(part.text for part in need.parts)], need.language, need=True)
        importance = np.array([1.0 if part.asks else CONTEXT for part in need.parts], np.float32)
        lexical = self._lexical[need.language]
        late = top_means(vectors[1:] @ self._vectors.T, self._starts, TOP)
        late += LEXICAL_SHARE * np.array([lexical.similarities(part.text) for part in need.parts])
        clauses = importance @ late / importance.sum()
        chosen = self._weights
        total = chosen["clauses"] * clauses + chosen["meaning"] * (self._means @ vectors[0])
        return np.asarray(total + chosen["words"] * lexical.similarities(need.text), np.float32)


def evaluate(collection: Collection, encoder: Encoder) -> Evaluation:
    """Rank every query of a collection over all its documents."""
    names = list(collection.documents)
    places = {name: place for place, name in enumerate(names)}
    ranker = DocumentRanker(list(collection.documents.values()), encoder)
    started = time.perf_counter()
    scores = [ranker.scores(text) for text in collection.queries.values()]
    seconds = time.perf_counter() - started
    judged = [{places[name]: grade for name, grade in collection.judged[query].items()} for query in collection.queries]
    ranked = {query: _ranked(names, row) for query, row in zip(collection.queries, scores, strict=True)}
    return Evaluation(measure(scores, judged), len(names), len(scores) / max(seconds, 1e-9), Run(ranked))


def _ranked(names: list[str], scores: Floats) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-scores, kind="stable")[:DEPTH]
    return tuple((names[place], float(scores[place])) for place in order)


def _need(text: str) -> Need:
    """A query read like a need, but never refused: what has no parts of its own is one part."""
    read = clean(text)
    found = identify(read)
    parts = split_parts(read, found.language) or (Part(read, asks=True, matter=read),)
    return Need(read, found.language, found.mixed, parts, read)


def _passages(text: str, language: Language) -> list[str]:
    """The parts of a document, or the text itself where it has none."""
    return [part.text for part in split_parts(text, language)][:PASSAGES] or [text or "-"]

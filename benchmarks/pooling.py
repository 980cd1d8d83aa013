"""Which actors still have to be judged for the needs of a judged collection, ``tests/matching/needs`` unless told.

Run: ``python -m benchmarks.pooling [FOLDER]``. For each need it prints, in alphabetical order and without score or
ranker, the actors nobody has judged among the first five of BM25, character n-grams and vectors, in either language.
The three know nothing of places, areas or the weights of the service's ranking. Needs that are out of scope have no
judgements.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from benchmarks.encoder import Floats, bm25, character_tfidf
from benchmarks.judged import FOLDER, JudgedNeed, Kind, judged_needs
from s3graph.intake.shipped import reference_graphs, shipped_sources
from s3graph.matching.catalogue import Actor, Catalogue
from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.triples import Subject, Term
from s3graph.model import Language
from s3graph.vocabulary import graph

DEPTH = 5


class ShippedStore:
    """What the catalogue reads, over the reference graphs and the collected facts as shipped."""

    def __init__(self) -> None:
        self._store = Store()
        for shipped in (*reference_graphs(), *shipped_sources(example_data=False)):
            for path in shipped.files:
                self._store.load(path=str(path), format=RdfFormat.TURTLE, to_graph=graph(shipped.name))

    def quads(self, subject: Subject | None, predicate: NamedNode | None, value: Term | None, /) -> Iterable[Quad]:
        return self._store.quads_for_pattern(subject, predicate, value, None)


def slug(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def passages(actor: Actor, catalogue: Catalogue, language: Language) -> list[str]:
    topics = [catalogue.topics[facet.topic] for facet in actor.facets]
    return [passage.text for topic in topics for passage in topic.passages if passage.language is language]


def rankings(needs: list[str], language: Language, catalogue: Catalogue) -> Iterator[Iterable[Floats]]:
    """Of each ranker, a line per need with the score of every actor."""
    facets = [passages(actor, catalogue, language) or ["-"] for actor in catalogue.actors]
    documents = [". ".join(own) for own in facets]
    yield bm25(needs, language, documents, language)
    yield character_tfidf(needs, language, documents, language)
    encoder = EmbeddedEncoder(embedded_folder(), threads=1)
    starts = np.cumsum([0, *(len(own) for own in facets[:-1])])
    near = encoder.encode(needs, language) @ encoder.encode([text for own in facets for text in own], language).T
    yield np.maximum.reduceat(near, starts, axis=1)


def pooled(needs: list[JudgedNeed], catalogue: Catalogue) -> list[set[str]]:
    pools: list[set[str]] = [set() for _ in needs]
    for language in Language:
        for ranking in rankings([need.texts[language] for need in needs], language, catalogue):
            for pool, line in zip(pools, ranking, strict=True):
                pool |= {slug(catalogue.actors[place].iri) for place in np.argsort(-line, kind="stable")[:DEPTH]}
    return pools


def main() -> None:
    parser = argparse.ArgumentParser(description="Who still has to be judged for the needs of a collection.")
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER, help="with needs.tsv and qrels.tsv")
    folder: Path = parser.parse_args().folder
    catalogue = read_catalogue(ShippedStore())
    needs = [need for need in judged_needs(folder) if need.kind is not Kind.OUT]
    for need, pool in zip(needs, pooled(needs, catalogue), strict=True):
        left = sorted(pool - need.judged.keys())
        if left:
            print(f"{need.name}  {need.texts[Language.SV]}\n      " + ", ".join(left))


if __name__ == "__main__":
    main()

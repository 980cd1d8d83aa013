"""How long one need takes in process as actors and facets grow, on one thread, with made-up actors.

Run: ``python -m benchmarks.scale``. An actor's facets are offers of its own, each with a name in both languages drawn
from the shipped competences' names; vectors are those of the names, so that few texts have to be encoded.
"""

from __future__ import annotations

import random
import resource
import statistics
import time
from dataclasses import replace
from datetime import date

import numpy as np

from benchmarks.pooling import ShippedStore
from s3graph.matching import Index, Matcher, NeedRequest
from s3graph.matching.catalogue import Actor, Catalogue, Facet, Kind, Passage, Topic
from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.hierarchy import reach
from s3graph.matching.index import EVIDENCE
from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.outside import between, outside_texts
from s3graph.matching.passages import passages_of, vectors_of
from s3graph.model import Language, Text

SIZES = ((1_000, 10), (1_000, 100))
"""Actors, and facets of each."""
ROUNDS = 8
NEEDS = (
    "Vi är ett litet snickeri i Nässjö som vill automatisera produktionen men vet inte var vi ska börja",
    "Vi vill sälja våra ostar i fler butiker, behöver hjälp med förpackningar och märkning och söker kapital.",
    "We need help to find finance for a prototype of a smart sensor for forest machines",
)


def grown(shipped: Catalogue, actors: int, facets: int, seed: int = 5) -> Catalogue:
    """The shipped reference data with ``actors`` made-up actors in place of the real ones."""
    chance = random.Random(seed)  # noqa: S311 - test data
    kept = [topic for topic in shipped.topics if topic.kind in (Kind.COMPETENCE, Kind.AREA)]
    known = [topic for topic in kept if topic.kind is Kind.COMPETENCE]
    names = {code: [p.text for t in known for p in t.passages[:4] if p.language is code] for code in Language}
    topics, made = list(kept), []
    models = shipped.actors
    for number in range(actors):
        own = []
        for place in range(facets):
            about = chance.choice(known)
            spoken = {code: chance.choice(names[code]) for code in Language}
            own.append(Facet(len(topics), ()))
            topics.append(
                Topic(
                    iri=f"https://example.org/service/{number}-{place}",
                    kind=Kind.SERVICE,
                    label=Text(spoken[Language.SV], spoken[Language.EN]),
                    passages=tuple(Passage(text, code) for code, text in spoken.items()),
                    areas=about.areas,
                    subjects=(about.iri,),
                )
            )
        model = chance.choice(models)
        label = Text(f"Aktör {number}", f"Actor {number}")
        made.append(replace(model, iri=f"https://example.org/actor/{number}", label=label, facets=tuple(own), said={}))
    return Catalogue(tuple(topics), tuple(made), (), shipped.places, ())


def indexed(catalogue: Catalogue, encoder: EmbeddedEncoder) -> Index:
    """As ``build_index`` makes it, without the detour over a store and a disk."""
    passages = passages_of(catalogue)
    vectors = vectors_of(passages, encoder, {})
    spoken = {code: [passage.text if passage.language is code else "" for passage in passages] for code in Language}
    return Index(
        catalogue=catalogue,
        vectors=vectors.astype(np.float32),
        passages={code: LexicalIndex.build(spoken[code], code) for code in Language},
        profiles={
            code: LexicalIndex.build([_profile(catalogue, a, code) for a in catalogue.actors], code)
            for code in Language
        },
        reach=reach(catalogue),
        between=between(catalogue, vectors, vectors_of(outside_texts(), encoder, {})),
        model_id=encoder.model_id,
        revision=encoder.revision,
    )


def _profile(catalogue: Catalogue, actor: Actor, language: Language) -> str:
    topics = [catalogue.topics[facet.topic] for facet in actor.facets]
    return " ".join(
        p.text for topic in topics if topic.kind in EVIDENCE for p in topic.passages if p.language is language
    )


def milliseconds(matcher: Matcher) -> list[float]:
    taken = []
    for round_ in range(ROUNDS + 1):
        for need in NEEDS:
            started = time.perf_counter()
            matcher.match(NeedRequest(need), date(2026, 11, 1))
            if round_:
                taken.append(1000 * (time.perf_counter() - started))
    return sorted(taken)


def main() -> None:
    encoder = EmbeddedEncoder(embedded_folder(), threads=1)
    shipped = read_catalogue(ShippedStore())
    for actors, facets in SIZES:
        index = indexed(grown(shipped, actors, facets), encoder)
        taken = milliseconds(Matcher(index, encoder))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{actors:,} actors, {actors * facets:,} facets: p50 {statistics.median(taken):.1f} ms, "
            f"p95 {taken[int(0.95 * len(taken))]:.1f} ms; peak memory {peak:.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()

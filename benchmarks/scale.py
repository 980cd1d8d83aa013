"""How long one need takes in process as actors and facets grow, on one thread, with made-up actors.

Run: ``python -m benchmarks.scale``. An actor's facets are offers of its own, each with a name in both languages drawn
from the shipped competences' names; vectors are those of the names, so that few texts have to be encoded.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.pooling import ShippedStore
from s3graph.matching import Index, Matcher, NeedRequest
from s3graph.matching.catalogue import Catalogue, Facet, Kind, Passage, Topic
from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.index import write_index
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
    """As ``build_index`` makes it, without the detour over a store."""
    with tempfile.TemporaryDirectory() as folder:
        write_index(catalogue, encoder, Path(folder))
        return Index.load(Path(folder))


def milliseconds(matcher: Matcher) -> list[float]:
    taken = []
    for round_ in range(ROUNDS + 1):
        for need in NEEDS:
            started = time.perf_counter()
            matcher.match(NeedRequest(need), date(2026, 11, 1))
            if round_:
                taken.append(1000 * (time.perf_counter() - started))
    return sorted(taken)


def loaded(folder: Path) -> tuple[float, int]:
    """Seconds to load encoder and index in a process of its own, and megabytes resident once a need is answered."""
    code = (
        "import resource, sys, time; from datetime import date; from pathlib import Path; began = time.perf_counter();"
        "from s3graph.matching import Index, Matcher, NeedRequest;"
        "from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder;"
        "matcher = Matcher(Index.load(Path(sys.argv[1])), EmbeddedEncoder(embedded_folder(), threads=1));"
        "seconds = time.perf_counter() - began;"
        f"matcher.match(NeedRequest({NEEDS[0]!r}), date(2026, 11, 1));"
        "resident = int(Path('/proc/self/statm').read_text().split()[1]) * resource.getpagesize();"
        "print(seconds, resident // 2**20)"
    )
    said = subprocess.run([sys.executable, "-c", code, str(folder)], check=True, capture_output=True, text=True)
    seconds, megabytes = said.stdout.split()
    return float(seconds), int(megabytes)


def main() -> None:
    encoder = EmbeddedEncoder(embedded_folder(), threads=1)
    shipped = read_catalogue(ShippedStore())
    for actors, facets in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_index(grown(shipped, actors, facets), encoder, Path(folder))
            seconds, resident = loaded(Path(folder))
            taken = milliseconds(Matcher(Index.load(Path(folder)), encoder))
        print(
            f"{actors:,} actors, {actors * facets:,} facets: p50 {statistics.median(taken):.1f} ms, "
            f"p95 {taken[int(0.95 * len(taken))]:.1f} ms; load {seconds:.2f} s, resident {resident} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()

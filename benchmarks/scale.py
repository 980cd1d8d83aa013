"""How encoder and index carry many made-up actors and facets, on one thread: ``python -m benchmarks.scale``.

A facet is an offer of its own that its actor states, with a text of its own in both languages: the name of a shipped
competence and a made-up word. Its vector is the name's, turned a little: encoding 200,000 texts would take minutes and
change nothing that is measured here. Loading and answering are measured in a process of their own.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.pooling import ShippedStore
from s3graph.matching.catalogue import Catalogue, Facet, Kind, Passage, Statement, Topic
from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.encoder import Floats
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.index import Index, write_index
from s3graph.matching.matcher import Matcher
from s3graph.matching.need import NeedRequest
from s3graph.model import Basis, Language, Text
from s3graph.vocabulary import S3

SIZES = ((1_000, 10), (1_000, 100))
"""Actors, and facets of each."""
ROUNDS = 8
TURNED = 0.2
"""How far a made-up word turns the vector of the name before it."""
NEEDS = (
    "Vi är ett litet snickeri i Nässjö som vill automatisera produktionen men vet inte var vi ska börja",
    "Vi vill sälja våra ostar i fler butiker, behöver hjälp med förpackningar och märkning och söker kapital.",
    "We need help to find finance for a prototype of a smart sensor for forest machines",
)
TODAY = date(2026, 11, 1)
_SYLLABLES = [first + vowel + last for first in "bdfgklmnrstv" for vowel in "aeiouyåäö" for last in "lmnrst"]
_SOURCE = "https://example.org/source"


class TurnedEncoder:
    """The shipped encoder for all but the last word of a text, which turns the vector by chance."""

    def __init__(self, encoder: EmbeddedEncoder) -> None:
        self._encoder = encoder
        self.model_id, self.revision, self.dimension = encoder.model_id, encoder.revision, encoder.dimension

    def encode(self, texts: Sequence[str], language: Language, *, need: bool = False) -> Floats:
        names, words = zip(*(text.rpartition(" ")[::2] for text in texts), strict=True)
        known = sorted(set(names))
        vectors = self._encoder.encode(known, language)[np.searchsorted(known, names)]
        seeds = (zlib.crc32(word.encode()) for word in words)
        noise = np.array([np.random.default_rng(seed).standard_normal(self.dimension) for seed in seeds], np.float32)
        vectors += TURNED * noise / np.linalg.norm(noise, axis=1, keepdims=True)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def grown(shipped: Catalogue, actors: int, facets: int, seed: int = 5) -> Catalogue:
    """The shipped reference data with ``actors`` made-up actors in place of the real ones."""
    chance = random.Random(seed)  # noqa: S311 - test data
    kept = [topic for topic in shipped.topics if topic.kind in (Kind.COMPETENCE, Kind.AREA)]
    known = [topic for topic in kept if topic.kind is Kind.COMPETENCE]
    topics, made = list(kept), []
    models = list(shipped.actors)
    for number in range(actors):
        iri, own = f"https://example.org/actor/{number}", []
        for place in range(facets):
            offer = _offer(f"https://example.org/service/{number}-{place}", known, chance)
            said = Statement(offer.iri, S3.providedBy.value, iri, Basis.READ, (_SOURCE,))
            own.append(Facet(len(topics), (said,)))
            topics.append(offer)
        label = Text(f"Aktör {number}", f"Actor {number}")
        made.append(replace(chance.choice(models), iri=iri, label=label, facets=tuple(own), said={}))
    return Catalogue(tuple(topics), tuple(made), (), shipped.places, ())


def _offer(iri: str, known: Sequence[Topic], chance: random.Random) -> Topic:
    about = chance.choice(known)
    names = {code: [p.text for t in (about,) for p in t.passages[:4] if p.language is code] for code in Language}
    word = "".join(chance.choices(_SYLLABLES, k=3))
    spoken = {code: f"{chance.choice(names[code] or [about.label.in_language(code)])} {word}" for code in Language}
    return Topic(
        iri=iri,
        kind=Kind.SERVICE,
        label=Text(spoken[Language.SV], spoken[Language.EN]),
        passages=tuple(Passage(text, code) for code, text in spoken.items()),
        areas=about.areas,
        subjects=(about.iri,),
    )


def indexed(catalogue: Catalogue, encoder: EmbeddedEncoder) -> Index:
    """As ``build_index`` makes it, without the detour over a store."""
    with tempfile.TemporaryDirectory() as folder:
        write_index(catalogue, encoder, Path(folder))
        return Index.load(Path(folder))


def carried(folder: Path) -> dict[str, float]:
    """Seconds until encoder and index are ready for a need, milliseconds of needs, megabytes resident afterwards.

    ``processor`` is the median of processor time, which other work on the machine stretches less.
    """
    started = time.perf_counter()
    encoder = EmbeddedEncoder(embedded_folder(), threads=1)
    for language in Language:
        encoder.encode(["ost"], language)
    matcher = Matcher(Index.load(folder), encoder)
    load = time.perf_counter() - started
    taken, busy = [], []
    for _ in range(ROUNDS + 1):
        for need in NEEDS:
            started, began = time.perf_counter(), time.process_time()
            matcher.match(NeedRequest(need), TODAY)
            taken.append(1000 * (time.perf_counter() - started))
            busy.append(1000 * (time.process_time() - began))
    first, rest = taken[0], sorted(taken[len(NEEDS) :])
    kilobytes = {
        name: int(value.split()[0])
        for name, value in (line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
        if name in ("VmRSS", "RssFile")
    }
    return {
        "load": load,
        "first": first,
        "p50": statistics.median(rest),
        "p95": rest[int(0.95 * len(rest))],
        "processor": statistics.median(busy[len(NEEDS) :]),
        "resident": kilobytes["VmRSS"] / 1024,
        "of files": kilobytes["RssFile"] / 1024,
    }


def in_its_own_process(folder: Path) -> dict[str, float]:
    """As ``carried``, on one thread; loading counts from the start of the interpreter."""
    code = (
        "import time; began = time.perf_counter()\n"
        "import json, sys; from pathlib import Path; from benchmarks.scale import carried\n"
        "imported = time.perf_counter() - began; found = carried(Path(sys.argv[1]))\n"
        "print(json.dumps(found | {'load': found['load'] + imported}))"
    )
    alone = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    call = [sys.executable, "-c", code, str(folder)]
    said = subprocess.run(call, check=True, capture_output=True, text=True, env=alone)
    found: dict[str, float] = json.loads(said.stdout)
    return found


def texts_a_second(encoder: EmbeddedEncoder, catalogue: Catalogue) -> float:
    """Short texts encoded for an index, of processor time: all that competences say in under 40 characters."""
    names = {
        language: sorted(
            {p.text for t in catalogue.topics for p in t.passages if p.language is language and len(p.text) < 40}
        )
        for language in Language
    }
    encoder.encode(["ost"], Language.SV)
    encoder.encode(["cheese"], Language.EN)
    started = time.process_time()
    for language, texts in names.items():
        encoder.encode(texts, language)
    return sum(len(texts) for texts in names.values()) / (time.process_time() - started)


def main() -> None:
    encoder = EmbeddedEncoder(embedded_folder(), threads=1)
    shipped = read_catalogue(ShippedStore())
    print(f"{texts_a_second(encoder, shipped):,.0f} short texts a second of processor time", flush=True)
    for actors, facets in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_index(grown(shipped, actors, facets), TurnedEncoder(encoder), Path(folder))
            found = in_its_own_process(Path(folder))
        print(
            f"{actors:,} actors, {actors * facets:,} facets: "
            f"load {found['load']:.2f} s, first need {found['first']:.0f} ms, "
            f"then p50 {found['p50']:.1f} ms, p95 {found['p95']:.1f} ms, processor time {found['processor']:.1f} ms; "
            f"resident {found['resident']:.0f} MB, {found['of files']:.0f} of them mapped files",
            flush=True,
        )


if __name__ == "__main__":
    main()

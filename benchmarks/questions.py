"""Every saved question over a release of 1.3 million quads: the first time it is asked, and the median of five more.

Run: ``python -m benchmarks.questions [DATA]``. The release is made in the folder DATA, and taken as it is where DATA
has one already; without DATA it is made in a temporary folder.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Triple

from benchmarks.network import network
from s3graph.graph import (
    DataDirectory,
    Delivery,
    GraphChange,
    Manifest,
    NTriples,
    Release,
    Releases,
    ReleaseStore,
    Source,
    Writer,
)
from s3graph.intake.aggregates import change_of_aggregates
from s3graph.intake.examples import examples
from s3graph.intake.kept_graphs import Catalogue, derived_triples
from s3graph.intake.shipped import reference_graphs, shipped_sources
from s3graph.intake.suppression import Cell
from s3graph.model import Text
from s3graph.querying import QueryFleet, SavedQuestion
from s3graph.resources import shelf
from s3graph.settings import Settings
from s3graph.vocabulary import DERIVED, EURIO, graph

COMPANIES = 93_000
ROUNDS = 5
CSV = "text/csv"
FIFTEEN: Mapping[str, tuple[str, ...]] = {
    "1 coverage": ("priorities-and-action",),
    "2 actors by region, area, kind; within reach": ("actors-by-region-area-and-kind", "who-can-help-within-reach"),
    "3 white spots": ("white-spots", "white-spots-by-industry"),
    "4 bridges": ("bridging-competences", "area-pairs"),
    "5 overlapping initiatives": ("overlapping-initiatives",),
    "6 reach": ("reach-by-initiative", "reach-by-area", "reach-by-county-and-size", "reach-by-industry"),
    "7 initiatives on a date": ("initiatives-around-a-day",),
    "8 money": ("money-by-year",),
    "9 gaps of taking part": (
        "actors-in-no-initiative",
        "initiatives-with-one-actor",
        "municipalities-without-initiative",
    ),
    "10 collaboration over time": ("collaboration-over-time",),
    "11 freshness": ("freshness-by-source", "general-statements"),
    "12 one sheet": ("actor-sheet", "municipality-sheet", "area-sheet"),
    "13 data quality": ("labels-missing", "links-to-nothing", "same-entity-twice"),
    "14 needs over time": ("needs-over-time",),
    "15 path": ("path-between-actors",),
}
"""What an analyst wants to know, and the questions that answer it."""


def release(root: Path) -> Release:
    """What is shipped, and the made-up network, published with its aggregates and without an index."""
    directory = DataDirectory.open(root)
    if Releases(directory).current_number() is not None:
        return Releases(directory).current()
    with Writer(directory) as writer:
        changes = [GraphChange.between(graph(name), NTriples(), content) for name, content in _contents()]
        dates = [triple for change in changes for triple in change.content.mentioning(EURIO.startDate, EURIO.endDate)]
        changes.append(GraphChange.between(DERIVED, NTriples(), NTriples.of(derived_triples(dates))))
        writer.apply(changes)
        writer.apply((change_of_aggregates(writer, changes, _needs()),))
        manifest = Manifest(1, "2026-11-01T12:00:00Z", "benchmark", "benchmark", len(writer))
        return writer.publish(manifest, _no_index)


def _contents() -> Iterator[tuple[str, NTriples]]:
    for shipped in (*reference_graphs(), examples(), *shipped_sources(True)):
        yield shipped.name, NTriples.of(shipped.triples())
    yield "catalogue", NTriples.of(_catalogue())
    yield "network", NTriples.read("".join(f"{line}\n" for line in network(COMPANIES)).encode())


def _catalogue() -> Iterator[Triple]:
    sources = [shipped.source for shipped in shipped_sources(True) if shipped.source]
    sources.append(Source(name="network", label=Text("Påhittat nät", "Made-up network"), profile="partner"))
    delivered = {
        source.name: Delivery(source.name, 1, "ab" * 32, 1, False, "2025-01-01T12:00:00Z", "") for source in sources
    }
    return Catalogue(1, "2026-11-01T12:00:00Z", tuple(sources), delivered).triples()


def _needs() -> Iterator[Cell]:
    for year in range(2020, 2026):
        for quarter in range(1, 5):
            for area in ("digital", "industri", "livsmedel", ""):
                for county in ("SE211", "SE212", "SE213", "SE214", ""):
                    yield Cell(f"{year}-Q{quarter}", area, county, 12)


def _no_index(_: ReleaseStore, path: Path) -> None:
    path.mkdir()


def milliseconds(fleet: QueryFleet, question: SavedQuestion) -> tuple[int, list[float]]:
    """How many lines it answers with, and what each round took."""
    text, taken, lines = question.bind(question.examples), [], 0
    for _ in range(1 + ROUNDS):
        started = time.perf_counter()
        content = b"".join(fleet.run(text, CSV).chunks)
        taken.append((time.perf_counter() - started) * 1000)
        lines = content.count(b"\r\n") - 1
    return lines, taken


def main() -> None:
    questions = {question.name: question for question in SavedQuestion.load_all(shelf("queries"))}
    numbers = {name: number for number, names in FIFTEEN.items() for name in names}
    with tempfile.TemporaryDirectory() as folder:
        made = release(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "data")
        print(f"{made.manifest.quads:,} quads\n")
        with QueryFleet(made, Settings(query_seconds=60)) as fleet:
            b"".join(fleet.run("ASK {}").chunks)
            found = {name: milliseconds(fleet, questions[name]) for name in _in_order(questions, numbers)}
    print(f"{'question':42} {'rows':>7} {'first ms':>9} {'median ms':>9}")
    for name, (rows, taken) in found.items():
        print(f"{name:42} {rows:7} {taken[0]:9.0f} {statistics.median(taken[1:]):9.0f}   {numbers.get(name, '')}")
    slowest = [max(statistics.median(found[name][1][1:]) for name in names) for names in FIFTEEN.values()]
    coldest = max(found[name][1][0] for name in numbers)
    print(f"\nthe fifteen: median {statistics.median(slowest):.0f} ms, slowest first time {coldest:.0f} ms")


def _in_order(names: Iterable[str], numbers: Mapping[str, str]) -> list[str]:
    order = list(FIFTEEN)
    return sorted(names, key=lambda name: (order.index(numbers[name]) if name in numbers else len(order), name))


if __name__ == "__main__":
    main()

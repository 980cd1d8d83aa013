"""The pages of things, lists and the map over 1,000 actors: how large, and how long the service works on each.

Run: ``python -m benchmarks.lists``. Copies of the shipped actors make up the number, each with its services and claims
and five competences at random. Asked in the process itself, so that no network is timed.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad

from s3graph.graph import ReleaseStore
from s3graph.vocabulary import RDF, S3, entity, graph, slug_of
from tests.api.shipped import service
from tests.querying.shipped import shipped_store

ACTORS, ROUNDS = 1000, 7
CLAIMS, COMPETENCES = 20, 5
PLATFORM = graph("platform")
PAGES = (
    "/actors/copy-1",
    "/areas/industri",
    "/competences/affarsutveckling",
    "/initiatives/s3-plattform-smaland-och-oarna",
    "/regions/SE211",
    "/doc/municipality/0680.html",
    "/actors",
    "/actors?area=livsmedel&region=SE214",
    "/competences",
    "/initiatives?status=open",
    "/regions",
    "/map",
    "/map?layer=serving&area=livsmedel",
    "/map?layer=white-spots",
)


def copies(store: ReleaseStore, count: int) -> Iterator[Quad]:
    """As many more actors, made of those that are there."""
    chance = random.Random(1)  # noqa: S311 - test data
    actors = [quad.subject for quad in store.quads(None, RDF.type, S3.SupportActor, PLATFORM)]
    competences = [quad.subject for quad in store.quads(None, RDF.type, S3.Competence)]
    for number, actor in zip(range(count), cycle(actors), strict=False):
        copy = entity("actor", f"copy-{number}")
        yield from (Quad(copy, quad.predicate, quad.object, PLATFORM) for quad in store.quads(actor))
        for competence in chance.sample(competences, COMPETENCES):
            yield Quad(copy, S3.hasCompetence, competence, PLATFORM)
        for offered in store.quads(None, S3.providedBy, actor):
            assert isinstance(offered.subject, NamedNode)
            name = entity("service", f"copy-{number}-{slug_of(offered.subject)}")
            for quad in store.quads(offered.subject):
                yield Quad(name, quad.predicate, copy if quad.object == actor else quad.object, PLATFORM)
        for claim in list(store.quads(None, RDF.subject, actor))[:CLAIMS]:
            node = BlankNode()
            for quad in store.quads(claim.subject):
                yield Quad(node, quad.predicate, copy if quad.object == actor else quad.object, PLATFORM)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        shipped = shipped_store(Path(folder))
        known = len({quad.subject for quad in shipped.quads(None, RDF.type, S3.SupportActor)})
        client = service(Path(folder), extra=copies(shipped, ACTORS - known))
        client.app.state.service.current._lent.connections.prepare()  # type: ignore[attr-defined]
        print(f"{ACTORS} actors: size, first answer, median of {ROUNDS} more")
        for page in PAGES:
            taken = []
            for _ in range(ROUNDS + 1):
                started = time.perf_counter()
                answer = client.get(page, headers={"Accept": "text/html", "Accept-Language": "sv"})
                taken.append((time.perf_counter() - started) * 1000)
                assert answer.status_code == 200
            size, middle = len(answer.content) / 1000, statistics.median(taken[1:])
            print(f"{page}: {size:.0f} kB, {taken[0]:.0f} ms, {middle:.0f} ms")


if __name__ == "__main__":
    main()

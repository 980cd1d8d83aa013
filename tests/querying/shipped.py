"""What comes with the software, as one release in memory, with the catalogue of who delivered it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, Store

from s3graph.graph import Delivery, Manifest, Release, ReleaseStore
from s3graph.intake.kept_graphs import Catalogue
from s3graph.intake.shipped import reference_graphs, shipped_sources
from s3graph.vocabulary import CATALOGUE, graph

NUMBER = 7
PUBLISHED = "2026-11-01T12:00:00Z"


def shipped_store(path: Path, extra: Iterable[Quad] = ()) -> ReleaseStore:
    """Release 7, with ``extra`` in it; only its manifest lies in ``path``."""
    store = Store()
    store.extend(extra)
    deliveries = {}
    for shipped in (*reference_graphs(), *shipped_sources(True)):
        triples = list(shipped.triples())
        store.extend(Quad(triple.subject, triple.predicate, triple.object, graph(shipped.name)) for triple in triples)
        if shipped.source:
            deliveries[shipped.name] = Delivery(
                shipped.name, 1, "ab" * 32, len(triples), False, PUBLISHED, f"{shipped.name}.ttl"
            )
    sources = tuple(shipped.source for shipped in shipped_sources(True) if shipped.source)
    catalogue = Catalogue(NUMBER, PUBLISHED, sources, deliveries)
    store.extend(Quad(triple.subject, triple.predicate, triple.object, CATALOGUE) for triple in catalogue.triples())
    release = Release(NUMBER, path)
    release.manifest_path.write_bytes(Manifest(NUMBER, PUBLISHED, "test", "test", len(store)).to_json())
    return ReleaseStore(store, release)

"""What the catalogue said of releases and deliveries that are kept, but no longer current."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode, Triple

from s3graph.errors import NotFoundError
from s3graph.graph import DataDirectory, Deliveries, Manifest, Releases
from s3graph.graph.deliveries import SOURCE_NAME
from s3graph.intake.kept_graphs import Catalogue
from s3graph.vocabulary import RDF, S3, entity, kind_of, slug_of

_NUMBER = re.compile(r"[1-9][0-9]{0,9}")


def said_formerly(directory: DataDirectory, node: NamedNode) -> tuple[Triple, ...]:
    """Of a kept release, or a kept delivery whether current or not; nothing of any other node.

    StorageError where the data directory is damaged.
    """
    kind, slug = kind_of(node), slug_of(node)
    if kind == "release":
        said = _release(directory, slug)
    elif kind == "delivery":
        said = _delivery(Deliveries(directory), slug)
    else:
        return ()
    return tuple(triple for triple in said if triple.subject == node)


def _release(directory: DataDirectory, slug: str) -> tuple[Triple, ...]:
    if not _NUMBER.fullmatch(slug):
        return ()
    try:
        manifest = Releases(directory).get(int(slug)).manifest
    except NotFoundError:
        return ()
    kind = Triple(entity("release", slug), RDF.type, S3.Release)
    return (kind, *_catalogue(Deliveries(directory), manifest).triples())


def _catalogue(kept: Deliveries, manifest: Manifest) -> Catalogue:
    sources = tuple(source for source in kept.sources() if source.name in manifest.sources)
    deliveries = {source.name: kept.get(source.name, manifest.sources[source.name].delivery) for source in sources}
    return Catalogue(manifest.number, manifest.published_at, sources, deliveries)


def _delivery(kept: Deliveries, slug: str) -> tuple[Triple, ...]:
    name, _, number = slug.rpartition("-")
    if not SOURCE_NAME.fullmatch(name):
        return ()
    for delivery in kept.of(name):
        if str(delivery.number) == number:
            return tuple(Catalogue(0, delivery.accepted_at, (kept.source(name),), {name: delivery}).triples())
    return ()

"""From changed graphs to a published release: what is derived, the catalogue, checkpoint, index, manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from pyoxigraph import Triple

from s3graph import __version__
from s3graph.graph import Delivery, GraphChange, Manifest, NTriples, Release, ReleaseStore, Source, SourceState, Writer
from s3graph.intake.aggregates import change_of_aggregates
from s3graph.intake.counting_needs import kept_needs
from s3graph.intake.kept_graphs import Catalogue, derived_triples
from s3graph.matching import build_index
from s3graph.matching.encoder import Encoder
from s3graph.vocabulary import CATALOGUE, DERIVED, EURIO, RDF, S3


def now() -> str:
    """The present moment as manifests and deliveries give it: ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _no_more() -> None:
    """Nothing is left to be done."""


@dataclass(frozen=True)
class Publication:
    """What a new release changes. ``deliveries`` are those that take the place of their source's former one.

    ``sources`` are the sources of ``deliveries`` as they will be known, ``gone`` the names of those that leave,
    ``shipped`` the digests of the shipped graphs among the changes. ``job`` is the import job that asked for it.
    ``commit`` is called when all is ready, right before the release becomes current; what it raises undoes everything.
    """

    event: str
    changes: tuple[GraphChange, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    sources: tuple[Source, ...] = ()
    gone: frozenset[str] = frozenset()
    shipped: Mapping[str, str] = field(default_factory=dict)
    job: str = ""
    commit: Callable[[], None] = _no_more


def publish(writer: Writer, publication: Publication, encoder: Encoder) -> Release:
    """Applies the changes and makes the next release current. Readers see nothing of it before that."""
    published_at = now()
    delivered = _deliveries(writer, publication)
    catalogue = Catalogue(writer.number, published_at, _sources(writer, publication), delivered)
    derived = NTriples.of(derived_triples(_dates(writer, publication.changes)))
    kept = (
        GraphChange.between(CATALOGUE, _without_marker(writer), NTriples.of(catalogue.triples())),
        GraphChange.between(DERIVED, writer.content(DERIVED), derived),
    )
    changes = (*publication.changes, *kept)
    writer.apply(changes)
    writer.apply((change_of_aggregates(writer, changes, kept_needs(writer.directory)),))
    manifest = Manifest(
        number=writer.number,
        published_at=published_at,
        event=publication.event,
        software=__version__,
        quads=len(writer),
        sources={name: SourceState(found.number, found.triples, found.digest) for name, found in delivered.items()},
        reference={**(writer.base.manifest.reference if writer.base else {}), **publication.shipped},
        encoder=f"{encoder.model_id} {encoder.revision}",
        job=publication.job,
    )

    former = writer.base.index_path if writer.base else None

    def index(store: ReleaseStore, path: Path) -> None:
        build_index(store, encoder, path, former, _lines(changes))
        publication.commit()

    return writer.publish(manifest, index)


def _lines(changes: Sequence[GraphChange]) -> Iterator[bytes]:
    for change in changes:
        yield from change.removed.lines
        yield from change.added.lines


def restate(writer: Writer, event: str) -> Manifest:
    """The manifest of the current release under the next number, for a release that is rebuilt and not changed."""
    if writer.base is None:
        raise ValueError("nothing is published")
    return replace(
        writer.base.manifest, number=writer.number, published_at=now(), event=event, software=__version__, job=""
    )


def _deliveries(writer: Writer, publication: Publication) -> Mapping[str, Delivery]:
    """The delivery of every source in the new release."""
    former = writer.base.manifest.sources if writer.base else {}
    found = {name: writer.deliveries.get(name, state.delivery) for name, state in former.items()}
    found.update((delivery.source, delivery) for delivery in publication.deliveries)
    return {name: delivery for name, delivery in sorted(found.items()) if name not in publication.gone}


def _sources(writer: Writer, publication: Publication) -> tuple[Source, ...]:
    known = {source.name: source for source in writer.deliveries.sources()}
    known.update((source.name, source) for source in publication.sources)
    return tuple(source for name, source in sorted(known.items()) if name not in publication.gone)


def _without_marker(writer: Writer) -> NTriples:
    said = writer.content(CATALOGUE)
    return NTriples.of(t for t in said if not (t.predicate == RDF.type and t.object == S3.Release))


def _dates(writer: Writer, changes: Sequence[GraphChange]) -> Iterator[Triple]:
    """Every date of an initiative as the graphs will have it after the changes."""
    dates = (EURIO.startDate, EURIO.endDate)
    removed = {(change.graph, triple) for change in changes for triple in change.removed.mentioning(*dates)}
    stored = chain.from_iterable(writer.quads(None, predicate) for predicate in dates)
    yield from (quad.triple for quad in stored if (quad.graph_name, quad.triple) not in removed)
    yield from (triple for change in changes for triple in change.added.mentioning(*dates))

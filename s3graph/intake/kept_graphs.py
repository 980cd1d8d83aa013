"""The graphs the platform writes itself: the catalogue, and what is derived from partial dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from s3graph.graph import Delivery, Source
from s3graph.intake.registers import register_named
from s3graph.model import PartialDate
from s3graph.vocabulary import BASE, DCAT, DCT, EURIO, PROV, RDF, S3, SKOS, SPDX, VOID, XSD, entity


@dataclass(frozen=True)
class Catalogue:
    """Who delivered what, as of release ``number``."""

    number: int
    published_at: str
    sources: tuple[Source, ...]
    deliveries: Mapping[str, Delivery]

    def triples(self) -> Iterator[Triple]:
        """The content of the catalogue graph, without the writer's own marker."""
        release = entity("release", str(self.number))
        yield Triple(release, DCT.issued, _moment(self.published_at))
        for source in self.sources:
            delivery = self.deliveries.get(source.name)
            if delivery is not None:
                yield from _source_triples(source)
                yield from _delivery_triples(delivery)
                yield Triple(release, PROV.wasDerivedFrom, _delivery(delivery))


def _source_triples(source: Source) -> Iterator[Triple]:
    node = entity("source", source.name)
    yield Triple(node, RDF.type, S3.Source)
    for name in (DCT.title, SKOS.prefLabel):
        yield Triple(node, name, Literal(source.label.sv, language="sv"))
        yield Triple(node, name, Literal(source.label.en, language="en"))
    yield Triple(node, DCT.conformsTo, NamedNode(f"{BASE}shapes/profiles/{source.profile}"))
    if source.speaks_for:
        yield Triple(node, S3.speaksFor, NamedNode(source.speaks_for))
    if source.licence:
        yield Triple(node, DCT.license, NamedNode(source.licence))
    if source.register:
        yield from register_named(source.register).triples(node)


def _delivery_triples(delivery: Delivery) -> Iterator[Triple]:
    node = _delivery(delivery)
    yield Triple(entity("source", delivery.source), DCAT.distribution, node)
    yield Triple(node, RDF.type, S3.Delivery)
    yield Triple(node, DCT.issued, _moment(delivery.accepted_at))
    yield Triple(node, SPDX.checksumValue, Literal(delivery.digest, datatype=XSD.hexBinary))
    yield Triple(node, VOID.triples, Literal(delivery.triples))


def _delivery(delivery: Delivery) -> NamedNode:
    return entity("delivery", f"{delivery.source}-{delivery.number}")


def _moment(text: str) -> Literal:
    return Literal(text, datatype=XSD.dateTime)


def derived_triples(dates: Iterable[Triple]) -> Iterator[Triple]:
    """``s3:startsOn`` and ``s3:endsOn``: the bounds of the partial dates among ``dates``; others say nothing."""
    for triple in dates:
        if triple.predicate in (EURIO.startDate, EURIO.endDate) and isinstance(triple.object, Literal):
            given = PartialDate(triple.object.value)
            try:
                starts = triple.predicate == EURIO.startDate
                day = given.first_day() if starts else given.last_day()
            except ValueError:
                continue
            bound = Literal(day.isoformat(), datatype=XSD.date)
            yield Triple(triple.subject, S3.startsOn if starts else S3.endsOn, bound)

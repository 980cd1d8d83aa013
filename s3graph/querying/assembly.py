"""Puts entities together from the statements of a release. What nobody states stays None or empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from s3graph.graph import ReleaseStore
from s3graph.model import PartialDate, Text
from s3graph.querying.entity import (
    Actor,
    Amount,
    Area,
    Competence,
    Delivery,
    Initiative,
    Named,
    Part,
    Region,
    Service,
    Source,
    Stated,
)
from s3graph.querying.statements import Statements, rank
from s3graph.vocabulary import (
    CV,
    DCAT,
    DCT,
    ESCO,
    EURIO,
    FOAF,
    GEO,
    ORG,
    RDF,
    S3,
    SKOS,
    SPDX,
    VOID,
    graph,
    kind_of,
    slug_of,
)

ROLES = {"owner": S3.owner, "participant": S3.participant, "funder": S3.funder}
MAPPINGS = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


class Assembly:
    """One entity at a time, from one release."""

    def __init__(self, store: ReleaseStore) -> None:
        self._store = store
        self.said = Statements(store)
        self._actors = frozenset(self.actors())

    def actors(self) -> list[NamedNode]:
        found = {*self.said.members(S3.SupportActor), *self.said.members(S3.RegionalAuthority)}
        return sorted(found, key=lambda node: node.value)

    def actor(self, node: NamedNode) -> Actor:
        said = self.said
        return Actor(
            iri=node.value,
            label=said.label(node),
            example=said.is_example(node),
            other_names=said.tagged(node, SKOS.altLabel),
            authority=S3.RegionalAuthority in said.about(node).get(RDF.type, {}),
            confirmed=said.confirmed(node),
            description=said.text(node, DCT.description),
            kind=said.link(node, ORG.classification),
            financing=said.link(node, S3.financing),
            organisation_number=said.value(node, S3.organisationNumber),
            homepage=min(self._addresses(node, FOAF.homepage), key=rank, default=None),
            seat=said.link(node, S3.seat),
            regions=said.links(node, DCT.spatial),
            areas=said.links(node, CV.thematicArea),
            competences=said.links(node, S3.hasCompetence),
            services=tuple(self._services(node)),
            initiatives=tuple(self._parts(node)),
        )

    def area(self, node: NamedNode, counts: Mapping[str, int]) -> Area:
        said = self.said
        return Area(
            iri=node.value,
            label=said.label(node),
            example=said.is_example(node),
            other_names=said.tagged(node, SKOS.altLabel),
            definition=said.text(node, SKOS.definition),
            topics=self._of_kind(said.subjects(SKOS.broader, node), "area-topic"),
            priorities=tuple(
                said.stated(Triple(priority, CV.thematicArea, node), said.named(priority))
                for priority in said.subjects(CV.thematicArea, node)
                if kind_of(priority) == "priority"
            ),
            counts=counts,
        )

    def competence(self, node: NamedNode) -> Competence:
        said = self.said
        holders = [holder for holder in said.subjects(S3.hasCompetence, node) if holder in self._actors]
        matches = [(name, other) for name in MAPPINGS for other in said.nodes(node, SKOS[name])]
        return Competence(
            iri=node.value,
            label=said.label(node),
            example=said.is_example(node),
            other_names=said.tagged(node, SKOS.altLabel),
            definition=said.text(node, SKOS.definition),
            phrasings=said.tagged(node, S3.phrasing),
            broader=self._of_kind(said.nodes(node, SKOS.broader), "competence"),
            narrower=self._of_kind(said.subjects(SKOS.broader, node), "competence"),
            related=self._of_kind(said.nodes(node, SKOS.related), "competence"),
            areas=self._of_kind(said.nodes(node, CV.thematicArea), "area"),
            esco=tuple((name, other.value) for name, other in matches if other in ESCO),
            sni=self._of_kind([other for _, other in matches], "sni2007"),
            actors=tuple(said.stated(Triple(holder, S3.hasCompetence, node), said.named(holder)) for holder in holders),
        )

    def initiative(self, node: NamedNode) -> Initiative:
        said = self.said
        return Initiative(
            iri=node.value,
            label=said.label(node),
            example=said.is_example(node),
            other_names=said.tagged(node, SKOS.altLabel),
            description=said.text(node, DCT.description),
            owners=said.links(node, S3.owner),
            participants=said.links(node, S3.participant),
            funders=said.links(node, S3.funder),
            costs=tuple(self._costs(node)),
            start=min(self._dates(node, EURIO.startDate), key=rank, default=None),
            end=min(self._dates(node, EURIO.endDate), key=rank, default=None),
            areas=said.links(node, CV.thematicArea),
            competences=said.links(node, DCT.subject),
            territory=said.links(node, DCT.spatial),
            open_to=tuple(said.named(audience) for audience in said.nodes(node, S3.openTo)),
            page=said.value(node, FOAF.page),
        )

    def region(self, node: NamedNode) -> Region:
        said = self.said
        wider = said.nodes(node, DCT.isPartOf)
        governing = [actor for actor in said.members(S3.RegionalAuthority) if node in said.nodes(actor, DCT.spatial)]
        strategies = self._of_kind(said.subjects(DCT.spatial, node), "strategy")
        return Region(
            iri=node.value,
            label=said.label(node),
            example=said.is_example(node),
            other_names=said.tagged(node, SKOS.altLabel),
            codes=tuple(literal.value for literal in said.literals(node, SKOS.notation)),
            part_of=said.named(wider[0]) if wider else None,
            neighbours=self._of_kind(said.nodes(node, GEO.sfTouches), "region"),
            municipalities=self._of_kind(said.subjects(DCT.isPartOf, node), "municipality"),
            authority=said.named(governing[0]) if governing else None,
            strategies=strategies,
        )

    def source(self, node: NamedNode) -> Source:
        said = self.said
        profile, speaks_for = said.nodes(node, DCT.conformsTo), said.nodes(node, S3.speaksFor)
        own = graph(slug_of(node))
        typed = Counter(quad.object for quad in self._store.quads(None, RDF.type, None, own))
        return Source(
            iri=node.value,
            label=said.label(node),
            example=slug_of(node) == "example",
            other_names=said.tagged(node, SKOS.altLabel),
            profile=slug_of(profile[0]) if profile else None,
            speaks_for=said.named(speaks_for[0]) if speaks_for else None,
            licence=said.value(node, DCT.license),
            deliveries=tuple(self._delivery(delivery) for delivery in said.nodes(node, DCAT.distribution)),
            counts={slug_of(name): typed[name] for name in sorted(typed, key=str) if isinstance(name, NamedNode)},
            publisher=self._publisher(node),
            often=said.value(node, DCT.accrualPeriodicity),
        )

    def _publisher(self, source: NamedNode) -> tuple[str, Text] | None:
        """Who gives out the register that a source holds, by address and name."""
        for publisher in self.said.nodes(source, DCT.publisher):
            return publisher.value, self.said.text(publisher, FOAF.name) or Text(publisher.value, publisher.value)
        return None

    def _of_kind(self, nodes: list[NamedNode], kind: str) -> tuple[Named, ...]:
        return tuple(self.said.named(node) for node in dict.fromkeys(nodes) if kind_of(node) == kind)

    def _addresses(self, node: NamedNode, predicate: NamedNode) -> Iterator[Stated[str]]:
        for page in self.said.nodes(node, predicate):
            yield self.said.stated(Triple(node, predicate, page), page.value)

    def _services(self, actor: NamedNode) -> Iterator[Stated[Service]]:
        for node in self.said.subjects(S3.providedBy, actor):
            service = Service(
                iri=node.value,
                label=self.said.label(node),
                example=self.said.is_example(node),
                testbed=S3.Testbed in self.said.about(node).get(RDF.type, {}),
                competences=self._of_kind(self.said.nodes(node, DCT.subject), "competence"),
            )
            yield self.said.stated(Triple(node, S3.providedBy, actor), service)

    def _parts(self, actor: NamedNode) -> Iterator[Stated[Part]]:
        for role, predicate in ROLES.items():
            for node in self.said.subjects(predicate, actor):
                part = Part(node.value, self.said.label(node), self.said.is_example(node), role)
                yield self.said.stated(Triple(node, predicate, actor), part)

    def _costs(self, initiative: NamedNode) -> Iterator[Stated[Amount]]:
        for node in self.said.terms(initiative, EURIO.hasTotalCost):
            value = None if isinstance(node, Literal) else self.said.value(node, EURIO.value)
            if value is not None and not isinstance(node, Literal):
                note = self.said.text(node, SKOS.note)
                amount = Amount(value, self.said.value(node, EURIO.currency), note.sv if note else None)
                yield self.said.stated(Triple(initiative, EURIO.hasTotalCost, node), amount)

    def _dates(self, initiative: NamedNode, predicate: NamedNode) -> Iterator[Stated[PartialDate]]:
        """Those that can be understood; of the equally grounded the last comes first."""
        for literal in reversed(self.said.literals(initiative, predicate)):
            given = PartialDate(literal.value)
            try:
                given.first_day()
            except ValueError:
                continue
            yield self.said.stated(Triple(initiative, predicate, literal), given)

    def _delivery(self, node: NamedNode) -> Delivery:
        triples = self.said.value(node, VOID.triples)
        return Delivery(
            iri=node.value,
            issued=self.said.value(node, DCT.issued),
            triples=int(triples) if triples is not None else None,
            digest=self.said.value(node, SPDX.checksumValue),
        )

"""Reads the catalogue from a release's graph: which triples make a topic, an actor, a facet of an actor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from s3graph.matching.catalogue import (
    ADVICE,
    AFAR,
    KIND,
    Actor,
    Catalogue,
    Collaboration,
    Facet,
    Initiative,
    Kind,
    Passage,
    Place,
    Statement,
    Topic,
)
from s3graph.matching.territory import territory_of
from s3graph.matching.triples import Quads, Triples
from s3graph.model import Basis, Language, PartialDate
from s3graph.vocabulary import CV, DCT, EURIO, FOAF, GEO, ORG, S3, SKOS, kind_of, slug_of


def read_catalogue(store: Quads) -> Catalogue:
    """The catalogue of a release; order is that of IRIs, so that the same graph gives the same index."""
    return _Harvest(Triples(store)).catalogue()


_PLACES = (S3.ProgrammeArea, S3.Region, S3.Municipality)


class _Harvest:
    """Topics are numbered as they are met; facets point at those numbers."""

    def __init__(self, triples: Triples) -> None:
        self._said = triples
        self._topics: list[Topic] = []
        self._numbers: dict[NamedNode, int] = {}

    def catalogue(self) -> Catalogue:
        for node in self._said.of_class(S3.Competence):
            self._add(self._competence(node))
        for area in self._said.of_class(S3.ThematicArea):
            self._add(self._area(area))
        for kind, name in ((Kind.SERVICE, S3.Service), (Kind.TESTBED, S3.Testbed), (Kind.INITIATIVE, S3.Initiative)):
            for node in self._said.real(name):
                if node not in self._numbers:
                    self._add(self._topic(node, kind))
        for node in self._said.real(S3.Need):
            self._add(self._need(node))
        actors = tuple(self._actor(node) for node in self._said.real(S3.SupportActor))
        return Catalogue(
            topics=tuple(self._topics),
            actors=actors,
            initiatives=tuple(self._initiative(node) for node in self._said.real(S3.Initiative)),
            places=tuple(self._place(node) for name in _PLACES for node in self._said.of_class(name)),
            collaborations=tuple(self._collaborations()),
        )

    # Topics

    def _add(self, topic: Topic) -> int:
        """Every topic has at least its label to be met by."""
        if not topic.passages:
            topic = replace(topic, passages=(Passage(topic.label.sv, Language.SV),))
        number = self._numbers.setdefault(NamedNode(topic.iri), len(self._topics))
        self._topics.append(topic)
        return number

    def _passages(self, node: NamedNode, *predicates: NamedNode) -> tuple[Passage, ...]:
        found = dict.fromkeys(
            Passage(literal.value, Language.EN if literal.language == "en" else Language.SV)
            for predicate in predicates
            for literal in self._said.literals(node, predicate)
        )
        return tuple(found)

    def _competence(self, node: NamedNode) -> Topic:
        return Topic(
            iri=node.value,
            kind=Kind.COMPETENCE,
            label=self._said.label(node),
            passages=self._passages(node, SKOS.prefLabel, SKOS.altLabel, S3.phrasing, SKOS.definition),
            areas=self._said.slugs(node, CV.thematicArea, "area"),
            broader=tuple(wider.value for wider in self._said.nodes(node, SKOS.broader)),
            related=tuple(other.value for other in self._said.nodes(node, SKOS.related)),
            sni=self._said.slugs(node, SKOS.relatedMatch, "sni2007"),
        )

    def _area(self, node: NamedNode) -> Topic:
        """An area speaks with its own names and those of the topics below it, and takes in their industries."""
        parts = (node, *self._said.subjects(SKOS.broader, node))
        passages = (passage for part in parts for passage in self._passages(part, SKOS.prefLabel, SKOS.altLabel))
        codes = (code for part in parts for code in self._said.slugs(part, SKOS.relatedMatch, "sni2007"))
        return Topic(
            iri=node.value,
            kind=Kind.AREA,
            label=self._said.label(node),
            passages=tuple(dict.fromkeys(passages)),
            areas=(slug_of(node),),
            sni=tuple(dict.fromkeys(codes)),
        )

    def _topic(self, node: NamedNode, kind: Kind) -> Topic:
        return Topic(
            iri=node.value,
            kind=kind,
            label=self._said.label(node),
            passages=self._passages(node, SKOS.prefLabel, SKOS.altLabel, DCT.description),
            areas=self._said.slugs(node, CV.thematicArea, "area"),
            subjects=tuple(subject.value for subject in self._said.nodes(node, DCT.subject)),
        )

    def _need(self, node: NamedNode) -> Topic:
        """A need is called by what it says."""
        return Topic(
            iri=node.value,
            kind=Kind.NEED,
            label=self._said.text(node, DCT.description),
            passages=self._passages(node, DCT.description),
            areas=self._said.slugs(node, CV.thematicArea, "area"),
            subjects=tuple(subject.value for subject in self._said.nodes(node, S3.requiresCompetence)),
        )

    # Entities

    def _actor(self, node: NamedNode) -> Actor:
        facets = self._direct(node, S3.hasCompetence)
        for predicate in (S3.providedBy, S3.owner, S3.participant):
            for topic in self._said.subjects(predicate, node):
                if topic in self._numbers:
                    facets.append(Facet(self._numbers[topic], (self._said.statement(topic, predicate, node),)))
        kinds = self._said.nodes(node, ORG.classification)
        territory = territory_of(self._said, node)
        return Actor(
            iri=node.value,
            label=self._said.label(node),
            kind=self._said.label(kinds[0]) if kinds else None,
            regions=territory.regions,
            municipalities=territory.seats,
            serves=territory.serves,
            areas=self._said.slugs(node, CV.thematicArea, "area"),
            facets=(*_merged(facets), *self._direct(node, CV.thematicArea), *self._description(node)),
            said={**territory.said, **self._kind_said(node, kinds)},
            advises=self._advises(kinds),
            from_afar=self._says(kinds, S3.usedFromAfar),
            of_trade=self._says(kinds, S3.ofOneTrade),
            homepage=next((page.value for page in self._said.nodes(node, FOAF.homepage)), ""),
        )

    def _kind_said(self, node: NamedNode, kinds: Sequence[NamedNode]) -> dict[str, Statement]:
        """That the actor is of its kind, and what its kinds say of themselves: reference data, which we stand by."""
        found = {KIND: self._said.statement(node, ORG.classification, kinds[0])} if kinds else {}
        for name, predicate in ((ADVICE, S3.generalAdvice), (AFAR, S3.usedFromAfar)):
            said = [(literal, kind) for kind in kinds for literal in self._said.literals(kind, predicate)]
            if said:
                literal, kind = max(said, key=lambda pair: pair[0].value)
                found[name] = self._said.statement(kind, predicate, literal)._replace(basis=Basis.CONFIRMED)
        return found

    def _advises(self, kinds: Sequence[NamedNode]) -> float:
        """The most that any of an actor's kinds says of itself; a half where none does."""
        said = [float(literal.value) for kind in kinds for literal in self._said.literals(kind, S3.generalAdvice)]
        return max(said, default=0.5)

    def _says(self, kinds: Sequence[NamedNode], predicate: NamedNode) -> bool:
        """Whether any of an actor's kinds says so of itself."""
        said = [literal.value for kind in kinds for literal in self._said.literals(kind, predicate)]
        return any(value in ("true", "1") for value in said)

    def _direct(self, node: NamedNode, predicate: NamedNode) -> list[Facet]:
        """Facets the actor itself states."""
        topics = [topic for topic in self._said.nodes(node, predicate) if topic in self._numbers]
        return [Facet(self._numbers[topic], (self._said.statement(node, predicate, topic),)) for topic in topics]

    def _description(self, node: NamedNode) -> list[Facet]:
        """The actor's names and own description as a topic of its own."""
        number = self._add(self._topic(node, Kind.DESCRIPTION))
        literals = self._said.literals(node, DCT.description)
        predicate = DCT.description if literals else SKOS.prefLabel
        said = tuple(self._said.statement(node, predicate, literal) for literal in self._said.literals(node, predicate))
        return [Facet(number, said)]

    def _initiative(self, node: NamedNode) -> Initiative:
        dates = [
            (predicate, literal)
            for predicate in (EURIO.startDate, EURIO.endDate)
            for literal in self._said.literals(node, predicate)
        ]
        by_predicate = {predicate: PartialDate(literal.value) for predicate, literal in dates}
        pages = self._said.nodes(node, FOAF.page)
        owners = self._said.nodes(node, S3.owner)
        return Initiative(
            iri=node.value,
            topic=self._numbers[node],
            start=by_predicate.get(EURIO.startDate),
            end=by_predicate.get(EURIO.endDate),
            regions=self._said.slugs(node, DCT.spatial, "region"),
            parties=tuple(dict.fromkeys(party.value for party in (*owners, *self._said.nodes(node, S3.participant)))),
            owners=tuple(self._said.label(owner) for owner in owners),
            page=pages[0].value if pages else None,
            statements=tuple(self._said.statement(node, predicate, literal) for predicate, literal in dates),
            said=tuple(self._said_of(node)),
        )

    def _said_of(self, initiative: NamedNode) -> Iterator[Statement]:
        """Whose it is, in which counties, and what it is about: by its competences, else by its description or name."""
        told = next((each for each in (DCT.subject, DCT.description) if self._said.terms(initiative, each)), None)
        for predicate in (S3.owner, DCT.spatial, told or SKOS.prefLabel):
            for value in self._said.terms(initiative, predicate):
                yield self._said.statement(initiative, predicate, value)

    def _place(self, node: NamedNode) -> Place:
        names = [
            literal.value
            for name in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
            for literal in self._said.literals(node, name)
        ]
        within = [slug_of(wider) for wider in self._said.nodes(node, DCT.isPartOf) if kind_of(wider) == "region"]
        return Place(
            slug=slug_of(node),
            level=kind_of(node) or "",
            label=self._said.label(node),
            names=tuple(dict.fromkeys(names)),
            part_of=within[0] if within else None,
            touches=tuple(slug_of(place) for place in self._said.nodes(node, GEO.sfTouches)),
        )

    def _collaborations(self) -> Iterator[Collaboration]:
        for name, proposed in ((S3.Collaboration, False), (S3.ProposedCollaboration, True)):
            for node in self._said.real(name):
                parties = tuple(party.value for party in self._said.nodes(node, S3.party))
                yield Collaboration(node.value, parties, proposed)


def _merged(facets: list[Facet]) -> list[Facet]:
    """Each topic once, with everything that says it (an actor may both own an initiative and take part in it)."""
    statements: dict[int, tuple[Statement, ...]] = {}
    for facet in facets:
        statements[facet.topic] = statements.get(facet.topic, ()) + facet.statements
    return [Facet(topic, said) for topic, said in statements.items()]

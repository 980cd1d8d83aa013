"""What goes over the wire of actors, areas, competences, initiatives, regions and sources, in one language.

``null`` and empty lists mean that nobody has said it. ``confirmed`` is false where a statement is inferred or general
knowledge. ``example`` is true for what only the fictional example source speaks of.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, Self, TypeVar

from pydantic import BaseModel, Field

from api.paging import Page
from api.wire_links import (
    AddressRecord,
    Grounded,
    LinkRecord,
    Mentioned,
    NameRecord,
    PartRecord,
    Record,
    ServiceRecord,
    ground,
    link,
    links,
    mentioned,
    named,
    names,
    spoken,
)
from s3graph.model import Language, PartialDate, Status
from s3graph.querying.entity import (
    Actor,
    Amount,
    Area,
    Competence,
    Delivery,
    Entity,
    Initiative,
    Region,
    Source,
    Stated,
)

R = TypeVar("R", bound=BaseModel)
E = TypeVar("E", bound=Entity)


class EntityRecord(Mentioned):
    """What all have."""

    other_names: list[NameRecord]


class ActorRecord(EntityRecord):
    """A support actor. ``confirmed``: the actor stands by what is said about it."""

    authority: bool = Field(description="It is the regional authority of its county")
    confirmed: bool
    description: str | None
    kind: LinkRecord | None
    financing: LinkRecord | None
    organisation_number: str | None
    homepage: AddressRecord | None
    seat: LinkRecord | None
    regions: list[LinkRecord]
    areas: list[LinkRecord]
    competences: list[LinkRecord]
    services: list[ServiceRecord]
    initiatives: list[PartRecord]

    @classmethod
    def of_actor(cls, actor: Actor, language: Language) -> Self:
        return cls(
            **_entity(actor, language),
            authority=actor.authority,
            confirmed=actor.confirmed,
            description=spoken(actor.description, language),
            kind=link(actor.kind, language),
            financing=link(actor.financing, language),
            organisation_number=actor.organisation_number,
            homepage=AddressRecord.stated(actor.homepage) if actor.homepage else None,
            seat=link(actor.seat, language),
            regions=links(actor.regions, language),
            areas=links(actor.areas, language),
            competences=links(actor.competences, language),
            services=[ServiceRecord.offered(service, language) for service in actor.services],
            initiatives=[PartRecord.played(part, language) for part in actor.initiatives],
        )


class AreaRecord(EntityRecord):
    """A thematic area; ``counts`` says how many actors, competences and initiatives belong to it."""

    definition: str | None
    topics: list[Mentioned]
    priorities: list[LinkRecord] = Field(description="Priorities of the regional strategies that are mapped to it")
    counts: dict[str, int]

    @classmethod
    def of_area(cls, area: Area, language: Language) -> Self:
        return cls(
            **_entity(area, language),
            definition=spoken(area.definition, language),
            topics=mentioned(area.topics, language),
            priorities=links(area.priorities, language),
            counts=dict(area.counts),
        )


class MappingRecord(Record):
    """A concept of the ESCO classification, and how it relates."""

    relation: str = Field(examples=["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"])
    iri: str


class CompetenceRecord(EntityRecord):
    """Something actors can help companies with; ``phrasings`` is how a company would say it."""

    definition: str | None
    phrasings: list[NameRecord]
    broader: list[Mentioned]
    narrower: list[Mentioned]
    related: list[Mentioned]
    areas: list[Mentioned]
    esco: list[MappingRecord]
    sni: list[Mentioned]
    actors: list[LinkRecord]

    @classmethod
    def of_competence(cls, competence: Competence, language: Language) -> Self:
        return cls(
            **_entity(competence, language),
            definition=spoken(competence.definition, language),
            phrasings=names(competence.phrasings),
            broader=mentioned(competence.broader, language),
            narrower=mentioned(competence.narrower, language),
            related=mentioned(competence.related, language),
            areas=mentioned(competence.areas, language),
            esco=[MappingRecord(relation=relation, iri=iri) for relation, iri in competence.esco],
            sni=mentioned(competence.sni, language),
            actors=links(competence.actors, language),
        )


class AmountRecord(Grounded):
    """Money as the source gives it; ``note`` is what the source says of the figure, in its own language."""

    value: str = Field(examples=["25000000"])
    currency: str | None
    note: str | None

    @classmethod
    def stated(cls, amount: Stated[Amount]) -> Self:
        given = amount.value
        return cls(value=given.value, currency=given.currency, note=given.note, **ground(amount))


class DateRecord(Grounded):
    """A year, a month or a day, as exactly as the source gives it."""

    value: str = Field(examples=["2026", "2026-03", "2026-03-31"])

    @classmethod
    def stated(cls, given: Stated[PartialDate]) -> Self:
        return cls(value=given.value.lexical, **ground(given))


class InitiativeRecord(EntityRecord):
    """A development effort; ``status`` is that of the day of the answer, and unknown without an end date."""

    description: str | None
    status: Status
    day: str = Field(description="The day that the status is for")
    start: DateRecord | None
    end: DateRecord | None
    owners: list[LinkRecord]
    participants: list[LinkRecord]
    funders: list[LinkRecord]
    costs: list[AmountRecord]
    areas: list[LinkRecord]
    competences: list[LinkRecord]
    territory: list[LinkRecord]
    open_to: list[Mentioned]
    page: str | None

    @classmethod
    def of_initiative(cls, initiative: Initiative, language: Language, day: date) -> Self:
        return cls(
            **_entity(initiative, language),
            description=spoken(initiative.description, language),
            status=initiative.status(day),
            day=day.isoformat(),
            start=DateRecord.stated(initiative.start) if initiative.start else None,
            end=DateRecord.stated(initiative.end) if initiative.end else None,
            owners=links(initiative.owners, language),
            participants=links(initiative.participants, language),
            funders=links(initiative.funders, language),
            costs=[AmountRecord.stated(amount) for amount in initiative.costs],
            areas=links(initiative.areas, language),
            competences=links(initiative.competences, language),
            territory=links(initiative.territory, language),
            open_to=mentioned(initiative.open_to, language),
            page=initiative.page,
        )


class RegionRecord(EntityRecord):
    """A county as a territory; ``codes`` are its county code and its NUTS code."""

    codes: list[str]
    part_of: Mentioned | None
    neighbours: list[Mentioned]
    municipalities: list[Mentioned]
    authority: Mentioned | None
    strategies: list[Mentioned]

    @classmethod
    def of_region(cls, region: Region, language: Language) -> Self:
        return cls(
            **_entity(region, language),
            codes=list(region.codes),
            part_of=Mentioned.of(region.part_of, language) if region.part_of else None,
            neighbours=mentioned(region.neighbours, language),
            municipalities=mentioned(region.municipalities, language),
            authority=Mentioned.of(region.authority, language) if region.authority else None,
            strategies=mentioned(region.strategies, language),
        )


class DeliveryRecord(Record):
    """An accepted file of a source."""

    iri: str
    issued: str | None
    triples: int | None
    digest: str | None = Field(description="SHA-256 of its canonical N-Triples")

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        return cls(iri=delivery.iri, issued=delivery.issued, triples=delivery.triples, digest=delivery.digest)


class SourceRecord(EntityRecord):
    """One partner's dataset; ``counts`` are its things by class."""

    profile: str | None
    speaks_for: Mentioned | None
    licence: str | None
    deliveries: list[DeliveryRecord]
    counts: dict[str, int]

    @classmethod
    def of_source(cls, source: Source, language: Language) -> Self:
        return cls(
            **_entity(source, language),
            profile=source.profile,
            speaks_for=Mentioned.of(source.speaks_for, language) if source.speaks_for else None,
            licence=source.licence,
            deliveries=[DeliveryRecord.of(delivery) for delivery in source.deliveries],
            counts=dict(source.counts),
        )


class Listing(Record, Generic[R]):
    """A page of a list, and of which release. The addresses of other pages stand in the header ``Link``."""

    release: int
    page: int
    limit: int
    pages: int
    total: int
    items: list[R]

    @classmethod
    def of(cls, release: int, page: Page[E], record: Callable[[E], R]) -> Self:
        return cls(
            release=release,
            page=page.paging.page,
            limit=page.paging.limit,
            pages=page.pages,
            total=page.total,
            items=[record(entity) for entity in page.items],
        )


def _entity(entity: Entity, language: Language) -> dict[str, Any]:
    return {**named(entity.as_named, language), "other_names": names(entity.other_names)}

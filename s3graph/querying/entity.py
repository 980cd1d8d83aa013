"""What a release knows of actors, areas, competences, initiatives, regions and sources, in the domain's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pyoxigraph import NamedNode

from s3graph.model import Basis, PartialDate, Status, Text, status_on
from s3graph.vocabulary import slug_of

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Named:
    """A thing as another thing mentions it. ``example``: only the fictional source speaks of it."""

    iri: str
    label: Text
    example: bool = False

    @property
    def slug(self) -> str:
        return slug_of(NamedNode(self.iri))


@dataclass(frozen=True)
class Stated(Generic[T_co]):
    """What a statement says, what it rests on, and the addresses where it was read or who said it."""

    value: T_co
    basis: Basis
    sources: tuple[str, ...]

    @property
    def confirmed(self) -> bool:
        return self.basis.confirmed


Link = Stated[Named]


@dataclass(frozen=True)
class Amount:
    """Money as the source gives it. ``currency`` is None where it does not say."""

    value: str
    currency: str | None
    note: str | None


@dataclass(frozen=True)
class Entity:
    """What all have. ``other_names`` are tagged with their language: ``(language, name)``."""

    iri: str
    label: Text
    example: bool
    other_names: tuple[tuple[str, str], ...]

    @property
    def slug(self) -> str:
        return slug_of(NamedNode(self.iri))

    @property
    def as_named(self) -> Named:
        return Named(self.iri, self.label, self.example)

    def facets(self) -> Mapping[str, frozenset[str]]:
        """Slugs it can be chosen by, by facet (``region``, ``area``, ``competence``, ``kind``, ``owner``)."""
        return {}


def slugs(links: tuple[Link, ...]) -> frozenset[str]:
    return frozenset(link.value.slug for link in links)


@dataclass(frozen=True)
class Service(Named):
    """Something an actor offers. ``testbed``: it is a place to try things."""

    testbed: bool = False
    competences: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Part(Named):
    """An initiative and the actor's part in it: ``owner``, ``participant`` or ``funder``."""

    role: str = ""


@dataclass(frozen=True)
class Actor(Entity):
    """A support actor. ``confirmed``: it stands by what is said about it. None and empty mean unknown."""

    authority: bool
    confirmed: bool
    description: Text | None
    kind: Link | None
    financing: Link | None
    organisation_number: str | None
    homepage: Stated[str] | None
    seat: Link | None
    regions: tuple[Link, ...]
    areas: tuple[Link, ...]
    competences: tuple[Link, ...]
    services: tuple[Stated[Service], ...]
    initiatives: tuple[Stated[Part], ...]

    def facets(self) -> Mapping[str, frozenset[str]]:
        return {
            "region": slugs(self.regions),
            "area": slugs(self.areas),
            "competence": slugs(self.competences),
            "kind": frozenset([self.kind.value.slug] if self.kind else []),
        }


@dataclass(frozen=True)
class Area(Entity):
    """A thematic area. ``priorities`` of the regional strategies are those mapped to it; ``counts`` by collection."""

    definition: Text | None
    topics: tuple[Named, ...]
    priorities: tuple[Link, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Competence(Entity):
    """A concept of what actors can help with. ``esco`` holds ``(mapping relation, ESCO address)``."""

    definition: Text | None
    phrasings: tuple[tuple[str, str], ...]
    broader: tuple[Named, ...]
    narrower: tuple[Named, ...]
    related: tuple[Named, ...]
    areas: tuple[Named, ...]
    esco: tuple[tuple[str, str], ...]
    sni: tuple[Named, ...]
    actors: tuple[Link, ...]

    def facets(self) -> Mapping[str, frozenset[str]]:
        return {"area": frozenset(area.slug for area in self.areas), "competence": frozenset([self.slug])}


@dataclass(frozen=True)
class Initiative(Entity):
    """A development effort. ``territory`` may name regions, municipalities or the whole programme area."""

    description: Text | None
    owners: tuple[Link, ...]
    participants: tuple[Link, ...]
    funders: tuple[Link, ...]
    costs: tuple[Stated[Amount], ...]
    start: Stated[PartialDate] | None
    end: Stated[PartialDate] | None
    areas: tuple[Link, ...]
    competences: tuple[Link, ...]
    territory: tuple[Link, ...]
    open_to: tuple[Named, ...]
    page: str | None

    def status(self, day: date) -> Status:
        """On that day, from the dates alone."""
        return status_on(day, self.start.value if self.start else None, self.end.value if self.end else None)

    def facets(self) -> Mapping[str, frozenset[str]]:
        return {
            "region": slugs(self.territory),
            "area": slugs(self.areas),
            "competence": slugs(self.competences),
            "owner": slugs(self.owners),
        }


@dataclass(frozen=True)
class Region(Entity):
    """A county as a territory; ``authority`` is the organisation that governs its development."""

    codes: tuple[str, ...]
    part_of: Named | None
    neighbours: tuple[Named, ...]
    municipalities: tuple[Named, ...]
    authority: Named | None
    strategies: tuple[Named, ...]


@dataclass(frozen=True)
class Delivery:
    """One accepted file of a source. ``digest`` is the SHA-256 of its canonical N-Triples, in hexadecimal."""

    iri: str
    issued: str | None
    triples: int | None
    digest: str | None


@dataclass(frozen=True)
class Source(Entity):
    """One partner's dataset. ``profile`` names the rules it is held against; ``counts`` its things by class.

    ``publisher`` and ``often`` are those of a register: who gives it out, and a code of how often it changes.
    """

    profile: str | None
    speaks_for: Named | None
    licence: str | None
    deliveries: tuple[Delivery, ...]
    counts: Mapping[str, int]
    publisher: tuple[str, Text] | None = None
    often: str | None = None

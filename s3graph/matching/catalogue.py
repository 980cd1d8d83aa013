"""What can be matched, as plain values kept in JSON: topics, actors, initiatives, places, collaborations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from s3graph.model import Basis, Language, PartialDate, Text


class Kind(StrEnum):
    """What a topic is."""

    COMPETENCE = "competence"
    SERVICE = "service"
    TESTBED = "testbed"
    INITIATIVE = "initiative"
    DESCRIPTION = "description"
    AREA = "area"
    NEED = "need"


class Statement(NamedTuple):
    """One triple of the graph with what it rests on; ``sources`` are pages it was read from, or its source's IRI.

    ``day`` is the last on which it was delivered or confirmed, as ISO text; empty where that is not known.
    """

    subject: str
    predicate: str
    object: str
    basis: Basis
    sources: tuple[str, ...]
    day: str = ""

    @property
    def confirmed(self) -> bool:
        return self.basis.confirmed

    def to_json(self) -> dict[str, Any]:
        return {
            "subject": self.subject,
            "predicate": self.predicate,
            "object": self.object,
            "basis": self.basis.value,
            "source": list(self.sources),
            "confirmed": self.confirmed,
        }


class Passage(NamedTuple):
    """One text of a topic: a label, another name, an everyday phrasing, a definition."""

    text: str
    language: Language


@dataclass(frozen=True)
class Topic:
    """Something a need can be about. ``broader`` .. ``sni`` are a competence's, ``sni`` an area's too, ``subjects`` an
    offer's.
    """

    iri: str
    kind: Kind
    label: Text
    passages: tuple[Passage, ...]
    areas: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    sni: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


class Facet(NamedTuple):
    """That an actor has a topic, and the statements that say so."""

    topic: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Actor:
    """A support actor. Places and areas are slugs; ``said`` holds the statement behind each place.

    ``municipalities`` are its seats. ``serves`` are those whose companies alone it is for; empty, it is for everyone
    in its ``regions``.
    """

    iri: str
    label: Text
    kind: Text | None
    regions: tuple[str, ...]
    municipalities: tuple[str, ...]
    areas: tuple[str, ...]
    facets: tuple[Facet, ...]
    said: Mapping[str, Statement] = field(default_factory=dict)
    serves: tuple[str, ...] = ()


@dataclass(frozen=True)
class Initiative:
    """An initiative as a topic with dates, place and parties; ``topic`` is its place among the topics."""

    iri: str
    topic: int
    start: PartialDate | None
    end: PartialDate | None
    regions: tuple[str, ...]
    parties: tuple[str, ...]
    owners: tuple[Text, ...]
    page: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Place:
    """The programme area, a region or a municipality by slug, with all its names. ``level`` is the kind in its IRI."""

    slug: str
    level: str
    label: Text
    names: tuple[str, ...]
    part_of: str | None
    touches: tuple[str, ...]


@dataclass(frozen=True)
class Collaboration:
    """Actors that work together, or that somebody proposed should."""

    iri: str
    parties: tuple[str, ...]
    proposed: bool


@dataclass(frozen=True)
class Catalogue:
    """Everything of a release the matcher looks at."""

    topics: tuple[Topic, ...]
    actors: tuple[Actor, ...]
    initiatives: tuple[Initiative, ...]
    places: tuple[Place, ...]
    collaborations: tuple[Collaboration, ...]

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(_packed(self), ensure_ascii=False, separators=(",", ":")), "utf-8")

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        return _unpacked(json.loads(path.read_text("utf-8")))


def _packed(catalogue: Catalogue) -> dict[str, Any]:
    """Rows instead of objects, each statement once: 100,000 facets load in a fraction of a second."""
    numbers: dict[Statement, int] = {}

    def number(statements: Iterable[Statement]) -> list[int]:
        return [numbers.setdefault(statement, len(numbers)) for statement in statements]

    actors = [
        (a.iri, a.label, a.kind, a.regions, a.municipalities, a.areas,
         [(facet.topic, number(facet.statements)) for facet in a.facets],
         [(key, *number([statement])) for key, statement in a.said.items()], a.serves)
        for a in catalogue.actors
    ]  # fmt: skip
    initiatives = [
        (i.iri, i.topic, i.start and i.start.lexical, i.end and i.end.lexical, i.regions, i.parties, i.owners, i.page,
         number(i.statements))
        for i in catalogue.initiatives
    ]  # fmt: skip
    return {
        "topics": [
            (t.iri, t.kind, t.label, t.passages, t.areas, t.broader, t.related, t.sni, t.subjects)
            for t in catalogue.topics
        ],
        "actors": actors,
        "initiatives": initiatives,
        "places": [(p.slug, p.level, p.label, p.names, p.part_of, p.touches) for p in catalogue.places],
        "collaborations": [(c.iri, c.parties, c.proposed) for c in catalogue.collaborations],
        "statements": list(numbers),
    }


def _unpacked(packed: dict[str, Any]) -> Catalogue:
    known = [
        Statement(s, p, o, Basis(basis), tuple(sources), day) for s, p, o, basis, sources, day in packed["statements"]
    ]

    def said(numbers: list[int]) -> tuple[Statement, ...]:
        return tuple(known[number] for number in numbers)

    topics = (
        Topic(iri, Kind(kind), Text(*label), tuple(Passage(text, Language(code)) for text, code in passages),
              *(tuple(column) for column in columns))
        for iri, kind, label, passages, *columns in packed["topics"]
    )  # fmt: skip
    actors = (
        Actor(iri, Text(*label), kind and Text(*kind), tuple(regions), tuple(municipalities), tuple(areas),
              tuple(Facet(topic, said(numbers)) for topic, numbers in facets),
              {key: known[number] for key, number in statements}, tuple(serves))
        for iri, label, kind, regions, municipalities, areas, facets, statements, serves in packed["actors"]
    )  # fmt: skip
    initiatives = (
        Initiative(iri, topic, start and PartialDate(start), end and PartialDate(end), tuple(regions), tuple(parties),
                   tuple(Text(*owner) for owner in owners), page, said(numbers))
        for iri, topic, start, end, regions, parties, owners, page, numbers in packed["initiatives"]
    )  # fmt: skip
    places = (
        Place(slug, level, Text(*label), tuple(names), part_of, tuple(touches))
        for slug, level, label, names, part_of, touches in packed["places"]
    )
    together = (Collaboration(iri, tuple(parties), proposed) for iri, parties, proposed in packed["collaborations"])
    return Catalogue(tuple(topics), tuple(actors), tuple(initiatives), tuple(places), tuple(together))

"""What can be matched, as plain values kept in JSON: topics, actors, initiatives, places, collaborations.

Of a loaded catalogue, topics and facets are made when they are asked for: an answer names a few of many thousands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from s3graph.matching.rows import Rows, save_rows
from s3graph.model import Basis, Language, PartialDate, Text

T = TypeVar("T")


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


MANY = 3
"""So many counties have an actor of a kind, at least, of which it is said that each has one."""
KIND, ADVICE, AFAR = "kind", "advice", "afar"
"""Where ``Actor.said`` holds the statements behind the kind, and what the kind says of itself."""


@dataclass(frozen=True)
class Actor:
    """A support actor. Places and areas are slugs; ``said`` holds the statements behind each place and the kind.

    ``municipalities`` are its seats. ``serves`` are those whose companies alone it is for; empty, it is for everyone
    in its ``regions``. ``advises``: how far its kind is there to advise companies of whatever trade, 0 to 1.
    ``from_afar``: whether its kind is of use to companies of other counties. ``of_trade``: whether it is there for one
    trade. ``homepage`` is an address or empty.
    """

    iri: str
    label: Text
    kind: Text | None
    regions: tuple[str, ...]
    municipalities: tuple[str, ...]
    areas: tuple[str, ...]
    facets: Sequence[Facet]
    said: Mapping[str, Statement] = field(default_factory=dict)
    serves: tuple[str, ...] = ()
    advises: float = 0.5
    from_afar: bool = False
    homepage: str = ""
    of_trade: bool = False

    @property
    def teaches(self) -> bool:
        """Whether its kind is there to teach, and neither to advise companies nor for what they need from afar."""
        return self.advises == 0 and not self.from_afar


@dataclass(frozen=True)
class Initiative:
    """An initiative as a topic with dates, place and parties; ``topic`` is its place among the topics.

    ``statements`` are those behind the dates; ``said`` those behind owners, counties and what it is about.
    """

    iri: str
    topic: int
    start: PartialDate | None
    end: PartialDate | None
    regions: tuple[str, ...]
    parties: tuple[str, ...]
    owners: tuple[Text, ...]
    page: str | None
    statements: tuple[Statement, ...]
    said: tuple[Statement, ...] = ()


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

    topics: Sequence[Topic]
    actors: tuple[Actor, ...]
    initiatives: tuple[Initiative, ...]
    places: tuple[Place, ...]
    collaborations: tuple[Collaboration, ...]

    @cached_property
    def place_of(self) -> dict[str, Place]:
        """Each place, by its slug."""
        return {place.slug: place for place in self.places}

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Place of each actor, by its IRI."""
        return {actor.iri: row for row, actor in enumerate(self.actors)}

    @cached_property
    def one_a_county(self) -> frozenset[Text]:
        """Kinds of which every county has one actor at most, and ``MANY`` have one: energy agencies."""
        counties: dict[Text, list[tuple[str, ...]]] = {}
        for actor in self.actors:
            if actor.kind is not None:
                counties.setdefault(actor.kind, []).append(actor.regions)
        return frozenset(
            kind
            for kind, regions in counties.items()
            if len(regions) >= MANY and all(regions) and len(set(chain(*regions))) == sum(map(len, regions))
        )

    def by_territory(self, value: Callable[[Actor], T]) -> list[T]:
        """Of each actor, what follows from its territory and ``from_afar``: found once for all that share them."""
        first, own = self._territories
        found = [value(actor) for actor in first]
        return [found[number] for number in own]

    @cached_property
    def _territories(self) -> tuple[list[Actor], list[int]]:
        """The first actor of each territory, and for each actor the place of its own territory among those."""
        numbers: dict[tuple[object, ...], int] = {}
        own = [
            numbers.setdefault((a.regions, a.municipalities, a.serves, a.from_afar), len(numbers)) for a in self.actors
        ]
        return [self.actors[own.index(number)] for number in range(len(numbers))], own

    def save(self, folder: Path) -> None:
        """Into a folder that exists: ``catalogue.json``, and topics and facets in lines beside it."""
        save_rows(folder / _TOPICS, (_topic_row(topic) for topic in self.topics))
        save_rows(folder / _FACETS, (facet for actor in self.actors for facet in actor.facets))
        content = json.dumps(_packed(self), ensure_ascii=False, separators=(",", ":"))
        (folder / _CATALOGUE).write_text(content, "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Catalogue:
        """Topics and facets stay in their files, which are mapped."""
        packed = json.loads((folder / _CATALOGUE).read_text("utf-8"))
        facets = Rows.load(folder / _FACETS, _facet)
        return cls(
            topics=Rows.load(folder / _TOPICS, _topic),
            actors=tuple(_actors(packed["actors"], facets)),
            initiatives=tuple(_initiative(row) for row in packed["initiatives"]),
            places=tuple(
                Place(slug, level, Text(*label), tuple(names), part_of, tuple(touches))
                for slug, level, label, names, part_of, touches in packed["places"]
            ),
            collaborations=tuple(
                Collaboration(iri, tuple(parties), proposed) for iri, parties, proposed in packed["collaborations"]
            ),
        )


_CATALOGUE, _TOPICS, _FACETS = "catalogue.json", "topics.jsonl", "facets.jsonl"


def _packed(catalogue: Catalogue) -> dict[str, Any]:
    """All but topics and facets; of these, how many each actor has."""
    return {
        "actors": [
            (a.iri, a.label, a.kind, a.regions, a.municipalities, a.areas, len(a.facets), list(a.said.items()),
             a.serves, a.advises, a.from_afar, a.homepage, a.of_trade)
            for a in catalogue.actors
        ],
        "initiatives": [
            (i.iri, i.topic, i.start and i.start.lexical, i.end and i.end.lexical, i.regions, i.parties, i.owners,
             i.page, i.statements, i.said)
            for i in catalogue.initiatives
        ],
        "places": [(p.slug, p.level, p.label, p.names, p.part_of, p.touches) for p in catalogue.places],
        "collaborations": [(c.iri, c.parties, c.proposed) for c in catalogue.collaborations],
    }  # fmt: skip


def _topic_row(topic: Topic) -> tuple[Any, ...]:
    return (topic.iri, topic.kind, topic.label, topic.passages, topic.areas, topic.broader, topic.related, topic.sni,
            topic.subjects)  # fmt: skip


def _topic(row: list[Any]) -> Topic:
    iri, kind, label, passages, *columns = row
    spoken = tuple(Passage(text, Language(code)) for text, code in passages)
    return Topic(iri, Kind(kind), Text(*label), spoken, *(tuple(column) for column in columns))


def _statement(row: list[Any]) -> Statement:
    subject, predicate, value, basis, sources, day = row
    return Statement(subject, predicate, value, Basis(basis), tuple(sources), day)


def _facet(row: list[Any]) -> Facet:
    topic, statements = row
    return Facet(topic, tuple(_statement(statement) for statement in statements))


def _actors(rows: Iterable[list[Any]], facets: Rows[Facet]) -> Iterator[Actor]:
    end = 0
    for iri, label, kind, regions, municipalities, areas, count, said, serves, *others in rows:
        start, end = end, end + count
        statements = {slug: _statement(statement) for slug, statement in said}
        yield Actor(iri, Text(*label), kind and Text(*kind), tuple(regions), tuple(municipalities), tuple(areas),
                    facets[start:end], statements, tuple(serves), *others)  # fmt: skip


def _initiative(row: list[Any]) -> Initiative:
    iri, topic, start, end, regions, parties, owners, page, statements, said = row
    return Initiative(iri, topic, start and PartialDate(start), end and PartialDate(end), tuple(regions),
                      tuple(parties), tuple(Text(*owner) for owner in owners), page,
                      tuple(map(_statement, statements)), tuple(map(_statement, said)))  # fmt: skip

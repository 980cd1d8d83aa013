"""What names of a table can be matched with: actors, competences, municipalities, areas, initiatives, regions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from s3graph.graph import ReleaseStore
from s3graph.model import Text
from s3graph.querying.entities import Entities
from s3graph.querying.entity import Actor, Area, Competence, Entity, Initiative, Link, Named, Region
from s3graph.querying.statements import Statements
from s3graph.vocabulary import BASE, DCT, S3, SKOS

E = TypeVar("E", bound=Entity)
SPACE = f"{BASE}id/"
"""Identifiers are what follows it in an address."""


@dataclass(frozen=True)
class Value:
    """A value of a property: a text, or another thing by its identifier."""

    text: Text
    id: str | None = None

    @classmethod
    def of(cls, text: str) -> Value:
        return cls(Text(text, text))

    @classmethod
    def thing(cls, named: Named) -> Value:
        return cls(named.label, named.iri.removeprefix(SPACE))


@dataclass(frozen=True)
class Property:
    """What a thing may be told apart by. One that ``identifies`` belongs to one thing only."""

    id: str
    name: Text
    identifies: bool = False


@dataclass(frozen=True)
class Kind:
    """A type. ``properties`` are those its things may have."""

    id: str
    name: Text
    properties: tuple[Property, ...]
    broader: Kind | None = None

    @property
    def all(self) -> tuple[Kind, ...]:
        """It and what it is a kind of."""
        return (self, *(self.broader.all if self.broader else ()))


@dataclass(frozen=True)
class Thing:
    """One that can be matched. ``names`` are what it is called, ``phrases`` everyday words that point at it."""

    id: str
    label: Text
    kind: Kind
    names: frozenset[str]
    phrases: frozenset[str] = frozenset()
    description: Text | None = None
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


NUMBER = Property("organisationNumber", Text(sv="organisationsnummer", en="organisation number"), identifies=True)
HOMEPAGE = Property("homepage", Text(sv="webbplats", en="homepage"))
SEAT = Property("seat", Text(sv="kommun", en="municipality"))
REGION = Property("region", Text(sv="region", en="region"))
AREA = Property("area", Text(sv="tematiskt område", en="thematic area"))
ACTOR_KIND = Property("kind", Text(sv="aktörstyp", en="kind of actor"))
ESCO_MATCH = Property("esco", Text(sv="begrepp i ESCO", en="ESCO concept"))
BROADER = Property("broader", Text(sv="överordnat", en="broader"))
CODE = Property("code", Text(sv="kod", en="code"), identifies=True)
OWNER = Property("owner", Text(sv="huvudman", en="owner"))
ACTOR = Kind(
    "SupportActor",
    Text(sv="innovationsstödjande aktör", en="innovation support actor"),
    (NUMBER, HOMEPAGE, SEAT, REGION, AREA, ACTOR_KIND),
)
AUTHORITY = Kind(
    "RegionalAuthority", Text(sv="regional myndighet", en="regional authority"), ACTOR.properties, broader=ACTOR
)
COMPETENCE = Kind("Competence", Text(sv="kompetens", en="competence"), (AREA, BROADER, ESCO_MATCH))
MUNICIPALITY = Kind("Municipality", Text(sv="kommun", en="municipality"), (CODE, REGION))
REGION_KIND = Kind("Region", Text(sv="region", en="region"), (CODE,))
AREA_KIND = Kind("ThematicArea", Text(sv="tematiskt område", en="thematic area"), ())
INITIATIVE = Kind("Initiative", Text(sv="insats", en="initiative"), (OWNER, REGION, AREA))
KINDS = {kind.id: kind for kind in (ACTOR, AUTHORITY, COMPETENCE, MUNICIPALITY, REGION_KIND, AREA_KIND, INITIATIVE)}
PROPERTIES = {one.id: one for kind in KINDS.values() for one in kind.properties}


def things_of(store: ReleaseStore, entities: Entities) -> Iterator[Thing]:
    """Everything of a release that can be matched; what is made up as an example cannot."""
    yield from _all(entities.actors.by_address(), _actor)
    yield from _all(entities.competences.by_address(), _competence)
    yield from _all(entities.initiatives.by_address(), _initiative)
    yield from _all(entities.regions.by_address(), _region)
    yield from _all(entities.areas.by_address(), _area)
    said = Statements(store)
    for node in said.members(S3.Municipality):
        yield _municipality(said, node)


def host(address: str) -> str:
    """By which homepages are compared: without ``www.``; empty where there is none."""
    return (urlsplit(address if "//" in address else f"//{address}").hostname or "").removeprefix("www.")


def _all(entities: Iterable[E], made: Callable[[E], Thing]) -> Iterator[Thing]:
    return (made(entity) for entity in entities if not entity.example)


def _actor(one: Actor) -> Thing:
    return Thing(
        id=one.iri.removeprefix(SPACE),
        label=one.label,
        kind=AUTHORITY if one.authority else ACTOR,
        names=_names(one),
        description=one.description,
        values={
            NUMBER.id: (Value.of(one.organisation_number),) if one.organisation_number else (),
            HOMEPAGE.id: (Value.of(one.homepage.value),) if one.homepage else (),
            SEAT.id: _linked((one.seat,)),
            REGION.id: _linked(one.regions),
            AREA.id: _linked(one.areas),
            ACTOR_KIND.id: _linked((one.kind,)),
        },
    )


def _competence(one: Competence) -> Thing:
    return Thing(
        id=one.iri.removeprefix(SPACE),
        label=one.label,
        kind=COMPETENCE,
        names=_names(one),
        phrases=frozenset(text for _, text in one.phrasings),
        description=one.definition,
        values={
            AREA.id: _named(one.areas),
            BROADER.id: _named(one.broader),
            ESCO_MATCH.id: tuple(Value.of(address) for relation, address in one.esco if relation == "exactMatch"),
        },
    )


def _initiative(one: Initiative) -> Thing:
    values = {OWNER.id: _linked(one.owners), REGION.id: _linked(one.territory), AREA.id: _linked(one.areas)}
    return Thing(one.iri.removeprefix(SPACE), one.label, INITIATIVE, _names(one), frozenset(), one.description, values)


def _region(one: Region) -> Thing:
    values = {CODE.id: tuple(Value.of(code) for code in one.codes)}
    return Thing(one.iri.removeprefix(SPACE), one.label, REGION_KIND, _names(one), values=values)


def _area(one: Area) -> Thing:
    return Thing(one.iri.removeprefix(SPACE), one.label, AREA_KIND, _names(one), description=one.definition)


def _municipality(said: Statements, node: NamedNode) -> Thing:
    label = said.label(node)
    codes = tuple(Value.of(literal.value) for literal in said.literals(node, SKOS.notation))
    regions = tuple(Value.thing(said.named(region)) for region in said.nodes(node, DCT.isPartOf))
    other = (text for _, text in said.tagged(node, SKOS.altLabel))
    return Thing(
        id=node.value.removeprefix(SPACE),
        label=label,
        kind=MUNICIPALITY,
        names=frozenset({label.sv, label.en, *other}),
        values={CODE.id: codes, REGION.id: regions},
    )


def _names(one: Entity) -> frozenset[str]:
    return frozenset({one.label.sv, one.label.en, *(name for _, name in one.other_names)})


def _linked(links: Iterable[Link | None]) -> tuple[Value, ...]:
    return tuple(Value.thing(link.value) for link in links if link)


def _named(things: Iterable[Named]) -> tuple[Value, ...]:
    return tuple(Value.thing(one) for one in things)

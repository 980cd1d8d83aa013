"""Who is whom: what may say that two addresses are one organisation, and what has been decided about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from s3graph.graph import NTriples
from s3graph.model import Language, Text
from s3graph.vocabulary import BASE, DCT, RDF, S3, XSD, entity


class Ground(StrEnum):
    """What says that two addresses are one organisation, the strongest first."""

    REVIEW = "review"
    NUMBER = "organisation-number"
    HOMEPAGE = "homepage"
    NAME = "name"

    @property
    def text(self) -> Text:
        return _GROUNDS[self]


_GROUNDS = {
    Ground.REVIEW: Text(sv="avgjort vid granskning", en="decided on review"),
    Ground.NUMBER: Text(sv="samma organisationsnummer", en="same organisation number"),
    Ground.HOMEPAGE: Text(sv="samma webbplats", en="same homepage"),
    Ground.NAME: Text(sv="samma eller nästan samma namn", en="same or nearly the same name"),
}
_FOUND = Text(
    sv="{alias} i filen är {canonical} på plattformen ({ground}). Är det fel: s3graph identities reject {id}",
    en="{alias} in the file is {canonical} on the platform ({ground}). If it is not: s3graph identities reject {id}",
)


@dataclass(frozen=True)
class Pair:
    """Two addresses that may be one organisation; ``alias`` is the one that gives way."""

    alias: NamedNode
    canonical: NamedNode
    ground: Ground

    @property
    def id(self) -> str:
        """Eight hexadecimal digits; the same for the same two addresses."""
        both = "\n".join(sorted((self.alias.value, self.canonical.value)))
        return hashlib.sha256(both.encode()).hexdigest()[:8]


class Resolution(Pair):
    """A pair that an import took to be one."""

    def to_text(self, language: Language) -> str:
        said = {"alias": _short(self.alias), "canonical": _short(self.canonical), "id": self.id}
        return _FOUND.in_language(language).format(ground=self.ground.text.in_language(language), **said)

    def to_json(self) -> dict[str, Any]:
        ground = self.ground.value
        return {"id": self.id, "alias": self.alias.value, "canonical": self.canonical.value, "ground": ground}


@dataclass(frozen=True)
class Decision:
    """That the two addresses of a pair are the same organisation, or are not."""

    pair: Pair
    same: bool
    decided_at: str

    def triples(self) -> Iterator[Triple]:
        node = entity("identity", self.pair.id)
        yield Triple(node, RDF.type, S3.IdentityDecision)
        yield Triple(node, S3.alias, self.pair.alias)
        yield Triple(node, S3.canonical, self.pair.canonical)
        yield Triple(node, S3.sameOrganisation, Literal(self.same))
        yield Triple(node, S3.decidedOn, Literal(self.pair.ground.value))
        yield Triple(node, DCT.created, Literal(self.decided_at, datatype=XSD.dateTime))


@dataclass(frozen=True)
class Decisions:
    """Everything decided so far, by the id of the pair. The newest decision on a pair takes the former one's place."""

    by_id: Mapping[str, Decision]

    @classmethod
    def read(cls, content: Iterable[Triple]) -> Decisions:
        """From the triples of the graph of identities."""
        said: dict[object, dict[NamedNode, Any]] = {}
        for triple in content:
            said.setdefault(triple.subject, {})[triple.predicate] = triple.object
        found = (
            Decision(
                Pair(values[S3.alias], values[S3.canonical], Ground(values[S3.decidedOn].value)),
                values[S3.sameOrganisation].value == "true",
                values[DCT.created].value,
            )
            for values in said.values()
            if values.get(RDF.type) == S3.IdentityDecision
        )
        return cls({decision.pair.id: decision for decision in found})

    def content(self) -> NTriples:
        return NTriples.of(triple for decision in self.by_id.values() for triple in decision.triples())

    def plus(self, *decisions: Decision) -> Decisions:
        return Decisions({**self.by_id, **{decision.pair.id: decision for decision in decisions}})

    def decided(self, pair: Pair) -> bool:
        return pair.id in self.by_id

    def aliases(self) -> Aliases:
        """From each address that gave way to the one that stays, chains followed to their end."""
        direct = {d.pair.alias: d.pair.canonical for d in self.by_id.values() if d.same}
        found = {}
        for alias, next_to in direct.items():
            seen, end = {alias}, next_to
            while end in direct and end not in seen:
                seen.add(end)
                end = direct[end]
            if end not in seen:
                found[alias] = end
        return Aliases(found)


@dataclass(frozen=True)
class Aliases:
    """Addresses and those that stand for them in the published graph."""

    canonical: Mapping[NamedNode, NamedNode]

    def __bool__(self) -> bool:
        return bool(self.canonical)

    def of(self, node: NamedNode) -> NamedNode:
        return self.canonical.get(node, node)

    def differing(self, other: Aliases) -> frozenset[NamedNode]:
        """The addresses that the two resolve differently."""
        both = set(self.canonical) | set(other.canonical)
        return frozenset(node for node in both if self.of(node) != other.of(node))

    def applied(self, content: NTriples) -> NTriples:
        """The same statements about and of the addresses that stay."""
        spelt = {str(alias).encode(): str(canonical).encode() for alias, canonical in self.canonical.items()}
        if not any(alias in line for line in content.mentioning(*self.canonical).lines for alias in spelt):
            return content
        return NTriples.sorted(_replaced(line, spelt) for line in content.lines)


def _replaced(line: bytes, spelt: Mapping[bytes, bytes]) -> bytes:
    subject, predicate, rest = line.split(b" ", 2)
    value = rest[:-3]
    return b"%b %b %b .\n" % (spelt.get(subject, subject), predicate, spelt.get(value, value))


def _short(node: NamedNode) -> str:
    return node.value.removeprefix(f"{BASE}id/")

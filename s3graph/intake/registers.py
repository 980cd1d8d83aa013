"""The registers that can be loaded: who publishes each, under what licence, how it is read, what it speaks of."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from s3graph.errors import NotFoundError
from s3graph.model import Text
from s3graph.resources import shelf
from s3graph.vocabulary import DCT, FOAF, RDF

FREQUENCIES = "http://publications.europa.eu/resource/authority/frequency/"


@dataclass(frozen=True)
class Register:
    """One row of the manifest. ``publisher_iri``, ``licence`` and ``page`` are None where the publisher names none.

    ``often`` is a code of the EU's table of frequencies, ``reader`` the format as its Reader is called, ``terms`` what
    the addresses of the register's own terms begin with.
    """

    name: str
    title: Text
    publisher: Text
    publisher_iri: str | None
    licence: str | None
    often: str
    page: str | None
    reader: str
    source: str
    profile: str
    terms: tuple[str, ...]

    @classmethod
    def of(cls, name: str, row: Mapping[str, Any]) -> Register:
        publisher = row["publisher"]
        return cls(
            name=name,
            title=Text(row["title"]["sv"], row["title"]["en"]),
            publisher=Text(publisher["sv"], publisher["en"]),
            publisher_iri=publisher.get("iri"),
            licence=row.get("licence"),
            often=row["often"],
            page=row.get("page"),
            reader=row["reader"],
            source=row["source"],
            profile=row["profile"],
            terms=tuple(row.get("terms", ())),
        )

    def triples(self, source: NamedNode) -> Iterator[Triple]:
        """What the catalogue says of the source that holds the register, beside its licence."""
        yield Triple(source, DCT.accrualPeriodicity, NamedNode(FREQUENCIES + self.often))
        if self.page:
            yield Triple(source, DCT.source, NamedNode(self.page))
        if self.publisher_iri:
            publisher = NamedNode(self.publisher_iri)
            yield Triple(source, DCT.publisher, publisher)
            yield Triple(publisher, RDF.type, FOAF.Agent)
            yield Triple(publisher, FOAF.name, Literal(self.publisher.sv, language="sv"))
            yield Triple(publisher, FOAF.name, Literal(self.publisher.en, language="en"))

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "title": self.title._asdict(),
            "publisher": {**self.publisher._asdict(), "iri": self.publisher_iri},
            "licence": self.licence,
            "often": self.often,
            "page": self.page,
            "source": self.source,
            "profile": self.profile,
        }


@cache
def registers() -> Mapping[str, Register]:
    """All of them by name, in the order of the manifest."""
    rows = tomllib.loads((shelf("ontology") / "registers.toml").read_text("utf-8"))
    return {name: Register.of(name, row) for name, row in rows.items()}


def register_named(name: str) -> Register:
    """NotFoundError that lists those there are."""
    found = registers().get(name)
    if found is None:
        known = ", ".join(registers())
        raise NotFoundError(
            Text(
                sv=f"Registret {name} finns inte. Det finns: {known}.",
                en=f"There is no register {name}. There are: {known}.",
            )
        )
    return found

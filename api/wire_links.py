"""The pieces that records of entities are made of: names, and things that a statement points at, with its ground."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from s3graph.model import Basis, Language, Text
from s3graph.querying.entity import Link, Named, Part, Service, Stated


class Record(BaseModel):
    """What all of them keep to: nothing that is not described here."""

    model_config = ConfigDict(extra="forbid")


class Mentioned(Record):
    """Another thing: its address, the end of it, and its label."""

    iri: str
    id: str
    label: str
    example: bool

    @classmethod
    def of(cls, thing: Named, language: Language) -> Self:
        return cls(**named(thing, language))


class Grounded(Record):
    """What a statement rests on, and where it was read or who says it."""

    basis: Basis
    confirmed: bool
    sources: list[str]


class LinkRecord(Grounded, Mentioned):
    """Another thing that a statement points at."""

    @classmethod
    def stated(cls, stated: Link, language: Language) -> Self:
        return cls(**named(stated.value, language), **ground(stated))


class AddressRecord(Grounded):
    """A web address that is stated."""

    value: str

    @classmethod
    def stated(cls, address: Stated[str]) -> Self:
        return cls(value=address.value, **ground(address))


class ServiceRecord(LinkRecord):
    """A service or testbed that an actor offers."""

    testbed: bool
    competences: list[Mentioned]

    @classmethod
    def offered(cls, service: Stated[Service], language: Language) -> Self:
        competences = [Mentioned.of(competence, language) for competence in service.value.competences]
        return cls(
            **named(service.value, language),
            **ground(service),
            testbed=service.value.testbed,
            competences=competences,
        )


class PartRecord(LinkRecord):
    """An initiative, and the actor's part in it."""

    role: str = Field(examples=["owner", "participant", "funder"])

    @classmethod
    def played(cls, part: Stated[Part], language: Language) -> Self:
        return cls(**named(part.value, language), **ground(part), role=part.value.role)


class NameRecord(Record):
    """A name or phrase and its language; the language is empty where the source does not say."""

    language: str
    text: str


def named(thing: Named, language: Language) -> dict[str, Any]:
    return {
        "iri": thing.iri,
        "id": thing.slug,
        "label": thing.label.in_language(language),
        "example": thing.example,
    }


def ground(stated: Stated[object]) -> dict[str, Any]:
    return {"basis": stated.basis, "confirmed": stated.confirmed, "sources": list(stated.sources)}


def spoken(text: Text | None, language: Language) -> str | None:
    return text.in_language(language) if text else None


def mentioned(things: Iterable[Named], language: Language) -> list[Mentioned]:
    return [Mentioned.of(thing, language) for thing in things]


def link(stated: Link | None, language: Language) -> LinkRecord | None:
    return LinkRecord.stated(stated, language) if stated else None


def links(stated: Iterable[Link], language: Language) -> list[LinkRecord]:
    return [LinkRecord.stated(one, language) for one in stated]


def names(tagged: Iterable[tuple[str, str]]) -> list[NameRecord]:
    return [NameRecord(language=language, text=text) for language, text in tagged]

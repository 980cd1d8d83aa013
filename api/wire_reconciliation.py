"""What goes over the wire for reconciliation, by the names of the W3C community group's specification, version 0.2."""

from __future__ import annotations

from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from s3graph.errors import LimitError, UsageError
from s3graph.model import Language, Text
from s3graph.querying.reconcilable import Property, Thing, Value
from s3graph.querying.reconciling import MOST_CANDIDATES, Candidate, Sought, Told

MOST_QUERIES = 50
MOST_ROWS = 500
MOST_PROPERTIES = 20
_LONGEST = 500
T = TypeVar("T")


class _Read(BaseModel):
    """What an asker sends may say more than we read."""

    model_config = ConfigDict(extra="ignore")


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ThingRead(_Read):
    """A value that is itself a thing."""

    id: str = Field(max_length=_LONGEST)


Scalar = bool | int | float | str | ThingRead


class PropertyRead(_Read):
    """What is known of the thing beside its name."""

    pid: str = Field(max_length=_LONGEST)
    v: Scalar | list[Scalar]

    def told(self) -> Told:
        values = self.v if isinstance(self.v, list) else [self.v]
        return Told(self.pid, tuple(value.id if isinstance(value, ThingRead) else str(value) for value in values))


class QueryRead(_Read):
    """One name to match."""

    query: str = Field("", max_length=_LONGEST)
    type: str | list[str] | None = None
    limit: float | None = Field(None, ge=1)
    properties: list[PropertyRead] = Field([], max_length=MOST_PROPERTIES)
    type_strict: Literal["any", "all", "should"] = "any"

    def sought(self) -> Sought:
        kinds = [self.type] if isinstance(self.type, str) else self.type or []
        return Sought(
            text=self.query,
            kinds=tuple(kind for kind in kinds if kind),
            told=tuple(one.told() for one in self.properties),
            limit=int(min(self.limit or Sought.limit, MOST_CANDIDATES)),
            strict=self.type_strict,
        )


class ColumnRead(_Read):
    """A property to fetch."""

    id: str = Field(max_length=_LONGEST)


class ExtensionRead(_Read):
    """Things and the properties to fetch of them."""

    ids: list[str]
    properties: list[ColumnRead]


class Named(_Written):
    """A type or property, or a thing that is a value."""

    id: str
    name: str


class CandidateWire(Named):
    """A thing that may be meant."""

    description: str | None
    score: float
    match: bool
    type: list[Named]
    features: list[dict[str, str | float]]

    @classmethod
    def of(cls, one: Candidate, language: Language) -> CandidateWire:
        return cls(
            id=one.thing.id,
            name=one.thing.label.in_language(language),
            description=_spoken(one.thing.description, language),
            score=one.score,
            match=one.match,
            type=kinds_of(one.thing, language),
            features=[{"id": name, "value": value} for name, value in one.features.items()],
        )


class ResultWire(_Written):
    """Candidates, the best first."""

    result: list[CandidateWire]


class SuggestionWire(Named):
    """Something that begins as was typed."""

    description: str | None = None
    notable: list[Named] | None = None

    @classmethod
    def of(cls, one: Thing, language: Language) -> SuggestionWire:
        return cls(
            id=one.id,
            name=one.label.in_language(language),
            description=_spoken(one.description, language),
            notable=kinds_of(one, language),
        )


class SuggestionsWire(_Written):
    """What begins as was typed."""

    result: list[SuggestionWire]


class ProposalWire(_Written):
    """Properties that things of a type have."""

    type: str
    limit: int
    properties: list[Named]


def read_queries(text: str) -> dict[str, Sought]:
    """A batch. UsageError where it is none, LimitError where it is too large."""
    batch = _read(TypeAdapter(dict[str, QueryRead]), text, "queries")
    if len(batch) > MOST_QUERIES:
        raise _too_many("queries", len(batch), MOST_QUERIES)
    for name, query in batch.items():
        if not query.query and not query.properties:
            raise UsageError(
                Text(
                    sv=f"queries: {name[:80]} har varken query eller properties.",
                    en=f"queries: {name[:80]} has neither query nor properties.",
                )
            )
    return {name: query.sought() for name, query in batch.items()}


def read_query(text: str) -> Sought:
    """One query: JSON, or the name itself."""
    if text.lstrip().startswith("{"):
        return read_queries(f'{{"q0": {text}}}')["q0"]
    return Sought(text=text[:_LONGEST])


def read_extension(text: str) -> tuple[list[str], list[str]]:
    """Identifiers and properties. UsageError where it is none, LimitError where it is too large."""
    asked = _read(TypeAdapter(ExtensionRead), text, "extend")
    if len(asked.ids) > MOST_ROWS:
        raise _too_many("ids", len(asked.ids), MOST_ROWS)
    if len(asked.properties) > MOST_PROPERTIES:
        raise _too_many("properties", len(asked.properties), MOST_PROPERTIES)
    return asked.ids, [column.id for column in asked.properties]


def kinds_of(one: Thing, language: Language) -> list[Named]:
    return [Named(id=kind.id, name=kind.name.in_language(language)) for kind in one.kind.all]


def property_of(one: Property, language: Language) -> Named:
    return Named(id=one.id, name=one.name.in_language(language))


def cell(value: Value, language: Language) -> dict[str, str]:
    """A value as the specification writes it: a thing, or a text."""
    text = value.text.in_language(language)
    return {"id": value.id, "name": text} if value.id else {"str": text}


def _spoken(text: Text | None, language: Language) -> str | None:
    return text.in_language(language) if text else None


def _read(adapter: TypeAdapter[T], text: str, name: str) -> T:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])[:120]
        raise UsageError(
            Text(
                sv=f"{name} är inte den JSON som Reconciliation API 0.2 har. Fel vid {place or 'början'}.",
                en=f"{name} is not the JSON of Reconciliation API 0.2. Wrong at {place or 'its beginning'}.",
            )
        ) from error


def _too_many(name: str, count: int, most: int) -> LimitError:
    return LimitError(
        Text(
            sv=f"{name} har {count} poster; högst {most} tas emot. Dela upp dem.",
            en=f"{name} has {count} entries; at most {most} are taken. Split them.",
        )
    )

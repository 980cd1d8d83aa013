"""The answer to a saved question as a table: typed cells under the columns that its header declares."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from s3graph.errors import QueryError
from s3graph.model import Language, Text
from s3graph.querying.question_header import Column
from s3graph.querying.saved import SavedQuestion

Cell = str | int | Decimal | date | datetime | bool | None
Binding = Mapping[str, str]
"""A term as SPARQL results in JSON write it: ``type``, ``value``, ``datatype``, ``xml:lang``."""


@dataclass(frozen=True)
class Asked:
    """One question put to one release: what a file says of where it comes from.

    ``language`` is that of labels, ``published_at`` the moment of the release, ``day`` the day of asking, ``address``
    where the same answer is found again.
    """

    question: SavedQuestion
    values: Mapping[str, str]
    language: Language
    release: int
    published_at: str
    day: date
    address: str

    def say(self, text: Text) -> str:
        return text.in_language(self.language)

    def said(self) -> tuple[tuple[Text, str], ...]:
        """What can be said of the answer before its rows, label and text."""
        known = self.question.parameters
        chosen = [(known.label, self.values.get(known.name) or known.default or "") for known in known]
        return (
            (Text("Fråga", "Question"), self.say(self.question.question)),
            *chosen,
            (Text("Utgåva", "Release"), str(self.release)),
            (Text("Utgiven", "Published"), self.published_at),
            (Text("Hämtad", "Fetched"), self.day.isoformat()),
            (Text("Adress", "Address"), self.address),
        )


@dataclass(frozen=True)
class Table:
    """``rows`` hold terms by column name; what is unbound is not in them."""

    asked: Asked
    rows: tuple[Mapping[str, Binding], ...]

    @classmethod
    def read(cls, asked: Asked, content: bytes) -> Table:
        """From an answer in ``application/sparql-results+json``."""
        found: dict[str, Any] = json.loads(content)
        return cls(asked, tuple(found["results"]["bindings"]))

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.asked.question.columns

    def first(self, count: int) -> Table:
        return replace(self, rows=self.rows[:count])

    def cells(self) -> list[list[Cell]]:
        """Rows of values by the types of their columns. QueryError where a value is not of its column's type."""
        return [[self._cell(column, row.get(column.name)) for column in self.columns] for row in self.rows]

    def _cell(self, column: Column, term: Binding | None) -> Cell:
        if term is None:
            return None
        try:
            return _READ[column.type](term["value"])
        except (ValueError, InvalidOperation) as error:
            said, shown = self.asked.question.name, term["value"][:80]
            raise QueryError(
                Text(
                    sv=f"{said}: {shown!r} i kolumnen {column.name} är inte av typen {column.type}.",
                    en=f"{said}: {shown!r} in the column {column.name} is not of the type {column.type}.",
                )
            ) from error


def _day(text: str) -> date:
    """A day with or without a zone, which says nothing of which day it is."""
    return date.fromisoformat(text[:10])


def _moment(text: str) -> datetime:
    """In UTC; a moment that names no zone is taken to be."""
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _truth(text: str) -> bool:
    if text not in ("true", "false", "1", "0"):
        raise ValueError(text)
    return text in ("true", "1")


_READ: Mapping[str, Callable[[str], Cell]] = {
    "iri": str,
    "text": str,
    "integer": int,
    "decimal": Decimal,
    "date": _day,
    "time": _moment,
    "boolean": _truth,
}

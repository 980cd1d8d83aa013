"""Saved questions: SPARQL with a header that says what it asks, its parameters and its columns.

The header is made of comments, so the file parses as it stands::

    # title@sv: Aktörer per kompetens
    # question@sv: Vilka aktörer kan hjälpa till med en kompetens?
    # tags: actors, competences
    # parameter competence type=iri kind=competence optional: Kompetens | Competence
    # column actor: Aktör | Actor

A parameter is bound where the query marks it: ``VALUES ?competence { UNDEF } # parameter competence``. Left out, it
stays UNDEF and binds nothing. A value is checked against its type and written as a term by pyoxigraph, never as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from s3graph.errors import QueryError, UsageError
from s3graph.model import Text
from s3graph.vocabulary import XSD, entity

_LINE = re.compile(r"#\s*(title|question|tags|parameter|column)(?:@(sv|en))?\b[ ]?([^:]*):\s*(.*)")
_MARK = re.compile(r"VALUES\s+\?(\w+)\s*\{[^}]*\}\s*# parameter (\w+)")
TYPES = ("iri", "string", "integer", "decimal", "date", "boolean")


@dataclass(frozen=True)
class Parameter:
    """``kind`` is the kind of entity an ``iri`` may be given by the end of; ``default`` is used where none is given."""

    name: str
    type: str
    label: Text
    kind: str | None = None
    default: str | None = None
    optional: bool = False

    def term(self, value: str) -> NamedNode | Literal:
        """The value as a term. UsageError where it is not of the parameter's type."""
        try:
            return self._term(value)
        except (ValueError, InvalidOperation) as error:
            raise UsageError(
                Text(
                    sv=f"Parametern {self.name} ska vara {self._wanted().sv}, inte {value!r}.",
                    en=f"The parameter {self.name} must be {self._wanted().en}, not {value!r}.",
                )
            ) from error

    def _term(self, value: str) -> NamedNode | Literal:
        if self.type == "iri":
            return NamedNode(value) if self.kind is None or ":" in value else entity(self.kind, value)
        if self.type == "integer":
            return Literal(str(int(value)), datatype=XSD.integer)
        if self.type == "decimal":
            return Literal(f"{Decimal(value):f}", datatype=XSD.decimal)
        if self.type == "date":
            return Literal(date.fromisoformat(value).isoformat(), datatype=XSD.date)
        if self.type == "boolean" and value not in ("true", "false"):
            raise ValueError(value)
        return Literal(value, datatype=XSD.boolean) if self.type == "boolean" else Literal(value)

    def _wanted(self) -> Text:
        if self.type == "iri" and self.kind:
            return Text(sv=f"en adress eller kod ({self.kind})", en=f"an IRI or code ({self.kind})")
        return _WANTED[self.type]


_WANTED = {
    "iri": Text(sv="en adress (IRI)", en="an IRI"),
    "string": Text(sv="text", en="text"),
    "integer": Text(sv="ett heltal", en="a whole number"),
    "decimal": Text(sv="ett tal", en="a number"),
    "date": Text(sv="ett datum, ÅÅÅÅ-MM-DD", en="a date, YYYY-MM-DD"),
    "boolean": Text(sv="true eller false", en="true or false"),
}


@dataclass(frozen=True)
class SavedQuestion:
    """One ``.rq`` file. ``columns`` are labels of the variables of its answer, in order."""

    name: str
    title: Text
    question: Text
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, Text]
    text: str

    @classmethod
    def load_all(cls, folder: Path) -> tuple[SavedQuestion, ...]:
        """Every question of a shelf, by name. QueryError where a header is not whole."""
        return tuple(cls.load(path) for path in sorted(folder.glob("*.rq")))

    @classmethod
    def load(cls, path: Path) -> SavedQuestion:
        """QueryError naming what the header lacks."""
        text = path.read_text("utf-8")
        header = _Header.read(path.stem, text)
        question = cls(
            name=path.stem,
            title=header.both("title"),
            question=header.both("question"),
            tags=tuple(tag.strip() for tag in header.said.get("tags", "").split(",") if tag.strip()),
            parameters=tuple(header.parameters),
            columns=header.columns,
            text=text,
        )
        question.check_marks()
        return question

    def check_marks(self) -> None:
        """QueryError where parameters and marks do not belong together."""
        marked = {hit.group(2) for hit in _MARK.finditer(self.text)}
        named = {parameter.name for parameter in self.parameters}
        if marked != named:
            both = ", ".join(sorted(marked ^ named))
            raise _wrong(
                self.name, f"parametrar och märken stämmer inte: {both}", f"parameters and marks differ: {both}"
            )

    def bind(self, values: Mapping[str, str]) -> str:
        """The query with its parameters. UsageError for an unknown, a missing and an ill-typed one."""
        known = {parameter.name: parameter for parameter in self.parameters}
        unknown = sorted(set(values) - set(known))
        if unknown:
            raise UsageError(
                Text(
                    sv=f"{self.name} har ingen parameter {unknown[0]!r}. Den har: {', '.join(known) or 'inga'}.",
                    en=f"{self.name} has no parameter {unknown[0]!r}. It has: {', '.join(known) or 'none'}.",
                )
            )
        terms = {name: self._given(parameter, values.get(name)) for name, parameter in known.items()}

        def bound(hit: re.Match[str]) -> str:
            return f"VALUES ?{hit.group(1)} {{ {terms[hit.group(2)]} }}"

        return _MARK.sub(bound, self.text)

    def _given(self, parameter: Parameter, value: str | None) -> str:
        chosen = parameter.default if value in (None, "") else value
        if chosen is not None:
            return str(parameter.term(chosen))
        if parameter.optional:
            return "UNDEF"
        raise UsageError(
            Text(
                sv=f"Frågan {self.name} behöver parametern {parameter.name} ({parameter.label.sv}).",
                en=f"The question {self.name} needs the parameter {parameter.name} ({parameter.label.en}).",
            )
        )


@dataclass(frozen=True)
class _Header:
    """What the comments of a file say; ``said`` by field and language, such as ``title@sv``."""

    name: str
    said: dict[str, str]
    parameters: list[Parameter]
    columns: dict[str, Text]

    @classmethod
    def read(cls, name: str, text: str) -> _Header:
        header = cls(name, {}, [], {})
        for hit in (_LINE.fullmatch(line.strip()) for line in text.splitlines()):
            if hit is None:
                continue
            field, language, middle, value = hit.groups()
            if field == "parameter":
                header.parameters.append(_parameter(name, middle, value))
            elif field == "column":
                header.columns[middle.strip()] = _both(name, value)
            else:
                header.said[f"{field}@{language}" if language else field] = value.strip()
        return header

    def both(self, field: str) -> Text:
        missing = ", ".join(f"{field}@{code}" for code in ("sv", "en") if f"{field}@{code}" not in self.said)
        if missing:
            raise _wrong(self.name, f"{missing} saknas", f"{missing} missing")
        return Text(sv=self.said[f"{field}@sv"], en=self.said[f"{field}@en"])


def _parameter(question: str, middle: str, labels: str) -> Parameter:
    name, *words = middle.split()
    said = dict(word.split("=", 1) for word in words if "=" in word)
    if said.get("type") not in TYPES:
        raise _wrong(question, f"parametern {name} saknar typ", f"the parameter {name} has no type")
    label = _both(question, labels)
    return Parameter(name, said["type"], label, said.get("kind"), said.get("default"), "optional" in words)


def _both(question: str, labels: str) -> Text:
    sv, bar, en = labels.partition("|")
    if not bar:
        raise _wrong(question, f"'{labels}' finns inte på båda språken", f"'{labels}' is not in both languages")
    return Text(sv.strip(), en.strip())


def _wrong(question: str, sv: str, en: str) -> QueryError:
    return QueryError(Text(sv=f"Frågan {question}: {sv}.", en=f"The question {question}: {en}."))

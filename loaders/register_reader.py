"""Readers of registers: a file in one of the forms its publisher gives out, each row told as statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from pyoxigraph import Quad, Triple

from loaders.published_table import Columns, Row, Sheet, opened
from s3graph.errors import ReadError
from s3graph.intake.reader import Sent, excerpt
from s3graph.model import Text
from s3graph.validation.location import Place


@dataclass(frozen=True)
class Whole:
    """What a row may need to know of the file it stands in: its name, and the keys of all its rows."""

    name: str
    keys: frozenset[str]


Told = Callable[[Row, Whole], Iterable[Triple]]


def nothing(_: Whole) -> Iterable[Triple]:
    """For forms that say nothing of the whole."""
    return ()


@dataclass(frozen=True)
class Form:
    """One form of the file. ``key`` is the column whose values are collected beforehand; empty where nobody asks.

    ``about`` are statements about the whole, such as what the scheme is called.
    """

    columns: Columns
    told: Told
    about: Callable[[Whole], Iterable[Triple]] = nothing
    key: str = ""


@dataclass(frozen=True)
class RegisterReader:
    """Reads whichever of its forms the headings show; asked for by name, never chosen by the end of a file's name.

    It is sent to the writer process, so what it holds are named functions.
    """

    name: str
    forms: tuple[Form, ...]
    media_types: tuple[str, ...] = ()

    @property
    def suffixes(self) -> tuple[str, ...]:
        return (self.name,)

    def read(self, sent: Sent) -> Iterator[Quad]:
        """ReadError that names the columns where one is missing, and as ``Sheet.rows`` has it."""
        yield from (Quad(*triple) for _, triple in self._told(sent))

    def lines(self, sent: Sent, wanted: Set[Place]) -> Mapping[Place, int]:
        found: dict[Place, int] = {}
        for line, triple in self._told(sent):
            for place in (triple.subject, triple):
                if line and place in wanted:
                    found.setdefault(place, line)  # type: ignore[arg-type]
        return found

    def _told(self, sent: Sent) -> Iterator[tuple[int, Triple]]:
        form, whole = self._known(sent)
        yield from ((0, triple) for triple in form.about(whole))
        with opened(sent) as sheet:
            for row in sheet.rows(form.columns):
                yield from ((row.line, triple) for triple in form.told(row, whole))

    def _known(self, sent: Sent) -> tuple[Form, Whole]:
        with opened(sent) as sheet:
            form = self._form(sheet, sent.name)
            keys = frozenset(row[form.key] for row in sheet.rows(form.columns)) if form.key else frozenset()
        return form, Whole(sent.name, keys)

    def _form(self, sheet: Sheet, name: str) -> Form:
        """The form that the headings are whole for, the one with most columns first; else what the nearest lacks."""
        forms = sorted(self.forms, key=lambda form: -len(form.columns.required))
        lacking = [(form.columns.missing(sheet.headings), form) for form in forms]
        missing, form = min(lacking, key=lambda pair: len(pair[0]) / len(pair[1].columns.required))
        if missing:
            raise _missing(name, self.name, missing, sheet.headings)
        return form


def _missing(name: str, reader: str, missing: list[str], headings: Iterable[str]) -> ReadError:
    lacking, found = ", ".join(missing), excerpt(", ".join(headings))
    return ReadError(
        Text(
            sv=f"{name} rad 1: kolumnen saknas för registret {reader}: {lacking}. Rubrikerna är: {found}.",
            en=f"{name} line 1: a column is missing for the register {reader}: {lacking}. The headings are: {found}.",
        ),
        1,
    )

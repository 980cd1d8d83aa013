"""Saved questions: SPARQL with a header that says what it asks, its parameters and its columns.

The header is made of comments, so the file parses as it stands::

    # title@sv: Aktörer per kompetens
    # title@en: Actors by competence
    # question@sv: Vilka aktörer kan hjälpa till med en kompetens?
    # question@en: Which actors can help with a competence?
    # tags: actors, competences
    # parameter competence type=iri kind=competence optional: Kompetens | Competence
    # column actor type=iri: Aktör | Actor

A parameter is bound where the query marks it, in sub-selects too: ``VALUES ?competence { UNDEF } # parameter
competence``. Left out, it stays UNDEF and binds nothing. A value is checked against its type and written as a term by
pyoxigraph, never as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QuerySolutions, Store

from s3graph.errors import QueryError, UsageError
from s3graph.model import Text
from s3graph.querying.question_header import Column, Header, wrong
from s3graph.querying.question_parameters import Parameter
from s3graph.vocabulary import PREFIXES

_MARK = re.compile(r"VALUES\s+\?(\w+)\s*\{[^}]*\}\s*# parameter (\w+)")


@dataclass(frozen=True)
class SavedQuestion:
    """One ``.rq`` file: a SELECT with an order of its own, and no LIMIT, so that its answer can be turned page by page.

    ``columns`` are the variables of its answer, in order.
    """

    name: str
    title: Text
    question: Text
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str

    @classmethod
    def load_all(cls, folder: Path) -> tuple[SavedQuestion, ...]:
        """Every question of a shelf, by name. QueryError where one is not whole."""
        return tuple(cls.load(path) for path in sorted(folder.glob("*.rq")))

    @classmethod
    def load(cls, path: Path) -> SavedQuestion:
        """QueryError naming what is missing or wrong in the header, or does not fit the query below it."""
        text = path.read_text("utf-8")
        header = Header.read(path.stem, text)
        question = cls(
            name=path.stem,
            title=header.title,
            question=header.question,
            tags=header.tags,
            parameters=header.parameters,
            columns=header.columns,
            text=text,
        )
        question.check_marks()
        question.check_answer()
        return question

    @property
    def examples(self) -> Mapping[str, str]:
        """A value for every parameter that must be given."""
        return {known.name: known.example for known in self.parameters if known.required and known.example}

    def check_marks(self) -> None:
        """QueryError where parameters and marks do not belong together."""
        marked = {hit.group(2) for hit in _MARK.finditer(self.text)}
        named = {parameter.name for parameter in self.parameters}
        if marked != named:
            both = ", ".join(sorted(marked ^ named))
            raise wrong(
                self.name, f"parametrar och märken stämmer inte: {both}", f"parameters and marks differ: {both}"
            )

    def check_answer(self) -> None:
        """QueryError where the query does not parse, cannot be paged, or has other columns than the header."""
        try:
            found = Store().query(paged(self.bind(self.examples), 1, 0), prefixes=PREFIXES)
        except SyntaxError as error:
            raise wrong(self.name, f"går inte att läsa: {error}", f"cannot be read: {error}") from error
        if not isinstance(found, QuerySolutions) or "ORDER BY" not in self.text:
            raise wrong(self.name, "ska vara en SELECT med ORDER BY", "must be a SELECT with ORDER BY")
        variables = [variable.value for variable in found.variables]
        if variables != [column.name for column in self.columns]:
            listed = ", ".join(variables)
            raise wrong(
                self.name,
                f"huvudets kolumner är inte svarets, som är {listed}",
                f"the header's columns are not those of the answer, which are {listed}",
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


def paged(text: str, limit: int, offset: int) -> str:
    """A bound question for a part of its rows. Rows have an order, so parts put together are the whole."""
    return f"{text.rstrip()}\nLIMIT {limit} OFFSET {offset}\n"


__all__ = ["Column", "Parameter", "QueryError", "SavedQuestion", "paged"]

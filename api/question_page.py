"""Pages of saved questions: the list, and one question with a form, its first rows, files and snippets. No script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool

from api.messages import spoken
from api.pages import address, render
from api.problems import kind_of
from api.question_answers import LANGUAGE, Asking, public, read
from api.snippets import PROGRAMS, snippets
from api.state import Published, language_of
from s3graph.errors import S3GraphError
from s3graph.model import Language
from s3graph.querying import SavedQuestion
from s3graph.querying.answer_formats import ANSWER_FORMATS
from s3graph.querying.question_parameters import Parameter
from s3graph.querying.table import Cell, Table
from s3graph.vocabulary import RDF, S3, slug_of

ROWS = 100
_CLASSES = {
    "actor": S3.SupportActor,
    "area": S3.ThematicArea,
    "competence": S3.Competence,
    "initiative": S3.Initiative,
    "municipality": S3.Municipality,
    "need": S3.Need,
    "region": S3.Region,
}
"""Kinds few enough to be offered in a list."""


@dataclass(frozen=True)
class Field:
    """One parameter in the form; ``options`` are the values to choose from, with their labels."""

    parameter: Parameter
    label: str
    value: str
    options: tuple[tuple[str, str], ...]

    @property
    def input_type(self) -> str:
        return {"date": "date", "integer": "number"}.get(self.parameter.type, "text")


@dataclass(frozen=True)
class Shown:
    """A cell: an address of ours or of the web is a link."""

    text: str
    href: str | None


def question_list(request: Request, found: Sequence[SavedQuestion], language: Language) -> HTMLResponse:
    """All of them, by title."""
    listed = sorted(
        (saved.title.in_language(language), saved.question.in_language(language), saved.name) for saved in found
    )
    words = spoken("questions", language)
    return render(request, "questions.html", language, questions=listed, words=words)


async def question_page(request: Request, release: Published, name: str) -> HTMLResponse:
    """What is wrong with the parameters stands above the form. Errors as ``Asking.of`` and the fleet have them."""
    asking, status = _asked(request, release, name), 200
    filled: dict[str, Any] = {"table": None, "failure": None, "more": False}
    missing = [known for known in asking.question.parameters if known.required and not asking.values.get(known.name)]
    if not missing:
        try:
            table = await run_in_threadpool(read, request, release, replace(asking, limit=ROWS, offset=0))
            filled["table"], filled["more"] = _rows(table.first(ROWS)), len(table.rows) > ROWS
        except S3GraphError as error:
            if kind_of(error).inside:
                raise
            filled["failure"], status = error.say(asking.language), kind_of(error).status
    return await run_in_threadpool(_rendered, request, release, asking, status, **filled)


def _asked(request: Request, release: Published, name: str) -> Asking:
    """As the form sends it: an empty field is one that is left out; the page's own language goes before."""
    asking = Asking.of(request, release, name)
    values = {name: value for name, value in asking.values.items() if value}
    own = any(known.name == LANGUAGE for known in asking.question.parameters)
    if own and LANGUAGE not in values:
        values[LANGUAGE] = language_of(request).value
    return replace(asking, values=values, language=Language(values[LANGUAGE]) if own else asking.language)


def _rendered(request: Request, release: Published, asking: Asking, status: int, **filled: Any) -> HTMLResponse:
    language, saved = asking.language, asking.question
    shown = {**saved.examples, **asking.values}
    query = urlencode(asking.values)
    links = [
        (f".{ending}", f"/api/v1/queries/{saved.name}.{ending}{'?' if query else ''}{query}")
        for ending in ANSWER_FORMATS
    ]
    pasted = snippets(public(request), saved.name, shown)
    return render(
        request,
        "question.html",
        language,
        status,
        question=saved,
        title=saved.title.in_language(language),
        asks=saved.question.in_language(language),
        fields=[_field(release, known, asking) for known in saved.parameters if known.name != LANGUAGE],
        columns=[column.label.in_language(language) for column in saved.columns],
        links=links,
        snippets=[(PROGRAMS[name], text) for name, text in pasted.items()],
        words=spoken("questions", language),
        **filled,
    )


def _field(release: Published, parameter: Parameter, asking: Asking) -> Field:
    given = asking.values.get(parameter.name) or parameter.default or ""
    if parameter.type == "choice":
        options = tuple((choice, choice) for choice in parameter.choices)
    else:
        options = tuple(_named(release, parameter.kind, asking.language))
    return Field(parameter, parameter.label.in_language(asking.language), given, options)


def _named(release: Published, kind: str | None, language: Language) -> list[tuple[str, str]]:
    if kind not in _CLASSES:
        return []
    nodes = {quad.subject for quad in release.store.quads(None, RDF.type, _CLASSES[kind])}
    found = [(slug_of(node), release.store.label(node, language)) for node in nodes if isinstance(node, NamedNode)]
    return sorted(found, key=lambda choice: choice[1].casefold())


def _rows(table: Table) -> list[list[Shown]]:
    kinds = [column.type for column in table.columns]
    return [[_shown(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in table.cells()]


def _shown(cell: Cell, kind: str) -> Shown:
    text = "" if cell is None else str(cell)
    return Shown(text, address(text) if kind == "iri" else None)

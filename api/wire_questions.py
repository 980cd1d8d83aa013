"""What goes over the wire for saved questions."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from api.paging import Page
from api.snippets import snippets
from api.wire_links import Record
from s3graph.model import Language
from s3graph.querying import SavedQuestion
from s3graph.querying.answer_formats import ANSWER_FORMATS
from s3graph.querying.question_header import Column
from s3graph.querying.question_parameters import Parameter


class ParameterRecord(Record):
    """``kind`` says of what kind an address is that may be given by its end: ``municipality`` for ``0780``.

    ``choices`` are all values of a ``choice``; ``least`` and ``most`` bound an ``integer``.
    """

    name: str
    type: str
    label: str
    kind: str | None
    default: str | None
    example: str | None
    optional: bool
    choices: list[str]
    least: int | None
    most: int | None

    @classmethod
    def of(cls, parameter: Parameter, language: Language) -> Self:
        return cls(
            name=parameter.name,
            type=parameter.type,
            label=parameter.label.in_language(language),
            kind=parameter.kind,
            default=parameter.default,
            example=parameter.example,
            optional=parameter.optional,
            choices=list(parameter.choices),
            least=parameter.least,
            most=parameter.most,
        )


class ColumnRecord(Record):
    """One column of the answer: ``iri``, ``text``, ``integer``, ``decimal``, ``date``, ``time`` or ``boolean``."""

    name: str
    type: str
    label: str

    @classmethod
    def of(cls, column: Column, language: Language) -> Self:
        return cls(name=column.name, type=column.type, label=column.label.in_language(language))


class QuestionRecord(Record):
    """A saved question: what it asks, what it can be given, what it answers with, and how to fetch that."""

    name: str
    title: str
    question: str
    tags: list[str]
    parameters: list[ParameterRecord]
    columns: list[ColumnRecord]
    answers: dict[str, str] = Field(description="Addresses of its answer, by ending")
    snippets: dict[str, str] = Field(description="What to paste into Power Query, pandas, R or a shell")
    query: str = Field(description="Its SPARQL, header included")

    @classmethod
    def of(cls, saved: SavedQuestion, language: Language, base: str) -> Self:
        """``base`` is the address of the service; required parameters have their examples in the snippets."""
        return cls(
            name=saved.name,
            title=saved.title.in_language(language),
            question=saved.question.in_language(language),
            tags=list(saved.tags),
            parameters=[ParameterRecord.of(parameter, language) for parameter in saved.parameters],
            columns=[ColumnRecord.of(column, language) for column in saved.columns],
            answers={ending: f"{base}/api/v1/queries/{saved.name}.{ending}" for ending in ANSWER_FORMATS},
            snippets=snippets(base, saved.name, saved.examples),
            query=saved.text,
        )


class QuestionListing(Record):
    """A page of the saved questions, by name."""

    release: int
    page: int
    limit: int
    pages: int
    total: int
    items: list[QuestionRecord]

    @classmethod
    def of(cls, release: int, page: Page[SavedQuestion], language: Language, base: str) -> Self:
        return cls(
            release=release,
            page=page.paging.page,
            limit=page.paging.limit,
            pages=page.pages,
            total=page.total,
            items=[QuestionRecord.of(saved, language, base) for saved in page.items],
        )

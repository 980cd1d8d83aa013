"""What goes over the wire for saved questions."""

from __future__ import annotations

from typing import Self

from pydantic import Field

from api.paging import Page
from api.wire_links import Record
from s3graph.model import Language
from s3graph.querying import SavedQuestion


class ParameterRecord(Record):
    """``kind`` says of what kind an address is that may be given by its end: ``municipality`` for ``0780``."""

    name: str
    type: str
    label: str
    kind: str | None
    default: str | None
    optional: bool


class ColumnRecord(Record):
    """One column of the answer."""

    name: str
    label: str


class QuestionRecord(Record):
    """A saved question: what it asks, what it can be given and what it answers with."""

    name: str
    title: str
    question: str
    tags: list[str]
    parameters: list[ParameterRecord]
    columns: list[ColumnRecord]
    query: str = Field(description="Its SPARQL, header included")

    @classmethod
    def of(cls, saved: SavedQuestion, language: Language) -> Self:
        return cls(
            name=saved.name,
            title=saved.title.in_language(language),
            question=saved.question.in_language(language),
            tags=list(saved.tags),
            parameters=[
                ParameterRecord(
                    name=parameter.name,
                    type=parameter.type,
                    label=parameter.label.in_language(language),
                    kind=parameter.kind,
                    default=parameter.default,
                    optional=parameter.optional,
                )
                for parameter in saved.parameters
            ],
            columns=[
                ColumnRecord(name=name, label=label.in_language(language)) for name, label in saved.columns.items()
            ],
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
    def of(cls, release: int, page: Page[SavedQuestion], language: Language) -> Self:
        return cls(
            release=release,
            page=page.paging.page,
            limit=page.paging.limit,
            pages=page.pages,
            total=page.total,
            items=[QuestionRecord.of(saved, language) for saved in page.items],
        )

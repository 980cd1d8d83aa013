"""Kept needs as they go over the wire."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.wire import AnswerWire, NeedBody
from api.wire_imports import JobWire
from s3graph.model import Language
from s3graph.private import Mark, Outcome

SHORTEST_PURPOSE, LONGEST_PURPOSE = 3, 200
SHORTEST, LONGEST = 10, 1000
"""Characters of the words that a need is published with."""


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid")


class KeepBody(NeedBody):
    """A need that an advisor keeps. Neither the company's name nor anybody's is asked for."""

    keep_text: bool = Field(False, description="Keep the words too, personal data masked; else what they are about")
    purpose: str = Field(
        "rådgivning", min_length=SHORTEST_PURPOSE, max_length=LONGEST_PURPOSE, description="What it is kept for"
    )


class MarkBody(_Wire):
    """What an advisor says of a suggested actor."""

    actor: str = Field(description="Slug or address of the actor", min_length=1, max_length=300)
    mark: Mark | Literal["none"] = Field(description="none takes a mark away")


class OutcomeBody(_Wire):
    """What became of a need, as its advisor sees it."""

    outcome: Outcome = Field(description="open takes back what was said")


class PublicationBody(_Wire):
    """The words the need is published with, written for that; the kept words are never published."""

    sv: str | None = Field(
        None,
        min_length=SHORTEST,
        max_length=LONGEST,
        description="The need in Swedish",
        examples=["En gård vill göra ost av sin mjölk"],
    )
    en: str | None = Field(
        None,
        min_length=SHORTEST,
        max_length=LONGEST,
        description="The need in English",
        examples=["A farm wants to make cheese of its milk"],
    )
    confirmed: bool = Field(False, description="Publish although few companies fit")

    @model_validator(mode="after")
    def _one_language(self) -> PublicationBody:
        if not (self.sv or self.en):
            raise ValueError("Ge behovet på sv eller en. Give the need in sv or en.")
        return self

    def texts(self) -> dict[Language, str]:
        return {Language(code): text for code, text in (("sv", self.sv), ("en", self.en)) if text}


class MarkedWire(_Wire):
    """An actor as it was marked."""

    actor: str
    mark: Mark
    marked_on: date
    release: int | None


class PrivateNeedWire(_Wire):
    """A kept need: for what, until when, and what is kept of it."""

    id: str
    language: Language
    purpose: str
    created_on: date
    erase_on: date = Field(description="The last day it is kept")
    areas: list[str]
    region: str | None
    municipality: str | None
    sni: str | None
    size: str | None
    competences: list[str]
    text: str | None
    suggested: list[str] = Field(description="Addresses of the actors that were suggested, best first")
    marks: list[MarkedWire]
    outcome: Outcome
    outcome_on: date | None = Field(description="When that was said")
    published_on: date | None = Field(description="When it was published, in words of its own; not where")


class KeptWire(_Wire):
    """The need that was kept, and the answer to it."""

    need: PrivateNeedWire
    answer: AnswerWire


class NeedsWire(_Wire):
    """Kept needs, newest first."""

    total: int
    items: list[PrivateNeedWire]


class PublicationWire(JobWire):
    """The job that publishes a need."""

    notices: list[str] = Field(description="What its author should know: which personal data was masked")


class UnpublishedWire(_Wire):
    """Nothing was published: somebody might be recognised."""

    published: Literal[False]
    warning: str

"""The template: which sheets and columns a workbook has, what may stand in them, and under which version."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from s3graph.model import Language, Text
from s3graph.validation.profile import Profile
from s3graph.validation.reference import Reference
from s3graph.validation.shapes_graph import ShapesGraph
from s3graph.workbook.column import Column, Kind
from s3graph.workbook.sheet import Sheet, sheets
from s3graph.workbook.terms import Term, Terms

PROFILE = "partner"
KEY = Text(sv="Eget id", en="Own id")
KEY_HELP = Text(
    sv="Valfritt: ert eget namn på raden, eller dess adress på plattformen. Det håller ihop raden från leverans till "
    "leverans även om namnet ändras.",
    en="Optional: your own name for the row, or its address on the platform. It keeps the row the same from delivery "
    "to delivery, even when its name changes.",
)
GUIDE = Text(sv="Läs mig", en="Read me")
LISTS = Text(sv="Listor", en="Lists")
REVIEW = Text(sv="Granskning", en="Review")
VERSION_LABEL = Text(sv="Mallens version", en="Template version")
EXAMPLE = Text(sv="EXEMPEL", en="EXAMPLE")
"""What the first cell of an example row begins with: such a row is not read."""
_VERSION_DIGITS = 12


@dataclass(frozen=True)
class Template:
    """Made from the shapes and the concept schemes, and from nothing else."""

    sheets: tuple[Sheet, ...]
    terms: Terms

    @classmethod
    def load(cls, shapes: ShapesGraph | None = None, reference: Reference | None = None) -> Template:
        """Of the partner profile and the reference data that are shipped, or of others."""
        terms = Terms(reference or Reference.load())
        chosen = shapes or Profile.load(PROFILE).shapes
        return cls(sheets(chosen, terms.supers, terms.classes), terms)

    def choices(self, column: Column) -> tuple[Term, ...]:
        """What a drop-down offers; empty for a column without one."""
        if column.kind is not Kind.CHOICE:
            return ()
        if column.allowed:
            return tuple(self.terms.term(node) for node in column.allowed)
        return tuple(term for term in self.terms.of(column.classes) if term.node not in column.refused)

    @cached_property
    def version(self) -> str:
        """Changes with every name, help text, rule and choice that stands in the template, and only then."""
        said = [
            [
                *sheet.name,
                *sheet.help,
                sheet.target.value,
                [
                    [
                        column.predicate.value, *column.heading, *column.help, column.kind.value, column.need.value,
                        column.several, [[term.node.value, *term.label] for term in self.choices(column)],
                    ]
                    for column in sheet.columns
                ],
            ]
            for sheet in self.sheets
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:_VERSION_DIGITS]

    def sheet_named(self, name: str) -> Sheet | None:
        """By its name in either language."""
        wanted = name.strip().casefold()
        return next((sheet for sheet in self.sheets if wanted in (it.casefold() for it in sheet.name)), None)


def headings(sheet: Sheet, language: Language) -> tuple[str, ...]:
    """The first row of a sheet: its own id, then its columns."""
    return (KEY.in_language(language), *(column.heading.in_language(language) for column in sheet.columns))

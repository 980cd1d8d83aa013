"""The rows of all sheets as one delivery: an address for each, then its statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Triple

from loaders.cells import organisation_number_of, text_of
from loaders.entities import Entities
from loaders.keys import named_address, number_address, own_address, row_address, slug
from loaders.layout import Layout, Layouts, remarks_of
from loaders.table import Row, is_empty
from loaders.values import Place as CellPlace
from loaders.values import Values
from s3graph.intake.reader import Sent
from s3graph.model import Language
from s3graph.validation import workbook_rules as rules
from s3graph.validation.finding import Finding
from s3graph.validation.location import Cell, Gap, Place
from s3graph.vocabulary import LEGAL, RDF, S3, SKOS, slug_of
from s3graph.workbook.column import Column, Kind, Need
from s3graph.workbook.examples import Examples
from s3graph.workbook.template import EXAMPLE, Template
from s3graph.workbook.terms import folded

_EXAMPLE = re.compile(rf"\s*(?:{'|'.join(EXAMPLE)})\s*:", re.IGNORECASE)
_NAMES = (SKOS.prefLabel, LEGAL.legalName, SKOS.altLabel)


@dataclass
class Delivered:
    """What a file says, what there is to say of it, and where each of its things stands."""

    statements: list[Triple] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    places: dict[NamedNode, tuple[Layout, int]] = field(default_factory=dict)

    def cells(self, wanted: Set[Place]) -> Mapping[Place, Cell]:
        """A thing at its row; a statement, or the lack of one, in its column of that row."""
        found = {}
        for place in wanted:
            subject = place if isinstance(place, NamedNode) else place[0] if isinstance(place, Gap) else place.subject
            where = self.places.get(subject) if isinstance(subject, NamedNode) else None
            if where is not None:
                layout, row = where
                found[place] = _cell_of(place, layout, row)
        return found


def _cell_of(place: Place, layout: Layout, row: int) -> Cell:
    """The row alone where the sheet has no such column, and then with the heading that such a column has."""
    if isinstance(place, NamedNode):
        return layout.cell(row)
    value = None if isinstance(place, Gap) else place.object
    column = layout.place_of(place.predicate, value.language if isinstance(value, Literal) else None)
    lacking = None if column else layout.sheet.column(place.predicate)
    return layout.cell(row, column) if lacking is None else layout.cell(row)._replace(heading=_heading(lacking, layout))


def _heading(column: Column, layout: Layout) -> str:
    swedish = folded(layout.table.name) != folded(layout.sheet.name.en)
    return column.heading.in_language(Language.SV if swedish else Language.EN)


class Rows:
    """Reads the sheets of one file."""

    def __init__(self, template: Template, found: Layouts, sent: Sent) -> None:
        self._template = template
        self._layouts = found.all
        self._entities = Entities(template.terms, sent.known)
        self._values = Values(template, self._entities, _language(found))
        self._examples: Examples | None = None
        self._delivered = Delivered(remarks=list(found.remarks))

    def read(self) -> Delivered:
        delivered = self._delivered
        rows = [(layout, row, self._addressed(layout, row)) for layout in self._layouts for row in self._data(layout)]
        for layout, row, subject in rows:
            delivered.statements.append(Triple(subject, RDF.type, layout.sheet.target))
            for place, column in layout.columns.items():
                value = row.value(place)
                if not is_empty(value):
                    where = CellPlace(subject, column, layout.cell(row.number, place))
                    delivered.statements += self._values.statements(where, value)
        delivered.remarks += self._values.remarks
        for layout in self._layouts:
            delivered.remarks += remarks_of(layout)
        return delivered

    def _data(self, layout: Layout) -> Iterator[Row]:
        """The rows that say something, without examples and repeated headings."""
        for row in layout.rows:
            first = text_of(row.value(layout.key or 1))
            if _EXAMPLE.match(first):
                self._check_example(layout, row)
            elif layout.repeats_headings(row):
                self._remark(rules.HEADINGS_AGAIN.finding(layout.sheet.target, None, None).at(layout.cell(row.number)))
            elif any(not is_empty(row.value(place)) for place in (*layout.columns, layout.key)):
                yield row

    def _check_example(self, layout: Layout, row: Row) -> None:
        self._examples = self._examples or Examples(self._template)
        said = {text_of(value) for value in row.cells if not is_empty(value)}
        ours = (set(cells) for spoken in Language for cells in self._examples.rows(layout.sheet, spoken))
        if not any(said <= cells for cells in ours):
            finding = rules.CHANGED_EXAMPLE.finding(layout.sheet.target, None, None)
            self._remark(finding.at(layout.cell(row.number)))

    def _addressed(self, layout: Layout, row: Row) -> NamedNode:
        """Its address; the row is known under it from now on."""
        subject = self._address(layout, row)
        at = layout.cell(row.number)
        if subject is None:
            subject = row_address(layout.sheet, row.number)
            self._remark(rules.NO_NAME.finding(subject, None, None).at(at))
        elif subject in self._delivered.places:
            other, number = self._delivered.places[subject]
            said = Literal(f"{other.table.name} {number}")
            self._remark(rules.DOUBLE_ROW.finding(subject, None, said).at(at))
        self._delivered.places.setdefault(subject, (layout, row.number))
        names = [*_names(layout, row), organisation_number_of(_of(layout, row, S3.organisationNumber))]
        self._entities.add(layout.sheet.target, subject, (*names, text_of(row.value(layout.key)) if layout.key else ""))
        return subject

    def _address(self, layout: Layout, row: Row) -> NamedNode | None:
        sheet = layout.sheet
        own = text_of(row.value(layout.key)) if layout.key else ""
        number = number_address(sheet, organisation_number_of(_of(layout, row, S3.organisationNumber)))
        if sheet.numbered:
            return number
        found = own_address(sheet, own) if own else number
        if found is not None:
            return found
        name = next(iter(_names(layout, row)), "")
        return named_address(sheet, name, self._beside(layout, row))

    def _beside(self, layout: Layout, row: Row) -> tuple[str, ...]:
        """What tells namesakes apart: the municipality, or those behind the thing."""
        for place, column in layout.columns.items():
            if _tells_apart(column):
                said = text_of(row.value(place))
                found = (self._values.find(column, part.strip()) for part in re.split(r"[;|\n]", said) if part.strip())
                return tuple(sorted(self._end(it[0], column) for it in found if len(it) == 1))
        return ()

    def _end(self, node: NamedNode, column: Column) -> str:
        """A municipality by its name, anything else by the end of its address."""
        return slug(self._template.terms.term(node).label.sv) if column.kind is Kind.CHOICE else slug_of(node)

    def _remark(self, finding: Finding) -> None:
        self._delivered.remarks.append(finding)


def _tells_apart(column: Column) -> bool:
    return column.predicate == S3.seat or (column.kind is Kind.ENTITY and column.need is Need.REQUIRED)


def _names(layout: Layout, row: Row) -> list[str]:
    found = (text_of(_of(layout, row, predicate, language)) for predicate in _NAMES for language in (None, *Language))
    return [part.strip() for name in dict.fromkeys(found) for part in name.split(";") if part.strip()]


def _of(layout: Layout, row: Row, predicate: NamedNode, language: Language | None = None) -> str:
    place = layout.place_of(predicate, language.value if language else None)
    return text_of(row.value(place)) if place else ""


def _language(found: Layouts) -> Language:
    """The one most sheets are named in."""
    swedish = sum(it.table.name.strip().casefold() == it.sheet.name.sv.casefold() for it in found.all)
    return Language.SV if swedish * 2 >= len(found.all) else Language.EN

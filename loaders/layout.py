"""Which table is which sheet of the template, where its headings stand, and which column each of them means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from loaders.cells import text_of
from loaders.table import Row, Table, Tables
from s3graph.errors import ReadError
from s3graph.intake.reader import excerpt
from s3graph.model import Language, Text
from s3graph.validation import workbook_rules as rules
from s3graph.validation.finding import Finding, Severity
from s3graph.validation.location import Cell
from s3graph.validation.rules import Rule
from s3graph.vocabulary import EURIO
from s3graph.workbook.column import Column, Kind
from s3graph.workbook.sheet import Sheet
from s3graph.workbook.template import GUIDE, KEY, LISTS, REVIEW, VERSION_LABEL, Template
from s3graph.workbook.terms import folded

_LOOKED_AT = 20
"""How far down a row of headings is looked for."""
_ENOUGH = 2
"""Headings a table must have to be taken for a sheet by them alone."""
_MARKS = re.compile(r"[\s*:]+$")
_ASIDE = frozenset(folded(name) for text in (GUIDE, LISTS, REVIEW) for name in text)
_KEY = "key"
"""What a heading means that is of no column: the own id."""
_KEYS = frozenset((*map(folded, KEY), "id"))


@dataclass(frozen=True)
class Layout:
    """``columns`` by their place in the table, counted from 1; ``key`` is the place of the own id, 0 where there is
    none. ``headings`` are the texts as they stand in the file."""

    sheet: Sheet
    table: Table
    heading_row: int
    columns: dict[int, Column]
    key: int
    headings: dict[int, str]

    def cell(self, row: int, place: int = 0) -> Cell:
        return Cell(self.table.name, row, place, self.headings.get(place, "") if place else "")

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Those below the headings."""
        return tuple(row for row in self.table.rows if row.number > self.heading_row)

    def repeats_headings(self, row: Row) -> bool:
        """Whether most of what a row says are headings again, as in the other language."""
        said = [text for value in row.cells if (text := folded_heading(text_of(value)))]
        return len(said) >= _ENOUGH and sum(text in self._known for text in said) * 2 > len(said)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(_meanings(self.sheet))

    def place_of(self, predicate: NamedNode, language: str | None = None) -> int:
        """Where values of a property stand; a part of an amount where the amount does. 0 where nowhere."""
        return self._places.get((predicate, language)) or self._places.get((predicate, None), 0)

    @cached_property
    def _places(self) -> dict[tuple[NamedNode, str | None], int]:
        """By property and language; without a language the first."""
        found: dict[tuple[NamedNode, str | None], int] = {}
        for place, column in self.columns.items():
            parts = (EURIO.value, EURIO.currency) if column.kind is Kind.AMOUNT else ()
            for predicate in (column.predicate, *parts):
                found.setdefault((predicate, None), place)
                found.setdefault((predicate, column.language and column.language.value), place)
        return found


@dataclass
class Layouts:
    """All sheets that are read, in the template's order, and what is to be said of the others."""

    all: list[Layout] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    version: str = ""


def folded_heading(text: str) -> str:
    """A heading without what marks it as required.

    >>> folded_heading("Namn (svenska) *")
    'namn (svenska)'
    """
    return folded(_MARKS.sub("", text))


def layouts(tables: Tables, template: Template, name: str) -> Layouts:
    """ReadError where no sheet can be read, or where a template of another version has columns that are not known."""
    found = Layouts(version=_version(tables))
    for table in tables:
        if folded(table.name) not in _ASIDE and table.rows:
            _lay_out(table, template, found)
    order = {sheet.target: place for place, sheet in enumerate(template.sheets)}
    found.all.sort(key=lambda it: order[it.sheet.target])
    if found.version and found.version != template.version:
        _check_understood(found, template, name)
    if not found.all:
        raise _nothing_to_read(name, template, found.remarks)
    if tables.linked:
        found.remarks.append(_remark(rules.LINKED_FILES, found.all[0].sheet if found.all else None, Cell(name, 1), ""))
    return found


def _lay_out(table: Table, template: Template, found: Layouts) -> None:
    at = Cell(table.name, 1)
    if table.hidden:
        found.remarks.append(_remark(rules.HIDDEN_SHEET, None, at, table.name))
        return
    sheet = template.sheet_named(table.name)
    if sheet is None:
        fitting = _fitting(table, template)
        names = _names(fitting or template.sheets)
        if len(fitting) != 1:
            rule = rules.SHEET_UNCERTAIN if fitting else rules.UNKNOWN_SHEET
            found.remarks.append(_remark(rule, None, at, table.name, names))
            return
        sheet = fitting[0]
        found.remarks.append(_remark(rules.SHEET_TAKEN_FOR, sheet, at, table.name, names))
    layout = _layout(table, sheet, found.remarks)
    if layout is None:
        found.remarks.append(_remark(rules.NO_HEADINGS, sheet, at, table.name))
    else:
        found.all.append(layout)


def _layout(table: Table, sheet: Sheet, remarks: list[Finding]) -> Layout | None:
    row = _heading_row(table, sheet)
    if row is None:
        return None
    meanings = _meanings(sheet)
    columns: dict[int, Column] = {}
    said = {place: _MARKS.sub("", text_of(value)) for place, value in enumerate(row.cells, 1)}
    key, headings = 0, {place: heading for place, heading in said.items() if heading}
    for place, heading in headings.items():
        meant = meanings.get(folded_heading(heading))
        at = Cell(table.name, row.number, place, heading)
        if isinstance(meant, Column) and meant not in columns.values():
            columns[place] = meant
        elif meant == _KEY and not key:
            key = place
        else:
            remarks.append(_remark(rules.DOUBLE_COLUMN if meant else rules.UNKNOWN_COLUMN, sheet, at, heading))
    if any(other.number < row.number for other in table.rows):
        remarks.append(_remark(rules.ROWS_ABOVE, sheet, Cell(table.name, table.rows[0].number), ""))
    return Layout(sheet, table, row.number, columns, key, headings)


def _meanings(sheet: Sheet) -> dict[str, Column | str]:
    found: dict[str, Column | str] = dict.fromkeys(_KEYS, _KEY)
    for column in reversed(sheet.columns):
        found.update((folded(heading), column) for heading in column.headings)
    return found


def _heading_row(table: Table, sheet: Sheet) -> Row | None:
    """The one with most headings of the sheet, the first of several."""
    scored = [(row, _score(row, sheet)) for row in table.rows[:_LOOKED_AT]]
    best = max(scored, key=lambda it: it[1], default=None)
    return best[0] if best and best[1] else None


def _score(row: Row, sheet: Sheet) -> int:
    known = _meanings(sheet)
    return len({folded_heading(text_of(value)) for value in row.cells} & known.keys())


def _fitting(table: Table, template: Template) -> list[Sheet]:
    """The sheets whose headings the table has most of, where it has enough of them."""
    scores = {
        sheet: max((_score(row, sheet) for row in table.rows[:_LOOKED_AT]), default=0) for sheet in template.sheets
    }
    best = max(scores.values())
    return [sheet for sheet, score in scores.items() if score == best] if best >= _ENOUGH else []


def _version(tables: Tables) -> str:
    labels = frozenset(map(folded, VERSION_LABEL))
    rows = (row for table in tables if folded(table.name) in _ASIDE for row in table.rows[:_LOOKED_AT])
    return next((text_of(row.value(2)) for row in rows if folded(text_of(row.value(1))) in labels), "")


def _check_understood(found: Layouts, template: Template, name: str) -> None:
    """An older template is read as long as every heading of it is understood."""
    strange = [it for it in found.remarks if it.shape in (rules.UNKNOWN_COLUMN.iri, rules.UNKNOWN_SHEET.iri)]
    if not strange:
        return
    places = [it.cell for it in strange if it.cell]
    sv = "; ".join(f"{it.sheet}: {it.heading or '(hela bladet)'}" for it in places[:5])
    en = "; ".join(f"{it.sheet}: {it.heading or '(the whole sheet)'}" for it in places[:5])
    raise ReadError(
        Text(
            sv=f"{name} följer mallens version {excerpt(found.version)}, men nu gäller {template.version}, och det "
            f"här förstås inte: {excerpt(sv)}. Hämta den nya mallen (s3graph template) och flytta över uppgifterna.",
            en=f"{name} follows version {excerpt(found.version)} of the template, but {template.version} is the "
            f"present one, and this is not understood: {excerpt(en)}. Get the new template (s3graph template) and "
            "move the data there.",
        )
    )


def _nothing_to_read(name: str, template: Template, remarks: list[Finding]) -> ReadError:
    """Why no sheet could be read where a remark says it, else which sheets there may be."""
    if grave := next((it.messages for it in remarks if it.severity is Severity.VIOLATION), None):
        return ReadError(Text(sv=f"{name}: {grave.sv}", en=f"{name}: {grave.en}"))
    sv, en = _names(template.sheets)
    return ReadError(
        Text(
            sv=f"{name} har inget ifyllt blad med mallens namn eller rubriker. Bladen heter {sv}; mallen ger s3graph "
            "template.",
            en=f"{name} has no filled-in sheet with the template's name or headings. The sheets are {en}; s3graph "
            "template gives the template.",
        )
    )


def _names(sheets: Iterable[Sheet]) -> Text:
    chosen = tuple(sheets)
    return Text(*(", ".join(sheet.name.in_language(language) for sheet in chosen) for language in Language))


def _remark(rule: Rule, sheet: Sheet | None, at: Cell, value: str, names: Text = Text("", "")) -> Finding:  # noqa: B008
    finding = rule.finding(sheet.target if sheet else rule.iri, None, Literal(excerpt(value)) if value else None)
    sv, en = (said.replace("{?names}", name) for said, name in zip(finding.messages, names, strict=True))
    return replace(finding, messages=Text(sv, en)).at(at)


def remarks_of(layout: Layout) -> Iterator[Finding]:
    """What is to be said of a sheet's cells before their values are looked at."""
    table, sheet = layout.table, layout.sheet
    for at, name in table.merged:
        last = int(re.sub(r"\D", "", name.split(":")[1]))
        if last > layout.heading_row and at.column in layout.columns:
            yield _remark(rules.MERGED, sheet, layout.cell(at.row, at.column), name)
    for at in table.unsolved:
        if at.column in layout.columns:
            yield _remark(rules.NO_RESULT, sheet, layout.cell(at.row, at.column), "")
    for at, shown in table.errors:
        if at.column in layout.columns:
            yield _remark(rules.CELL_ERROR, sheet, layout.cell(at.row, at.column), shown)

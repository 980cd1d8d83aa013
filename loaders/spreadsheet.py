""".xlsx and .ods as tables, read by calamine once the package has been looked through."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.parsers import expat

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from loaders.extent import Extent, ods_extents, xlsx_extent
from loaders.package import Package, check_beginning, damaged
from loaders.table import Row, Table, Tables, is_empty
from s3graph.intake.reader import Sent
from s3graph.validation.location import Cell

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_LINKS = "xl/externalLinks/"


def spreadsheet_tables(sent: Sent) -> Tables:
    """ReadError where it is no workbook, is encrypted, damaged, or holds macros; LimitError where it is too large.

    Values are those the program saved: no formula is calculated, no link followed.
    """
    check_beginning(sent)
    with Package(sent) as package:
        package.check()
        extents = _extents(package)
        linked = package.holds(_LINKS)
    sent.stream.seek(0)
    try:
        with load_workbook(sent.stream) as book:
            return Tables(tuple(_tables(book, extents, sent)), linked)
    except (CalamineError, ValueError, OSError) as error:
        raise damaged(sent.name) from error


def _tables(book: CalamineWorkbook, extents: dict[str, Extent], sent: Sent) -> Iterator[Table]:
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        extent = extents.get(about.name, Extent())
        yield Table(
            name=about.name,
            rows=tuple(_rows(sheet)),
            hidden=about.visible is not SheetVisibleEnum.Visible,
            merged=tuple(_merged(sheet)),
            unsolved=tuple(Cell(about.name, row, column) for row, column in extent.unsolved),
            errors=tuple((Cell(about.name, *place), shown) for place, shown in extent.errors.items()),
        )


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """Those with something in them; empty cells after the last are left out."""
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), 1):
        last = next((place for place in range(len(cells), 0, -1) if not is_empty(cells[place - 1])), 0)
        if last:
            yield Row(number, tuple(cells[:last]))


def _merged(sheet: CalamineSheet) -> Iterator[tuple[Cell, str]]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        first, last = Cell(sheet.name, top + 1, left + 1), Cell(sheet.name, bottom + 1, right + 1)
        yield first, f"{first.letters}{first.row}:{last.letters}{last.row}"


def _extents(package: Package) -> dict[str, Extent]:
    """By the names of the sheets."""
    if _WORKBOOK not in package.parts:
        if "content.xml" not in package.parts:
            raise damaged(package.sent.name)
        names = _ods_names(package)
        return dict(zip(names, ods_extents(package), strict=True))
    parts = _sheet_parts(package)
    return {name: xlsx_extent(package, part) for name, part in parts.items() if part in package.parts}


def _ods_names(package: Package) -> list[str]:
    return [given.get("table:name", "") for name, given in _elements(package, "content.xml") if name == "table:table"]


def _sheet_parts(package: Package) -> dict[str, str]:
    """The part each sheet is in."""
    targets = {given.get("Id"): given.get("Target", "") for _, given in _elements(package, _RELATIONS)}
    found = {}
    for name, given in _elements(package, _WORKBOOK):
        if name.rpartition(":")[2] == "sheet":
            relation = next((value for key, value in given.items() if key.rpartition(":")[2] == "id"), "")
            found[given.get("name", "")] = posixpath.normpath(posixpath.join("xl", targets.get(relation, "")))
    return {name: part.removeprefix("xl/xl/").removeprefix("/") for name, part in found.items()}


def _elements(package: Package, part: str) -> list[tuple[str, dict[str, str]]]:
    """Every element that says something of a sheet or a relation, in order."""
    wanted = ("sheet", "Relationship", "table")
    found: list[tuple[str, dict[str, str]]] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] in wanted:
            found.append((name, attributes))

    parser = expat.ParserCreate()
    parser.StartElementHandler = opened
    package.parse(part, parser)
    return found

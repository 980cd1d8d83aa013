"""How far the cells of a sheet reach, which formulas have no result, and which cells show an error: read from the
sheet's XML, a little at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from loaders.package import Package, too_wide
from s3graph.validation.location import Cell

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MOST_COLUMNS = 64
"""Cells a row may have on the average, empty ones between others included."""
_SHOWN = 20
_TOLD = 100
"""Formulas without a result that are told one by one."""
_OFFICE_VALUE = "office:value-type"


@dataclass
class Extent:
    """``row`` and ``column`` of the farthest cells with something in them; ``unsolved`` formulas as (row, column), and
    ``errors`` with what they show."""

    row: int = 0
    column: int = 0
    unsolved: list[tuple[int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def column_number(letters: str) -> int:
    """The place of a column named as spreadsheets do.

    >>> column_number("AB")
    28
    """
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def xlsx_extent(package: Package, part: str) -> Extent:
    """LimitError where the sheet would be larger than a sheet may."""
    extent = _XlsxSheet(package)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = extent.opened, extent.closed
    parser.CharacterDataHandler = extent.said
    package.parse(part, parser)
    return extent.found


class _XlsxSheet:
    def __init__(self, package: Package) -> None:
        self.found = Extent()
        self._package = package
        self._row = self._column = 0
        self._formula = self._inside = self._error = False
        self._value = ""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            given = attributes.get("r", "")
            self._row = int(given) if given.isdecimal() else self._row + 1
            self._column = 0
        elif tag == "c":
            reference = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._row = int(reference.group(2)) if reference else self._row
            self._column = column_number(reference.group(1)) if reference else self._column + 1
            self._error = attributes.get("t") == "e"
            self._formula, self._value = False, ""
        elif tag == "f":
            self._formula = True
        elif tag in ("v", "is"):
            self._inside = True

    def said(self, text: str) -> None:
        if self._inside and len(self._value) < _SHOWN:
            self._value += text[:_SHOWN]

    def closed(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag in ("v", "is"):
            self._inside = False
        if tag != "c":
            return
        if self._formula and not self._value and len(self.found.unsolved) < _TOLD:
            self.found.unsolved.append((self._row, self._column))
        if self._error and len(self.found.errors) < _TOLD:
            self.found.errors[self._row, self._column] = self._value
        if self._value:
            self.found.row = max(self.found.row, self._row)
            self.found.column = max(self.found.column, self._column)
            _check(self._package, self.found)


def ods_extents(package: Package) -> tuple[Extent, ...]:
    """One for each sheet, in their order."""
    reading = _OdsSheets(package)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reading.opened, reading.closed
    package.parse("content.xml", parser)
    return tuple(reading.found)


class _OdsSheets:
    def __init__(self, package: Package) -> None:
        self.found: list[Extent] = []
        self._package = package
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._filled = self._formula = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.found.append(Extent())
            self._row = 0
        elif name == "table:table-row":
            self._rows = _times(attributes, "table:number-rows-repeated")
            self._column = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._columns = _times(attributes, "table:number-columns-repeated")
            self._formula = "table:formula" in attributes
            self._filled = _OFFICE_VALUE in attributes or "calcext:value-type" in attributes
        elif name == "text:p":
            self._filled = True

    def closed(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._rows
        elif name in ("table:table-cell", "table:covered-table-cell") and self.found:
            extent = self.found[-1]
            self._column += self._columns
            if self._filled:
                extent.row = max(extent.row, self._row + self._rows)
                extent.column = max(extent.column, self._column)
                _check(self._package, extent)
            elif self._formula and len(extent.unsolved) < _TOLD:
                extent.unsolved.append((self._row + 1, self._column))
            self._filled = self._formula = False


def _times(attributes: dict[str, str], name: str) -> int:
    given = attributes.get(name, "1")
    return int(given) if given.isdecimal() and len(given) < 9 else 1


def _check(package: Package, extent: Extent) -> None:
    limits = package.sent.limits
    if extent.row * extent.column > limits.rows * _MOST_COLUMNS or extent.row > limits.rows + _MOST_COLUMNS:
        raise too_wide(package.sent, f"{Cell('', extent.row, extent.column).letters}{extent.row}", limits)

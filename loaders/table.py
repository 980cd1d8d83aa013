"""Tables as they were sent, whatever the format: named sheets of numbered rows of cells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from s3graph.validation.location import Cell

Value = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one the empty text."""


class Row(NamedTuple):
    """A row with something in it, and the number it has in its sheet, counted from 1."""

    number: int
    cells: tuple[Value, ...]

    def value(self, column: int) -> Value:
        """Columns count from 1; the empty text past the last."""
        return self.cells[column - 1] if 0 < column <= len(self.cells) else ""


class Table(NamedTuple):
    """``merged`` are the ranges of merged cells, as the first cell and the range's name; ``unsolved`` the cells whose
    formula has no result, ``errors`` those that show an error, with what they show."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    merged: tuple[tuple[Cell, str], ...] = ()
    unsolved: tuple[Cell, ...] = ()
    errors: tuple[tuple[Cell, str], ...] = ()


class Tables(NamedTuple):
    """All of a file. ``linked``: it points at other files."""

    all: tuple[Table, ...]
    linked: bool = False

    def __iter__(self) -> Iterator[Table]:  # type: ignore[override]
        return iter(self.all)


def is_empty(value: Value) -> bool:
    """Nothing that a person would see."""
    return isinstance(value, str) and not value.strip()

"""An answer as a workbook: the rows with real dates and numbers, and a sheet that says where they come from."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from s3graph.errors import LimitError
from s3graph.model import Text
from s3graph.querying.table import Asked, Cell, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
LONGEST_CELL = 32_767
_EXACT = 1 << 53
_WIDTHS = {"iri": 46, "text": 30, "integer": 12, "decimal": 16, "date": 12, "time": 20, "boolean": 10}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for a formula at the beginning of a cell that somebody edits or saves as CSV."""
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_ANSWER, _ABOUT = Text("Svar", "Answer"), Text("Om svaret", "About")


def workbook(table: Table) -> bytes:
    """LimitError where there are more rows than a sheet holds."""
    from xlsxwriter import Workbook

    if len(table.rows) > MOST_ROWS:
        raise LimitError(
            Text(
                sv=f"Svaret har fler än {MOST_ROWS} rader, som ett kalkylblad rymmer. Hämta det som CSV eller Parquet.",
                en=f"The answer has more than the {MOST_ROWS} rows of a sheet. Fetch it as CSV or Parquet.",
            )
        )
    asked, content = table.asked, BytesIO()
    with Workbook(content, {"in_memory": True, **_SAFE}) as book:
        book.set_properties({"title": asked.say(asked.question.title), "created": _published(asked)})
        _write_rows(table, book, book.add_worksheet(asked.say(_ANSWER)))
        _write_about(asked, book, book.add_worksheet(asked.say(_ABOUT)))
    return content.getvalue()


def _write_rows(table: Table, book: Workbook, sheet: Worksheet) -> None:
    pen = _Pen(book, sheet)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _WIDTHS[column.type])
        pen.write(0, place, table.asked.say(column.label), pen.heading)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    for number, row in enumerate(table.cells(), 1):
        for place, cell in enumerate(row):
            pen.write(number, place, cell)


def _write_about(asked: Asked, book: Workbook, sheet: Worksheet) -> None:
    pen = _Pen(book, sheet)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for number, (label, text) in enumerate(asked.said()):
        pen.write(number, 0, asked.say(label), pen.heading)
        pen.write(number, 1, text)


class _Pen:
    """Writes a cell by what it is; text is text whatever it looks like."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self._sheet = sheet
        self.heading = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._quoted = book.add_format({"quote_prefix": True})

    def write(self, row: int, place: int, cell: Cell, style: Format | None = None) -> None:
        if isinstance(cell, bool):
            self._sheet.write_boolean(row, place, cell)
        elif isinstance(cell, datetime):
            self._sheet.write_datetime(row, place, cell.replace(tzinfo=None), self._moment)
        elif isinstance(cell, date):
            self._sheet.write_datetime(row, place, cell, self._day)
        elif isinstance(cell, int | Decimal) and -_EXACT <= cell <= _EXACT:
            self._sheet.write_number(row, place, float(cell))
        elif cell is not None:
            text = str(cell)[:LONGEST_CELL]
            self._sheet.write_string(row, place, text, self._quoted if text.startswith(_FORMULA) else style)


def _published(asked: Asked) -> datetime:
    return datetime.fromisoformat(asked.published_at).replace(tzinfo=None)

"""The partner's own workbook back, with the cells to mend marked and a comment on each.

The file is edited where it is an .xlsx, so that formulas, widths and sheets of the partner's own stay; what the
editing library does not know, such as drawings, stays in the partner's own file alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from s3graph.errors import ReadError
from s3graph.model import Language, Text, grouped
from s3graph.validation.finding import Finding, Severity
from s3graph.validation.location import Cell
from s3graph.workbook.template import REVIEW

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from s3graph.validation.report import Report

AUTHOR = "S3Graph granskning"
"""Who the comments are by: those of an earlier copy are taken away again."""
MOST_COMMENTS = 5000
_COLOURS = {Severity.VIOLATION: "FFF4B6B6", Severity.WARNING: "FFFFE699", Severity.INFO: "FFE4DFEC"}
_LONGEST_COMMENT = 1500
_LONGEST_CELL = 32_000
_NOT_EDITABLE = (ValueError, LookupError, TypeError, OSError, AttributeError, ArithmeticError, BadZipFile, ParseError)
"""What openpyxl says of files that a spreadsheet program wrote and it does not know."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEADINGS = (
    Text(sv="Hur allvarligt", en="Severity"),
    Text(sv="Blad", en="Sheet"),
    Text(sv="Cell", en="Cell"),
    Text(sv="Kolumn", en="Column"),
    Text(sv="Vad som ska ändras", en="What to change"),
    Text(sv="Regel", en="Rule"),
)
_WIDTHS = (16, 20, 10, 26, 90, 30)
_ELSEWHERE = Text(
    sv="{} fynd till saknar plats i arbetsboken, eller ryms inte i listan. De står i rapporten.",
    en="{} more findings have no place in the workbook, or no room in the list. They are in the report.",
)
Rows = Iterable[tuple[int, tuple[object, ...]]]
"""Numbered rows of cells."""


def marked(content: bytes, report: Report, language: Language, above: tuple[str, ...] = ()) -> bytes:
    """An .xlsx with its findings. ``above`` are sentences that stand first in the list of them.

    ReadError where the file cannot be edited.
    """
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content))
        return _marked(book, report, language, above)
    except _NOT_EDITABLE as error:
        raise ReadError(
            Text(
                sv="Arbetsboken kan inte märkas; läs rapporten som text eller webbsida i stället.",
                en="The workbook cannot be marked; read the report as text or as a page instead.",
            )
        ) from error


def marked_tables(
    tables: Iterable[tuple[str, Rows]], report: Report, language: Language, above: tuple[str, ...] = ()
) -> bytes:
    """The same of a file in another format: its tables as the sheets of a new workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in tables:
        sheet = book.create_sheet(_sheet_name(name))
        for number, cells in rows:
            for place, value in enumerate(cells, 1):
                _write(sheet, Cell(name, number, place), value)
    return _marked(book, report, language, above)


def _marked(book: Workbook, report: Report, language: Language, above: tuple[str, ...]) -> bytes:
    _clean(book)
    listed = [finding for finding in report.sorted().findings if finding.cell is not None][:MOST_COMMENTS]
    by_cell: dict[Cell, list[Finding]] = defaultdict(list)
    for finding in listed:
        if finding.cell is not None:
            by_cell[finding.cell].append(finding)
    names = {_sheet_name(name): name for name in book.sheetnames}
    for cell, findings in by_cell.items():
        if _sheet_name(cell.sheet) in names:
            _mark(book[names[_sheet_name(cell.sheet)]], cell, findings, language)
    _list(book, listed, len(report.findings) - len(listed), language, above)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _clean(book: Workbook) -> None:
    """Without the marks of an earlier copy."""
    from openpyxl.styles import PatternFill

    for name in REVIEW:
        if name in book.sheetnames:
            book.remove(book[name])
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == AUTHOR:
                    cell.comment = None
                    cell.fill = PatternFill()


def _mark(sheet: Worksheet, at: Cell, findings: list[Finding], language: Language) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = sheet.cell(at.row, at.column or 1)
    if isinstance(cell, MergedCell):
        return
    gravest = min(findings, key=lambda finding: finding.severity.rank).severity
    cell.fill = PatternFill("solid", fgColor=_COLOURS[gravest])
    said = "\n\n".join(dict.fromkeys(_sentence(finding, language) for finding in findings))
    comment = Comment(said[:_LONGEST_COMMENT], AUTHOR)
    comment.width, comment.height = 380, 60 + 22 * (len(said) // 45 + said.count("\n"))
    cell.comment = comment


def _sentence(finding: Finding, language: Language) -> str:
    return f"{finding.severity.label.in_language(language).upper()}: {finding.messages.in_language(language)}"


def _list(book: Workbook, listed: list[Finding], more: int, language: Language, above: tuple[str, ...]) -> None:
    """The first sheet: every finding, with a link to its cell."""
    from openpyxl.styles import Font

    sheet = book.create_sheet(REVIEW.in_language(language), 0)
    for place, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[Cell("", 1, place).letters].width = width
    elsewhere = (_ELSEWHERE.in_language(language).format(grouped(more, language)),) if more else ()
    for row, sentence in enumerate((*above, *elsewhere), 1):
        _write(sheet, Cell("", row, 1), sentence)
    headings = len(above) + len(elsewhere) + 2
    for place, heading in enumerate(_HEADINGS, 1):
        _write(sheet, Cell("", headings, place), heading.in_language(language))
        sheet.cell(headings, place).font = Font(bold=True)
    sheet.freeze_panes = sheet.cell(headings + 1, 1)
    for row, finding in enumerate(listed, headings + 1):
        _list_one(sheet, row, finding, language)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _list_one(sheet: Worksheet, row: int, finding: Finding, language: Language) -> None:
    from openpyxl.styles import Alignment, PatternFill

    for place, value in enumerate(_line(finding, language), 1):
        _write(sheet, Cell("", row, place), value)
        sheet.cell(row, place).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(row, 1).fill = PatternFill("solid", fgColor=_COLOURS[finding.severity])
    _link(sheet.cell(row, 3), finding.cell)


def _line(finding: Finding, language: Language) -> tuple[str, ...]:
    at = finding.cell or Cell("", 0)
    return (
        finding.severity.label.in_language(language),
        at.sheet,
        f"{at.letters or 'A'}{at.row}",
        at.heading,
        finding.messages.in_language(language),
        finding.rule,
    )


def _link(cell: Any, at: Cell | None) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    if at is not None:
        quoted = _sheet_name(at.sheet).replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{at.letters or 'A'}{at.row}")
        cell.font = Font(color="FF0563C1", underline="single")


def _write(sheet: Worksheet, at: Cell, value: object) -> None:
    """Text is text whatever it looks like."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = sheet.cell(at.row, at.column)
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)[:_LONGEST_CELL]
        cell.value = text or None
        if text.startswith(_FORMULA):
            cell.data_type = "s"
            cell.quotePrefix = True
    elif value is not None:
        cell.value = value


def _sheet_name(name: str) -> str:
    """What a sheet may be called."""
    return "".join("_" if mark in "[]:*?/\\" else mark for mark in name)[:31] or "Blad"

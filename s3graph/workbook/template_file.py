"""The template as an .xlsx file."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from s3graph.model import Language, Text
from s3graph.workbook import guide
from s3graph.workbook.column import Column, Kind, Need
from s3graph.workbook.examples import Examples
from s3graph.workbook.sheet import Sheet
from s3graph.workbook.template import GUIDE, KEY, KEY_HELP, LISTS, Template

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REQUIRED_MARK = " *"
_FILE_NAME = Text(sv="s3graph-mall.xlsx", en="s3graph-template.xlsx")
_ROWS = 5000
"""How far down the drop-downs reach."""
_LONGEST_PROMPT, _LONGEST_TITLE = 255, 32
_NOT_LISTED = Text(
    sv="Ordet finns inte i listan. Flera värden och egna ord får skrivas; rapporten säger vad som inte förstods.",
    en="The word is not in the list. Several values and words of your own may be written; the report says what was "
    "not understood.",
)
_NOT_LISTED_TITLE = Text(sv="Står inte i listan", en="Not in the list")
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_MADE = datetime(2024, 4, 1)
_WIDTHS = {Kind.TEXT: 32, Kind.CHOICE: 28, Kind.ENTITY: 28, Kind.ADDRESS: 34}


def file_name(language: Language) -> str:
    """What the file is called when it is handed out."""
    return _FILE_NAME.in_language(language)


def template_file(template: Template, language: Language) -> bytes:
    """The same bytes for the same template and language."""
    from xlsxwriter import Workbook

    content = BytesIO()
    with Workbook(content, _SAFE) as book:
        book.set_properties({"title": guide.TITLE.in_language(language), "created": _MADE})
        book.set_custom_property("s3graph-template", template.version)
        _Drawing(template, language, book).draw()
    return content.getvalue()


class _Drawing:
    """The sheets of one workbook."""

    def __init__(self, template: Template, language: Language, book: Workbook) -> None:
        self._template = template
        self._language = language
        self._book = book
        self._examples = Examples(template)
        self._lists: dict[tuple[str, ...], str] = {}
        colours = {Need.REQUIRED: "#1F4E79", Need.ADVISED: "#2E75B6", Need.OPTIONAL: "#DDEBF7"}
        self._headings: dict[Need, Format] = {
            need: book.add_format(
                {
                    "bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": colour,
                    "font_color": "#000000" if need is Need.OPTIONAL else "#FFFFFF",
                }
            )
            for need, colour in colours.items()
        }  # fmt: skip
        self._example = book.add_format({"italic": True, "font_color": "#595959", "bg_color": "#F2F2F2"})
        self._text = book.add_format({"num_format": "@"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._bold = book.add_format({"bold": True})

    def draw(self) -> None:
        guide_sheet = self._book.add_worksheet(self._say(GUIDE))
        drawn = [(sheet, self._book.add_worksheet(self._say(sheet.name))) for sheet in self._template.sheets]
        lists = self._book.add_worksheet(self._say(LISTS))
        self._draw_guide(guide_sheet)
        self._draw_lists(lists)
        for sheet, worksheet in drawn:
            self._draw_sheet(sheet, worksheet)
        guide_sheet.activate()

    def _say(self, text: Text) -> str:
        return text.in_language(self._language)

    def _draw_guide(self, worksheet: Worksheet) -> None:
        worksheet.hide_gridlines(2)
        for place, width in enumerate((26, 30, 18, 90)):
            worksheet.set_column(place, place, width)
        styles = {"title": self._title, "heading": self._bold, "row": self._wrapped, "text": None}
        for row, line in enumerate(guide.lines(self._template, self._language)):
            for place, cell in enumerate(line.cells):
                worksheet.write_string(row, place, cell, styles[line.style])

    def _draw_lists(self, worksheet: Worksheet) -> None:
        """A column for each different list; ``_lists`` remembers where it stands."""
        name = self._say(LISTS)
        for sheet in self._template.sheets:
            for column in sheet.columns:
                words = self._words(column)
                if not words or words in self._lists:
                    continue
                place = len(self._lists)
                worksheet.set_column(place, place, 36)
                worksheet.write_string(0, place, self._say(column.name), self._bold)
                worksheet.write_column(1, place, words)
                letters = _letters(place)
                self._lists[words] = f"='{name}'!${letters}$2:${letters}${len(words) + 1}"
        worksheet.freeze_panes(1, 0)

    def _words(self, column: Column) -> tuple[str, ...]:
        return tuple(self._say(term.label) for term in self._template.choices(column))

    def _draw_sheet(self, sheet: Sheet, worksheet: Worksheet) -> None:
        worksheet.freeze_panes(1, 1)
        worksheet.set_row(0, 34)
        worksheet.set_column(0, 0, 20, self._text)
        worksheet.write_string(0, 0, self._say(KEY), self._headings[Need.OPTIONAL])
        worksheet.write_comment(0, 0, self._say(KEY_HELP), {"author": "S3Graph", "x_scale": 2.2, "y_scale": 1.4})
        for place, column in enumerate(sheet.columns, 1):
            self._draw_column(worksheet, place, column)
        for row, cells in enumerate(self._examples.rows(sheet, self._language), 1):
            for place, cell in enumerate(cells):
                worksheet.write_string(row, place, cell, self._example)

    def _draw_column(self, worksheet: Worksheet, place: int, column: Column) -> None:
        mark = REQUIRED_MARK if column.need is Need.REQUIRED else ""
        heading = self._say(column.heading)
        needed, help_text = guide.said(column, self._language)
        worksheet.set_column(place, place, _WIDTHS.get(column.kind, 18), self._text)
        worksheet.write_string(0, place, heading + mark, self._headings[column.need])
        comment = f"{needed.capitalize()}. {help_text}"
        worksheet.write_comment(0, place, comment, {"author": "S3Graph", "x_scale": 2.2, "y_scale": 1.4})
        rule = {
            "validate": "any",
            "input_title": heading[:_LONGEST_TITLE],
            "input_message": comment[:_LONGEST_PROMPT],
        }
        if words := self._words(column):
            rule |= {
                "validate": "list",
                "source": self._lists[words],
                "error_type": "warning",
                "error_title": self._say(_NOT_LISTED_TITLE),
                "error_message": self._say(_NOT_LISTED),
            }
        worksheet.data_validation(1, place, _ROWS, place, rule)


def _letters(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place))

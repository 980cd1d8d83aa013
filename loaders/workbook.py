"""Workbooks and CSV made after the template, to the same statements as any other delivery."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass

from pyoxigraph import Quad

from loaders.delimited import delimited_table
from loaders.layout import layouts
from loaders.package import has_macros, is_light_xlsx
from loaders.rows import Delivered, Rows
from loaders.spreadsheet import spreadsheet_tables
from loaders.table import Tables
from s3graph.errors import ReadError
from s3graph.intake.reader import Marks, Sent
from s3graph.model import Text
from s3graph.validation.finding import Finding
from s3graph.validation.location import Cell, Place
from s3graph.workbook.marked_copy import marked, marked_tables
from s3graph.workbook.template import Template


@dataclass(frozen=True)
class ReadTable:
    """One file that has been read; ``sent`` is that file again."""

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    delivered: Delivered

    def read(self, sent: Sent) -> Iterator[Quad]:
        return (Quad(*triple) for triple in self.delivered.statements)

    def remarks(self, sent: Sent) -> Sequence[Finding]:
        """Of sheets, columns and cells, each at its place."""
        return self.delivered.remarks

    def lines(self, sent: Sent, wanted: Set[Place]) -> Mapping[Place, Cell]:
        return self.delivered.cells(wanted)


@dataclass(frozen=True)
class TableReader:
    """One format. The template is made when the first file is read: it takes a second."""

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    tables: Callable[[Sent], Tables]

    def read(self, sent: Sent) -> Iterator[Quad]:
        """ReadError where it is no table, or none of the template; a cell that cannot be read is a remark."""
        return self.once(sent).read(sent)

    def lines(self, sent: Sent, wanted: Set[Place]) -> Mapping[Place, Cell]:
        """The cells, all of them known."""
        return self.once(sent).lines(sent, wanted)

    def once(self, sent: Sent) -> ReadTable:
        tables, template = self.tables(sent), Template.load()
        delivered = Rows(template, layouts(tables, template, sent.name), sent).read()
        if not delivered.statements:
            raise _not_filled_in(sent.name)
        return ReadTable(self.name, self.suffixes, self.media_types, delivered)

    def marked(self, sent: Sent, found: Marks) -> bytes:
        """A workbook of Excel is edited; of anything else, and of what is too large for that, the values are copied."""
        if self.tables is spreadsheet_tables and is_light_xlsx(sent):
            sent.stream.seek(0)
            with suppress(ReadError):
                return marked(sent.stream.read(), found.report, found.language, found.above)
        tables = ((table.name, table.rows) for table in self.tables(sent))
        return marked_tables(tables, found.report, found.language, found.above)


def _not_filled_in(name: str) -> ReadError:
    return ReadError(
        Text(
            sv=f"{name} har inga ifyllda rader under rubrikerna; rader märkta EXEMPEL läses inte. Fyll i och leverera.",
            en=f"{name} has no filled-in rows below its headings; rows marked EXAMPLE are not read. Fill in some rows.",
        )
    )


def _refused(sent: Sent) -> Tables:
    raise has_macros(sent.name)


TABLE_READERS = (
    TableReader(
        "Excel",
        ("xlsx",),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
        spreadsheet_tables,
    ),
    TableReader(
        "OpenDocument",
        ("ods",),
        ("application/vnd.oasis.opendocument.spreadsheet",),
        spreadsheet_tables,
    ),
    TableReader("CSV", ("csv", "tsv"), ("text/csv", "text/tab-separated-values"), delimited_table),
    TableReader("Excel with macros", ("xlsm",), ("application/vnd.ms-excel.sheet.macroenabled.12",), _refused),
)

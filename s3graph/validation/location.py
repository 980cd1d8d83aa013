"""Where in a delivered file something stands: a line of a text, or a cell of a workbook."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from s3graph.model import Language, Text

_CELL = Text(sv="bladet {}, rad {}", en="sheet {}, row {}")
_COLUMN = Text(sv=", kolumn {} ({})", en=", column {} ({})")


class Gap(NamedTuple):
    """Where a statement about an entity would stand if the file had one."""

    subject: NamedNode
    predicate: NamedNode


Place = NamedNode | Triple | Gap
"""What a file is asked for: where an entity is first described, where a statement stands, or would stand."""


class Cell(NamedTuple):
    """A cell, or a whole row where ``column`` is 0. Rows and columns count from 1; ``heading`` is the column's own."""

    sheet: str
    row: int
    column: int = 0
    heading: str = ""

    @property
    def letters(self) -> str:
        """The column as a spreadsheet names it.

        >>> Cell("Insatser", 2, 28).letters
        'AB'
        """
        found, rest = "", self.column
        while rest:
            rest, place = divmod(rest - 1, 26)
            found = chr(ord("A") + place) + found
        return found

    def to_text(self, language: Language) -> str:
        """For people.

        >>> Cell("Insatser", 5, 3, "Start").to_text(Language.EN)
        'sheet Insatser, row 5, column C (Start)'
        """
        said = _CELL.in_language(language).format(self.sheet, self.row)
        if not self.column:
            return said
        return said + _COLUMN.in_language(language).format(self.letters, self.heading)


Where = int | Cell
"""A line of a text file, or a cell of a workbook."""

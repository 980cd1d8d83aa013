"""A column of the workbook: one property of the things in a sheet, and how its cells are written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from pyoxigraph import NamedNode

from s3graph.model import Language, Text

_IN = {
    Language.SV: Text(sv="svenska", en="Swedish"),
    Language.EN: Text(sv="engelska", en="English"),
}


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    WORD = "word"
    CHOICE = "choice"
    ENTITY = "entity"
    DATE = "date"
    AMOUNT = "amount"
    NUMBER = "number"
    TRUTH = "truth"
    ADDRESS = "address"


class Need(Enum):
    """Whether a row can do without. A required column that is empty is a violation, an advised one a warning."""

    REQUIRED = 2
    ADVISED = 1
    OPTIONAL = 0


@dataclass(frozen=True)
class Column:
    """``classes`` are what a choice or an entity may be an instance of, ``allowed`` the only values, where there are
    such, ``refused`` values that a shape rules out. ``language`` is the one a text is written in: a property with
    texts has a column for each. ``long`` texts are never taken for several values."""

    predicate: NamedNode
    name: Text
    help: Text
    kind: Kind
    need: Need = Need.OPTIONAL
    single: bool = False
    long: bool = False
    language: Language | None = None
    classes: tuple[NamedNode, ...] = ()
    allowed: tuple[NamedNode, ...] = ()
    refused: tuple[NamedNode, ...] = ()

    @property
    def heading(self) -> Text:
        """What stands at the top of the column.

        >>> column.heading.en  # doctest: +SKIP
        'Name (Swedish)'
        """
        if self.language is None:
            return self.name
        written = _IN[self.language]
        return Text(sv=f"{self.name.sv} ({written.sv})", en=f"{self.name.en} ({written.en})")

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that is understood: those of the template, and a text's own name in the language it is in."""
        bare = () if self.language is None else (self.name.in_language(self.language),)
        return (*self.heading, *bare)

    @property
    def several(self) -> bool:
        """Whether a cell may hold more than one value."""
        return not (self.single or self.long or self.kind in (Kind.AMOUNT, Kind.TRUTH))

"""Delimited text as publishers give it out: encoding and delimiter found, columns by heading, rows with lines."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import TextIOWrapper

from loaders.line_length import check_lines
from loaders.signatures import check_signature
from s3graph.errors import ReadError
from s3graph.intake.reader import Sent, excerpt
from s3graph.model import Text

DELIMITERS = "\t;,|"
_HEAD = 1 << 16
_OLD_SWEDISH = "cp1252"
"""What Swedish spreadsheets and registers write that do not write UTF-8."""


@dataclass(frozen=True)
class Row:
    """One record: the line it begins on, and its cells by the name of their column, stripped; empty where missing."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def nameless(self) -> str:
        """What stands in an address for the key that the row lacks. No shape accepts it: it is found, with its line."""
        return f"Row-{self.line}"


@dataclass(frozen=True)
class Columns:
    """The columns of a form by the name they have here; to each the headings it may have, the publisher's own first."""

    required: Mapping[str, Sequence[str]]
    optional: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def missing(self, headings: Sequence[str]) -> list[str]:
        """Publisher's headings of the required columns that are not there."""
        found = set(map(plain, headings))
        return [names[0] for names in self.required.values() if not found & set(map(plain, names))]

    def places(self, headings: Sequence[str]) -> dict[str, int]:
        """Where each column stands; the first of its headings that is there counts."""
        found = {plain(heading): place for place, heading in reversed(list(enumerate(headings)))}
        places = {}
        for column, names in (*self.required.items(), *self.optional.items()):
            standing = [found[plain(name)] for name in names if plain(name) in found]
            places.update({column: standing[0]} if standing else {})
        return places


class Sheet:
    """The rows of one file below its line of headings."""

    def __init__(self, sent: Sent, lines: TextIOWrapper) -> None:
        self._sent = sent
        head = lines.readline()
        self._delimiter = max(DELIMITERS, key=head.count)
        lines.seek(0)
        self._rows = csv.reader(lines, delimiter=self._delimiter, strict=True)
        self.headings: Sequence[str] = [heading.strip() for heading in next(self._records())[1]]

    def rows(self, columns: Columns) -> Iterator[Row]:
        """ReadError with its line for a record that cannot be one: too many cells, a quotation mark that never ends."""
        places = columns.places(self.headings)
        for line, cells in self._records():
            if len(cells) > len(self.headings) and any(map(str.strip, cells[len(self.headings) :])):
                raise self._too_many(line, len(cells))
            if any(map(str.strip, cells)):
                kept = {column: cells[place].strip() for column, place in places.items() if place < len(cells)}
                yield Row(line, kept)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        while True:
            line = self._rows.line_num + 1
            try:
                cells = next(self._rows)
            except StopIteration:
                return
            except csv.Error as error:
                raise _broken(self._sent.name, line, error) from error
            yield line, cells

    def _too_many(self, line: int, found: int) -> ReadError:
        expected = len(self.headings)
        return ReadError(
            Text(
                sv=f"{self._sent.name} rad {line}: raden har {found} fält men rubriken {expected}. Sätt citattecken om "
                "text som innehåller skiljetecknet.",
                en=f"{self._sent.name} line {line}: the row has {found} cells and the headings are {expected}. Put "
                "quotation marks around text that holds the delimiter.",
            ),
            line,
        )


@contextmanager
def opened(sent: Sent) -> Iterator[Sheet]:
    """ReadError for what is no text, LimitError for a line that is too long. Leaves the stream open."""
    check_lines(sent)
    sent.stream.seek(0)
    encoding = _encoding(sent)
    sent.stream.seek(0)
    lines = TextIOWrapper(sent.stream, encoding=encoding, errors="replace", newline="")
    try:
        yield Sheet(sent, lines)
    finally:
        lines.detach()


def plain(heading: str) -> str:
    """A heading as it is compared.

    >>> plain("  Organisations-nummer ")
    'organisationsnummer'
    """
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def _encoding(sent: Sent) -> str:
    """UTF-8 where the whole file is; else what its mark says, else that of old Swedish files."""
    head = sent.stream.read(_HEAD)
    check_signature(head[:1000], sent.name)
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head:
        raise ReadError(
            Text(
                sv=f"{sent.name} är ingen textfil. Leverera filen som utgivaren lämnar ut den.",
                en=f"{sent.name} is no text file. Deliver the file as its publisher gives it out.",
            )
        )
    sent.stream.seek(0)
    lines = TextIOWrapper(sent.stream, encoding="utf-8")
    try:
        while lines.read(_HEAD):
            pass
    except UnicodeDecodeError:
        return _OLD_SWEDISH
    finally:
        lines.detach()
    return "utf-8-sig" if head.startswith(BOM_UTF8) else "utf-8"


def _broken(name: str, line: int, error: csv.Error) -> ReadError:
    return ReadError(
        Text(
            sv=f"{name} rad {line}: raden går inte att läsa ({excerpt(error)}). Kontrollera citattecknen.",
            en=f"{name} line {line}: the row cannot be read ({excerpt(error)}). Check its quotation marks.",
        ),
        line,
    )

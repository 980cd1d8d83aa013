"""CSV as a table: whichever of the usual encodings and separators it has."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from io import StringIO
from pathlib import PurePosixPath

from loaders.signatures import kind_of
from loaders.table import Row, Table, Tables, is_empty
from s3graph.errors import LimitError, ReadError
from s3graph.intake.reader import Sent
from s3graph.model import Text

_SEPARATORS = (";", "\t", ",", "|")
_DECLARED = "sep="
_LONGEST_CELL = 1 << 20


def delimited_table(sent: Sent) -> Tables:
    """One table under the name of the file. ReadError for another kind of file, LimitError for too many rows."""
    text = _decoded(sent)
    skipped = 0
    separator = _separator(text)
    if text[: len(_DECLARED)].casefold() == _DECLARED:
        text = text.partition("\n")[2]
        skipped = 1
    stem = PurePosixPath(sent.name.replace("\\", "/")).name.split(".")[0]
    return Tables((Table(stem, tuple(_rows(text, separator, skipped, sent))),))


def _rows(text: str, separator: str, skipped: int, sent: Sent) -> Iterator[Row]:
    """Numbered as a spreadsheet shows them: a row may be several lines."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        for number, cells in enumerate(csv.reader(StringIO(text), delimiter=separator), 1 + skipped):
            if number > sent.limits.rows:
                raise _too_many(sent)
            if not all(is_empty(cell) for cell in cells):
                yield Row(number, tuple(cells))
    except csv.Error as error:
        raise ReadError(
            Text(
                sv=f"{sent.name}: tabellen kan inte läsas; troligen saknas ett citattecken. Spara om den som CSV.",
                en=f"{sent.name}: the table cannot be read; a quotation mark may be missing. Save it as CSV anew.",
            )
        ) from error


def _decoded(sent: Sent) -> str:
    """UTF-8 or UTF-16 with a mark, UTF-8 without one, else Windows-1252."""
    sent.stream.seek(0)
    content = sent.stream.read()
    if kind := kind_of(content[:1000]):
        raise _no_table(sent.name, kind)
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content[:1000]:
        encodings = ("utf-16-le" if content[1:2] == b"\0" else "utf-16-be",)
    else:
        encodings = ("utf-8-sig",) if content.startswith(BOM_UTF8) else ("utf-8", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise _no_table(
        sent.name,
        Text(sv="ingen text i UTF-8, UTF-16 eller Windows-1252", en="no text in UTF-8, UTF-16 or Windows-1252"),
    )


def _separator(text: str) -> str:
    """The one that the first line with any has most of; declared on a first line ``sep=;`` as Excel has it."""
    for line in text.split("\n", 20)[:20]:
        if line[: len(_DECLARED)].casefold() == _DECLARED and len(line) == len(_DECLARED) + 1:
            return line[len(_DECLARED)]
        counts = {mark: _outside_quotes(line).count(mark) for mark in _SEPARATORS}
        if any(counts.values()):
            return max(_SEPARATORS, key=lambda mark: counts[mark])
    return _SEPARATORS[0]


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _no_table(name: str, kind: Text) -> ReadError:
    return ReadError(
        Text(
            sv=f"{name} är {kind.sv}, vad filen än heter. Spara tabellen som CSV (UTF-8) eller .xlsx.",
            en=f"{name} is {kind.en}, whatever it is called. Save the table as CSV (UTF-8) or .xlsx.",
        )
    )


def _too_many(sent: Sent) -> LimitError:
    return LimitError(
        Text(
            sv=f"{sent.name} har fler än {sent.limits.rows} rader (S3GRAPH_IMPORT_ROWS). Dela filen.",
            en=f"{sent.name} has more than {sent.limits.rows} rows (S3GRAPH_IMPORT_ROWS). Split the file.",
        )
    )

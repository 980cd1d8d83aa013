"""A delivered workbook back as it came, with the cells to mend marked."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from s3graph.errors import LimitError, ReadError
from s3graph.intake.importing import Desk
from s3graph.intake.opening import opened
from s3graph.intake.reader import Marks, TableReader
from s3graph.intake.staging import as_content


class File(NamedTuple):
    """A delivered file: where it lies, what it is called, and its format where the name does not say it."""

    path: Path
    name: str
    format: str | None = None


def marked_copy(file: File, marks: Marks, desk: Desk) -> bytes | None:
    """An .xlsx; None where the file is no workbook or table, or cannot be read at all."""
    try:
        with opened(file.path) as stream:
            reader = desk.reader(stream, file.name, file.format)
            if not isinstance(reader, TableReader):
                return None
            sent = as_content(reader, desk.sent(stream, file.name))
            with sent.stream:
                return reader.marked(sent, marks)
    except (ReadError, LimitError):
        return None

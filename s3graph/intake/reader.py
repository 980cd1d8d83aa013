"""How files are read: what a Reader promises, and which of them reads a given file. Readers live in ``loaders``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple, Protocol

from pyoxigraph import Triple

from s3graph.errors import ReadError
from s3graph.model import Text


class Statement(NamedTuple):
    """One triple of a file, and the line where its subject stands; None where the format has no such lines."""

    triple: Triple
    line: int | None = None


class Reader(Protocol):
    """Reads one format. ``suffixes`` are without the dot, the usual one first."""

    @property
    def name(self) -> str: ...

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    @property
    def media_types(self) -> tuple[str, ...]: ...

    def read(self, stream: BinaryIO, name: str) -> Iterator[Statement]:
        """Statements in the order of the file. ReadError where it is not of this format, with line and column."""


@dataclass(frozen=True)
class Readers:
    """All Readers there are."""

    all: tuple[Reader, ...]

    @property
    def suffixes(self) -> tuple[str, ...]:
        return tuple(suffix for reader in self.all for suffix in reader.suffixes)

    def choose(self, name: str, file_format: str | None = None) -> Reader:
        """By the format's suffix or media type where one is given, else by the end of the name, ``.gz`` aside.

        ReadError naming the formats there are.
        """
        wanted = (file_format or _suffix(name)).lower().lstrip(".").split(";")[0].strip()
        for reader in self.all:
            if wanted in reader.suffixes or wanted in reader.media_types:
                return reader
        known = ", ".join(self.suffixes)
        raise ReadError(
            Text(
                sv=f"{name}: formatet '{wanted}' är okänt. Det finns: {known}; var och en även som .gz eller .zip.",
                en=f"{name}: the format '{wanted}' is unknown. There are: {known}; each also as .gz or .zip.",
            )
        )


def _suffix(name: str) -> str:
    """The end of a name, that of the packed file where it is packed.

    >>> _suffix("kalmar.ttl.gz")
    'ttl'
    """
    parts = name.lower().rsplit("/", 1)[-1].split(".")
    if len(parts) > 2 and parts[-1] in ("gz", "zip"):
        parts.pop()
    return parts[-1] if len(parts) > 1 else ""

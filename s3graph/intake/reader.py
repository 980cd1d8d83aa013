"""How files are read: what a Reader promises, and which of them reads a given file. Readers live in ``loaders``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple, Protocol, runtime_checkable

from pyoxigraph import NamedNode, Quad

from s3graph.errors import ReadError
from s3graph.intake.limits import Limits
from s3graph.model import Language, Text
from s3graph.validation.finding import Finding
from s3graph.validation.location import Place, Where
from s3graph.validation.report import Report

PACKED = ("gz", "zip", "zst")
DOCUMENTS = ("xlsx", "xlsm", "ods")
"""Formats that are zip archives themselves, and are not unpacked."""
_EXCERPT = 200


Named = Callable[[NamedNode], Iterator[tuple[NamedNode, str]]]
"""The entities of a class that are known already, each with one of its names or its number."""


def nobody(_: NamedNode) -> Iterator[tuple[NamedNode, str]]:
    """Where nothing is known yet."""
    return iter(())


class Sent(NamedTuple):
    """One file as it was sent: its content, not packed, from the beginning; its name; how large it may be.

    ``known`` gives the entities that it may point at by name.
    """

    stream: BinaryIO
    name: str
    limits: Limits
    known: Named = nobody


class Marks(NamedTuple):
    """What is marked in a copy of a file, in which language; ``above`` are sentences on how it went as a whole."""

    report: Report
    language: Language
    above: tuple[str, ...] = ()


class Reader(Protocol):
    """Reads one format. ``suffixes`` are without the dot, the usual one first."""

    @property
    def name(self) -> str: ...

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    @property
    def media_types(self) -> tuple[str, ...]: ...

    def read(self, sent: Sent) -> Iterator[Quad]:
        """Statements in the order of the file, all in the default graph.

        ReadError where it is not of this format, with line and column; LimitError where it is too large.
        """

    def lines(self, sent: Sent, wanted: Set[Place]) -> Mapping[Place, Where]:
        """Where each wanted entity is first described and each wanted statement stands, as far as the format has lines.

        Asked for findings. A format of one statement a line knows both.
        """


@runtime_checkable
class Remarking(Protocol):
    """A Reader that has something to say itself of what it reads, such as a cell it does not understand."""

    def remarks(self, sent: Sent) -> Sequence[Finding]:
        """Each at its place in the file."""


@runtime_checkable
class TableReader(Reader, Protocol):
    """A Reader of workbooks or tables, which gives a file back with what there is to mend in it."""

    def once(self, sent: Sent) -> Reader:
        """A Reader of this file alone, which has read it: its rows are looked through once, and asked three times."""

    def marked(self, sent: Sent, found: Marks) -> bytes:
        """The same as an .xlsx with its cells marked. ReadError where it cannot be done."""


@dataclass(frozen=True)
class Readers:
    """All Readers there are. Those ``of_registers`` are asked for by name: their files end as others' do."""

    all: tuple[Reader, ...]
    of_registers: tuple[Reader, ...] = ()

    @property
    def suffixes(self) -> tuple[str, ...]:
        return tuple(suffix for reader in self.all for suffix in reader.suffixes)

    def knows(self, name: str) -> bool:
        """Whether the end of a name says a format."""
        return _suffix(name) in self.suffixes

    def choose(self, name: str, file_format: str | None = None) -> Reader:
        """By the format's suffix or media type where one is given, else by the end of the name, ``.gz`` aside.

        ReadError naming the formats there are.
        """
        wanted = (file_format or _suffix(name)).lower().lstrip(".").split(";")[0].strip()
        for reader in (*self.all, *self.of_registers):
            if wanted in reader.suffixes or wanted in reader.media_types:
                return reader
        known, packed = ", ".join(self.suffixes), ", ".join(f".{ending}" for ending in PACKED)
        raise ReadError(
            Text(
                sv=f"{name}: formatet '{wanted}' är okänt. Ange --format. Det finns: {known}; var och en även packad "
                f"({packed}).",
                en=f"{name}: the format '{wanted}' is unknown. Give --format. There are: {known}; each also packed "
                f"({packed}).",
            )
        )


def excerpt(said: object) -> str:
    """What a message repeats of a file: short, and nothing in it that a terminal or a log would take for its own.

    >>> excerpt("a" * 200 + "b")[-8:]
    'aaaaaaa…'
    """
    text = str(said)
    kept = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in kept)


def _suffix(name: str) -> str:
    """The end of a name, that of the packed file where it is packed.

    >>> _suffix("kalmar.ttl.gz")
    'ttl'
    """
    parts = name.lower().rsplit("/", 1)[-1].split(".")
    if len(parts) > 2 and parts[-1] in PACKED:
        parts.pop()
    return parts[-1] if len(parts) > 1 else ""

"""A delivered file in memory: as canonical statements, with the way back to the lines its subjects stand on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from itertools import chain
from types import TracebackType

from pyoxigraph import Quad, RdfFormat, serialize

from s3graph.errors import ReadError
from s3graph.graph import NTriples
from s3graph.intake.canonical import canonical
from s3graph.intake.reader import DOCUMENTS, Reader, Remarking, Sent, TableReader
from s3graph.intake.request import Progress, Say, say_nothing
from s3graph.intake.unpacking import unpacked
from s3graph.model import Text
from s3graph.validation.finding import Finding
from s3graph.validation.location import Place, Where

_TOLD_EVERY = 50_000


@dataclass(frozen=True)
class Staged:
    """What a file says. Its stream is open inside ``with``."""

    content: NTriples
    reader: Reader
    sent: Sent
    beside: tuple[Staged, ...] = ()

    def __enter__(self) -> Staged:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.sent.stream.close()
        for other in self.beside:
            other.sent.stream.close()

    def lines(self, wanted: Set[Place]) -> Mapping[Place, Where]:
        """The line where each of these is first described or stands, as far as the format has lines."""
        if not wanted:
            return {}
        self.sent.stream.seek(0)
        found = dict(self.reader.lines(self.sent, wanted))
        for other in self.beside:
            found |= other.lines(wanted - found.keys())
        return found

    def joined(self, others: tuple[Staged, ...]) -> Staged:
        """One delivery of several files. Lines are those of the first of them that has what is asked for."""
        if not others:
            return self
        lines = chain(self.content.lines, *(other.content.lines for other in others))
        return replace(self, content=canonical(lines, self.sent.name), beside=others)

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """What the reader itself found."""
        return tuple(self.reader.remarks(self.sent)) if isinstance(self.reader, Remarking) else ()


def stage(reader: Reader, sent: Sent, say: Say = say_nothing) -> Staged:
    """Reads the whole file, packed or not.

    ReadError where it cannot be read or says nothing, LimitError where it is too large.
    """
    sent = as_content(reader, sent)
    try:
        reader = reader.once(sent) if isinstance(reader, TableReader) else reader
        return Staged(_content(reader, sent, say), reader, sent)
    except BaseException:
        sent.stream.close()
        raise


def as_content(reader: Reader, sent: Sent) -> Sent:
    """What the reader reads: unpacked, unless the format is an archive itself."""
    document = any(suffix in DOCUMENTS for suffix in reader.suffixes)
    return sent._replace(stream=unpacked(sent.stream, sent.name, sent.limits, document))


def _content(reader: Reader, sent: Sent, say: Say) -> NTriples:
    name = sent.name
    written = serialize(_told(reader.read(sent), sent, say), format=RdfFormat.N_TRIPLES)
    lines = written.splitlines(keepends=True) if written else []
    del written
    if not lines:
        raise ReadError(
            Text(
                sv=f"{name} innehåller inga påståenden. Är det rätt fil?",
                en=f"{name} holds no statements. Is it the right file?",
            )
        )
    sent.limits.check_triples(name, len(lines))
    sent.limits.check_literal(name, max(lines, key=len))
    return canonical(lines, name)


def _told(quads: Iterator[Quad], sent: Sent, say: Say) -> Iterator[Quad]:
    """The same statements; tells now and then how far the stream has been read."""
    text = Text(sv=f"Läser {sent.name}", en=f"Reading {sent.name}")
    size = sent.stream.seek(0, 2)
    for count, quad in enumerate(quads, 1):
        if count % _TOLD_EVERY == 0:
            sent.limits.check_triples(sent.name, count)
            say(Progress(text, sent.stream.tell(), size, count))
        yield quad

"""The RDF formats of the W3C, read by pyoxigraph."""

from __future__ import annotations

from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, parse

from loaders.jsonld import with_our_context
from loaders.line_length import check_lines
from loaders.lines import lines_of_descriptions, lines_of_statements
from loaders.nesting import check_nesting
from loaders.plain_nodes import with_plain_nodes
from loaders.resemblance import explained
from loaders.signatures import check_signature
from loaders.xml_check import check_xml
from s3graph.errors import ReadError
from s3graph.intake.reader import Sent, excerpt
from s3graph.model import Text
from s3graph.validation.location import Gap, Place

_ENCODINGS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_CHUNK = 1 << 20
_BUFFER_MIB = 16
"""The longest token pyoxigraph reads; it says MemoryError past that."""


@dataclass(frozen=True)
class RdfReader:
    """One format. Named graphs are refused: a source owns exactly one graph, and the platform names it."""

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]

    @property
    def rdf_format(self) -> RdfFormat:
        """Looked up when asked for: pyoxigraph's own value cannot be sent to another process."""
        found = RdfFormat.from_extension(self.suffixes[0])
        if found is None:
            raise KeyError(self.suffixes[0])
        return found

    def read(self, sent: Sent) -> Iterator[Quad]:
        """ReadError with line and column for broken syntax, for other encodings than UTF-8, and for named graphs."""
        start = _checked_encoding(sent)
        if self.rdf_format in _ONE_A_LINE:
            check_lines(sent)
        try:
            parsed: Iterator[Quad] = parse(self._prepared(sent, start), format=self.rdf_format)
            if self.rdf_format in _OWN_NAMES:
                parsed = map(with_plain_nodes, parsed)
            yield from (_checked(quad, sent.name) for quad in parsed)
        except SyntaxError as error:
            raise explained(_broken(error, sent.name), self.name, _beginning(sent.stream)) from error
        except ReadError as error:
            raise explained(error, self.name, _beginning(sent.stream)) from error
        except MemoryError as error:
            raise sent.limits.too_long(sent.name, _BUFFER_MIB) from error

    def _prepared(self, sent: Sent, start: int) -> BinaryIO:
        """What is parsed, from its beginning, after the checks that parsers leave out."""
        kind, stream = self.rdf_format, sent.stream
        stream.seek(start)
        if kind == RdfFormat.JSON_LD:
            return BytesIO(with_our_context(stream.read(), sent))
        if kind == RdfFormat.RDF_XML:
            check_xml(sent)
        elif kind in (RdfFormat.TURTLE, RdfFormat.TRIG):
            check_nesting(sent)
        stream.seek(start)
        return stream

    def lines(self, sent: Sent, wanted: Set[Place]) -> Mapping[Place, int]:
        """None for RDF/XML and JSON-LD: their parsers do not tell, and their lines say nothing on their own."""
        kind = self.rdf_format
        wanted = {place for place in wanted if not isinstance(place, Gap)}
        if kind in _ONE_A_LINE:
            return lines_of_statements(sent.stream, wanted, kind)
        return lines_of_descriptions(sent.stream, wanted) if kind in (RdfFormat.TURTLE, RdfFormat.TRIG) else {}


RDF_READERS = (
    RdfReader("Turtle", ("ttl", "turtle"), ("text/turtle", "application/x-turtle")),
    RdfReader("N-Triples", ("nt",), ("application/n-triples", "text/plain")),
    RdfReader("N-Quads", ("nq",), ("application/n-quads",)),
    RdfReader("TriG", ("trig",), ("application/trig",)),
    RdfReader("RDF/XML", ("rdf", "xml", "owl"), ("application/rdf+xml", "application/xml")),
    RdfReader("JSON-LD", ("jsonld", "json"), ("application/ld+json", "application/json")),
)
_OWN_NAMES = (RdfFormat.RDF_XML, RdfFormat.JSON_LD)
_ONE_A_LINE = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)


def _checked(quad: Quad, name: str) -> Quad:
    if not isinstance(quad.graph_name, DefaultGraph):
        raise ReadError(
            Text(
                sv=f"{name} lägger påståenden i grafen {excerpt(quad.graph_name)}. Leverera utan namngivna grafer.",
                en=f"{name} puts statements into the graph {excerpt(quad.graph_name)}. Deliver without named graphs.",
            )
        )
    if isinstance(quad.object, Triple):
        raise ReadError(
            Text(
                sv=f"{name} innehåller påståenden om påståenden (RDF-star). Använd s3:Claim i stället.",
                en=f"{name} holds statements about statements (RDF-star). Use s3:Claim instead.",
            )
        )
    return quad


def _checked_encoding(sent: Sent) -> int:
    """Where the content starts, after a byte order mark. Told before parsing, as parsers say 'syntax error' for it."""
    stream, name = sent.stream, sent.name
    stream.seek(0)
    head = stream.read(1000)
    check_signature(head, name)
    found = next((encoding for mark, encoding in _ENCODINGS if head.startswith(mark)), None)
    if found is None and b"\0" in head:
        found = "UTF-16"
    line = None
    if found is None:
        line = _line_of_wrong_byte(stream)
        if line is None:
            return len(BOM_UTF8) if head.startswith(BOM_UTF8) else 0
        found = "Latin-1 / Windows-1252"
    raise ReadError(
        Text(
            sv=f"{name}{f' rad {line}' if line else ''}: filen är inte UTF-8 (troligen {found}). Spara den som UTF-8.",
            en=f"{name}{f' line {line}' if line else ''}: the file is not UTF-8 (probably {found}). Save it as UTF-8.",
        ),
        line,
    )


def _beginning(stream: BinaryIO) -> bytes:
    stream.seek(0)
    return stream.read(_CHUNK)


def _line_of_wrong_byte(stream: BinaryIO) -> int | None:
    decoder = getincrementaldecoder("utf-8")()
    stream.seek(0)
    lines = 1
    kept = b""
    while chunk := stream.read(_CHUNK):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return lines + error.object.count(b"\n", 0, error.start) - kept.count(b"\n")
        lines += chunk.count(b"\n")
        kept = decoder.getstate()[0]
    return lines if kept else None


def _broken(error: SyntaxError, name: str) -> ReadError:
    """pyoxigraph's own message stays in English: it is about the notation."""
    reason = excerpt((error.msg or "").split(": ", 1)[-1].rstrip("."))
    if "No scheme found" in reason:
        said = Text(
            sv="adressen är inte fullständig. Skriv hela adressen, med https://, eller ange @base.",
            en="the address is not complete. Write it whole, with https://, or give @base.",
        )
    else:
        said = Text(
            sv=f"filen följer inte formatet: {reason}. Rätta det och leverera igen.",
            en=f"the file does not follow its format: {reason}. Mend it and deliver again.",
        )
    where = error.lineno is not None
    return ReadError(
        Text(
            sv=f"{name}{f' rad {error.lineno}, kolumn {error.offset}' if where else ''}: {said.sv}",
            en=f"{name}{f' line {error.lineno}, column {error.offset}' if where else ''}: {said.en}",
        ),
        error.lineno,
        error.offset,
    )

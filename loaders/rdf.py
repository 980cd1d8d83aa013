"""The RDF formats of the W3C, read by pyoxigraph."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from loaders.xml_check import check_xml
from s3graph.errors import ReadError
from s3graph.intake.reader import Statement
from s3graph.model import Text
from s3graph.resources import shelf

CONTEXT = "https://w3id.org/s3graph/ontology/context.jsonld"
"""The one context that is known without being fetched; no other is ever fetched."""
Subject = NamedNode | BlankNode | Triple
_ENCODINGS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_SUBJECT = re.compile(rb"^[ \t]*(<[^<>\s]+>|[A-Za-z][\w.-]*:[^\s;,]*)[ \t]+(?=\S)", re.MULTILINE)
_PREFIX = re.compile(rb"^[ \t]*(?:@prefix|PREFIX)[ \t]+([\w.-]*):[ \t]*<([^>]*)>", re.MULTILINE | re.IGNORECASE)


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

    def read(self, stream: BinaryIO, name: str) -> Iterator[Statement]:
        """ReadError with line and column for broken syntax, for other encodings than UTF-8, and for named graphs."""
        content = stream.read().removeprefix(BOM_UTF8)
        _check_encoding(content, name)
        if self.rdf_format == RdfFormat.JSON_LD:
            content = _with_our_context(content, name)
        if self.rdf_format == RdfFormat.RDF_XML:
            check_xml(content, name)
        lines = _subject_lines(content) if self.rdf_format in _WITH_LINES else {}
        try:
            for quad in parse(BytesIO(content), format=self.rdf_format):
                triple = _checked(quad, name)
                yield Statement(triple, lines.get(triple.subject))
        except SyntaxError as error:
            raise _broken(error, name) from error


RDF_READERS = (
    RdfReader("Turtle", ("ttl", "turtle"), ("text/turtle", "application/x-turtle")),
    RdfReader("N-Triples", ("nt",), ("application/n-triples", "text/plain")),
    RdfReader("N-Quads", ("nq",), ("application/n-quads",)),
    RdfReader("TriG", ("trig",), ("application/trig",)),
    RdfReader("RDF/XML", ("rdf", "xml", "owl"), ("application/rdf+xml", "application/xml")),
    RdfReader("JSON-LD", ("jsonld", "json"), ("application/ld+json", "application/json")),
)
_WITH_LINES = (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.TRIG)


def _checked(quad: Quad, name: str) -> Triple:
    if not isinstance(quad.graph_name, DefaultGraph):
        raise ReadError(
            Text(
                sv=f"{name} lägger påståenden i grafen {quad.graph_name}. Leverera utan namngivna grafer.",
                en=f"{name} puts statements into the graph {quad.graph_name}. Deliver without named graphs.",
            )
        )
    triple = quad.triple
    if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
        raise ReadError(
            Text(
                sv=f"{name} innehåller påståenden om påståenden (RDF-star). Använd s3:Claim i stället.",
                en=f"{name} holds statements about statements (RDF-star). Use s3:Claim instead.",
            )
        )
    return triple


def _check_encoding(content: bytes, name: str) -> None:
    """Told before parsing, as parsers say 'syntax error' for it."""
    found = next((encoding for mark, encoding in _ENCODINGS if content.startswith(mark)), None)
    if found is None and b"\0" in content[:1000]:
        found = "binary"
    line = None
    if found is None:
        line = _line_of_wrong_byte(content)
        if line is None:
            return
        found = "Latin-1 / Windows-1252"
    raise ReadError(
        Text(
            sv=f"{name}{f' rad {line}' if line else ''}: filen är inte UTF-8 (troligen {found}). Spara den som UTF-8.",
            en=f"{name}{f' line {line}' if line else ''}: the file is not UTF-8 (probably {found}). Save it as UTF-8.",
        ),
        line,
    )


def _line_of_wrong_byte(content: bytes) -> int | None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return None


def _subject_lines(content: bytes) -> Mapping[Subject, int]:
    """The first line on which each named subject stands at the start; one pass, by prefixes as they are declared."""
    prefixes = {prefix.decode(): iri.decode() for prefix, iri in _PREFIX.findall(content)}
    found: dict[Subject, int] = {}
    line, seen = 1, 0
    for hit in _SUBJECT.finditer(content):
        line += content.count(b"\n", seen, hit.start(1))
        seen = hit.start(1)
        spelt = hit.group(1).decode("utf-8", "replace")
        prefix, _, local = spelt.partition(":")
        iri = spelt[1:-1] if spelt.startswith("<") else prefixes.get(prefix, "") + local.replace("\\", "")
        try:
            found.setdefault(NamedNode(iri), line)
        except ValueError:
            continue
    return found


def _broken(error: SyntaxError, name: str) -> ReadError:
    """pyoxigraph's own message stays in English: it is about the notation."""
    reason = (error.msg or "").split(": ", 1)[-1]
    if "No scheme found" in reason:
        said = Text(
            sv="adressen är inte fullständig. Skriv hela adressen, med https://, eller ange @base.",
            en="the address is not complete. Write it whole, with https://, or give @base.",
        )
    else:
        said = Text(sv=f"filen följer inte formatet: {reason}.", en=f"the file does not follow its format: {reason}.")
    where = error.lineno is not None
    return ReadError(
        Text(
            sv=f"{name}{f' rad {error.lineno}, kolumn {error.offset}' if where else ''}: {said.sv}",
            en=f"{name}{f' line {error.lineno}, column {error.offset}' if where else ''}: {said.en}",
        ),
        error.lineno,
        error.offset,
    )


def _with_our_context(content: bytes, name: str) -> bytes:
    """JSON-LD with the address of our context replaced by the context itself; ReadError for any other address."""
    try:
        document = json.loads(content)
    except ValueError as error:
        line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
        raise ReadError(
            Text(
                sv=f"{name} rad {line}, kolumn {column}: filen är inte giltig JSON.",
                en=f"{name} line {line}, column {column}: the file is not valid JSON.",
            ),
            line,
            column,
        ) from error
    return json.dumps(_put_in(document, name)).encode()


def _put_in(value: Any, name: str) -> Any:
    if isinstance(value, list):
        return [_put_in(item, name) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _context(item, name) if key == "@context" else _put_in(item, name) for key, item in value.items()}


def _context(value: Any, name: str) -> Any:
    if isinstance(value, list):
        return [_context(item, name) for item in value]
    if value == CONTEXT:
        return json.loads((shelf("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
    if isinstance(value, str) or (isinstance(value, dict) and "@import" in value):
        raise ReadError(
            Text(
                sv=f"{name}: sammanhanget {value} hämtas inte. Använd {CONTEXT} eller skriv in sammanhanget i filen.",
                en=f"{name}: the context {value} is not fetched. Use {CONTEXT}, or write the context into the file.",
            )
        )
    return value

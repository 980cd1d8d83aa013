"""The RDF readers: each format says the same of the same content, and each refusal says where."""

from __future__ import annotations

from io import BytesIO

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from loaders import all_readers
from loaders.jsonld import CONTEXT
from loaders.rdf import RDF_READERS, RdfReader
from s3graph.errors import ReadError
from s3graph.intake.limits import Limits
from s3graph.intake.reader import Sent
from s3graph.model import Language
from s3graph.vocabulary import RDF, S3, SKOS, entity

PARK = entity("actor", "provgarden")
WANTED = {Triple(PARK, RDF.type, S3.SupportActor), Triple(PARK, SKOS.prefLabel, Literal("Provgården", language="sv"))}
BY_NAME = {reader.name: reader for reader in RDF_READERS}
TURTLE = BY_NAME["Turtle"]
LIMITS = Limits(bytes=1 << 20, ratio=250, literal=1 << 20, nesting=200)
PREFIXES = (
    "@prefix s3: <https://w3id.org/s3graph/ontology#> .\n"
    "@prefix actor: <https://w3id.org/s3graph/id/actor/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)


def sent(content: bytes | str, name: str = "fil") -> Sent:
    return Sent(BytesIO(content.encode() if isinstance(content, str) else content), name, LIMITS)


def read(reader: RdfReader, content: bytes | str, name: str = "fil") -> list[Triple]:
    return [quad.triple for quad in reader.read(sent(content, name))]


def refused(reader: RdfReader, content: bytes | str) -> ReadError:
    with pytest.raises(ReadError) as raised:
        read(reader, content, f"park.{reader.suffixes[0]}")
    return raised.value


@pytest.mark.parametrize("reader", RDF_READERS, ids=lambda reader: reader.name)
def test_each_format_says_the_same(reader: RdfReader) -> None:
    content = serialize(WANTED, format=reader.rdf_format)
    assert content is not None
    assert set(read(reader, content)) == WANTED


def test_the_readers_are_all_found_by_suffix_and_media_type() -> None:
    suffixes = [suffix for reader in all_readers().all for suffix in reader.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    for reader in RDF_READERS:
        for key in (*reader.suffixes, *reader.media_types, f".{reader.suffixes[0].upper()}"):
            assert all_readers().choose("fil", key) == reader
    assert all_readers().choose("kalmar.TTL.gz") == TURTLE
    with pytest.raises(ReadError) as raised:
        all_readers().choose("kalmar.docx")
    assert "docx" in raised.value.detail.sv
    assert "ttl" in raised.value.detail.en


def test_a_byte_order_mark_is_no_part_of_the_content() -> None:
    content = serialize(WANTED, format=RdfFormat.TURTLE)
    assert content is not None
    assert set(read(TURTLE, b"\xef\xbb\xbf" + content)) == WANTED


def test_subjects_are_found_on_the_line_where_they_are_first_described() -> None:
    turtle = (
        PREFIXES + "\nactor:provgarden a s3:SupportActor .\n# actor:annan\nactor:provgarden\n  s3:seat actor:annan .\n"
    )
    other = entity("actor", "annan")
    assert TURTLE.lines(sent(turtle), {PARK, other}) == {PARK: 5}
    whole = f"\n\n{PARK} {RDF.type} {S3.SupportActor} .\n{PARK} {RDF.type} {S3.SME} .\n"
    assert BY_NAME["N-Triples"].lines(sent(whole), {PARK}) == {PARK: 3}
    assert BY_NAME["JSON-LD"].lines(sent('{"@id": "a:b", "a:c": "d"}'), {PARK}) == {}


@pytest.mark.parametrize("name", ["N-Triples", "N-Quads"])
def test_a_statement_is_found_on_its_own_line(name: str) -> None:
    """Also where the file spells it otherwise than the platform does."""
    label = Triple(PARK, SKOS.prefLabel, Literal("Provgården", language="sv"))
    content = f'# a park\n{PARK} {RDF.type} {S3.SupportActor} .\n\n{PARK} {SKOS.prefLabel} "Provg\\u00E5rden"@sv .\n'
    absent = Triple(PARK, SKOS.altLabel, Literal("Provgården"))
    assert BY_NAME[name].lines(sent(content), {PARK, label, absent}) == {PARK: 2, label: 4}
    assert TURTLE.lines(sent(content), {PARK, label}) == {PARK: 2}


@pytest.mark.parametrize(
    ("encoding", "said"), [("latin-1", "Latin-1"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16")]
)
@pytest.mark.parametrize("name", ["Turtle", "N-Triples", "RDF/XML", "JSON-LD"])
def test_another_encoding_is_named_with_its_line(encoding: str, said: str, name: str) -> None:
    content = f'{PARK} <a:b> "ett"  .\n{PARK} <a:b> "två" .\n'.encode(encoding)
    error = refused(BY_NAME[name], content)
    assert said in error.detail.sv
    assert "UTF-8" in error.detail.en
    assert error.line == (None if encoding == "utf-16" else 2)


@pytest.mark.parametrize(
    ("name", "content", "line", "column"),
    [
        ("Turtle", PREFIXES + "actor:a a s3:SupportActor\nactor:b a s3:SupportActor .", 5, 1),
        ("Turtle", "<a:b> <a:c> nonsense:d .", 1, 13),
        ("N-Triples", "<a:b> <a:c> <a:d> .\n<a:b> <a:c> .\n", 2, 13),
        ("N-Quads", '<a:b> <a:c> "unfinished .\n', 1, 13),
        ("TriG", "<a:b> <a:c> <a:d>\n}", 2, 1),
        ("RDF/XML", "<r xmlns='a:'>\n<b>", 2, 4),
        ("RDF/XML", "<r xmlns='a:'>\n<b></c>", 2, 6),
        ("JSON-LD", '{"@id": "a:b",\n "a:c": }', 2, 9),
    ],
)  # fmt: skip
def test_broken_syntax_says_where(name: str, content: str, line: int | None, column: int | None) -> None:
    error = refused(BY_NAME[name], content)
    assert (error.line, error.column) == (line, column)
    for language, words in ((Language.SV, "rad"), (Language.EN, "line")):
        said = error.detail.in_language(language)
        assert said.startswith("park.")
        assert line is None or f"{words} {line}" in said


def test_an_address_that_is_not_whole_is_explained() -> None:
    error = refused(TURTLE, "<provgarden> a <a:b> .")
    assert "https://" in error.detail.sv
    assert "No scheme" not in error.detail.en


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("TriG", "<a:g> { <a:b> <a:c> <a:d> }"),
        ("N-Quads", "<a:b> <a:c> <a:d> <a:g> .\n"),
        ("JSON-LD", '{"@id": "a:g", "@graph": [{"@id": "a:b", "a:c": "d"}]}'),
    ],
)
def test_named_graphs_are_refused(name: str, content: str) -> None:
    assert "a:g" in refused(BY_NAME[name], content).detail.sv


def test_statements_about_statements_are_refused() -> None:
    assert "s3:Claim" in refused(TURTLE, "<a:b> <a:c> <<( <a:d> <a:e> <a:f> )>> .").detail.en


def test_our_context_is_known_and_no_other_is_fetched() -> None:
    known = f'{{"@context": "{CONTEXT}", "id": "{PARK.value}", "type": "SupportActor", "name": {{"sv": "Provgården"}}}}'
    assert set(read(BY_NAME["JSON-LD"], known)) == WANTED
    for other in ('"https://example.org/context"', '{"@import": "https://example.org/c"}', '["http://127.0.0.1:1/c"]'):
        error = refused(BY_NAME["JSON-LD"], f'{{"@context": {other}, "@id": "a:b", "a:c": "d"}}')
        assert CONTEXT in error.detail.sv


XML = (
    '<?xml version="1.0"?><!DOCTYPE r [{}]>\n'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="a:">'
    '<rdf:Description rdf:about="a:b"><x:c>&e;</x:c></rdf:Description></rdf:RDF>'
)


@pytest.mark.parametrize(
    "declared", ['<!ENTITY e SYSTEM "file:///etc/hostname">', '<!ENTITY a "aa"><!ENTITY e "&a;&a;">']
)
def test_entities_of_xml_neither_read_files_nor_grow(declared: str) -> None:
    error = refused(BY_NAME["RDF/XML"], XML.format(declared))
    assert error.line == 1
    assert "entiteten" in error.detail.sv


def test_a_plain_entity_of_xml_is_its_text() -> None:
    (statement,) = read(BY_NAME["RDF/XML"], XML.format('<!ENTITY e "text">'))
    assert statement.object == Literal("text")


def test_values_are_kept_as_written() -> None:
    """``01.50`` and ``1.5`` are the same number and not the same text: nothing is lost."""
    written = '<a:b> <a:c> "01.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .'
    (statement,) = read(TURTLE, written)
    assert statement.object == Literal("01.50", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))

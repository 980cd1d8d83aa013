from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, serialize

from loaders.rdf import RDF_READERS
from loaders.resemblance import explained, looks_like
from s3graph.errors import ReadError
from s3graph.model import Text

SAID = [Quad(NamedNode("https://e.org/a"), NamedNode("https://e.org/b"), Literal("c", language="sv"))]


@pytest.mark.parametrize("reader", RDF_READERS, ids=lambda reader: reader.name)
def test_what_a_format_looks_like_is_not_explained_by_its_name(reader: object) -> None:
    content = serialize(SAID, format=reader.rdf_format)  # type: ignore[attr-defined]
    error = ReadError(Text("fel", "wrong"), 3, 4)
    assert content is not None
    assert explained(error, reader.name, b"\xef\xbb\xbf# a\n\n" + content) is error  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("beginning", "name"),
    [
        (b'<?xml version="1.0"?>', "RDF/XML"),
        (b'  [ {"@id": "a:b"} ]', "JSON-LD"),
        (b"# a comment\n# another\nPREFIX s3: <a:b>", "Turtle"),
        (b'<a:b> <a:c> "a \\" . b"^^<a:d> .', "N-Triples"),
        (b"_:a <a:c> _:b <a:g> .", "N-Quads"),
        (b"\n<HTML>", ""),
    ],
)
def test_the_first_statement_says_the_format(beginning: bytes, name: str) -> None:
    found = looks_like(beginning)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "beginning", [b"", b"[] a <a:b> .", b"{ <a:b> <a:c> <a:d> }", b"namn;ort\n", b"<a:b> a <a:c> ."]
)
def test_what_could_be_anything_is_not_guessed(beginning: bytes) -> None:
    assert looks_like(beginning) is None


def test_the_error_keeps_its_place_and_says_what_to_do() -> None:
    told = explained(ReadError(Text("fel.", "wrong."), 3, 4), "Turtle", b'{"@id": "a:b"}')
    assert (told.line, told.column) == (3, 4)
    assert told.detail.en.startswith("wrong. The content looks like JSON-LD")
    assert "--format jsonld" in told.detail.sv

"""Reading a file opens no connection, whatever address stands in it: told by somebody who listens there."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import pytest

from loaders.rdf import RDF_READERS
from s3graph.errors import ReadError
from s3graph.intake.limits import Limits
from s3graph.intake.reader import Sent

LIMITS = Limits(bytes=1 << 20, ratio=250, literal=1 << 20, nesting=200)
XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="a:">{}</rdf:RDF>'
POINTING = {
    "context": ("JSON-LD", '{{"@context": "{0}", "@id": "a:b", "a:c": "d"}}'),
    "context in a list": ("JSON-LD", '{{"@context": [{{"x": "a:x"}}, "{0}"], "@id": "a:b", "a:c": "d"}}'),
    "imported context": ("JSON-LD", '{{"@context": {{"@import": "{0}"}}, "@id": "a:b", "a:c": "d"}}'),
    "context below": ("JSON-LD", '{{"@id": "a:b", "a:c": {{"@context": "{0}", "a:d": "e"}}}}'),
    "context of a term": ("JSON-LD", '{{"@context": {{"t": {{"@id": "a:t", "@context": "{0}"}}}}, "t": {{"a:b": 1}}}}'),
    "base": ("JSON-LD", '{{"@context": {{"@base": "{0}"}}, "@id": "b", "a:c": {{"@id": "d"}}}}'),
    "external document type": ("RDF/XML", '<!DOCTYPE r SYSTEM "{0}">' + XML),
    "external entity": ("RDF/XML", '<!DOCTYPE r [<!ENTITY e SYSTEM "{0}">]>' + XML.format("<x:a>&e;</x:a>")),
    "parameter entity": ("RDF/XML", '<!DOCTYPE r [<!ENTITY % e SYSTEM "{0}"> %e;]>' + XML),
    "base of XML": ("RDF/XML", XML.replace("xmlns:x", 'xml:base="{0}" xmlns:x').replace("{}", "")),
    "imported ontology": ("Turtle", "<a:b> <http://www.w3.org/2002/07/owl#imports> <{0}> ."),
    "base of Turtle": ("Turtle", "@base <{0}> . <b> <c> <d> ."),
}


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Takes connections without anybody having to answer them."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def test_the_listener_hears_a_connection(listener: socket.socket) -> None:
    with socket.create_connection(listener.getsockname()):
        heard, _ = listener.accept()
        heard.close()


@pytest.mark.parametrize("case", POINTING)
def test_no_address_in_a_file_is_asked(case: str, listener: socket.socket) -> None:
    name, content = POINTING[case]
    reader = next(reader for reader in RDF_READERS if reader.name == name)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/there"
    written = content.replace("{0}", address).replace("{{", "{").replace("}}", "}")
    assert address in written
    with suppress(ReadError):
        list(reader.read(Sent(BytesIO(written.encode()), "fil", LIMITS)))
    with pytest.raises(BlockingIOError):
        listener.accept()

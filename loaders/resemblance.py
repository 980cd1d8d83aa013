"""Which format a file looks like, for senders whose file is called one thing and is another."""

from __future__ import annotations

import re
from typing import NamedTuple

from s3graph.errors import ReadError
from s3graph.model import Text

_SHOWN = 4096
_COMMENTS = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:\s|#[^\n]*(?:\n|\Z))*")
_IRI = rb"(?:<[^<>\s]*>|_:\S+)"
_VALUE = rb'(?:<[^<>\s]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^<>\s]*>)?)'


class Looks(NamedTuple):
    """A format's name and usual suffix, both empty for a web page, and how its files begin."""

    name: str
    suffix: str
    beginning: re.Pattern[bytes]


_ALL = (
    Looks("", "", re.compile(rb"<!doctype html|<html", re.IGNORECASE)),
    Looks("RDF/XML", "rdf", re.compile(rb"<\?xml|<!DOCTYPE|<!ENTITY|<rdf:RDF")),
    Looks("JSON-LD", "jsonld", re.compile(rb'\{\s*["}]|\[\s*\{\s*["}]')),
    Looks("Turtle", "ttl", re.compile(rb"@prefix|@base|PREFIX\s|BASE\s", re.IGNORECASE)),
    Looks("N-Triples", "nt", re.compile(rb"%b\s+<[^<>\s]*>\s+%b\s*\." % (_IRI, _VALUE))),
    Looks("N-Quads", "nq", re.compile(rb"%b\s+<[^<>\s]*>\s+%b\s+%b\s*\." % (_IRI, _VALUE, _IRI))),
)
_READ_BY = {
    "Turtle": {"Turtle", "N-Triples"},
    "TriG": {"Turtle", "N-Triples"},
    "N-Quads": {"N-Quads", "N-Triples"},
}
"""Formats whose files another one's reader takes too: what is wrong with those is not their name."""


def looks_like(beginning: bytes) -> Looks | None:
    """By the first statement after comments; None where that says nothing.

    >>> looks_like(b'{"@id": "https://example.org/"}').name
    'JSON-LD'
    """
    start = _COMMENTS.match(beginning[:_SHOWN])
    said = beginning[start.end() if start else 0 : _SHOWN]
    return next((looks for looks in _ALL if looks.beginning.match(said)), None)


def explained(error: ReadError, format_name: str, beginning: bytes) -> ReadError:
    """The same error; where the file looks like another format than it was read as, it says so too."""
    looks = looks_like(beginning)
    if looks is None or looks.name in _READ_BY.get(format_name, {format_name}):
        return error
    if looks.name:
        more = Text(
            sv=f" Innehållet ser ut som {looks.name}: ge filen ändelsen .{looks.suffix}, eller ange formatet "
            f"(--format {looks.suffix}).",
            en=f" The content looks like {looks.name}: let the name end with .{looks.suffix}, or state the format "
            f"(--format {looks.suffix}).",
        )
    else:
        more = Text(
            sv=" Innehållet är en webbsida: ladda ner själva filen.",
            en=" The content is a web page: download the file itself.",
        )
    return ReadError(Text(error.detail.sv + more.sv, error.detail.en + more.en), error.line, error.column)

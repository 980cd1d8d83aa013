"""Wherever a serialiser's block ends, what is cut of it is whole rows, and parses once closed."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Variable,
    parse,
)

from s3graph.querying import formats
from s3graph.querying.cutting import CUTS, last_rows

EX = "https://example.org/"
HOSTILE = [
    '"}},{"s":{"type":"',
    "\\",
    '\\"}},{"',
    "</result>",
    "\r\n",
    '"',
    '""',
    " .\n",
    "]},{",
    ',{"@id":"',
    "\t",
    "å",
    "<",
]
TEXTS = st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join)


def rows_of(texts: list[str], media_type: str) -> bytes:
    store = Store()
    store.extend(Quad(NamedNode(f"{EX}{n}"), NamedNode(f"{EX}{n % 2}"), Literal(text)) for n, text in enumerate(texts))
    if media_type in formats.GRAPHS:
        built = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        assert isinstance(built, QueryTriples)
        return built.serialize(format=RdfFormat.from_media_type(media_type)) or b""
    found = store.query(f"SELECT ?o ?s ?p WHERE {{ ?s ?p ?t BIND(IF(?p = <{EX}0>, ?t, ?none) AS ?o) }} ORDER BY ?s")
    assert isinstance(found, QuerySolutions)
    assert found.variables[0] == Variable("o")
    return found.serialize(format=QueryResultsFormat.from_media_type(media_type)) or b""


def number_in(document: bytes, media_type: str) -> int:
    """How many rows or statements a whole document has, by a reader that is not ours."""
    if media_type == formats.JSON:
        return len(json.loads(document)["results"]["bindings"])
    if media_type == formats.XML:
        return document.count(b"<result>")
    if media_type == formats.CSV:
        return len(list(csv.reader(io.StringIO(document.decode(), newline="")))) - 1
    if media_type == formats.TSV:
        return document.count(b"\n") - 1
    return len(list(parse(document, format=RdfFormat.from_media_type(media_type))))


@pytest.mark.parametrize("media_type", CUTS)
@example(texts=["\r\n\t"], place=0.9)
@example(texts=["\r\n\t", "text"], place=0.8)
@given(texts=st.lists(TEXTS, min_size=1, max_size=12), place=st.floats(0, 1))
def test_what_is_cut_is_whole_and_parses_once_closed(media_type: str, texts: list[str], place: float) -> None:
    document = rows_of(texts, media_type)
    cut = CUTS[media_type]
    whole = cut.whole(document[: int(place * len(document))])
    if not whole.end:
        return
    rest = document[whole.end :]
    found = number_in(document[: whole.end] + cut.closing, media_type)
    if media_type in formats.ROWS:
        assert found == whole.rows - cut.header
        assert found + last_rows(media_type, rest, first=False) == len(texts)
    assert found <= len(texts)
    assert bool(rest) or found == len(texts)


@pytest.mark.parametrize("media_type", CUTS)
def test_a_long_document_can_be_cut(media_type: str) -> None:
    document = rows_of(["text"] * 50, media_type)
    assert CUTS[media_type].whole(document[: len(document) // 2]).end > len(document) // 4


@pytest.mark.parametrize("media_type", formats.ROWS)
def test_an_answer_without_rows_has_none(media_type: str) -> None:
    found = Store().query("SELECT ?s WHERE { ?s ?p ?o }")
    assert isinstance(found, QuerySolutions)
    document = found.serialize(format=QueryResultsFormat.from_media_type(media_type)) or b""
    assert last_rows(media_type, document, first=True) - CUTS[media_type].header == 0
    assert re.search(rb"s", document)

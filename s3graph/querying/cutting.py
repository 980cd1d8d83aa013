"""Where an answer may be cut so that what was sent is whole rows, and what closes the document after the cut.

A serialiser writes blocks that end anywhere. Each format has one sequence of bytes that stands between two rows (or
statements) and that no text inside a row can have, because quotes and angle brackets are escaped there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from s3graph.querying import formats


class Whole(NamedTuple):
    """How many bytes of a block, which begins where a row does, are whole rows; and how many rows those are."""

    end: int
    rows: int


class Cut(NamedTuple):
    """``whole`` looks at a block, ``closing`` ends a document that was cut. ``header``: its first line is no row."""

    whole: Callable[[bytes], Whole]
    closing: bytes = b""
    header: bool = False


def _between(pattern: bytes) -> Callable[[bytes], Whole]:
    """Ends of rows are the ends of what the pattern matches."""
    found = re.compile(pattern)

    def whole(block: bytes) -> Whole:
        end = rows = 0
        for hit in found.finditer(block):
            end, rows = hit.end(), rows + 1
        return Whole(end, rows)

    return whole


def _after(mark: bytes) -> Callable[[bytes], Whole]:
    def whole(block: bytes) -> Whole:
        return Whole(block.rfind(mark) + len(mark), rows) if (rows := block.count(mark)) else Whole(0, 0)

    return whole


_csv_line = re.compile(rb'(?>(?:[^"\r]|"[^"]*"|\r(?!\n))*)\r\n')
_csv_simple = _after(b"\r\n")


def _csv(block: bytes) -> Whole:
    """A quoted value may have line breaks, so lines are read one after the other from the first."""
    if b'"' not in block:
        return _csv_simple(block)
    end = rows = 0
    while hit := _csv_line.match(block, end):
        end, rows = hit.end(), rows + 1
    return Whole(end, rows)


CUTS: Mapping[str, Cut] = {
    formats.JSON: Cut(_between(rb'"\}{2,}(?=,\{"(?:[^"\\]|\\.)+":\{"type":")'), b"]}}"),
    formats.XML: Cut(_after(b"</result>"), b"</results></sparql>"),
    formats.CSV: Cut(_csv, header=True),
    formats.TSV: Cut(_after(b"\n"), header=True),
    formats.TURTLE: Cut(_after(b" .\n")),
    formats.TRIG: Cut(_after(b" .\n")),
    formats.N_TRIPLES: Cut(_after(b"\n")),
    # A literal may end in a line break and a tab too; but after its end another property or the node's own end follows.
    formats.RDF_XML: Cut(_between(rb"\n\t</[^>]*>\n(?=\t<[^/])"), b"</rdf:RDF>\n"),
    formats.JSON_LD: Cut(_between(rb'\]\}(?=,\{"@id":")'), b"]"),
}
"""By media type."""


def last_rows(media_type: str, block: bytes, *, first: bool) -> int:
    """Rows in the last block of a whole answer; ``first``: it is the only one."""
    rows = CUTS[media_type].whole(block).rows
    if media_type == formats.JSON:
        return rows + (not first or b'"bindings":[{' in block)
    return rows

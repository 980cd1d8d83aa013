"""Rows for people: a table of aligned columns, IRIs by their prefixes, or the sentence where there are none."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from s3graph.vocabulary import BASE, PREFIXES

WIDEST = 60
_OURS = f"{BASE}id/"
_NAMES = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))


def table(answer: bytes) -> str:
    """Of SPARQL results in JSON: of an ASK the word, of a SELECT the table, whose last line counts the rows."""
    found = json.loads(answer)
    if "boolean" in found:
        return "true\n" if found["boolean"] else "false\n"
    names: list[str] = found["head"]["vars"]
    rows = [[_shown(row.get(name)) for name in names] for row in found["results"]["bindings"]]
    widths = [max([_width(name), *(_width(row[place]) for row in rows)]) for place, name in enumerate(names)]
    lines = [_line(names, widths), "  ".join("─" * width for width in widths), *(_line(row, widths) for row in rows)]
    return "\n".join([*lines, f"({len(rows)})", ""])


def caret(excerpt: str, column: int) -> str:
    """A line of a query, and below it a mark at one of its characters."""
    before = "".join(" " if character != "\t" else "\t" for character in excerpt[: column - 1])
    return f"  {excerpt}\n  {before}^"


def short(iri: str) -> str:
    """
    >>> short("http://www.w3.org/2004/02/skos/core#prefLabel"), short("https://w3id.org/s3graph/id/region/SE212")
    ('skos:prefLabel', 'region/SE212')
    """
    if iri.startswith(_OURS):
        return iri.removeprefix(_OURS)
    return next((f"{prefix}:{iri.removeprefix(start)}" for prefix, start in _NAMES if iri.startswith(start)), iri)


def _shown(term: Mapping[str, Any] | None) -> str:
    if term is None:
        return ""
    text = short(term["value"]) if term["type"] == "uri" else " ".join(str(term["value"]).split())
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)

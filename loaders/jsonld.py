"""What is done to JSON-LD before it is parsed: our own context put in, every other address refused, depth bounded."""

from __future__ import annotations

import json
import re
from typing import Any

from s3graph.errors import ReadError
from s3graph.intake.reader import Sent, excerpt
from s3graph.model import Text
from s3graph.resources import shelf

CONTEXT = "https://w3id.org/s3graph/ontology/context.jsonld"
"""The one context that is known without being fetched; no other is ever fetched."""
_STRUCTURE = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]')
"""A text that does not end is passed over whole, or a file of quotes would be read again from each of them."""


def with_our_context(content: bytes, sent: Sent) -> bytes:
    """JSON-LD with the address of our context replaced by the context itself.

    ReadError for any other address and for what is no JSON, LimitError for deep nesting.
    """
    _check_depth(content, sent)
    name = sent.name
    try:
        document = json.loads(content)
    except ValueError as error:
        raise _no_json(error, name) from error
    return json.dumps(_put_in(document, name)).encode()


def _no_json(error: ValueError, name: str) -> ReadError:
    """Without a place where a number has more digits than are read."""
    if not isinstance(error, json.JSONDecodeError):
        return ReadError(
            Text(
                sv=f"{name}: ett tal har för många siffror. Korta det.",
                en=f"{name}: a number has too many digits. Shorten it.",
            )
        )
    line, column = error.lineno, error.colno
    return ReadError(
        Text(
            sv=f"{name} rad {line}, kolumn {column}: filen är inte giltig JSON. Rätta det och leverera igen.",
            en=f"{name} line {line}, column {column}: the file is not valid JSON. Mend it and deliver again.",
        ),
        line,
        column,
    )


def _check_depth(content: bytes, sent: Sent) -> None:
    """Before it is parsed: parsers take memory that grows with the square of the depth."""
    if content.count(b"{") + content.count(b"[") <= sent.limits.nesting:
        return
    depth = 0
    for mark in _STRUCTURE.finditer(content):
        first = content[mark.start()]
        if first in b"[{":
            depth += 1
            if depth > sent.limits.nesting:
                sent.limits.check_nesting(sent.name, depth, content.count(b"\n", 0, mark.start()) + 1)
        elif first in b"]}":
            depth -= 1


def _put_in(value: Any, name: str) -> Any:
    if isinstance(value, list):
        return [_put_in(item, name) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _context(item, name) if key == "@context" else _put_in(item, name) for key, item in value.items()}


def _context(value: Any, name: str) -> Any:
    """Contexts may hold others, of one term alone."""
    if isinstance(value, list):
        return [_context(item, name) for item in value]
    if value == CONTEXT:
        return json.loads((shelf("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
    if isinstance(value, str) or (isinstance(value, dict) and "@import" in value):
        asked = excerpt(value["@import"] if isinstance(value, dict) else value)
        raise ReadError(
            Text(
                sv=f"{name}: sammanhanget {asked} hämtas inte. Använd {CONTEXT} eller skriv in sammanhanget i filen.",
                en=f"{name}: the context {asked} is not fetched. Use {CONTEXT}, or write the context into the file.",
            )
        )
    return _put_in(value, name)

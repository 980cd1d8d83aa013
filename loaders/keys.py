"""Stable addresses for rows: the partner's own id, else an organisation number, else what the thing is called."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from pyoxigraph import NamedNode

from s3graph.vocabulary import BASE, entity
from s3graph.workbook.sheet import Sheet

_LONGEST = 90
_DIGEST = 8
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ł": "l", "&": " och "})
_OF_LEGAL_ENTITY = re.compile(r"\d{2}[2-9]\d{7}")
"""A sole trader's number is a person's, and stands in no address."""


def slug(text: str) -> str:
    """A text as the end of an address; empty where nothing of it is left.

    >>> slug("Träcentrum Nässjö & Co")
    'tracentrum-nassjo-och-co'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(mark for mark in plain if not unicodedata.combining(mark))
    found = re.sub(r"[^a-z0-9]+", "-", kept).strip("-")
    if len(found) <= _LONGEST:
        return found
    digest = hashlib.sha256(found.encode()).hexdigest()[:_DIGEST]
    return f"{found[:_LONGEST].rstrip('-')}-{digest}"


def own_address(sheet: Sheet, text: str) -> NamedNode | None:
    """Of an own id, which may be a whole address of the platform; None where nothing of it is left."""
    if text.startswith(f"{BASE}id/") and re.fullmatch(r"[a-z0-9/_.:-]+", text, re.IGNORECASE):
        return NamedNode(text)
    end = slug(text)
    return entity(sheet.kind, end) if end else None


def number_address(sheet: Sheet, number: str) -> NamedNode | None:
    """Of an organisation number; None for what is none, and for a sole trader's."""
    return entity(sheet.kind, number) if _OF_LEGAL_ENTITY.fullmatch(number) else None


def named_address(sheet: Sheet, name: str, beside: tuple[str, ...]) -> NamedNode | None:
    """Of a name, with what tells namesakes apart: a municipality, or who is behind it; of several parties alone."""
    if not slug(name) and len(beside) < 2:
        return None
    parts = [slug(name)] if slug(name) else []
    for other in beside:
        if other and not any(f"-{other}-" in f"-{part}-" for part in parts):
            parts.append(other)
    return entity(sheet.kind, slug("-".join(parts)))


def row_address(sheet: Sheet, row: int) -> NamedNode:
    """Of a row that has nothing to be known by, and is refused."""
    return entity(sheet.kind, f"rad-{row}")

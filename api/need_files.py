"""Kept needs as files, given out to the advisor who kept them."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import StringIO

from s3graph.private import PrivateNeed
from s3graph.validation.page import harmless

COLUMNS = (
    "id", "created_on", "erase_on", "purpose", "language", "areas", "region", "municipality", "sni", "size",
    "competences", "text", "suggested", "useful", "not-useful", "contacted", "outcome", "outcome_on", "published_on",
)  # fmt: skip
_MARKS = ("useful", "not-useful", "contacted")


def as_json(needs: Sequence[PrivateNeed]) -> bytes:
    return json.dumps([need.to_json() for need in needs], ensure_ascii=False, indent=1).encode() + b"\n"


def as_csv(needs: Sequence[PrivateNeed]) -> bytes:
    """A need in a row below ``COLUMNS``, RFC 4180, several values in a cell set apart by a space.

    It begins with a byte order mark, so that spreadsheets read its letters; a cell that they would run begins with a
    quote.
    """
    written = StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for need in needs:
        said = need.to_json()
        marked = {name: [mark.actor for mark in need.marks if mark.mark.value == name] for name in _MARKS}
        table.writerow([harmless(_cell({**said, **marked}[column])) for column in COLUMNS])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


FORMS = {"json": (as_json, "application/json"), "csv": (as_csv, "text/csv")}
"""By ending: what writes them, and their media type."""


def _cell(value: object) -> str:
    if value is None:
        return ""
    return " ".join(value) if isinstance(value, list) else str(value)

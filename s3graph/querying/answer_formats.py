"""The formats of answers to saved questions, by the ending of their address."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import StringIO

from s3graph.querying.parquet import parquet
from s3graph.querying.result_set import result_set
from s3graph.querying.table import Table
from s3graph.querying.workbook import workbook

ROWS_AS_JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class AnswerFormat:
    """``streamed``: the query processes write it themselves. ``saved``: a browser keeps it as a file."""

    ending: str
    media_type: str
    write: Callable[[Table], bytes]
    streamed: bool = False
    saved: bool = True


def _json(table: Table) -> bytes:
    head = {"vars": [column.name for column in table.columns]}
    return json.dumps({"head": head, "results": {"bindings": table.rows}}, ensure_ascii=False).encode()


def _csv(table: Table) -> bytes:
    """As SPARQL 1.1 writes it: values without their types, lines that end in CR LF."""
    text = StringIO(newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow([column.name for column in table.columns])
    for row in table.rows:
        lines.writerow([_plain(row.get(column.name)) for column in table.columns])
    return text.getvalue().encode()


def _plain(term: Mapping[str, str] | None) -> str:
    if term is None:
        return ""
    return f"_:{term['value']}" if term["type"] == "bnode" else term["value"]


ANSWER_FORMATS: Mapping[str, AnswerFormat] = {
    known.ending: known
    for known in (
        AnswerFormat("json", ROWS_AS_JSON, _json, streamed=True, saved=False),
        AnswerFormat("csv", "text/csv", _csv, streamed=True),
        AnswerFormat("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
        AnswerFormat("parquet", "application/vnd.apache.parquet", parquet),
        AnswerFormat("ttl", "text/turtle", result_set, saved=False),
    )
}

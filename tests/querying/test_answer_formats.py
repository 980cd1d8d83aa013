"""CSV and JSON of a table are what the engine itself writes, which streams them where no page is asked for."""

from __future__ import annotations

import json
from pathlib import Path

from pyoxigraph import QueryResultsFormat, parse_query_results

from s3graph.querying.answer_formats import ANSWER_FORMATS
from tests.querying.asked import BARE, FULL, content, table


def by_engine(rows: list[dict[str, object]], wanted: QueryResultsFormat) -> bytes:
    found = parse_query_results(content(rows), QueryResultsFormat.JSON)  # type: ignore[arg-type]
    written = found.serialize(format=wanted)
    assert written is not None
    return written


def test_csv_is_that_of_the_engine(tmp_path: Path) -> None:
    rows = [FULL | {"day": {"type": "literal", "value": "2026-11-25"}}]
    written = ANSWER_FORMATS["csv"].write(table(tmp_path, rows))
    assert written == by_engine(rows, QueryResultsFormat.CSV)  # type: ignore[arg-type]
    assert written.startswith(b"thing,name,number")
    assert ANSWER_FORMATS["csv"].write(table(tmp_path, [BARE])).splitlines()[1] == b"_:b1,,,,,,"


def test_json_is_that_of_the_engine(tmp_path: Path) -> None:
    written = ANSWER_FORMATS["json"].write(table(tmp_path, [FULL, BARE]))
    assert json.loads(written) == json.loads(content([FULL, BARE]))


def test_endings_are_those_promised() -> None:
    assert list(ANSWER_FORMATS) == ["json", "csv", "xlsx", "parquet", "ttl"]
    assert [known.ending for known in ANSWER_FORMATS.values() if known.streamed] == ["json", "csv"]

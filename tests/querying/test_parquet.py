"""Parquet files, with the types of the header even where they are empty."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from arro3.core import Table as ArrowTable
from arro3.io import read_parquet

from s3graph.querying.parquet import parquet
from tests.querying.asked import BARE, COLUMNS, FULL, table


def read(content: bytes) -> ArrowTable:
    assert content[:4] == content[-4:] == b"PAR1"
    return read_parquet(BytesIO(content)).read_all()


def test_values_come_back_with_their_types(tmp_path: Path) -> None:
    found = read(parquet(table(tmp_path, [FULL, BARE])))
    rows = {name: found.column(name).to_pylist() for name in COLUMNS}
    assert rows == {
        "thing": ["https://w3id.org/s3graph/id/area/livsmedel", "b1"],
        "name": ['Mat, "och"\ndryck å', ""],
        "number": [1234567, None],
        "share": [pytest.approx(1 / 3), None],
        "day": [date(2026, 11, 25), None],
        "moment": [datetime(2026, 11, 25, 12, tzinfo=UTC), None],
        "sure": [True, None],
    }


def test_an_empty_answer_has_the_same_columns(tmp_path: Path) -> None:
    empty, full = (read(parquet(table(tmp_path, rows))).schema for rows in ([], [FULL]))
    assert [empty.field(name).type for name in COLUMNS] == [full.field(name).type for name in COLUMNS]
    assert empty.names == list(COLUMNS)


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    schema = read(parquet(table(tmp_path, [FULL]))).schema
    about = schema.metadata_str
    assert (about["name"], about["release"], about["area"]) == ("trial", "7", "livsmedel")
    assert about["question"] == "Vad klarar en tabell?"
    assert schema.field("number").metadata_str == {"label": "Antal"}

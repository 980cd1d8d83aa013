"""The answer to a saved question as typed cells."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from s3graph.errors import QueryError
from s3graph.model import Language
from tests.querying.asked import BARE, FULL, table, typed


def test_cells_have_the_types_of_their_columns(tmp_path: Path) -> None:
    whole, bare = table(tmp_path, [FULL, BARE]).cells()
    assert whole == [
        "https://w3id.org/s3graph/id/area/livsmedel",
        'Mat, "och"\ndryck å',
        1234567,
        Decimal("0.3333333333333333"),
        date(2026, 11, 25),
        datetime(2026, 11, 25, 12, tzinfo=UTC),
        True,
    ]
    assert bare == ["b1", "", None, None, None, None, None]


@pytest.mark.parametrize(
    ("column", "value"),
    [("number", "1.5"), ("share", "much"), ("day", "2026"), ("moment", "noon"), ("sure", "maybe")],
)
def test_a_value_of_another_type_is_named(tmp_path: Path, column: str, value: str) -> None:
    with pytest.raises(QueryError) as raised:
        table(tmp_path, [FULL, FULL | {column: typed(value, "string")}]).cells()
    assert all(word in raised.value.detail.sv for word in ("trial", column, repr(value)))


def test_what_is_said_of_an_answer(tmp_path: Path) -> None:
    found = [(label.sv, text) for label, text in table(tmp_path, []).asked.said()]
    assert found == [
        ("Fråga", "Vad klarar en tabell?"),
        ("Område", "livsmedel"),
        ("Minst", "2"),
        ("Utgåva", "7"),
        ("Utgiven", "2026-11-20T12:00:00Z"),
        ("Hämtad", "2026-11-25"),
        ("Adress", "https://example.org/api/v1/queries/trial.xlsx?area=livsmedel"),
    ]
    assert table(tmp_path, [], Language.EN).asked.said()[0][1] == "What does a table bear?"


def test_the_first_rows(tmp_path: Path) -> None:
    assert table(tmp_path, [FULL, BARE]).first(1) == table(tmp_path, [FULL])

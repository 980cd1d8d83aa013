"""Workbooks, read back by another library than wrote them."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import s3graph.querying.workbook
from s3graph.errors import LimitError
from s3graph.model import Language
from s3graph.querying.workbook import workbook
from tests.querying.asked import BARE, FULL, named, table

HOSTILE = ("=1+1", "+46 70", "-1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://127.0.0.1","x")', "{=1}", "http://a.b")


def sheets(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def test_rows_are_under_labels_of_the_language_asked(tmp_path: Path) -> None:
    book = sheets(workbook(table(tmp_path, [FULL, BARE])))
    assert book.sheetnames == ["Svar", "Om svaret"]
    heading, whole, bare = book["Svar"].iter_rows(values_only=True)
    assert heading == ("Sak", "Namn", "Antal", "Andel", "Dag", "Stund", "Säker")
    assert whole[:3] == ("https://w3id.org/s3graph/id/area/livsmedel", 'Mat, "och"\ndryck å', 1234567)
    assert whole[3] == pytest.approx(1 / 3)
    assert whole[4:] == (datetime(2026, 11, 25), datetime(2026, 11, 25, 12), True)
    assert bare == ("b1", "", None, None, None, None, None)
    assert book["Svar"].freeze_panes == "A2"
    english = sheets(workbook(table(tmp_path, [FULL], Language.EN)))
    assert english.sheetnames == ["Answer", "About"]
    assert next(english["Answer"].iter_rows(values_only=True))[2] == "Number"


def test_numbers_and_dates_are_kept_as_such(tmp_path: Path) -> None:
    cells = sheets(workbook(table(tmp_path, [FULL])))["Svar"][2]
    assert [cell.data_type for cell in cells] == ["s", "s", "n", "n", "d", "d", "b"]
    assert [cell.number_format for cell in cells[4:6]] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"]


def test_a_number_too_long_for_a_spreadsheet_keeps_its_digits(tmp_path: Path) -> None:
    number = {"number": {"type": "literal", "value": "123456789012345678"}}
    assert sheets(workbook(table(tmp_path, [number])))["Svar"]["C2"].value == "123456789012345678"


def test_a_sheet_says_where_the_answer_comes_from(tmp_path: Path) -> None:
    said = dict(sheets(workbook(table(tmp_path, [])))["Om svaret"].iter_rows(values_only=True))
    assert said == {
        "Fråga": "Vad klarar en tabell?",
        "Område": "livsmedel",
        "Minst": "2",
        "Utgåva": "7",
        "Utgiven": "2026-11-20T12:00:00Z",
        "Hämtad": "2026-11-25",
        "Adress": "https://example.org/api/v1/queries/trial.xlsx?area=livsmedel",
    }


def test_text_is_never_a_formula(tmp_path: Path) -> None:
    content = workbook(table(tmp_path, [named(text) for text in HOSTILE]))
    cells = [row[1] for row in sheets(content)["Svar"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == list(HOSTILE)
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [text[0] in "=+-@\t" for text in HOSTILE]
    with zipfile.ZipFile(BytesIO(content)) as parts:
        written = "".join(parts.read(name).decode() for name in parts.namelist() if "sheet" in name)
    assert not re.search(r"<f[ >]|<hyperlink", written)


@pytest.mark.parametrize("text", ["a\0b", "\x0b", "\ufffe", "x" * 40_000, "_x0041_", "𝒶🌲"])
def test_any_text_leaves_the_workbook_whole(tmp_path: Path, text: str) -> None:
    rows = sheets(workbook(table(tmp_path, [named(text), named("after")])))["Svar"]
    assert rows["B3"].value == "after"
    assert rows["B2"].value


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3graph.querying.workbook, "MOST_ROWS", 1)
    with pytest.raises(LimitError, match="Parquet"):
        workbook(table(tmp_path, [BARE, BARE]))

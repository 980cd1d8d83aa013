"""Tables as publishers give them out: whatever the encoding, the delimiter and the order of columns, the same rows."""

from __future__ import annotations

import pytest

from loaders.published_table import Columns, Row, opened
from s3graph.errors import ReadError
from tests.loaders.sent import sent

COLUMNS = Columns(required={"code": ("kod",), "name": ("benämning", "namn")}, optional={"more": ("mer",)})


def rows(content: str | bytes) -> list[Row]:
    with opened(sent(content)) as sheet:
        assert not COLUMNS.missing(sheet.headings)
        return list(sheet.rows(COLUMNS))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(encoding: str, delimiter: str) -> None:
    content = f'Kod{delimiter}Benämning\r\n16{delimiter}"Trä{delimiter} kork"\r\n'.encode(encoding)
    assert [dict(row.cells) for row in rows(content)] == [{"code": "16", "name": f"Trä{delimiter} kork"}]


def test_columns_may_stand_in_any_order_and_others_beside_them() -> None:
    assert [dict(row.cells) for row in rows("Namn,annat,KOD\nTrä,x,16\n")] == [{"code": "16", "name": "Trä"}]


def test_a_row_knows_the_line_it_begins_on_after_cells_of_several_lines() -> None:
    assert [row.line for row in rows('kod,namn\n1,"a\nb\nc"\n\n2,d\n')] == [2, 6]


def test_a_missing_cell_is_empty_and_an_empty_row_none() -> None:
    (row,) = rows("kod,namn,mer\n1\n,,\n")
    assert (row["code"], row["name"], row["more"]) == ("1", "", "")


def test_a_row_of_too_many_cells_is_told_with_its_line() -> None:
    with pytest.raises(ReadError) as told:
        rows("kod,namn\n1,a\n2,b,c\n")
    assert told.value.line == 3
    assert "3 cells" in told.value.detail.en


@pytest.mark.parametrize("content", ['kod,namn\n1,a\n2,"b', 'kod,namn\n1,a\n2,"b"c\n'])
def test_a_quotation_mark_that_does_not_end_well_is_told_with_its_line(content: str) -> None:
    with pytest.raises(ReadError) as told:
        rows(content)
    assert told.value.line == 3


@pytest.mark.parametrize("content", [b"%PDF-1.7\nkod,namn\n", b"kod,namn\n1,a\0b\n"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(ReadError):
        rows(content)


def test_a_stream_is_left_open() -> None:
    file = sent("kod,namn\n1,a\n")
    with opened(file) as sheet:
        list(sheet.rows(COLUMNS))
    assert not file.stream.closed

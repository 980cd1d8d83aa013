"""CSV as spreadsheet programs write it, in Sweden and elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loaders.delimited import delimited_table
from loaders.table import Row
from s3graph.errors import LimitError, ReadError
from tests.loaders.workbooks import LIMITS, read, sent

TEXT = "Namn;Kommun\nGården på hörnet;Växjö\n"
ROWS = (Row(1, ("Namn", "Kommun")), Row(2, ("Gården på hörnet", "Växjö")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_and_line_end(encoding: str, newline: str) -> None:
    content = TEXT.replace("\n", newline).encode(encoding)
    (table,) = delimited_table(sent(content, "aktorer.csv")).all
    assert (table.name, table.rows) == ("aktorer", ROWS)


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_every_usual_separator(mark: str) -> None:
    content = TEXT.replace(";", mark).encode()
    assert delimited_table(sent(content, "a.csv")).all[0].rows == ROWS


def test_a_declared_separator_is_taken_at_its_word() -> None:
    rows = delimited_table(sent(b"sep=,\na,b;c;d\n", "a.csv")).all[0].rows
    assert rows == (Row(2, ("a", "b;c;d")),)


def test_quoted_cells_may_hold_separators_quotes_and_lines() -> None:
    rows = delimited_table(sent(b'A;B\n"x;y";"han sa ""hej""\nigen"\nz;w\n', "a.csv")).all[0].rows
    assert rows[1:] == (Row(2, ("x;y", 'han sa "hej"\nigen')), Row(3, ("z", "w")))


def test_empty_rows_are_left_out_and_counted() -> None:
    assert [row.number for row in delimited_table(sent(b"a;b\n;\n\n1;2\n", "a.csv")).all[0].rows] == [1, 4]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"%PDF-1.7 ...", "a PDF document"), (b"PK\x03\x04...", "archive"), (b"<!doctype html><p>", "a web page")],
)
def test_a_file_that_is_something_else_says_what(content: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        delimited_table(sent(content, "a.csv"))


def test_too_many_rows_name_their_setting() -> None:
    with pytest.raises(LimitError, match="S3GRAPH_IMPORT_ROWS"):
        delimited_table(sent(b"a\n" * 12, "a.csv", replace(LIMITS, rows=10)))


def test_a_table_that_may_be_two_sheets_asks_for_a_name() -> None:
    with pytest.raises(ReadError, match="may be Services, Testbeds"):
        read(b"Namn;Erbjuds av\nProva;Gard\n", "min.csv")
    assert "service/prova" in read(b"Namn;Erbjuds av\nProva;Gard\n", "Testbäddar.csv")[0]


def test_a_table_is_taken_for_the_sheet_whose_name_or_headings_it_has() -> None:
    content = "Namn;Kommun;Finansiering;Kompetenser\nProvgården;Kalmar;offentligt finansierad;robotik, automation\n"
    said, found = read(content.encode("cp1252"), "Leverans 2026.csv")
    assert "<https://w3id.org/s3graph/id/actor/provgarden-kalmar>" in said
    assert said.count("ontology#hasCompetence> <https://w3id.org/s3graph/id/competence/") == 2
    assert [finding.rule for finding in found] == ["Workbook-sheet-taken-for"]

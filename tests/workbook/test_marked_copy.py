"""The partner's own workbook back: every mark in its cell, everything else as it was."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from openpyxl.styles import Font

from loaders import all_readers
from s3graph.errors import ReadError
from s3graph.intake.reader import Marks, TableReader
from s3graph.model import Language
from s3graph.validation import Report
from s3graph.workbook.marked_copy import AUTHOR, marked
from s3graph.workbook.template import REVIEW
from tests.loaders.workbooks import ACTOR, book_of, read, saved, sent, xlsx

WRONG = {**ACTOR, "Kommun": "Kalamr", "Kompetenser": "robotar; =1+1", "Webbplats": "saknas"}


def marked_as(content: bytes, name: str, language: Language = Language.SV) -> openpyxl.Workbook:
    reader = all_readers().choose(name)
    assert isinstance(reader, TableReader)
    marks = Marks(Report(read(content, name)[1]), language, ("Inte mottagen.",))
    return openpyxl.load_workbook(BytesIO(reader.marked(sent(content, name), marks)))


def comments(book: openpyxl.Workbook, sheet: str) -> dict[str, str]:
    cells = (cell for row in book[sheet].iter_rows() for cell in row if cell.comment)
    return {cell.coordinate: cell.comment.text for cell in cells}


def test_each_finding_is_a_comment_and_a_colour_in_its_cell() -> None:
    book = marked_as(xlsx({"Aktörer": [WRONG]}), "bok.xlsx")
    said = comments(book, "Aktörer")
    assert set(said) == {"C2", "D2", "H2"}
    assert said["D2"].startswith('FEL: "Kalamr" finns inte i listan.')
    assert said["H2"].count("VARNING:") == 2
    assert {book["Aktörer"][at].fill.fgColor.rgb for at in ("C2", "D2")} == {"FFF4B6B6"}
    assert book["Aktörer"]["H2"].fill.fgColor.rgb == "FFFFE699"
    assert book["Aktörer"]["A2"].fill.fgColor.rgb == "00000000"


def test_the_partner_s_own_data_and_looks_are_kept() -> None:
    book = book_of({"Aktörer": [WRONG], "Våra anteckningar": [{"Vad": "=SUM(1,2)"}]})
    sheet = book["Aktörer"]
    sheet["A2"].font = Font(bold=True)
    sheet.column_dimensions["B"].width = 44
    sheet["J9"] = "=A2"
    before = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}
    after = marked_as(saved(book), "bok.xlsx")
    kept = {cell.coordinate: cell.value for row in after["Aktörer"].iter_rows() for cell in row}
    assert kept == before
    assert (after["Aktörer"]["A2"].font.bold, after["Aktörer"].column_dimensions["B"].width) == (True, 44)
    assert after["Våra anteckningar"]["A2"].value == "=SUM(1,2)"


def test_the_first_sheet_lists_every_finding_with_a_link() -> None:
    book = marked_as(xlsx({"Aktörer": [WRONG]}), "bok.xlsx", Language.EN)
    review = book.worksheets[0]
    assert (review.title, review["A1"].value) == (REVIEW.en, "Inte mottagen.")
    rows = [row for row in review.iter_rows(min_row=4) if row[0].value]
    assert [row[0].value for row in rows] == ["violation", "violation", "warning", "warning"]
    assert {(row[1].value, row[2].value) for row in rows} == {("Aktörer", "C2"), ("Aktörer", "D2"), ("Aktörer", "H2")}
    assert {row[2].hyperlink.location for row in rows} == {"'Aktörer'!C2", "'Aktörer'!D2", "'Aktörer'!H2"}


def test_a_marked_copy_that_is_mended_and_sent_again_is_read_as_any_and_loses_its_marks() -> None:
    book = marked_as(xlsx({"Aktörer": [WRONG]}), "bok.xlsx")
    sheet = book["Aktörer"]
    sheet["C2"], sheet["D2"], sheet["H2"] = ACTOR["Webbplats"], ACTOR["Kommun"], "robotar"
    content = saved(book)
    assert [finding.rule for finding in read(content)[1]] == ["Workbook-own-word"]
    again = marked_as(content, "bok.xlsx")
    assert set(comments(again, "Aktörer")) == {"H2"}
    assert again["Aktörer"]["C2"].fill.fgColor.rgb == "00000000"
    assert [name for name in again.sheetnames if name in REVIEW] == [REVIEW.sv]


def test_the_partner_s_own_comments_stay() -> None:
    book = book_of({"Aktörer": [WRONG]})
    book["Aktörer"]["A2"].comment = openpyxl.comments.Comment("vårt", "vi")
    assert comments(marked_as(saved(book), "bok.xlsx"), "Aktörer")["A2"] == "vårt"
    assert AUTHOR != "vi"


def test_a_table_comes_back_as_a_workbook_and_nothing_in_it_is_a_formula() -> None:
    heads = list(WRONG)
    table = ";".join(heads) + "\n" + ";".join(f'"{WRONG[head]}"' for head in heads) + "\n;;;;;;;\n=2+3;;;Kalmar;;;;\n"
    book = marked_as(table.encode("cp1252"), "Aktörer.csv")
    sheet = book["Aktörer"]
    assert [cell.value for cell in sheet[2]] == [WRONG[head] for head in heads]
    assert (sheet["A4"].value, sheet["A4"].data_type) == ("=2+3", "s")
    assert "D2" in comments(book, "Aktörer")


def test_what_cannot_be_edited_is_refused() -> None:
    with pytest.raises(ReadError):
        marked(b"PK\x03\x04 no workbook", Report(), Language.SV)

"""Workbooks that are something else, or would do something: refused by a sentence, nothing run and nothing fetched."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from loaders.package import Package
from loaders.spreadsheet import spreadsheet_tables
from s3graph.errors import LimitError, ReadError
from s3graph.intake.limits import Limits
from s3graph.model import Text
from s3graph.settings import Settings
from tests.loaders.workbooks import ACTOR, WHOLE, book_of, part, places, read, rules, saved, sent, with_part, xlsx

SHEET = "xl/worksheets/sheet1.xml"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>&b;</sheetData></worksheet>"""
REACHING = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
FAR = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>"""


def refused(content: bytes, name: str = "bok.xlsx") -> Text:
    with pytest.raises(ReadError) as raised:
        read(content, name)
    for text in raised.value.detail:
        assert name in text
        assert text.endswith(".")
    return raised.value.detail


def zipped(size: int) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<a/>")
        package.writestr("xl/workbook.xml", "<a/>")
        package.writestr("xl/media/big.bin", b"\0" * size)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n%...", "a PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"<!doctype html><title>x</title>", "a web page"),
        (b"Namn;Kommun\n", "no workbook"),
        (b"PK\x03\x04" + b"broken" * 100, "damaged"),
        (xlsx(WHOLE)[:-40], "damaged"),
    ],
    ids=["pdf", "old or locked", "web page", "csv", "broken", "cut short"],
)
def test_a_file_that_is_no_workbook_says_what_it_is(content: bytes, said: str) -> None:
    assert said in refused(content).en


@pytest.mark.parametrize("name", ["bok.xlsx", "bok.xlsm"])
def test_macros_are_refused_whatever_the_name(name: str) -> None:
    assert "holds macros" in refused(with_part(xlsx(WHOLE), "xl/vbaProject.bin", b"\xd0\xcf"), name).en


def test_a_file_called_as_one_with_macros_is_refused_without_any() -> None:
    assert "makron" in refused(xlsx(WHOLE), "bok.xlsm").sv


@pytest.mark.parametrize("hostile", [BOMB, REACHING], ids=["grows", "reaches out"])
@pytest.mark.parametrize("where", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "docProps/custom.xml"])
def test_entities_are_refused_in_every_part(hostile: bytes, where: str) -> None:
    assert "document type" in refused(with_part(xlsx(WHOLE), where, hostile)).en


def test_an_encrypted_open_document_is_refused() -> None:
    manifest = b'<manifest:manifest xmlns:manifest="urn:x"><manifest:encryption-data/></manifest:manifest>'
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", b"\x01\x02")
    assert "password" in refused(written.getvalue(), "bok.ods").en


def test_a_bomb_is_stopped_at_the_limits_before_it_is_unpacked_whole() -> None:
    content = zipped(80 << 20)
    for limits, setting in (
        (Limits.of(Settings(import_ratio=100)), "S3GRAPH_IMPORT_RATIO"),
        (Limits.of(Settings(import_mb=4)), "S3GRAPH_IMPORT_MB"),
    ):
        with Package(sent(content, limits=limits)) as package, pytest.raises(LimitError, match=setting):
            package.check()


def test_cells_far_apart_are_refused_and_take_no_memory() -> None:
    with pytest.raises(LimitError, match=r"reaches to XFD1048576.*S3GRAPH_IMPORT_ROWS"):
        read(with_part(xlsx(WHOLE), SHEET, FAR))


def test_more_rows_than_the_setting_allows() -> None:
    rows = [{**ACTOR, "Namn": f"Gård {number}"} for number in range(400)]
    limits = replace(Limits.of(Settings()), rows=100)
    with pytest.raises(LimitError, match="S3GRAPH_IMPORT_ROWS"):
        spreadsheet_tables(sent(xlsx({"Aktörer": rows}), limits=limits))


@pytest.mark.parametrize("count", [50_000, pytest.param(1_000_000, marks=pytest.mark.soak)])
def test_a_million_empty_rows_are_no_rows(count: int) -> None:
    content = xlsx({"Aktörer": [ACTOR]})
    sheet = part(content, SHEET)
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(3, count + 3))
    found = read(with_part(content, SHEET, sheet.replace(b"</sheetData>", empty + b"</sheetData>")))
    assert found == read(content)


def test_merged_cells_are_told_where_their_values_are_missed() -> None:
    book = book_of({"Aktörer": [ACTOR, {**ACTOR, "Namn": "Gård två", "Kommun": None}]})
    book["Aktörer"].merge_cells("D2:D3")
    _, found = read(saved(book))
    assert (rules(found), places(found)) == (["merged"], [("Aktörer", 2, "D")])
    assert "D2:D3" in found[0].messages.sv


def test_a_hidden_sheet_is_told_and_not_read() -> None:
    book = book_of(WHOLE)
    book["Tjänster"].sheet_state = "hidden"
    said, found = read(saved(book))
    assert (rules(found), places(found)) == (["hidden-sheet"], [("Tjänster", 1, "")])
    assert "id/service/" not in said


def test_a_formula_counts_as_the_value_that_was_saved_and_is_never_calculated() -> None:
    book = book_of({"Aktörer": [{**ACTOR, "Kommun": '=HYPERLINK("http://x.example","Kalmar")'}]})
    _, found = read(saved(book))
    assert (rules(found), places(found)) == (["formula-without-result"], [("Aktörer", 2, "D")])
    content = saved(book)
    solved = (
        part(content, SHEET).replace(b"</f><v></v>", b"</f><v>Kalmar</v>").replace(b"</f><v />", b"</f><v>Kalmar</v>")
    )
    said, found = read(with_part(content, SHEET, solved.replace(b'<c r="D2">', b'<c r="D2" t="str">')))
    assert found == ()
    assert "id/municipality/0880" in said


def test_a_cell_that_shows_an_error_is_told() -> None:
    _, found = read(xlsx({"Aktörer": [{**ACTOR, "Kommun": "#N/A"}]}))
    assert (rules(found), places(found)) == (["cell-error"], [("Aktörer", 2, "D")])


def test_links_to_other_files_are_told_and_not_followed() -> None:
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    _, found = read(with_part(xlsx(WHOLE), "xl/externalLinks/externalLink1.xml", link))
    assert rules(found) == ["linked-files"]


@pytest.mark.parametrize("name", ["Blad1", "Sheet1", "Våra aktörer"])
def test_a_sheet_with_another_name_is_taken_for_the_one_whose_headings_it_has(name: str) -> None:
    said, found = read(xlsx({name: [ACTOR]}))
    assert said == read(xlsx({"Aktörer": [ACTOR]}))[0]
    assert rules(found) == ["sheet-taken-for"]


def test_a_sheet_that_may_be_two_is_not_guessed() -> None:
    _, found = read(xlsx({"Aktörer": [ACTOR], "Blad2": [{"Namn": "Prova", "Erbjuds av": "Provgården"}]}))
    assert rules(found) == ["sheet-uncertain"]
    assert "Tjänster, Testbäddar" in found[0].messages.sv


def test_two_rows_of_headings_and_a_title_above() -> None:
    book = book_of({"Aktörer": [ACTOR]})
    sheet = book["Aktörer"]
    sheet.insert_rows(1, 2)
    sheet["A1"], sheet["A2"], sheet["D2"] = "Våra uppgifter", "Om oss", "Var och hur"
    said, found = read(saved(book))
    assert said == read(xlsx({"Aktörer": [ACTOR]}))[0]
    assert (rules(found), places(found)) == (["rows-above"], [("Aktörer", 1, "")])
    again: dict[str, object] = {heading: heading for heading in ACTOR}
    _, found = read(xlsx({"Aktörer": [again, ACTOR]}))
    assert (rules(found), places(found)) == (["headings-again"], [("Aktörer", 2, "")])


def guided(sheets: dict[str, list[dict[str, object]]], version: str) -> bytes:
    book = book_of(sheets)
    book.create_sheet("Läs mig", 0).append(["Mallens version", version])
    return saved(book)


def test_a_template_of_another_version_is_read_where_it_is_understood_and_else_refused() -> None:
    assert read(guided({"Aktörer": [dict(ACTOR)]}, "000000000000"))[1] == ()
    said = refused(guided({"Aktörer": [{**ACTOR, "Postnummer": "390 00"}]}, "000000000000"))
    for text in said:
        assert "000000000000" in text
        assert "Aktörer: Postnummer" in text


def test_the_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(xlsx(WHOLE))
    before = path.read_bytes()
    with path.open("rb") as stream:
        spreadsheet_tables(sent(stream.read()))
    assert path.read_bytes() == before
    assert openpyxl.load_workbook(path).sheetnames == list(WHOLE)

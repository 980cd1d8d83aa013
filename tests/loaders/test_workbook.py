"""A filled-in workbook as statements, and every mistake with its sheet, row and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from loaders import all_readers
from s3graph.errors import ReadError
from s3graph.intake.checking import Checking
from s3graph.intake.importing import Desk
from s3graph.model import Language
from s3graph.settings import Settings
from s3graph.validation import Report, Severity
from s3graph.workbook.template import Template
from s3graph.workbook.template_file import template_file
from tests.loaders.workbooks import ACTOR, INITIATIVE, SERVICE, WHOLE, Cells, book_of, places, read, rules, saved, xlsx

ID = "<https://w3id.org/s3graph/id"


def judged(content: bytes, folder: Path, name: str = "bok.xlsx") -> Report:
    desk = Desk(all_readers(), Settings(data_dir=folder / "data"))
    return Checking(desk).of_bytes(content, name, "partner")


def actor(**changed: object) -> bytes:
    """A workbook of one actor; ``_`` in a name stands for a space."""
    given = {heading.replace("_", " "): value for heading, value in changed.items()}
    return xlsx({"Aktörer": [{**ACTOR, **given}]})


def test_a_whole_workbook_is_accepted_as_it_stands(tmp_path: Path) -> None:
    report = judged(xlsx(WHOLE), tmp_path)
    assert report.findings == ()
    assert (report.accepted, report.checked) == (True, 5)


def test_what_it_says() -> None:
    said, found = read(xlsx(WHOLE))
    assert found == ()
    assert f'{ID}/actor/provgarden-kalmar> <http://www.w3.org/2004/02/skos/core#prefLabel> "Provgården"@sv .' in said
    assert f"{ID}/actor/provgarden-kalmar> <https://w3id.org/s3graph/ontology#seat> {ID}/municipality/0880> ." in said
    assert f"ontology#providedBy> {ID}/actor/provgarden-kalmar> ." in said
    assert f"{ID}/service/prova-robot-provgarden-kalmar> " in said
    assert "eurio" not in said
    assert '"2026-03"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>' in said
    assert '"2028"^^<http://www.w3.org/2001/XMLSchema#gYear>' in said
    assert '"2500000"^^<http://www.w3.org/2001/XMLSchema#decimal>' in said
    assert f"ontology#basis> {ID}/basis/self-declared> ." in said


def test_every_format_of_the_same_rows_says_the_same() -> None:
    heads = list(ACTOR)
    table = "\n".join(
        ";".join(str(cells[head]) for head in heads) for cells in (dict(zip(heads, heads, strict=True)), ACTOR)
    )
    assert read(table.encode("utf-16"), "Aktörer.csv")[0] == read(xlsx({"Aktörer": [ACTOR]}))[0]


@pytest.mark.parametrize("language", list(Language))
def test_the_template_filled_in_is_read_in_either_language_and_its_examples_are_not(
    language: Language, tmp_path: Path
) -> None:
    import openpyxl

    template = Template.load()
    path = tmp_path / "mall.xlsx"
    path.write_bytes(template_file(template, language))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    columns = {
        column.heading.sv.removesuffix(" (svenska)"): place
        for place, column in enumerate(template.sheets[0].columns, 2)
    }
    for heading, value in ACTOR.items():
        sheet.cell(3, columns[heading], value)
    said, found = read(saved(book))
    assert found == ()
    assert said == read(xlsx({"Aktörer": [ACTOR]}))[0]


def test_an_empty_template_says_what_is_missing() -> None:
    with pytest.raises(ReadError, match="no filled-in rows"):
        read(template_file(Template.load(), Language.SV))


def test_an_example_row_that_was_changed_is_told_and_not_read() -> None:
    book = book_of({"Aktörer": [ACTOR, {"Eget id": "EXEMPEL: vi", "Namn": "Vi själva"}]})
    said, found = read(saved(book))
    assert "Vi sj" not in said
    assert (rules(found), places(found)) == (["changed-example"], [("Aktörer", 3, "")])


def test_columns_in_another_order_and_one_s_own_column() -> None:
    turned = dict(reversed(list(ACTOR.items())))
    said, found = read(xlsx({"Aktörer": [{"Vår anteckning": "hemlig", **turned}]}))
    assert said == read(xlsx({"Aktörer": [ACTOR]}))[0]
    assert (rules(found), places(found)) == (["unknown-column"], [("Aktörer", 1, "A")])
    assert found[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("heading", "value", "rule", "letters", "said"),
    [
        ("Kommun", "Kalamr", "not-in-list", "D", "Närmast: Kalmar"),
        ("Finansiering", "EU-medel", "not-in-list", "F", "finns inte i listan"),
        ("Kompetenser", "robotar", "own-word", "H", "Närmast: robotik"),
        ("Webbplats", "saknas", "unreadable-value", "C", "https://www.exempel.se"),
        ("Webbplats", "www.provgarden.example", "address-completed", "C", "https://www.provgarden.example"),
    ],
)
def test_a_cell_that_is_not_understood(heading: str, value: str, rule: str, letters: str, said: str) -> None:
    _, found = read(actor(**{heading: value}))
    assert (rules(found), places(found)) == ([rule], [("Aktörer", 2, letters)])
    assert said in found[0].messages.sv


def test_a_cell_that_could_not_be_read_is_complained_of_once(tmp_path: Path) -> None:
    report = judged(actor(Kommun="Kalamr"), tmp_path)
    told = [finding.rule for finding in report.findings if finding.cell and finding.cell.letters == "D"]
    assert told == ["Workbook-not-in-list"]
    assert not report.accepted


def test_a_word_of_one_s_own_is_kept_and_does_not_stop_the_file(tmp_path: Path) -> None:
    content = actor(Kompetenser="robotik; svetsa burkar")
    assert '<http://www.w3.org/ns/dcat#keyword> "svetsa burkar"@sv .' in read(content)[0]
    assert judged(content, tmp_path).accepted


def test_several_values_in_a_cell() -> None:
    said, found = read(
        actor(Tematiska_områden="Livsmedel; Industriell utveckling\nBesöksnäring", Kompetenser="robotik, automation")
    )
    assert found == ()
    assert said.count("m8g/thematicArea>") == 3
    assert said.count("ontology#hasCompetence> <") == 2


def test_what_is_missing_is_told_in_the_words_of_the_sheet(tmp_path: Path) -> None:
    empty = judged(actor(Kommun=None), tmp_path)
    (finding,) = [it for it in empty.findings if it.rule == "SupportActor-seat-stated"]
    assert finding.messages.sv == 'Aktören saknar kommun. Fyll i kolumnen "Kommun".'
    assert finding.cell is not None
    assert (finding.cell.row, finding.cell.letters) == (2, "D")
    without = {heading: value for heading, value in ACTOR.items() if heading != "Kommun"}
    lacking = judged(xlsx({"Aktörer": [without]}), tmp_path)
    (finding,) = [it for it in lacking.findings if it.rule == "SupportActor-seat-stated"]
    assert finding.messages.en == 'The actor has no municipality. Add the column "Kommun" and fill it in.'


def test_a_shape_s_finding_stands_in_the_cell_of_its_value(tmp_path: Path) -> None:
    report = judged(xlsx({**WHOLE, "Insatser": [{**INITIATIVE, "Slut": date(2024, 1, 1)}]}), tmp_path)
    (finding,) = report.findings
    assert finding.rule == "Date-end-after-start"
    assert finding.cell is not None
    assert (finding.cell.sheet, finding.cell.row, finding.cell.heading) == ("Insatser", 2, "Slut")
    assert "bladet Insatser, rad 2, kolumn F (Slut)" in report.to_text(Language.SV)


def test_an_organisation_that_nobody_knows_is_to_be_described() -> None:
    _, found = read(xlsx({**WHOLE, "Tjänster": [{**SERVICE, "Erbjuds av": "Provgårdn"}]}))
    assert rules(found) == ["unknown-organisation"]
    assert "Närmast: Provgården" in found[0].messages.sv
    assert "the sheet Organisations" in found[0].messages.en


@pytest.mark.parametrize("pointer", ["Provgården", "provgarden-kalmar", " PROVGÅRDEN "])
def test_an_organisation_is_pointed_at_by_name_and_address(pointer: str) -> None:
    said, found = read(xlsx({**WHOLE, "Tjänster": [{**SERVICE, "Erbjuds av": pointer}]}))
    assert found == ()
    assert f"ontology#providedBy> {ID}/actor/provgarden-kalmar> ." in said


def test_an_own_id_and_a_number_go_before_the_name() -> None:
    numbered: Cells = {**ACTOR, "Organisationsnummer": "409900-0137"}
    assert f"{ID}/actor/4099000137> " in read(xlsx({"Aktörer": [numbered]}))[0]
    own: Cells = {"Eget id": "Gården", **numbered}
    said = read(xlsx({"Aktörer": [own]}))[0]
    assert f"{ID}/actor/garden> " in said
    assert '"4099000137"' in said


def test_a_row_without_anything_to_know_it_by_and_the_same_row_twice() -> None:
    _, found = read(xlsx({"Aktörer": [ACTOR, {**ACTOR, "Namn": None}, ACTOR]}))
    assert rules(found) == ["double-row", "row-without-name"]
    assert sorted(places(found)) == [("Aktörer", 3, ""), ("Aktörer", 4, "")]


def test_a_sole_trader_is_refused_and_the_number_repeated_nowhere(tmp_path: Path) -> None:
    report = judged(actor(Organisationsnummer="8001011232"), tmp_path)
    assert not report.accepted
    assert "8001011232" not in report.to_text(Language.SV) + report.to_csv() + str(report.to_json())

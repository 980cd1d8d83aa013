"""The template as a file: what a person meets in it."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from s3graph.model import Language
from s3graph.workbook.column import Need
from s3graph.workbook.template import KEY, Template
from s3graph.workbook.template_file import REQUIRED_MARK, template_file

LANGUAGES = list(Language)


@pytest.fixture(scope="module")
def template() -> Template:
    return Template.load()


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


@pytest.fixture(scope="module")
def book(template: Template, language: Language) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(template_file(template, language)))


def test_sheets_and_headings_are_in_the_language_and_required_ones_are_marked(
    book: openpyxl.Workbook, template: Template, language: Language
) -> None:
    names = [sheet.name.in_language(language) for sheet in template.sheets]
    assert book.sheetnames[1:-1] == names
    for sheet, name in zip(template.sheets, names, strict=True):
        cells = list(book[name][1])
        assert cells[0].value == KEY.in_language(language)
        for cell, column in zip(cells[1:], sheet.columns, strict=True):
            mark = REQUIRED_MARK if column.need is Need.REQUIRED else ""
            assert cell.value == column.heading.in_language(language) + mark
            assert column.help.in_language(language) in cell.comment.text


def test_drop_downs_offer_the_whole_list_warn_of_other_words_and_never_stop_them(
    book: openpyxl.Workbook, template: Template, language: Language
) -> None:
    lists = 0
    for sheet in template.sheets:
        worksheet = book[sheet.name.in_language(language)]
        rules = [rule for rule in worksheet.data_validations.dataValidation if rule.type == "list"]
        offered = [template.choices(column) for column in sheet.columns if template.choices(column)]
        assert len(rules) == len(offered)
        for rule, terms in zip(rules, offered, strict=True):
            assert rule.errorStyle == "warning"
            assert rule.prompt
            name, cells = rule.formula1.replace("'", "").split("!")
            words = [row[0].value for row in book[name][cells.replace("$", "")]]
            assert words == [term.label.in_language(language) for term in terms]
            lists += 1
    assert lists >= 15


def test_example_rows_say_that_they_are_examples(
    book: openpyxl.Workbook, template: Template, language: Language
) -> None:
    for sheet in template.sheets:
        worksheet = book[sheet.name.in_language(language)]
        assert worksheet.max_row == 2
        assert str(worksheet["A2"].value).startswith(("EXEMPEL: ", "EXAMPLE: "))
        assert worksheet["A2"].font.italic


def test_the_guide_is_in_both_languages_and_names_every_column_and_the_version(
    book: openpyxl.Workbook, template: Template
) -> None:
    said = [[cell for cell in row if cell] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert template.version in said[0]
    text = "\n".join(str(cell) for row in said for cell in row)
    for sheet in template.sheets:
        for column in sheet.columns:
            assert column.heading.sv in text
            assert column.help.en in text


def test_the_same_template_is_the_same_bytes(template: Template, language: Language) -> None:
    assert template_file(template, language) == template_file(template, language)

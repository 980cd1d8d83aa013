"""The template in a real spreadsheet program: opened without a complaint, and nothing lost on the way."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from loaders.spreadsheet import spreadsheet_tables
from s3graph.model import Language
from s3graph.workbook.template import Template
from s3graph.workbook.template_file import template_file
from tests.loaders.workbooks import ACTOR, WHOLE, read, sent, xlsx

OFFICE = shutil.which("soffice")
HARMLESS = "javaldx"
"""LibreOffice says this of itself where there is no Java, whatever the file."""


def converted(path: Path, ending: str) -> bytes:
    if OFFICE is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", ending, "--outdir", str(path.parent / "out"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    complaints = [line for line in done.stderr.splitlines() if line.strip() and HARMLESS not in line]
    assert complaints == []
    return (path.parent / "out" / f"{path.stem}.{ending}").read_bytes()


@pytest.mark.soak
@pytest.mark.parametrize("language", list(Language))
def test_the_template_opens_without_a_warning_and_keeps_every_cell(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    path.write_bytes(template_file(Template.load(), language))
    ours = spreadsheet_tables(sent(path.read_bytes()))
    theirs = spreadsheet_tables(sent(converted(path, "ods"), "mall.ods"))
    assert [(table.name, table.rows) for table in theirs] == [(table.name, table.rows) for table in ours]


@pytest.mark.soak
@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_a_workbook_saved_by_another_program_says_the_same(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(xlsx(WHOLE))
    assert read(converted(path, ending), f"bok.{ending}") == read(xlsx(WHOLE))


@pytest.mark.soak
def test_an_open_document_comes_with_its_dates_and_its_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(xlsx({"Aktörer": [{**ACTOR, "Kommun": "Kalamr"}]}))
    found = read(converted(path, "ods"), "bok.ods")[1]
    assert [(finding.rule, finding.cell and finding.cell.letters) for finding in found] == [
        ("Workbook-not-in-list", "D")
    ]

"""A job that was sent a workbook keeps it with its marks, beside the report in every other form."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from s3graph.intake.importing import Desk, run_import
from s3graph.intake.marking import File, marked_copy
from s3graph.intake.reader import Marks
from s3graph.intake.request import ImportReport, ImportRequest, Outcome
from s3graph.intake.task import Task, done, kept
from s3graph.model import Language
from s3graph.validation import Report
from tests.intake.packing import zipped
from tests.intake.partner import WHOLE
from tests.loaders.workbooks import ACTOR, xlsx

WRONG = xlsx({"Aktörer": [{**ACTOR, "Kommun": "Kalamr"}]})


def ended(content: bytes, name: str, desk: Desk, folder: Path) -> Path:
    """Where the report of a job lies."""
    path = folder / "sent"
    path.write_bytes(content)

    def work(desk: Desk, request: ImportRequest) -> ImportReport:
        return run_import(request, desk)

    assert done(Task(ImportRequest(path, "gard", name), folder / "report"), desk, work).outcome is Outcome.REFUSED
    return folder / "report"


@pytest.mark.parametrize("packed", [False, True])
def test_the_report_of_a_workbook_is_the_workbook_marked_in_both_languages(
    desk: Desk, tmp_path: Path, packed: bool
) -> None:
    content = zipped(**{"bok.xlsx": WRONG}) if packed else WRONG
    report = ended(content, "bok.zip" if packed else "bok.xlsx", desk, tmp_path)
    for language, said in ((Language.SV, "FEL:"), (Language.EN, "VIOLATION:")):
        copy = kept(report, f"{language.value}.xlsx")
        assert copy is not None
        assert openpyxl.load_workbook(BytesIO(copy))["Aktörer"]["D2"].comment.text.startswith(said)
    assert b"Kalamr" in (kept(report, "sv.txt") or b"")


def test_a_workbook_with_nothing_to_mark_is_not_copied(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(xlsx({"Aktörer": [ACTOR]}))

    def work(desk: Desk, request: ImportRequest) -> ImportReport:
        return run_import(request, desk)

    request = ImportRequest(path, "gard", dry_run=True)
    assert done(Task(request, tmp_path / "report"), desk, work).outcome is Outcome.CHECKED
    assert kept(tmp_path / "report", "sv.txt") is not None
    assert kept(tmp_path / "report", "sv.xlsx") is None


@pytest.mark.parametrize(("content", "name"), [(b"%PDF-1.7", "bok.xlsx"), (b"<a:b> <a:c> <a:d> .", "a.nt")])
def test_what_is_no_workbook_has_no_marked_copy(desk: Desk, tmp_path: Path, content: bytes, name: str) -> None:
    report = ended(content, name, desk, tmp_path)
    assert kept(report, "sv.txt") is not None
    assert kept(report, "sv.xlsx") is None


def test_a_copy_of_what_is_no_table_is_none(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(WHOLE, encoding="utf-8")
    assert marked_copy(File(path, path.name), Marks(Report(), Language.SV), desk) is None

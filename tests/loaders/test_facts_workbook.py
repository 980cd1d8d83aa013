"""A workbook filled in with collected facts of real actors, delivered from end to end."""

from __future__ import annotations

import csv
import shutil
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from loaders import all_readers
from s3graph.graph import DataDirectory, Releases, ReleaseStore
from s3graph.intake.importing import Desk, run_import
from s3graph.intake.marking import File, marked_copy
from s3graph.intake.reader import Marks
from s3graph.intake.request import ImportRequest, Outcome
from s3graph.model import Language
from s3graph.settings import Settings
from s3graph.validation import Finding, Severity
from s3graph.vocabulary import RDF, S3, graph
from tests.loaders.workbooks import Cells, xlsx

FACTS = Path(__file__).resolve().parents[2].parent / "shared" / "facts" / "actors.csv"
AREAS = {
    "tra-skog": "Trä och skog",
    "livsmedel": "Livsmedel",
    "besoksnaring": "Besöksnäring",
    "industri": "Industriell utveckling",
    "digital": "Digital tjänsteutveckling",
}


def actors() -> list[Cells]:
    """As a partner would fill them in: several values with semicolons, competences in the actors' own words."""
    if not FACTS.exists():
        pytest.skip("../shared/facts/actors.csv is not here")
    with FACTS.open(encoding="utf-8", newline="") as stream:
        return [
            {
                "Namn (svenska)": row["name"],
                "Webbplats": row["homepage"],
                "Kommun": row["municipality"],
                "Verkar i": row["county_code"].replace("|", ";"),
                "Typ av aktör": row["kind"],
                "Finansiering": "offentligt finansierad",
                "Tematiska områden": "; ".join(AREAS[area] for area in row["areas"].split("|") if area),
                "Kompetenser": row["competences_sv"].replace("|", "; "),
            }
            for row in csv.DictReader(stream)
        ]


def test_facts_of_real_actors_come_in_and_the_report_says_where_each_doubt_stands(
    shipped: Path, tmp_path: Path
) -> None:
    rows = actors()
    shutil.copytree(shipped, tmp_path / "data", symlinks=True)
    desk = Desk(all_readers(), Settings(data_dir=tmp_path / "data", encoder="hashing"))
    path = tmp_path / "actors.xlsx"
    path.write_bytes(xlsx({"Aktörer": rows}))
    report = run_import(ImportRequest(path, "pro", profile="facts"), desk)
    findings = report.validation.findings
    assert len(rows) >= 80
    assert all(finding.cell for finding in findings if finding.rule.startswith("Workbook-"))
    wrong = [finding for finding in findings if finding.severity is Severity.VIOLATION]
    assert {finding.rule for finding in wrong} == {"Workbook-not-in-list", "SupportActor-iri"}
    marks = Marks(report.validation, Language.SV)
    copy = marked_copy(File(path, path.name), marks, desk)
    assert copy is not None
    marked = openpyxl.load_workbook(BytesIO(copy))["Aktörer"]
    commented = {(cell.row, cell.column) for row in marked.iter_rows() for cell in row if cell.comment}
    assert commented == {(finding.cell.row, finding.cell.column or 1) for finding in findings if finding.cell}
    assert len(commented) >= 20
    places = {_place(finding) for finding in wrong}  # what the platform has as another kind of organisation is left out
    mended = [
        {key: value for key, value in row.items() if (number, key) not in places}
        for number, row in enumerate(rows, 2)
        if (number, "") not in places
    ]
    assert len(rows) - len(mended) <= 12
    path.write_bytes(xlsx({"Aktörer": mended}))
    report = run_import(ImportRequest(path, "pro", profile="facts"), desk)
    assert report.outcome is Outcome.ACCEPTED, report.to_text(Language.EN)
    store = ReleaseStore.open(Releases(DataDirectory.open(desk.settings.data_dir)).current())
    assert len({quad.subject for quad in store.quads(None, RDF.type, S3.SupportActor, graph("pro"))}) == len(mended)


def _place(finding: Finding) -> tuple[int, str]:
    return (finding.cell.row, finding.cell.heading) if finding.cell else (0, "")

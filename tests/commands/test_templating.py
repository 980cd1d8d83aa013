"""``s3graph template``, and reports written to files: what the shell sees."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from s3graph.cli import app, main
from tests.loaders.workbooks import ACTOR, xlsx

RUN = CliRunner()


@pytest.mark.parametrize(("language", "sheet"), [("sv", "Aktörer"), ("en", "Actors")])
def test_the_template_is_written_to_a_file_or_to_stdout(tmp_path: Path, language: str, sheet: str) -> None:
    path = tmp_path / "mall.xlsx"
    done = RUN.invoke(app, ["template", "--lang", language, "-o", str(path)])
    assert (done.exit_code, done.stdout) == (0, "")
    assert str(path) in done.stderr
    assert sheet in openpyxl.load_workbook(path).sheetnames
    piped = RUN.invoke(app, ["template", "--lang", language, "-o", "-"])
    assert piped.stdout_bytes == path.read_bytes()


@pytest.mark.parametrize("ending", ["xlsx", "html", "csv", "json", "ttl", "txt"])
def test_a_report_is_written_in_the_form_that_its_file_ends_with(tmp_path: Path, ending: str) -> None:
    path, report = tmp_path / "bok.xlsx", tmp_path / f"rapport.{ending}"
    path.write_bytes(xlsx({"Aktörer": [{**ACTOR, "Kommun": "Kalamr"}]}))
    done = RUN.invoke(app, ["--data-dir", str(tmp_path / "data"), "validate", str(path), "--report", str(report)])
    assert done.exit_code == 1
    assert "bladet Aktörer, rad 2, kolumn D (Kommun)" in done.stdout
    content = report.read_bytes()
    if ending == "xlsx":
        assert openpyxl.load_workbook(BytesIO(content))["Aktörer"]["D2"].comment is not None
    else:
        assert "Kalamr" in content.decode()


def test_what_is_no_workbook_cannot_come_back_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.nt"
    path.write_text("<https://w3id.org/s3graph/id/actor/a> <https://e.org/p> <https://e.org/o> .\n")
    monkeypatch.setattr("sys.argv", ["s3graph", "validate", str(path), "--report", str(tmp_path / "a.xlsx")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert not (tmp_path / "a.xlsx").exists()


def test_an_unknown_form_names_those_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["s3graph", "validate", "x.ttl", "--report", "rapport.docx"])
    with pytest.raises(SystemExit):
        main()
    assert ".xlsx" in capsys.readouterr().err

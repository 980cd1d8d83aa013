"""What a job asks of the writer process, and what is known of it afterwards: its report as files, its end in short."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from s3graph.errors import LimitError, ReadError
from s3graph.graph import DataDirectory, Releases
from s3graph.graph.storage import storage_errors, write_whole
from s3graph.intake.importing import Desk
from s3graph.intake.marking import File, marked_copy
from s3graph.intake.reader import Marks
from s3graph.intake.request import ImportReport, ImportRequest, Outcome
from s3graph.intake.reversing import Reversal
from s3graph.model import Language, Text
from s3graph.validation import Report
from s3graph.validation.finding import Finding, Severity
from s3graph.validation.profile import SHAPES
from s3graph.vocabulary import entity


@dataclass(frozen=True)
class Task:
    """``folder`` is where the report is kept, in every form and language it may be asked for."""

    work: ImportRequest | Reversal
    folder: Path


@dataclass(frozen=True)
class Ending:
    """How a task ended: the release that holds the source now, None where none does; and the report's first words."""

    outcome: Outcome
    release: int | None
    sentence: Text


def done(task: Task, desk: Desk, work: Callable[[Desk, Any], ImportReport]) -> Ending:
    """Does the work. Its report lies in the folder before what it tells of becomes true.

    A file that cannot be read is refused as one that breaks a rule is: with a report. What else goes wrong is raised.
    """

    def commit(report: ImportReport) -> None:
        keep(task.folder, report)
        desk.commit(report)

    try:
        report = work(replace(desk, commit=commit), task.work)
    except (ReadError, LimitError) as error:
        report = _unreadable(error, task.work.source, desk)
    keep(task.folder, report)
    _keep_marked(task, report, desk)
    return Ending(report.outcome, report.release, Text(*(report.sentence(language) for language in Language)))


def _keep_marked(task: Task, report: ImportReport, desk: Desk) -> None:
    """The sender's own workbook with its marks, in each language; nothing where no cell is to be marked."""
    work = task.work
    if not isinstance(work, ImportRequest) or not any(finding.cell for finding in report.validation.findings):
        return
    file = File(work.path, work.file_name, work.format)
    for language in Language:
        marks = Marks(report.validation, language, tuple(report.to_text(language).split("\n\n", 1)[0].splitlines()))
        content = marked_copy(file, marks, desk)
        if content is None:
            return
        with storage_errors(task.folder):
            write_whole(task.folder / f"report.{language.value}.xlsx", content)


def kept(folder: Path, form: str) -> bytes | None:
    """The report in a form such as ``json`` or ``sv.html``; None where there is none."""
    path = folder / f"report.{form}"
    with storage_errors(path):
        return path.read_bytes() if path.exists() else None


def _unreadable(error: ReadError | LimitError, source: str, desk: Desk) -> ImportReport:
    finding = Finding(
        focus=entity("source", source),
        path=None,
        value=None,
        component=NamedNode(f"{SHAPES}FileConstraintComponent"),
        severity=Severity.VIOLATION,
        shape=NamedNode(f"{SHAPES}File-readable"),
        messages=error.detail,
        line=error.line if isinstance(error, ReadError) else None,
    )
    number = Releases(DataDirectory.open(desk.settings.data_dir)).current_number()
    return ImportReport(Outcome.REFUSED, source, number, Report((finding,)))


def keep(folder: Path, report: ImportReport) -> None:
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for form, content in _forms(report).items():
            write_whole(folder / f"report.{form}", content.encode())


def _forms(report: ImportReport) -> dict[str, str]:
    found = {
        "json": json.dumps(report.to_json(), ensure_ascii=False),
        "ttl": report.validation.to_turtle(),
        "csv": report.validation.to_csv(),
    }
    for language in Language:
        found[f"{language.value}.txt"] = report.to_text(language)
        found[f"{language.value}.html"] = report.to_html(language)
    return found

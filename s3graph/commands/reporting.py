"""How a report is written: on stdout in a form, or to a file whose ending says the form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from s3graph.commands.call import Call, write
from s3graph.errors import UsageError
from s3graph.model import Language, Text

if TYPE_CHECKING:
    from s3graph.intake.marking import File
    from s3graph.intake.request import ImportReport
    from s3graph.validation import Report

FORMS = "text, json, html, ttl or csv"
HELP = f"Form of the report: {FORMS}; or a file to write it to: .xlsx is your workbook with its cells marked."
_ENDINGS = {"txt": "text", "json": "json", "html": "html", "ttl": "ttl", "csv": "csv", "xlsx": "xlsx"}


class ReportForm(NamedTuple):
    """``path`` is the file it is written to, None for stdout; beside a file, stdout has the text."""

    name: str
    path: Path | None = None

    @classmethod
    def of(cls, asked: str) -> ReportForm:
        """UsageError where there is no such form."""
        if asked in FORMS.replace(",", "").split() and asked != "or":
            return cls(asked)
        ending = asked.rpartition(".")[2].lower()
        if "." in asked and ending in _ENDINGS:
            return cls(_ENDINGS[ending], Path(asked))
        endings = ", ".join(f".{known}" for known in _ENDINGS)
        raise UsageError(
            Text(
                sv=f"Rapporten finns inte som '{asked}': {FORMS}, eller ett filnamn som slutar på {endings}.",
                en=f"No report as '{asked}': {FORMS}, or the name of a file that ends with {endings}.",
            )
        )

    def marked(self, found: ImportReport | Report, file: File, call: Call) -> bytes | None:
        """The workbook with its marks, where that is asked for. UsageError where the file is none."""
        if self.name != "xlsx":
            return None
        from s3graph.intake.marking import marked_copy
        from s3graph.intake.reader import Marks

        above = tuple(found.to_text(call.language).split("\n\n", 1)[0].splitlines())
        content = marked_copy(file, Marks(_validation(found), call.language, above), call.desk)
        if content is None:
            raise UsageError(
                Text(
                    sv=f"{file.name} är ingen arbetsbok eller tabell och kan inte märkas. Välj en annan form: {FORMS}.",
                    en=f"{file.name} is no workbook or table and cannot be marked. Choose another form: {FORMS}.",
                )
            )
        return content

    def write(self, found: ImportReport | Report, marked: bytes | None, call: Call) -> None:
        """StorageError where the file cannot be written."""
        from s3graph.graph.storage import storage_errors

        if self.path is None:
            write(_written(found, self.name, call.language))
            return
        content = _written(found, self.name, call.language) if marked is None else marked
        with storage_errors(self.path):
            if isinstance(content, bytes):
                self.path.write_bytes(content)
            else:
                with self.path.open("w", encoding="utf-8") as stream:
                    write(content, stream)
        write(found.to_text(call.language))
        call.say(Text(sv=f"Rapporten ligger i {self.path}", en=f"The report is in {self.path}"))


def _validation(found: ImportReport | Report) -> Report:
    from s3graph.validation import Report

    return found if isinstance(found, Report) else found.validation


def _written(found: ImportReport | Report, form: str, language: Language) -> object:
    if form == "ttl":
        return _validation(found).to_turtle()
    if form == "csv":
        return _validation(found).to_csv()
    if form == "html":
        return found.to_html(language)
    return found.to_json() if form == "json" else found.to_text(language)

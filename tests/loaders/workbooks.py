"""Filled-in workbooks and tables of a made-up partner, whole and broken."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

import openpyxl

from loaders import all_readers
from s3graph.intake.importing import Desk
from s3graph.intake.limits import Limits
from s3graph.intake.reader import Sent
from s3graph.settings import Settings
from s3graph.validation.finding import Finding

Cells = Mapping[str, object]
Sheets = Mapping[str, Sequence[Cells]]
"""Rows by sheet; a row's cells by heading."""

ACTOR: Cells = {
    "Namn": "Provgården",
    "Beskrivning": "Påhittad park.",
    "Webbplats": "https://provgarden.example/",
    "Kommun": "Kalmar",
    "Typ av aktör": "science park",
    "Finansiering": "offentligt finansierad",
    "Tematiska områden": "Industriell utveckling",
    "Kompetenser": "robotik",
}
SERVICE: Cells = {"Namn": "Prova robot", "Erbjuds av": "Provgården", "Kompetenser": "robotik"}
INITIATIVE: Cells = {
    "Namn": "Provrobot",
    "Beskrivning": "Påhittad insats.",
    "Huvudman": "Provgården",
    "Total kostnad": "2,5 Mkr",
    "Start": "2026-03",
    "Slut": 2028,
    "Tematiska områden": "Industriell utveckling",
    "Område": "Småland och öarna",
    "Öppen för": "alla små och medelstora företag i programområdet",
}
WHOLE: Sheets = {"Aktörer": [ACTOR], "Tjänster": [SERVICE], "Insatser": [INITIATIVE]}
LIMITS = Limits.of(Settings())


def book_of(sheets: Sheets) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        sheet.append(headings)
        for row in rows:
            sheet.append([row.get(heading) for heading in headings])
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def xlsx(sheets: Sheets) -> bytes:
    return saved(book_of(sheets))


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same package with one part more, or another in place of one."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            if item != name:
                new.writestr(item, old.read(item))
        new.writestr(name, part)
    return written.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return package.read(name)


def sent(content: bytes, name: str = "bok.xlsx", limits: Limits = LIMITS) -> Sent:
    return Sent(BytesIO(content), name, limits)


def read(content: bytes, name: str = "bok.xlsx") -> tuple[str, tuple[Finding, ...]]:
    """What is said, as sorted N-Triples, and what was found."""
    with Desk(all_readers(), Settings()).stage(BytesIO(content), name) as staged:
        return b"".join(sorted(staged.content.lines)).decode(), staged.remarks


def rules(found: Sequence[Finding]) -> list[str]:
    return sorted(finding.rule.removeprefix("Workbook-") for finding in found)


def places(found: Sequence[Finding]) -> list[tuple[str, int, str]]:
    return [(it.cell.sheet, it.cell.row, it.cell.letters) for it in found if it.cell]

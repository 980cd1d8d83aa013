"""A workbook of 10,000 rows, whole and with mistakes, from the file to the release or to the marked report.

Each step in a process of its own through the command line, as a partner's operator would. Run alone:
``python -m benchmarks.workbook``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from xlsxwriter import Workbook

from s3graph.model import Language
from s3graph.workbook.column import Column, Kind
from s3graph.workbook.sheet import Sheet
from s3graph.workbook.template import Template, headings

ROWS = {"actor": 500, "service": 3500, "initiative": 6000}
GOAL_SECONDS = 30


def workbook(path: Path, template: Template, mistakes: int = 0) -> None:
    """``mistakes``: every so-and-so-manieth row has a competence misspelt and a date that is none; 0: none has."""
    with Workbook(path, {"constant_memory": True}) as book:
        for sheet in template.sheets:
            worksheet = book.add_worksheet(sheet.name.sv)
            worksheet.write_row(0, 0, headings(sheet, Language.SV))
            if sheet.target.value.endswith("Testbed"):
                continue
            for row in range(1, ROWS.get(sheet.kind, 0) + 1):
                wrong = bool(mistakes) and row % mistakes == 0
                cells = (_cell(template, sheet, column, row, wrong) for column in sheet.columns)
                worksheet.write_row(row, 0, (f"rad {row}", *cells))


def _cell(template: Template, sheet: Sheet, column: Column, row: int, wrong: bool) -> str:
    if column.kind is Kind.TEXT:
        return f"{column.name.sv} {sheet.name.sv} {row}" if column.language is Language.SV else ""
    if column.kind is Kind.ENTITY:
        return f"Namn Aktörer {row % ROWS['actor'] + 1}"
    if column.kind is Kind.CHOICE:
        choices = template.choices(column)
        words = [choices[(row + step) % len(choices)].label.sv for step in range(2 if column.several else 1)]
        return "; ".join([*words[:1], f"{words[-1]}xyz"] if wrong and column.name.en == "Competences" else set(words))
    if column.kind is Kind.DATE:
        year = 2025 if column.name.en == "Start" else 2028
        return f"någon gång {year}" if wrong else f"{year}-0{row % 9 + 1}-15"
    if column.kind is Kind.ADDRESS:
        return f"https://{sheet.kind}{row}.example/"
    return f"{row} 000" if column.kind is Kind.AMOUNT else ""


def command(*arguments: str) -> tuple[int, float]:
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "s3graph.cli", *arguments], stdout=subprocess.DEVNULL, check=False)
    return done.returncode, time.perf_counter() - begun


def main() -> None:
    template = Template.load()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        os.environ["S3GRAPH_DATA_DIR"] = str(root / "data")
        whole, broken, marked = root / "whole.xlsx", root / "broken.xlsx", root / "marked.xlsx"
        workbook(whole, template)
        workbook(broken, template, mistakes=20)
        shipped, seconds = command("import", "ontology/examples/support-actor.ttl", "--source", "warm-up")
        print(f"first call, shipped data loaded: {seconds:.1f} s ({shipped})")
        for said, arguments in {
            "10,000 rows to a release": ("import", str(whole), "--source", "bench"),
            "the same again, unchanged": ("import", str(whole), "--source", "bench"),
            "600 mistakes to a report as text": ("import", str(broken), "--source", "bench2"),
            "the same, and the workbook marked": ("import", str(broken), "--source", "bench2", "--report", str(marked)),
        }.items():
            code, seconds = command(*arguments)
            print(f"{said}: {seconds:.1f} s (exit {code}; goal {GOAL_SECONDS} s)")


if __name__ == "__main__":
    main()

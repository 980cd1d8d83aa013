"""A report as a page of its own, and as a table for spreadsheets."""

from __future__ import annotations

import csv
from functools import cache
from io import StringIO
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template

from s3graph.model import Language, Text, grouped
from s3graph.validation.finding import Finding
from s3graph.validation.rendering import MORE, NOTHING, summary, where
from s3graph.validation.report import Report, RuleGroup
from s3graph.validation.shapes_graph import shown

COLUMNS = (
    "severity", "rule", "line", "focus", "path", "value", "message_sv", "message_en", "component", "shape", "sheet",
    "column", "heading",
)  # fmt: skip
_TITLE = Text(sv="Granskning av leverans", en="Validation of a delivery")
_HEADINGS = (
    Text(sv="Rad", en="Line"),
    Text(sv="Gäller", en="About"),
    Text(sv="Egenskap", en="Property"),
    Text(sv="Värde", en="Value"),
    Text(sv="Vad som ska ändras", en="What to change"),
)
_LONGEST = 2000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_html(report: Report, language: Language, above: tuple[str, ...], examples: int) -> str:
    """Standalone, nothing fetched; every text of the file is escaped. ``above`` are sentences that stand first."""
    groups = [
        {
            "severity": group.severity.name.lower(),
            "heading": _heading(group, language),
            "message": group.examples[0].messages.in_language(language),
            "rows": [_row(finding, language) for finding in group.examples],
            "more": MORE.in_language(language).format(grouped(rest, language))
            if (rest := group.count - len(group.examples))
            else "",
        }
        for group in report.groups(examples)
    ]
    return _template().render(
        language=language.value,
        title=_TITLE.in_language(language),
        above=above,
        summary=summary(report, language),
        nothing="" if report.checked else NOTHING.in_language(language),
        columns=[heading.in_language(language) for heading in _HEADINGS],
        groups=groups,
    )


def _heading(group: RuleGroup, language: Language) -> str:
    severity = group.severity.label.in_language(language).capitalize()
    return f"{severity}: {group.rule} ({grouped(group.count, language)})"


def as_csv(report: Report) -> str:
    """Every finding in a row below ``COLUMNS``, RFC 4180. A cell that a spreadsheet would run begins with a quote."""
    written = StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for finding in report.findings:
        cells = (
            finding.severity.name.lower(),
            finding.rule,
            "" if finding.line is None else str(finding.line),
            shown(finding.focus, longest=_LONGEST),
            str(finding.path) if finding.path else "",
            "" if finding.value is None else shown(finding.value, longest=_LONGEST),
            finding.messages.sv,
            finding.messages.en,
            finding.component.value,
            finding.shape.value,
            *((finding.cell.sheet, finding.cell.letters, finding.cell.heading) if finding.cell else ("", "", "")),
        )
        table.writerow([harmless(cell) for cell in cells])
    return written.getvalue()


def harmless(cell: str) -> str:
    """A cell of a table as a spreadsheet may read it: one that it would run begins with a quote.

    >>> harmless("=1+1"), harmless("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _row(finding: Finding, language: Language) -> tuple[str, ...]:
    return (
        where(finding, language) if finding.cell else "" if finding.line is None else str(finding.line),
        shown(finding.focus, longest=_LONGEST),
        str(finding.path) if finding.path else "",
        "" if finding.value is None else shown(finding.value, longest=_LONGEST),
        finding.messages.in_language(language),
    )


@cache
def _template() -> Template:
    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True).get_template("report.html")

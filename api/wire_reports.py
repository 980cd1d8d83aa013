"""What goes over the wire of a file's validation."""

from __future__ import annotations

from typing import Self

from api.wire import Wire
from s3graph.model import Language
from s3graph.validation import Finding, Report, RuleGroup
from s3graph.validation.shapes_graph import shown

MOST_FINDINGS = 100
"""Findings listed of one rule; ``count`` says how many there are."""


class FindingWire(Wire):
    """One thing to mend. ``line`` is null where the format has no lines; of a workbook it is the row, and ``cell``
    says the whole place in words."""

    focus: str
    path: str | None
    value: str | None
    line: int | None
    cell: str | None
    message: str

    @classmethod
    def of(cls, finding: Finding, language: Language) -> Self:
        return cls(
            focus=shown(finding.focus),
            path=str(finding.path) if finding.path else None,
            value=None if finding.value is None else shown(finding.value),
            line=finding.line,
            cell=finding.cell and finding.cell.to_text(language),
            message=finding.messages.in_language(language),
        )


class RuleWire(Wire):
    """All findings of one rule: how many, and the first of them."""

    rule: str
    severity: str
    count: int
    message: str
    findings: list[FindingWire]

    @classmethod
    def of(cls, group: RuleGroup, language: Language) -> Self:
        return cls(
            rule=group.rule,
            severity=group.severity.name.lower(),
            count=group.count,
            message=group.examples[0].messages.in_language(language),
            findings=[FindingWire.of(finding, language) for finding in group.examples],
        )


class ReportWire(Wire):
    """What a file's validation found. ``accepted``: no violation, and something was checked."""

    accepted: bool
    conforms: bool
    checked: int
    counts: dict[str, int]
    rules: list[RuleWire]
    text: str

    @classmethod
    def of(cls, report: Report, language: Language) -> Self:
        return cls(
            accepted=report.accepted,
            conforms=report.conforms,
            checked=report.checked,
            counts={severity.name.lower(): count for severity, count in report.counts.items()},
            rules=[RuleWire.of(group, language) for group in report.groups(MOST_FINDINGS)],
            text=report.to_text(language),
        )

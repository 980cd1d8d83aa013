"""What validation says of one delivery: one result type, whichever engine or check it came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from s3graph.model import Language
from s3graph.validation.finding import Finding, Node, Severity


@dataclass(frozen=True)
class RuleGroup:
    """All findings of one rule and severity: how many, and the first few of them."""

    rule: str
    severity: Severity
    count: int
    examples: tuple[Finding, ...]


@dataclass(frozen=True)
class Report:
    """``nodes_met`` counts, for each shape with a target, the nodes it met; ``engines`` names who judged each shape.

    ``checked`` is the number of nodes that a shape chose by their class. 0 means that nothing was checked, and such a
    delivery is refused however few findings there are.
    """

    findings: tuple[Finding, ...] = ()
    nodes_met: Mapping[Node, int] = field(default_factory=dict)
    engines: Mapping[Node, str] = field(default_factory=dict)
    checked: int = 0

    @property
    def conforms(self) -> bool:
        """No violation; warnings and information do not count. (``sh:conforms`` in Turtle is false for any finding.)"""
        return not any(finding.severity is Severity.VIOLATION for finding in self.findings)

    @property
    def accepted(self) -> bool:
        """Conforms, and something was checked."""
        return self.conforms and self.checked > 0

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Findings of each severity, zeros included."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in Severity}

    @property
    def unmet(self) -> tuple[Node, ...]:
        """Shapes that met no node."""
        return tuple(shape for shape, count in self.nodes_met.items() if count == 0)

    @property
    def by_engine(self) -> Mapping[str, tuple[Node, ...]]:
        """The shapes each engine judged, all in the order of their names."""
        found: dict[str, list[Node]] = {}
        for shape, engine in self.engines.items():
            found.setdefault(engine, []).append(shape)
        return {engine: tuple(sorted(found[engine], key=lambda shape: shape.value)) for engine in sorted(found)}

    def filter(self, keep: Callable[[Finding], bool]) -> Report:
        return replace(self, findings=tuple(finding for finding in self.findings if keep(finding)))

    def of_severity(self, severity: Severity) -> Report:
        return self.filter(lambda finding: finding.severity is severity)

    def map(self, change: Callable[[Finding], Finding]) -> Report:
        return replace(self, findings=tuple(change(finding) for finding in self.findings))

    def with_findings(self, findings: Iterable[Finding]) -> Report:
        """This report with more findings."""
        return replace(self, findings=(*self.findings, *findings))

    def merge(self, other: Report) -> Report:
        """Both reports on the same data. Nodes met add up for a shape both judged; ``checked`` is the larger."""
        met = Counter(self.nodes_met)
        met.update(other.nodes_met)
        return Report(
            findings=(*self.findings, *other.findings),
            nodes_met={**dict.fromkeys((*self.nodes_met, *other.nodes_met), 0), **met},
            engines={**self.engines, **other.engines},
            checked=max(self.checked, other.checked),
        )

    def sorted(self) -> Report:
        """Gravest first, then by line (of a workbook by sheet, row and column), rule and node."""
        return replace(self, findings=tuple(sorted(self.findings, key=_order)))

    def top(self, count: int) -> Report:
        """The gravest ``count`` findings."""
        return replace(self, findings=self.sorted().findings[:count])

    def groups(self, examples: int = 5) -> tuple[RuleGroup, ...]:
        """Findings by rule and severity, gravest and most frequent first, each with its first examples."""
        found: dict[tuple[str, Severity], list[Finding]] = {}
        for finding in self.sorted().findings:
            found.setdefault((finding.rule, finding.severity), []).append(finding)
        groups = (
            RuleGroup(rule, severity, len(members), tuple(members[:examples]))
            for (rule, severity), members in found.items()
        )
        return tuple(sorted(groups, key=lambda group: (group.severity.rank, -group.count, group.rule)))

    def to_turtle(self) -> str:
        """A standard ``sh:ValidationReport``."""
        from s3graph.validation.rendering import as_turtle

        return as_turtle(self)

    def to_json(self, examples: int = 5, findings: int = 1000) -> dict[str, Any]:
        """Counts of everything, the rules with examples, and the first ``findings`` findings."""
        from s3graph.validation.rendering import as_json

        return as_json(self, examples, findings)

    def to_html(self, language: Language, above: tuple[str, ...] = (), examples: int = 100) -> str:
        """A page for people, grouped by rule, with sentences to stand first."""
        from s3graph.validation.page import as_html

        return as_html(self, language, above, examples)

    def to_csv(self) -> str:
        """All findings as a table."""
        from s3graph.validation.page import as_csv

        return as_csv(self)

    def to_text(self, language: Language, examples: int = 5) -> str:
        """For people, grouped by rule."""
        from s3graph.validation.rendering import as_text

        return as_text(self, language, examples)


def _order(finding: Finding) -> tuple[int, str, int, int, str, str, str]:
    line = finding.line if finding.line is not None else 1 << 60
    sheet, column = (finding.cell.sheet, finding.cell.column) if finding.cell else ("", 0)
    return finding.severity.rank, sheet, line, column, finding.rule, str(finding.focus), str(finding.value)

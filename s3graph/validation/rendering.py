"""A report as a standard ``sh:ValidationReport``, as JSON, and as text for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, RdfFormat, Triple, serialize

from s3graph.model import Language, Text, grouped
from s3graph.validation.finding import Finding, Node, Severity, Term, rule_name
from s3graph.validation.paths import write_path
from s3graph.validation.report import Report, RuleGroup
from s3graph.validation.shapes_graph import shown
from s3graph.vocabulary import BASE, PREFIXES, PROV, RDF, RDFS, SH


def as_turtle(report: Report) -> str:
    """``sh:conforms`` follows the standard: false as soon as there is any result."""
    written = serialize(_report_triples(report), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return written.decode("utf-8") if written is not None else ""


def _report_triples(report: Report) -> Iterator[Triple]:
    root = BlankNode()
    yield Triple(root, RDF.type, SH.ValidationReport)
    yield Triple(root, SH.conforms, Literal(not report.findings))
    for finding in report.findings:
        node = BlankNode()
        yield Triple(root, SH.result, node)
        yield from _result_triples(node, finding)
    for engine, shapes in report.by_engine.items():
        yield from _judgement(root, engine, shapes)


def _judgement(report: BlankNode, engine: str, shapes: tuple[Node, ...]) -> Iterator[Triple]:
    """Which engine judged which shapes; SHACL has no word for it."""
    activity, agent = BlankNode(), BlankNode()
    yield Triple(activity, RDF.type, PROV.Activity)
    yield Triple(activity, PROV.generated, report)
    yield Triple(activity, PROV.wasAssociatedWith, agent)
    yield Triple(agent, RDF.type, PROV.SoftwareAgent)
    yield Triple(agent, RDFS.label, Literal(engine))
    yield from (Triple(activity, PROV.used, shape) for shape in shapes)


def _result_triples(node: BlankNode, finding: Finding) -> Iterator[Triple]:
    yield Triple(node, RDF.type, SH.ValidationResult)
    yield Triple(node, SH.focusNode, finding.focus)
    yield Triple(node, SH.resultSeverity, finding.severity.iri)
    yield Triple(node, SH.sourceConstraintComponent, finding.component)
    yield Triple(node, SH.sourceShape, finding.shape)
    for text in finding.texts or _both(finding.messages):
        yield Triple(node, SH.resultMessage, text)
    if finding.value is not None:
        yield Triple(node, SH.value, finding.value)
    if finding.path is not None:
        head, triples = write_path(finding.path)
        yield Triple(node, SH.resultPath, head)
        yield from triples
    if finding.source is not None:
        yield Triple(node, SH.sourceConstraint, finding.source)
    for detail in finding.details:
        inner = BlankNode()
        yield Triple(node, SH.detail, inner)
        yield from _result_triples(inner, detail)


def _both(message: Text) -> tuple[Literal, Literal]:
    return Literal(message.sv, language="sv"), Literal(message.en, language="en")


def as_json(report: Report, examples: int, findings: int) -> dict[str, Any]:
    """The counts cover everything; ``findings`` holds the gravest, and ``more`` says how many are not listed."""
    listed = report.top(findings).findings
    return {
        "conforms": report.conforms,
        "accepted": report.accepted,
        "checked": report.checked,
        "counts": {severity.name.lower(): count for severity, count in report.counts.items()},
        "engines": {engine: [shape.value for shape in shapes] for engine, shapes in report.by_engine.items()},
        "unmet": sorted(shape.value for shape in report.unmet),
        "rules": [_group_json(group) for group in report.groups(examples)],
        "findings": [_finding_json(finding) for finding in listed],
        "more": len(report.findings) - len(listed),
    }


def _group_json(group: RuleGroup) -> dict[str, Any]:
    return {
        "rule": group.rule,
        "severity": group.severity.name.lower(),
        "count": group.count,
        "message": group.examples[0].messages._asdict(),
        "examples": [_finding_json(finding) for finding in group.examples],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "shape": finding.shape.value,
        "severity": finding.severity.name.lower(),
        "focus": shown(finding.focus, longest=2000),
        "path": str(finding.path) if finding.path else None,
        "value": None if finding.value is None else shown(finding.value, longest=2000),
        "line": finding.line,
        "cell": finding.cell and {**finding.cell._asdict(), "letters": finding.cell.letters},
        "component": finding.component.value,
        "message": finding.messages._asdict(),
    }


_SUMMARY = Text(
    sv="Fel: {}. Varningar: {}. Upplysningar: {}. Kontrollerade noder: {}.",
    en="Violations: {}. Warnings: {}. Information: {}. Nodes checked: {}.",
)
NOTHING = Text(
    sv="Ingenting kontrollerades: filen innehåller inget av det som plattformen känner.",
    en="Nothing was checked: the file holds nothing that the platform knows.",
)
_USUAL = "compiled"
_OTHER_ENGINE = Text(sv="Bedömdes av {}: {}.", en="Judged by {}: {}.")
_LINE = Text(sv="rad", en="line")
MORE = Text(sv="och {} till", en="and {} more")


def as_text(report: Report, language: Language, examples: int) -> str:
    """One paragraph a rule: severity, name, count, what is wrong in the first place, and where else."""
    lines = [summary(report, language)]
    if report.checked == 0:
        lines.append(NOTHING.in_language(language))
    for group in report.groups(examples):
        lines.extend(["", *_group_lines(group, language)])
    return "\n".join(lines) + "\n"


def summary(report: Report, language: Language) -> str:
    """The counts, and the shapes that the usual engine did not judge."""
    counts = (*(report.counts[severity] for severity in Severity), report.checked)
    said = [_SUMMARY.in_language(language).format(*(grouped(count, language) for count in counts))]
    for engine, shapes in report.by_engine.items():
        if engine != _USUAL:
            names = ", ".join(rule_name(shape) for shape in shapes)
            said.append(_OTHER_ENGINE.in_language(language).format(engine, names))
    return " ".join(said)


def _group_lines(group: RuleGroup, language: Language) -> Iterator[str]:
    yield f"{group.severity.label.in_language(language).upper()} {group.rule} ({grouped(group.count, language)})"
    yield f"  {group.examples[0].messages.in_language(language)}"
    first = group.examples[0].messages
    for finding in group.examples:
        told = (
            "" if finding.messages == first or finding.cell is None else f"  {finding.messages.in_language(language)}"
        )
        yield f"    {_where(finding, language)}{told}"
    if group.count > len(group.examples):
        yield f"    {MORE.in_language(language).format(grouped(group.count - len(group.examples), language))}"


def where(finding: Finding, language: Language) -> str:
    """The line or the cell; empty where neither is known."""
    if finding.cell is not None:
        return finding.cell.to_text(language)
    return "" if finding.line is None else f"{_LINE.in_language(language)} {finding.line}"


def _where(finding: Finding, language: Language) -> str:
    """A cell says which thing and property it is about; a line says little on its own."""
    parts = [place] if (place := where(finding, language)) else []
    if finding.cell is None:
        parts.append(_short(finding.focus))
    if finding.cell is None and finding.path is not None:
        parts.append(str(finding.path))
    if finding.value is not None and finding.value != finding.focus:
        parts.append(_short(finding.value))
    return "  ".join(parts)


def _short(term: Term) -> str:
    return shown(term).removeprefix(f"{BASE}id/")

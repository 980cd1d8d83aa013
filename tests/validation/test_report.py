"""The algebra of reports: filter, map, merge, sort, top, group."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode

from s3graph.model import Text
from s3graph.validation import Finding, Report, Severity
from s3graph.vocabulary import SH

ONE, TWO = NamedNode("http://example.org/shapes/One"), NamedNode("http://example.org/shapes/Two")


def finding(
    rule: str = "A", severity: Severity = Severity.VIOLATION, focus: str = "a", line: int | None = None
) -> Finding:
    return Finding(
        focus=NamedNode(f"http://example.org/{focus}"),
        path=None,
        value=None,
        component=SH.NodeKindConstraintComponent,
        severity=severity,
        shape=NamedNode(f"http://example.org/shapes/{rule}"),
        messages=Text(sv="Fel.", en="Wrong."),
        line=line,
    )


WARNING, INFO = finding("W", Severity.WARNING), finding("I", Severity.INFO)


def test_only_violations_keep_a_report_from_conforming() -> None:
    assert Report((WARNING, INFO)).conforms
    assert not Report((WARNING, finding())).conforms


def test_a_report_is_accepted_only_where_something_was_checked() -> None:
    assert Report((), checked=1).accepted
    assert not Report((), checked=0).accepted
    assert not Report((finding(),), checked=1).accepted


def test_counts_name_every_severity() -> None:
    assert dict(Report((WARNING, WARNING)).counts) == {
        Severity.VIOLATION: 0,
        Severity.WARNING: 2,
        Severity.INFO: 0,
    }


def test_filter_and_map_leave_the_report_they_start_from() -> None:
    report = Report((finding(), WARNING), {ONE: 2}, {ONE: "x"}, 2)
    kept = report.of_severity(Severity.WARNING)
    assert kept.findings == (WARNING,)
    assert (kept.nodes_met, kept.engines, kept.checked) == ({ONE: 2}, {ONE: "x"}, 2)
    assert report.map(lambda found: found.at(3)).findings[0].line == 3
    assert report.with_findings([INFO]).findings == (finding(), WARNING, INFO)
    assert report.findings == (finding(), WARNING)


def test_merge_adds_nodes_met_and_keeps_shapes_that_met_none() -> None:
    merged = Report((WARNING,), {ONE: 1, TWO: 0}, {ONE: "x"}, 4).merge(Report((INFO,), {ONE: 2}, {TWO: "y"}, 3))
    assert merged == Report((WARNING, INFO), {ONE: 3, TWO: 0}, {ONE: "x", TWO: "y"}, 4)
    assert merged.unmet == (TWO,)


def test_merging_with_nothing_changes_nothing() -> None:
    report = Report((WARNING,), {ONE: 1, TWO: 0}, {ONE: "x", TWO: "x"}, 1)
    assert report.merge(Report()) == Report().merge(report) == report


def test_sorted_by_severity_then_line_and_what_has_no_line_last() -> None:
    unplaced, late, early = finding(focus="c"), finding(line=9), finding(focus="b", line=2)
    report = Report((INFO, unplaced, WARNING, late, early))
    assert report.sorted().findings == (early, late, unplaced, WARNING, INFO)
    assert report.top(2).findings == (early, late)


def test_groups_count_everything_and_show_a_few() -> None:
    many = [finding("Many", focus=str(number)) for number in range(7)]
    groups = Report((WARNING, *many, finding("Few"))).groups(examples=3)
    assert [(group.rule, group.count, len(group.examples)) for group in groups] == [
        ("Many", 7, 3),
        ("Few", 1, 1),
        ("W", 1, 1),
    ]


def test_one_rule_with_two_severities_makes_two_groups() -> None:
    report = Report((WARNING, replace(WARNING, severity=Severity.VIOLATION)))
    assert [group.severity for group in report.groups()] == [Severity.VIOLATION, Severity.WARNING]

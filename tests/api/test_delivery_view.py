"""A kept report as a page shows it: places as lines or cells, what changes, and who is whom."""

from __future__ import annotations

import json
from typing import Any

import pytest

from api.delivery_view import DeliveryView, Named
from s3graph.intake.request import ImportReport, Outcome
from s3graph.model import Language
from s3graph.validation import Report

BASE = "https://w3id.org/s3graph/id/"


def finding(**more: Any) -> dict[str, Any]:
    said = {"sv": "Rätta slutet.", "en": "Mend the end."}
    return {"focus": f"{BASE}initiative/a", "path": "s3:end", "value": "2024", "line": 7, "message": said, **more}


def told(*findings: dict[str, Any]) -> bytes:
    """A report with one rule, of which these are the examples and there are two more."""
    report = ImportReport(Outcome.REFUSED, "exempel", 1, Report()).to_json()
    rule = {"rule": "Date-end", "severity": "violation", "count": len(findings) + 2, "message": findings[0]["message"]}
    report["validation"]["rules"] = [{**rule, "examples": list(findings)}]
    report["difference"]["entities"]["removed"] = 3
    report["difference"]["removed_share"] = 0.755
    report["difference"]["examples"] = {"removed": [f"{BASE}service/b"]}
    report["identities"] = [{"alias": f"{BASE}actor/a", "canonical": f"{BASE}actor/b"}]
    return json.dumps(report).encode()


@pytest.mark.parametrize(
    ("language", "line", "cell"),
    [
        (Language.SV, "rad 7", "bladet Insatser, rad 5, kolumn C (Start)"),
        (Language.EN, "line 7", "sheet Insatser, row 5, column C (Start)"),
    ],
)
def test_places_are_lines_or_cells(language: Language, line: str, cell: str) -> None:
    where = {"sheet": "Insatser", "row": 5, "column": 3, "heading": "Start", "letters": "C"}
    (rule,) = DeliveryView.of(told(finding(), finding(cell=where), finding(line=None)), language).rules
    assert [found.place for found in rule.places] == [line, cell, ""]
    assert (rule.in_cells, rule.more, rule.places[0].about) == (False, 2, "initiative/a")
    (rule,) = DeliveryView.of(told(finding(cell=where)), language).rules
    assert rule.in_cells


def test_only_what_changes_is_told() -> None:
    view = DeliveryView.of(told(finding()), Language.SV)
    (change,) = view.changes
    assert (change.kind, change.count, change.more) == ("removed", 3, 2)
    assert change.examples == (Named(f"{BASE}service/b", "service/b"),)
    assert view.removed_share == 76
    assert [[named.short for named in pair] for pair in view.identities] == [["actor/a", "actor/b"]]

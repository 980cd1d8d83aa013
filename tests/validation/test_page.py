"""The report as a page and as a table: everything of the file is text there, never markup or a formula."""

from __future__ import annotations

import csv
from html.parser import HTMLParser
from io import StringIO

import pytest
from pyoxigraph import Literal, NamedNode

from s3graph.model import Language, Text
from s3graph.validation import Finding, Report, Severity
from s3graph.validation.page import COLUMNS
from s3graph.validation.paths import Predicate
from s3graph.vocabulary import SH, SKOS, entity

HOSTILE = "<script>alert(1)</script>"


def finding(number: int, value: str) -> Finding:
    return Finding(
        focus=entity("actor", f"a{number}"),
        path=Predicate(SKOS.prefLabel),
        value=Literal(value),
        component=SH.MinCountConstraintComponent,
        severity=Severity.VIOLATION,
        shape=NamedNode("https://w3id.org/s3graph/shapes/Label-one"),
        messages=Text(sv=f"Ändra {value}", en=f"Change {value}"),
        line=number,
    )


class Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.parametrize("language", list(Language))
def test_the_page_shows_what_the_file_says_as_text(language: Language) -> None:
    page = Markup()
    page.feed(Report((finding(7, HOSTILE),), checked=1).to_html(language, (HOSTILE,)))
    assert "script" not in page.tags
    assert page.tags.count("table") == 1
    said = " ".join(page.text)
    assert said.count(HOSTILE) >= 3
    assert "Label-one (1)" in said
    assert " 7 " in f" {' '.join(said.split())} "


def test_the_page_says_how_many_more_there_are() -> None:
    report = Report(tuple(finding(number, "x") for number in range(130)), checked=130)
    assert "och 30 till" in report.to_html(Language.SV)
    assert "and 30 more" in report.to_html(Language.EN)
    assert "och" not in report.to_html(Language.SV, examples=130).split("</h2>")[-1].split("</table>")[-1]


def test_the_table_has_every_finding_and_no_formula() -> None:
    values = ["=1+1", "+1", "@x", "-2", "\t=1", "\n=1", "＝1", 'a "quoted", text\nover two lines', "å"]
    report = Report(tuple(finding(number, value) for number, value in enumerate(values)), checked=9)
    rows = list(csv.DictReader(StringIO(report.to_csv())))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(values)
    assert [row["value"] for row in rows][7:] == ['a "quoted", text\nover two lines', "å"]
    assert not [
        cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\n", "＝"))
    ]
    assert [row["line"] for row in rows] == [str(number) for number in range(9)]


def test_the_page_can_be_read_by_ear() -> None:
    """Language, one heading of the page and one of each table, header cells with a scope, a name for every table."""
    report = Report((finding(1, "x"), finding(2, "y")), checked=2)
    page = Markup()
    html = report.to_html(Language.SV)
    page.feed(html)
    assert html.startswith('<!doctype html>\n<html lang="sv">')
    assert report.to_html(Language.EN).startswith('<!doctype html>\n<html lang="en">')
    assert [page.tags.count(tag) for tag in ("title", "main", "h1", "h2", "section", "table", "caption")] == [1] * 7
    assert html.count('<th scope="col">') == page.tags.count("th") == 5
    assert "Fel: Label-one (2)" in " ".join(page.text), "how grave it is stands in words, not in a colour alone"


def test_thousands_are_told_apart() -> None:
    report = Report(tuple(finding(number, "x") for number in range(1339)), checked=1_300_000)
    assert "och 1\N{NO-BREAK SPACE}334 till" in report.to_text(Language.SV)
    assert "and 1,334 more" in report.to_text(Language.EN)
    assert "Nodes checked: 1,300,000." in report.to_text(Language.EN)
    assert report.to_json()["more"] == 339
    assert report.to_json()["rules"][0]["count"] == 1339
    assert report.to_csv().count("\r\n") == 1340
    assert report.to_turtle().count("sh:ValidationResult ") == 1339


def test_a_report_names_the_engine_of_every_shape() -> None:
    shape, other = NamedNode("https://example.org/one"), NamedNode("https://example.org/two")
    report = Report(engines={shape: "compiled", other: "pyshacl"}, nodes_met={shape: 0, other: 2}, checked=2)
    said = report.to_json()
    assert said["engines"] == {"compiled": [shape.value], "pyshacl": [other.value]}
    assert said["unmet"] == [shape.value]
    assert "Judged by pyshacl: two." in report.to_text(Language.EN)

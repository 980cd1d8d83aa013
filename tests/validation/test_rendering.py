"""A report as Turtle, as JSON and as text for people."""

from __future__ import annotations

import json

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from s3graph.model import Language, Text
from s3graph.validation import Finding, Report, Severity, ShapesGraph
from s3graph.validation.finding import Term
from s3graph.validation.paths import Inverse, Predicate, Sequence
from s3graph.vocabulary import RDF, SH, SKOS, entity

PATH = Sequence((Predicate(SKOS.broader), Inverse(Predicate(SKOS.related))))


def finding(number: int, severity: Severity = Severity.VIOLATION, value: Term | None = None) -> Finding:
    return Finding(
        focus=entity("service", f"s{number}"),
        path=PATH,
        value=value,
        component=SH.ClassConstraintComponent,
        severity=severity,
        shape=NamedNode("https://w3id.org/s3graph/shapes/Service-x"),
        messages=Text(sv="Rätta tjänsten.", en="Mend the service."),
        line=10 + number,
    )


REPORT = Report((*(finding(number) for number in range(3)), finding(9, Severity.WARNING, Literal("så"))), checked=4)


def turtle(report: Report) -> ShapesGraph:
    return ShapesGraph.of(quad.triple for quad in parse(report.to_turtle(), format=RdfFormat.TURTLE))


def test_turtle_is_a_standard_report_with_every_finding() -> None:
    graph = turtle(REPORT)
    (root,) = {triple.subject for triple in graph.triples if triple.object == SH.ValidationReport}
    assert isinstance(root, BlankNode)
    assert graph.objects(root, SH.conforms) == [Literal(False)]
    results = graph.nodes(root, SH.result)
    assert len(results) == 4
    for result in results:
        assert graph.objects(result, RDF.type) == [SH.ValidationResult]
        assert graph.path_at(graph.nodes(result, SH.resultPath)[0]) == PATH
        assert set(graph.objects(result, SH.resultMessage)) == {
            Literal("Rätta tjänsten.", language="sv"),
            Literal("Mend the service.", language="en"),
        }
        assert graph.objects(result, SH.sourceConstraintComponent) == [SH.ClassConstraintComponent]
        assert graph.objects(result, SH.sourceShape) == [finding(0).shape]
    assert {term for result in results for term in graph.objects(result, SH.value)} == {Literal("så")}
    assert {term for result in results for term in graph.objects(result, SH.focusNode)} == {
        entity("service", f"s{number}") for number in (0, 1, 2, 9)
    }


def test_turtle_conforms_only_where_there_is_nothing_to_say() -> None:
    assert "sh:conforms true" in Report(checked=1).to_turtle()
    assert "sh:conforms false" in REPORT.of_severity(Severity.WARNING).to_turtle()


def test_json_counts_everything_and_lists_the_gravest() -> None:
    told = REPORT.to_json(examples=2, findings=2)
    assert json.loads(json.dumps(told)) == told
    assert (told["conforms"], told["accepted"], told["checked"], told["more"]) == (False, False, 4, 2)
    assert told["counts"] == {"violation": 3, "warning": 1, "info": 0}
    assert [(rule["rule"], rule["severity"], rule["count"], len(rule["examples"])) for rule in told["rules"]] == [
        ("Service-x", "violation", 3, 2),
        ("Service-x", "warning", 1, 1),
    ]
    assert told["findings"][0] == {
        "rule": "Service-x",
        "shape": "https://w3id.org/s3graph/shapes/Service-x",
        "severity": "violation",
        "focus": "https://w3id.org/s3graph/id/service/s0",
        "path": "skos:broader/^skos:related",
        "value": None,
        "line": 10,
        "cell": None,
        "component": "http://www.w3.org/ns/shacl#ClassConstraintComponent",
        "message": {"sv": "Rätta tjänsten.", "en": "Mend the service."},
    }


def test_json_names_who_judged() -> None:
    shape = NamedNode("http://example.org/s")
    assert Report(engines={shape: "compiled"}).to_json()["engines"] == {"compiled": [shape.value]}


def test_text_in_swedish() -> None:
    assert REPORT.to_text(Language.SV, examples=2) == (
        "Fel: 3. Varningar: 1. Upplysningar: 0. Kontrollerade noder: 4.\n"
        "\n"
        "FEL Service-x (3)\n"
        "  Rätta tjänsten.\n"
        "    rad 10  service/s0  skos:broader/^skos:related\n"
        "    rad 11  service/s1  skos:broader/^skos:related\n"
        "    och 1 till\n"
        "\n"
        "VARNING Service-x (1)\n"
        "  Rätta tjänsten.\n"
        "    rad 19  service/s9  skos:broader/^skos:related  så\n"
    )


def test_text_in_english() -> None:
    text = REPORT.to_text(Language.EN, examples=1)
    assert text.startswith("Violations: 3. Warnings: 1. Information: 0. Nodes checked: 4.\n")
    assert "VIOLATION Service-x (3)\n  Mend the service.\n    line 10  service/s0" in text
    assert "and 2 more" in text


def test_text_says_so_where_nothing_was_checked() -> None:
    assert "Ingenting kontrollerades" in Report().to_text(Language.SV)
    assert "Nothing was checked" in Report().to_text(Language.EN)
    assert "Nothing was checked" not in Report(checked=1).to_text(Language.EN)

"""What analysts ask most, over a network small enough to count by hand: whole answers, in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from benchmarks.questions import FIFTEEN
from s3graph.intake.aggregates import company_triples, need_triples
from s3graph.intake.kept_graphs import derived_triples
from s3graph.vocabulary import AGGREGATES, DERIVED, graph
from tests.queries.shelf import CELLS, answer, as_asked, questions, spelt

HERE = Path(__file__).parent
QUESTIONS = questions()
EXPECTED = json.loads((HERE / "fifteen.json").read_text("utf-8"))
"""Worked out by hand from ``fifteen.ttl``: by question, the values it is given and every row."""


@pytest.fixture(scope="module")
def data() -> Store:
    triples = [quad.triple for quad in parse(path=str(HERE / "fifteen.ttl"), format=RdfFormat.TURTLE)]
    said = [Quad(t.subject, t.predicate, t.object, graph("one")) for t in triples]
    counted = company_triples(lambda predicate: spelt(quad for quad in said if quad.predicate == predicate))
    said += [Quad(t.subject, t.predicate, t.object, AGGREGATES) for t in (*counted, *need_triples(CELLS))]
    said += [Quad(t.subject, t.predicate, t.object, DERIVED) for t in derived_triples(triples)]
    return as_asked(said)


def test_every_one_of_them_is_worked_out() -> None:
    assert len(FIFTEEN) == 15
    assert sorted(EXPECTED) == sorted(name for names in FIFTEEN.values() for name in names)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_answer_is_the_one_worked_out(data: Store, name: str) -> None:
    expected = EXPECTED[name]
    assert answer(data, QUESTIONS[name].bind(expected["values"])) == [tuple(row) for row in expected["rows"]]


@pytest.mark.parametrize(
    ("name", "values", "firsts"),
    [
        ("priorities-and-action", {"region": "SE212", "day": "2025-12-01"}, []),
        ("actors-by-region-area-and-kind", {"kind": "park", "area": "mat", "region": "SE212"}, ["SE212", "SE212"]),
        ("white-spots", {"region": "SE212"}, ["SE212"]),
        ("white-spots-by-industry", {"region": "SE212"}, []),
        ("bridging-competences", {"area": "mat"}, ["mat"]),
        ("overlapping-initiatives", {"least": "3"}, []),
        ("reach-by-initiative", {"area": "digital"}, ["i1", "i3"]),
        ("reach-by-county-and-size", {"region": "SE212"}, ["SE212"]),
        ("reach-by-industry", {"region": "SE211"}, ["10"]),
        ("initiatives-around-a-day", {"day": "2025-12-01", "what": "ending", "months": "1"}, ["i1"]),
        ("initiatives-around-a-day", {"day": "2025-12-01", "what": "ending", "months": "7"}, ["i1", "i2"]),
        ("initiatives-around-a-day", {"day": "2025-05-01", "what": "starting", "months": "2"}, ["i2"]),
        ("initiatives-around-a-day", {"day": "2025-12-01", "owner": "a2"}, ["i2"]),
        ("initiatives-around-a-day", {"day": "2025-12-01", "funder": "a1"}, ["i1"]),
        ("initiatives-around-a-day", {"day": "2025-12-01", "area": "digital"}, ["i1"]),
        ("actors-in-no-initiative", {"region": "SE211"}, ["a4"]),
        ("municipalities-without-initiative", {"region": "SE211"}, []),
        ("general-statements", {"actor": "a2"}, []),
        ("labels-missing", {"missing": "sv"}, []),
        ("needs-over-time", {"area": "digital"}, ["2026-Q2", "2026-Q3"]),
        ("needs-over-time", {"region": "SE212"}, []),
        ("path-between-actors", {"from": "a4", "to": "a2"}, ["1"]),
    ],
)
def test_parameters_narrow_the_answer(data: Store, name: str, values: dict[str, str], firsts: list[str]) -> None:
    assert [row[0] for row in answer(data, QUESTIONS[name].bind(values))] == firsts


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("county", [("", "SE211", "500"), ("2024", "SE211", "366000"), ("2025", "SE211", "365000")]),
        ("funder", [("2024", "a1", "366000"), ("2025", "a1", "365000")]),
    ],
)
def test_money_may_be_divided_otherwise(data: Store, by: str, rows: list[tuple[str, str, str]]) -> None:
    found = answer(data, QUESTIONS["money-by-year"].bind({"by": by}))
    assert [(row[0], row[1], row[4]) for row in found if row[3] == "SEK"] == rows


def test_no_money_is_lost_or_counted_twice(data: Store) -> None:
    found = answer(data, QUESTIONS["money-by-year"].bind({}))
    assert sum(int(row[4]) for row in found if row[3] == "SEK") == 731_500
    assert sum(int(row[4]) for row in found if row[3] == "EUR") == 3_650


def test_a_source_that_was_delivered_lately_is_fresh(data: Store) -> None:
    ((*_, things, confirmed, stale),) = answer(data, QUESTIONS["freshness-by-source"].bind({"day": "2025-10-01"}))
    assert (things, confirmed, stale) == ("12", "1", "0")

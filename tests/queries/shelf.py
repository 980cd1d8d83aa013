"""The shipped questions over the shipped data, and what they must answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store

from s3graph.intake.aggregates import company_triples, need_triples
from s3graph.intake.kept_graphs import derived_triples
from s3graph.intake.suppression import Cell
from s3graph.querying import SavedQuestion
from s3graph.resources import shelf
from s3graph.vocabulary import AGGREGATES, EURIO, PREFIXES, graph
from tests.querying.shipped import shipped_store

Row = tuple[str, ...]
CELLS = (Cell("2026-Q2", "digital", "SE211", 9), Cell("2026-Q3", "", "", 40), Cell("2026-Q3", "digital", "SE211", 7))
"""Counts of kept needs, as they might be published."""


class Expected(NamedTuple):
    """What a question answers to ``values``: so many rows, ``rows`` among them in this order, ends of IRIs alone."""

    values: Mapping[str, str]
    size: int
    rows: tuple[Row, ...]


def expected_answers() -> dict[str, list[Expected]]:
    """What stands in ``expected.json``, checked by hand against ``ontology/`` and the collected facts.

    A change of the shipped data that changes an answer is meant to fail: look whether the new answer is right, then
    write it down.
    """
    said = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))
    return {
        name: [Expected(case["values"], case["size"], tuple(map(tuple, case["rows"]))) for case in cases]
        for name, cases in said.items()
    }


def questions() -> dict[str, SavedQuestion]:
    return {question.name: question for question in SavedQuestion.load_all(shelf("queries"))}


def store(folder: Path) -> Store:
    """Everything shipped, with what is derived from its dates, as in release 7."""
    shipped = shipped_store(folder)
    found = list(shipped.quads())
    dates = [quad.triple for name in (EURIO.startDate, EURIO.endDate) for quad in shipped.quads(None, name)]
    found += [Quad(t.subject, t.predicate, t.object, graph("derived")) for t in derived_triples(dates)]
    counted = (*company_triples(lambda predicate: spelt(shipped.quads(None, predicate))), *need_triples(CELLS))
    found += [Quad(t.subject, t.predicate, t.object, AGGREGATES) for t in counted]
    return as_asked(found)


def spelt(quads: Iterable[Quad]) -> Iterator[tuple[bytes, bytes]]:
    """Subjects and values as the writer gives them."""
    for quad in quads:
        yield str(quad.subject).encode(), str(quad.object).encode()


def as_asked(quads: Iterable[Quad]) -> Store:
    """As the query processes hold a release: each quad in its graph, and the union of all in the default graph."""
    found = Store()
    for quad in quads:
        found.add(quad)
        found.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
    return found


def solutions(data: Store, text: str) -> QuerySolutions:
    found = data.query(text, prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    return found


def answer(data: Store, text: str) -> list[Row]:
    """The rows of a SELECT; unbound is empty, an IRI is its end."""
    found = solutions(data, text)
    return [tuple(_shown(row[variable]) for variable in found.variables) for row in found]


def _shown(term: object) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return term.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    return str(getattr(term, "value", term))

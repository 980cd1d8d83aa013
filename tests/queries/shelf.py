"""The shipped questions over the shipped data, and what they must answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from s3graph.intake.kept_graphs import derived_triples
from s3graph.querying import SavedQuestion
from s3graph.resources import shelf
from s3graph.vocabulary import EURIO, graph
from tests.querying.shipped import shipped_store

Row = tuple[str, ...]


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
    found = Store()
    found.extend(shipped.quads())
    dates = [quad.triple for name in (EURIO.startDate, EURIO.endDate) for quad in shipped.quads(None, name)]
    found.extend(Quad(t.subject, t.predicate, t.object, graph("derived")) for t in derived_triples(dates))
    return found


def answer(data: Store, text: str) -> list[Row]:
    """The rows of a SELECT over the union of all graphs; unbound is empty, an IRI is its end."""
    solutions = data.query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return [tuple(_shown(row[variable]) for variable in solutions.variables) for row in solutions]


def _shown(term: object) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return term.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    return str(getattr(term, "value", term))

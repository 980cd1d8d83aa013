"""Answers as RDF say the same as the table, and say where they come from."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import QuerySolutions, RdfFormat, Store

from s3graph.querying.result_set import result_set
from tests.querying.asked import BARE, COLUMNS, FULL, table

PREFIXES = {
    "rs": "http://www.w3.org/2001/sw/DataAccess/tests/result-set#",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
}


def asked(store: Store, text: str) -> list[tuple[str, ...]]:
    found = store.query(text, prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    return [tuple(str(row[name]) for name in found.variables) for row in found]


def test_rows_keep_their_order_and_terms(tmp_path: Path) -> None:
    store = Store()
    store.load(input=result_set(table(tmp_path, [FULL, BARE, BARE])), format=RdfFormat.TURTLE)
    rows = asked(
        store,
        "SELECT ?index ?name ?value { ?answer a rs:ResultSet ; rs:solution ?row . ?row rs:index ?index ."
        " ?row rs:binding ?b . ?b rs:variable ?name ; rs:value ?value } ORDER BY ?index ?name",
    )
    first = {name.strip('"'): value for index, name, value in rows if index.startswith('"1"')}
    assert set(first) == set(COLUMNS)
    assert first["thing"] == "<https://w3id.org/s3graph/id/area/livsmedel>"
    assert first["name"] == '"Mat, \\"och\\"\\ndryck å"@sv'
    assert first["number"] == '"1234567"^^<http://www.w3.org/2001/XMLSchema#integer>'
    second, third = ([value for index, name, value in rows if index[1] == number] for number in "23")
    assert second == third, "a nameless node is one within an answer"
    assert len(second) == 2


def test_it_says_where_it_comes_from(tmp_path: Path) -> None:
    store = Store()
    store.load(input=result_set(table(tmp_path, [])), format=RdfFormat.TURTLE)
    ((answer, release, title),) = asked(
        store,
        "SELECT ?answer ?release ?title { ?answer prov:wasDerivedFrom ?release ; dct:title ?title"
        ' FILTER(LANG(?title) = "en") }',
    )
    assert answer == "<https://example.org/api/v1/queries/trial.xlsx?area=livsmedel>"
    assert (release, title) == ("<https://w3id.org/s3graph/id/release/7>", '"Trial"@en')

"""The SPARQL 1.1 Protocol: its three ways to ask, what is refused, and what the endpoint says of itself.

Section numbers are those of https://www.w3.org/TR/sparql11-protocol/.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from s3graph.errors import BusyError, LimitError, QueryError, QueryTimeoutError, S3GraphError
from s3graph.model import Text
from s3graph.querying import QueryForm, QueryResult
from s3graph.vocabulary import RDF, SD
from tests.api.service import ScriptedFleet, Service

SELECT = "SELECT ?s WHERE { ?s ?p 'å' } LIMIT 1"
JSON = "application/sparql-results+json"
ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'
WORDS = Text(sv="så här", en="like this")


@pytest.fixture
def fleet(service: Service) -> ScriptedFleet:
    service.fleet.answer = QueryResult(QueryForm.SELECT, JSON, iter([ROWS[:9], ROWS[9:]]))
    return service.fleet


def test_query_via_get(client: TestClient, fleet: ScriptedFleet) -> None:
    """2.1.1"""
    response = client.get("/sparql", params={"query": SELECT})
    assert (response.status_code, response.content) == (200, ROWS)
    assert response.headers["content-type"] == JSON
    assert "Accept" in response.headers["vary"]
    assert fleet.asked == [(SELECT, JSON)]


def test_query_via_urlencoded_post(client: TestClient, fleet: ScriptedFleet) -> None:
    """2.1.2"""
    response = client.post("/sparql", data={"query": SELECT})
    assert (response.status_code, response.content) == (200, ROWS)
    assert fleet.asked == [(SELECT, JSON)]


def test_query_via_post_directly(client: TestClient, fleet: ScriptedFleet) -> None:
    """2.1.3"""
    headers = {"Content-Type": "application/sparql-query; charset=utf-8"}
    response = client.post("/sparql", content=SELECT.encode(), headers=headers)
    assert (response.status_code, response.content) == (200, ROWS)
    assert fleet.asked == [(SELECT, JSON)]


def test_a_form_is_decoded_once(client: TestClient, fleet: ScriptedFleet) -> None:
    text = "ASK { <https://example.org/%25?a+b> ?p 'å%' }"
    client.get(f"/sparql?query={quote(text)}")
    client.post("/sparql", data={"query": text})
    assert [asked for asked, _ in fleet.asked] == [text, text]


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/tab-separated-values, text/csv;q=0.5", "text/tab-separated-values"),
        (SELECT, "text/html, */*;q=0.1", JSON),
        ("ASK {}", "*/*", JSON),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples", "application/n-triples"),
        ("DESCRIBE <https://example.org/a>", "*/*", "text/turtle"),
    ],
)
def test_the_format_is_chosen_by_accept_and_form(
    client: TestClient, fleet: ScriptedFleet, query: str, accept: str, media_type: str
) -> None:
    client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert fleet.asked == [(query, media_type)]


def test_a_format_that_does_not_exist_is_refused_with_those_that_do(client: TestClient, fleet: ScriptedFleet) -> None:
    response = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/csv" in response.json()["detail"]
    assert fleet.asked == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"?query={quote(SELECT)}&query={quote(SELECT)}", ("2 frågor", "2 queries")),
        (f"?query={quote(SELECT)}&default-graph-uri=x", ("'x' är ingen absolut IRI", "'x' is no absolute IRI")),
        (f"?query={quote(SELECT)}&named-graph-uri=%20", ("ingen absolut IRI", "no absolute IRI")),
        ("?update=DROP+ALL", ("bara att läsa", "only be read")),
        ("?query=", ("", "")),
    ],
)
def test_wrong_ways_to_ask(client: TestClient, fleet: ScriptedFleet, address: str, said: tuple[str, str]) -> None:
    for language, words in zip(("sv", "en"), said, strict=True):
        response = client.get(f"/sparql{address}", headers={"Accept-Language": language})
        assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")
        assert words in response.json()["detail"]
    assert fleet.asked == []


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"Content-Type": "application/sparql-update"}, b"DROP ALL", 400),
        ({"Content-Type": "application/sparql-query"}, b"DROP ALL", 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"update=DROP+ALL", 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"", 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ({"Content-Type": "application/x-www-form-urlencoded"}, b"query=%E5", 400),
        ({"Content-Type": "application/sparql-query"}, "ASK { ?s ?p 'å' }".encode("latin-1"), 400),
        ({"Content-Type": "text/plain"}, SELECT.encode(), 415),
        ({}, SELECT.encode(), 415),
    ],
)
def test_wrong_bodies(
    client: TestClient, fleet: ScriptedFleet, headers: dict[str, str], content: bytes, status: int
) -> None:
    response = client.post("/sparql", content=content, headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert fleet.asked == []


def test_a_query_beside_the_body_is_one_too_many(client: TestClient, fleet: ScriptedFleet) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql?query=ASK%7B%7D", content=b"ASK {}", headers=headers).status_code == 400
    assert fleet.asked == []


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (QueryError(WORDS), 400),
        (QueryTimeoutError(WORDS), 503),
        (BusyError(WORDS), 503),
        (LimitError(WORDS), 413),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_the_fleet_refuses_is_a_problem(service: Service, error: S3GraphError, status: int) -> None:
    service.fleet.answer = error
    for language, words in (("sv", WORDS.sv), ("en", WORDS.en)):
        headers = {"Accept-Language": language}
        response = service.client.get("/sparql", params={"query": SELECT}, headers=headers)
        assert (response.status_code, response.json()["detail"]) == (status, words)


def test_a_query_that_is_too_long_is_refused(client: TestClient, fleet: ScriptedFleet) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    for length in (50_001, 1_000_000):
        response = client.post("/sparql", content=b"#" * length + b"\nASK {}", headers=headers)
        assert response.status_code == 413
        assert "S3GRAPH_QUERY_LENGTH" in response.json()["detail"]
    assert fleet.asked == []


def test_an_answer_is_streamed_and_ended_when_the_asker_leaves(service: Service) -> None:
    ended = []

    def rows() -> Iterator[bytes]:
        try:
            yield ROWS
        finally:
            ended.append(True)

    service.fleet.answer = QueryResult(QueryForm.SELECT, JSON, rows())
    assert service.client.get("/sparql", params={"query": SELECT}).content == ROWS
    assert ended == [True]


@pytest.mark.parametrize("accept", ["*/*", "text/turtle", "application/n-triples", "application/rdf+xml"])
def test_without_a_query_the_endpoint_describes_itself(client: TestClient, accept: str) -> None:
    response = client.get("/sparql", headers={"Accept": accept})
    assert response.status_code == 200
    media_type = response.headers["content-type"].split(";")[0]
    assert media_type == ("text/turtle" if accept == "*/*" else accept)
    found = RdfFormat.from_media_type(media_type)
    assert found is not None
    store = Store()
    store.extend(parse(response.content, format=found))
    (service,) = store.quads_for_pattern(None, RDF.type, SD.Service)
    assert service.subject == NamedNode("http://testserver/sparql")
    features = {quad.object for quad in store.quads_for_pattern(None, SD.feature, None)}
    assert features == {SD.UnionDefaultGraph}
    named = {quad.object for quad in store.quads_for_pattern(None, SD.name, None)}
    assert NamedNode("https://w3id.org/s3graph/graph/platform") in named


@pytest.mark.parametrize(("language", "said"), [("sv", "Ställ en egen fråga"), ("en", "Ask your own question")])
def test_a_browser_gets_a_form(client: TestClient, language: str, said: str) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    response = client.get("/sparql", headers={"Accept": accept, "Accept-Language": language})
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert said in response.text
    assert "<textarea" in response.text

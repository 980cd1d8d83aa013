"""``/sparql`` as a client sees it, over HTTP from a real service: datasets, formats, limits, and who leaves early."""

from __future__ import annotations

import csv
import gzip
import http.client
import io
import json
import socket
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from s3graph.vocabulary import graph
from tests.api.endpoint import Running, publish, serving

JSON = "application/sparql-results+json"
SIZE = 400
EX = "https://example.org/"
VALUE = NamedNode(f"{EX}value")
COUNT = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s <{EX}value> ?o }}"
MANY = f"SELECT * WHERE {{ ?a <{EX}value> ?b . ?c <{EX}value> ?d }}"
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ONE, TWO, BOTH = graph("one").value, graph("two").value, 390


def numbers(first: int, last: int) -> tuple[Triple, ...]:
    return tuple(Triple(NamedNode(f"{EX}{n}"), VALUE, Literal(n)) for n in range(first, last))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Two graphs of 395 statements each, 390 of which they share."""
    root = tmp_path_factory.mktemp("endpoint") / "data"
    publish(root, {"one": numbers(0, 395), "two": numbers(5, 400)})
    with serving(root, query_seconds=2, query_result_mb=1, query_memory_mb=200, query_queue_seconds=0.5) as service:
        yield service


@pytest.fixture
def client(running: Running) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=running.address, timeout=30) as found:
        yield found


def count(client: httpx2.Client, query: str = COUNT, **parameters: object) -> int:
    response = client.get("/sparql", params={"query": query, "format": "csv", **parameters})  # type: ignore[dict-item]
    assert response.status_code == 200, response.text
    return int(response.text.splitlines()[1])


def test_the_default_graph_is_the_union_with_each_triple_once(client: httpx2.Client) -> None:
    assert count(client) == SIZE
    assert count(client, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s <https://example.org/value> ?o } }") == 790


@pytest.mark.parametrize(
    ("default", "named", "expected", "in_graphs"),
    [
        ([ONE], [], 395, 0),
        ([ONE, TWO], [], 400, 0),
        ([], [ONE], 0, 395),
        ([TWO], [ONE, TWO], 395, 790),
        (["https://example.org/nothing"], [], 0, 0),
        (["file:///etc/passwd"], ["file:///etc/passwd"], 0, 0),
        ([ONE], ["urn:s3graph:merged"], 395, 0),
    ],
)
def test_a_request_s_dataset_is_all_that_is_seen(
    client: httpx2.Client, default: list[str], named: list[str], expected: int, in_graphs: int
) -> None:
    """2.1.4: that of the request comes before that of the query; the same graphs by FROM give the same."""
    within = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    chosen = {"default-graph-uri": default, "named-graph-uri": named}
    clause = "".join(f" FROM <{iri}>" for iri in default) + "".join(f" FROM NAMED <{iri}>" for iri in named)
    for text, number in ((COUNT, expected), (within, in_graphs)):
        assert count(client, text, **chosen) == number
        assert count(client, text.replace(" WHERE", f"{clause} WHERE")) == number
        assert count(client, text.replace(" WHERE", " FROM <urn:other> WHERE"), **chosen) == number


def test_from_may_be_spelt_by_prefix_and_base(client: httpx2.Client) -> None:
    base = ONE.removesuffix("one")
    query = f"BASE <{base}> PREFIX g: <{base}> {COUNT.replace(' WHERE', ' FROM g:one FROM <two> WHERE')}"
    assert count(client, query) == SIZE


def test_a_merge_leaves_nothing_behind(client: httpx2.Client) -> None:
    for _ in range(8):
        assert count(client, COUNT, **{"default-graph-uri": [ONE, TWO]}) == SIZE
        assert count(client, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <urn:s3graph:merged> { ?s ?p ?o } }") == 0


@pytest.mark.parametrize(
    ("named", "media_type"),
    [
        ("turtle", "text/turtle"),
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("json-ld", "application/ld+json"),
        ("application/ld+json", "application/ld+json"),
        ("xml", "application/rdf+xml"),
        ("trig", "application/trig"),
    ],
)
def test_graphs_in_every_format(client: httpx2.Client, named: str, media_type: str) -> None:
    query = f"CONSTRUCT WHERE {{ ?s <{EX}value> ?o }}"
    escaped = client.get("/sparql", params={"query": query, "format": named}, headers={"Accept": "image/png"})
    negotiated = client.get("/sparql", params={"query": query}, headers={"Accept": f"{media_type}, text/turtle;q=0.1"})
    for response in (escaped, negotiated):
        assert response.headers["content-type"].split(";")[0] == media_type
        found = RdfFormat.from_media_type(media_type)
        assert found is not None
        assert len({quad.triple for quad in parse(response.content, format=found)}) == SIZE


def test_rows_in_every_format(client: httpx2.Client) -> None:
    query = f"SELECT ?s ?o WHERE {{ ?s <{EX}value> ?o }} ORDER BY ?o"
    found = {name: client.get("/sparql", params={"query": query, "format": name}) for name in ("json", "csv", "tsv")}
    assert [row["o"]["value"] for row in found["json"].json()["results"]["bindings"]] == [str(n) for n in range(SIZE)]
    assert [row[1] for row in csv.reader(io.StringIO(found["csv"].text))][1:] == [str(n) for n in range(SIZE)]
    assert found["tsv"].text.splitlines()[1] == f"<{EX}0>\t0"
    assert client.get("/sparql", params={"query": query, "format": "xml"}).text.count("<result>") == SIZE


@pytest.mark.parametrize("named", ["parquet", "turtle", "text/html"])
def test_a_format_that_rows_do_not_have(client: httpx2.Client, named: str) -> None:
    response = client.get("/sparql", params={"query": COUNT, "format": named})
    assert (response.status_code, response.headers["content-type"]) == (406, "application/problem+json")
    assert "csv" in response.json()["detail"]


def test_what_cannot_be_read_is_told_with_its_place(client: httpx2.Client) -> None:
    problem = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p å:a }"}).json()
    assert (problem["status"], problem["line"]) == (400, 2)
    assert problem["excerpt"] == "WHERE { ?s ?p å:a }"
    unclosed = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p 'a }"}).json()
    assert (unclosed["status"], unclosed["line"], unclosed["column"]) == (400, 2, 15)
    service = client.get("/sparql", params={"query": "ASK {\n  SERVICE <http://127.0.0.1/> {} }"}).json()
    assert (service["status"], service["line"], service["column"]) == (400, 2, 3)


def test_methods(client: httpx2.Client) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        refused = client.request(method, "/sparql")
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    options = client.request("OPTIONS", "/sparql")
    assert (options.status_code, options.headers["accept-post"].split(",")[0]) == (204, "application/sparql-query")
    head = client.head("/sparql", params={"query": MANY})
    assert (head.status_code, head.headers["content-type"], head.content) == (200, JSON, b"")
    preflight = client.request(
        "OPTIONS", "/sparql", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    )
    assert preflight.headers["access-control-allow-origin"] == "*"


def test_an_answer_has_a_tag_of_its_release_and_is_not_sent_twice(client: httpx2.Client) -> None:
    first = client.get("/sparql", params={"query": COUNT})
    tag = first.headers["etag"]
    assert tag.startswith('W/"1-')
    again = client.get("/sparql", params={"query": COUNT}, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = client.get("/sparql", params={"query": COUNT, "default-graph-uri": ONE}, headers={"If-None-Match": tag})
    assert other.status_code == 200
    varying = client.get("/sparql", params={"query": "SELECT (NOW() AS ?now) {}"})
    assert "etag" not in varying.headers
    assert varying.headers["cache-control"] == "no-store"


def test_answers_are_packed_where_that_is_liked(client: httpx2.Client) -> None:
    query = f"SELECT * WHERE {{ ?s <{EX}value> ?o . ?t <{EX}value> 7 }}"
    plain = client.get("/sparql", params={"query": query}, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    packed = client.get("/sparql", params={"query": query}, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain.json()
    refused = client.get("/sparql", params={"query": query}, headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "content-encoding" not in refused.headers


def broken_off(running: Running, query: str, named: str, encoding: str = "identity") -> tuple[int, bytes]:
    """Status and body of an answer whose transfer is left unfinished."""
    address = urlsplit(running.address)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=30)
    try:
        connection.request(
            "POST",
            f"/sparql?format={named}",
            query,
            {"Content-Type": "application/sparql-query", "Accept-Encoding": encoding},
        )
        response = connection.getresponse()
        with pytest.raises(http.client.IncompleteRead) as broken:
            response.read()
        return response.status, broken.value.partial
    finally:
        connection.close()


@pytest.mark.parametrize("named", ["json", "xml", "csv", "tsv"])
def test_rows_that_are_too_many_break_off_after_a_whole_row(running: Running, named: str) -> None:
    status, body = broken_off(running, MANY, named)
    assert status == 200
    assert 500_000 < len(body) <= 1 << 20
    if named == "json":
        rows = json.loads(body)["results"]["bindings"]
        assert all(len(row) == 4 for row in rows)
    elif named == "xml":
        assert body.endswith(b"</result></results></sparql>")
    else:
        separator = "," if named == "csv" else "\t"
        assert {line.count(separator) for line in body.decode().splitlines()} == {3}


@pytest.mark.parametrize("named", ["ttl", "nt", "json-ld", "rdf"])
def test_graphs_that_are_too_large_break_off_after_a_whole_statement(running: Running, named: str) -> None:
    query = f"CONSTRUCT {{ ?a ?b ?c . ?c a ?a }} WHERE {{ ?a <{EX}value> ?x . ?c <{EX}value> ?b0 BIND(?a AS ?b) }}"
    status, body = broken_off(running, query, named)
    media_types = {"ttl": "text/turtle", "nt": "application/n-triples", "json-ld": "application/ld+json"}
    found = RdfFormat.from_media_type(media_types.get(named, "application/rdf+xml"))
    assert (status, found is not None) == (200, True)
    assert len(list(parse(body, format=found))) > 1000


def test_a_packed_answer_breaks_off_alike(running: Running) -> None:
    _, body = broken_off(running, MANY, "json", "gzip")
    unpacked = zlib.decompressobj(31).decompress(body)
    assert json.loads(unpacked)["results"]["bindings"]
    assert gzip.decompress(body) == unpacked


def test_one_who_leaves_ends_the_query(
    running: Running, client: httpx2.Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="s3graph.queries")
    address = urlsplit(running.address)
    before = running.state.turns.running
    with socket.create_connection((str(address.hostname), address.port or 0), timeout=10) as leaver:
        body = RUNAWAY.encode()
        leaver.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            + f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        until = time.monotonic() + 10
        while running.state.turns.running == before and time.monotonic() < until:
            time.sleep(0.02)
        assert running.state.turns.running == before + 1
    until = time.monotonic() + 10
    while not caplog.records and time.monotonic() < until:
        time.sleep(0.02)
    assert json.loads(caplog.records[0].message)["outcome"] == "left", "it must not run on to its deadline"
    assert count(client) == SIZE


def test_what_is_logged_and_counted(client: httpx2.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="s3graph.queries"):
        client.get("/sparql", params={"query": f"SELECT ?s WHERE {{ ?s <{EX}value> ?o }} LIMIT 7"})
        client.get("/sparql", params={"query": "SELECT * WHERE { ?s secret"})
    answered, refused = (json.loads(record.message) for record in caplog.records if record.name == "s3graph.queries")
    assert (answered["outcome"], answered["rows"], answered["release"]) == ("ok", 7, 1)
    assert (refused["outcome"], len(refused["query"])) == ("refused", 16)
    assert EX not in caplog.text
    assert "secret" not in caplog.text
    counters = client.get("/metrics").text
    assert 's3graph_query_seconds_count{outcome="ok"}' in counters
    assert 's3graph_query_processes_total{event="worker_started"}' in counters
    assert "s3graph_queries_waiting 0.0" in counters


def test_the_private_database_is_out_of_reach(running: Running, client: httpx2.Client) -> None:
    private = Path(running.root / "private.sqlite").absolute().as_uri()
    for clause in (f"FROM <{private}>", f"FROM NAMED <{private}>", ""):
        query = f"SELECT * {clause} WHERE {{ {{ ?s ?p ?o }} UNION {{ GRAPH <{private}> {{ ?s ?p ?o }} }} }} LIMIT 1"
        response = client.get("/sparql", params={"query": query, "format": "csv"})
        assert response.status_code == 200
        assert b"sqlite" not in response.content.lower()


def test_void_counts_the_release_by_class_property_and_graph(client: httpx2.Client) -> None:
    response = client.get("/.well-known/void")
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (200, "text/turtle")
    assert response.headers["etag"].startswith('W/"1-')
    said = {
        (quad.predicate.value.rsplit("#", 1)[-1], quad.object.value)
        for quad in parse(response.content, format=RdfFormat.TURTLE)
        if isinstance(quad.object, Literal | NamedNode)
    }
    assert {("triples", "401"), ("triples", "400"), ("triples", "395"), ("distinctSubjects", "401")} <= said
    assert {("property", f"{EX}value"), ("subset", ONE), ("subset", TWO), ("entities", "1")} <= said
    again = client.get("/.well-known/void", headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304

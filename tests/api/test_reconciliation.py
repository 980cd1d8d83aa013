"""Reconciliation over HTTP, held against what version 0.2 of the specification says of each message, in own words."""

from __future__ import annotations

import json
import random
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.wire_reconciliation import MOST_QUERIES
from s3graph.vocabulary import BASE
from tests.api.service import Service

HERE = "/reconcile/sv"
KALMAR = "municipality/0880"


@pytest.fixture(scope="module")
def client(shipped_client: TestClient) -> TestClient:
    return shipped_client


def check_named(one: Any) -> None:
    assert isinstance(one["id"], str)
    assert one["id"]
    assert isinstance(one["name"], str)
    assert one["name"]


def check_result(result: Any) -> None:
    """A reconciliation result: candidates with id, name, score, by score; types and features where they are given."""
    assert set(result) == {"result"}
    scores = [one["score"] for one in result["result"]]
    assert scores == sorted(scores, reverse=True)
    assert [one["match"] for one in result["result"]].count(True) <= 1
    for one in result["result"]:
        check_named(one)
        assert set(one) <= {"id", "name", "description", "score", "match", "type", "features"}
        assert isinstance(one["score"], float)
        for kind in one["type"]:
            check_named(kind)
        for feature in one["features"]:
            assert set(feature) == {"id", "value"}
            assert isinstance(feature["value"], float | bool | int)


def ask(client: TestClient, **queries: Any) -> dict[str, Any]:
    response = client.post(HERE, data={"queries": json.dumps(queries)})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    assert set(found) == set(queries)
    for result in found.values():
        check_result(result)
    return found


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_service_says_what_it_offers(client: TestClient, language: str) -> None:
    manifest = client.get(f"/reconcile/{language}").json()
    assert manifest["versions"] == ["0.2"]
    assert (manifest["identifierSpace"], manifest["schemaSpace"]) == (f"{BASE}id/", f"{BASE}ontology#")
    assert manifest["name"]
    for kind in manifest["defaultTypes"]:
        check_named(kind)
    assert {"id": "Competence", "name": "kompetens" if language == "sv" else "competence"} in manifest["defaultTypes"]
    assert "{{id}}" in manifest["view"]["url"]
    assert "{{id}}" in manifest["preview"]["url"]
    assert manifest["batchSize"] == MOST_QUERIES
    for what in ("entity", "type", "property"):
        address = manifest["suggest"][what]
        found = client.get(address["service_url"] + address["service_path"], params={"prefix": "k"})
        assert found.status_code == 200
    address = manifest["extend"]["propose_properties"]
    assert client.get(address["service_url"] + address["service_path"], params={"type": "Competence"}).json()[
        "properties"
    ]


def test_what_the_templates_lead_to(client: TestClient) -> None:
    manifest = client.get(HERE).json()
    view = client.get(manifest["view"]["url"].replace("{{id}}", quote(KALMAR, safe="")))
    assert (view.status_code, view.headers["location"]) == (303, f"/doc/{KALMAR}.html")
    preview = client.get(manifest["preview"]["url"].replace("{{id}}", quote(KALMAR, safe="")))
    assert preview.status_code == 200
    assert "<h1>Kalmar</h1>" in preview.text
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    assert "<script" not in preview.text
    assert client.get(f"{HERE}/preview?identifier=actor/nobody").status_code == 404


def test_a_batch(client: TestClient) -> None:
    found = ask(
        client,
        q0={"query": "Kalmar", "type": "Municipality"},
        q1={"query": "Kalmar", "type": ["Region"], "limit": 3},
        q2={"query": "Träcentrum Nässjö", "properties": [{"pid": "region", "v": [{"id": "region/SE211"}, "SE212"]}]},
        q3={"properties": [{"pid": "code", "v": 780}]},
        q4={"query": "det här heter ingenting zzz"},
    )
    best = found["q0"]["result"][0]
    assert (best["id"], best["match"], best["score"]) == (KALMAR, True, 100)
    assert found["q1"]["result"][0]["id"] == "region/SE213"
    assert found["q2"]["result"][0]["id"] == "actor/tracentrum-nassjo-kompetensutveckling-ab"
    assert len(found["q4"]["result"]) == 0 or not found["q4"]["result"][0]["match"]


def test_names_are_in_the_language_of_the_address(client: TestClient) -> None:
    batch = json.dumps({"q": {"query": "Wood and forest"}})
    for language, name in (("sv", "Trä och skog"), ("en", "Wood and forest")):
        best = client.get(f"/reconcile/{language}", params={"queries": batch}).json()["q"]["result"][0]
        assert (best["id"], best["name"], best["match"]) == ("area/tra-skog", name, True)
    assert client.get("/reconcile/de").status_code == 400


def test_one_query_as_json_or_as_a_name(client: TestClient) -> None:
    for query in ("Kalmar", '{"query": "Kalmar", "type": "Municipality"}'):
        result = client.get(HERE, params={"query": query}).json()
        check_result(result)
        assert result["result"][0]["name"].startswith("Kalmar")


@pytest.mark.parametrize(
    "queries",
    ["", "[]", "1", "null", "{", '{"q": 1}', '{"q": {}}', '{"q": {"query": ""}}', '{"q": {"query": 5}}',
     '{"q": {"query": "x", "limit": 0}}', '{"q": {"query": "x", "type": {"id": "a"}}}',
     '{"q": {"query": "x", "properties": [{"pid": "p"}]}}', '{"q": {"query": "x", "type_strict": "maybe"}}',
     "[" * 5000, '{"q": {"query": "' + "x" * 501 + '"}}'],
)  # fmt: skip
def test_what_is_no_batch_is_refused(client: TestClient, queries: str) -> None:
    for response in (
        client.post(HERE, data={"queries": queries}),
        client.get(HERE, params={"queries": queries or "x"}),
    ):
        assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")


def test_an_empty_batch_has_an_empty_answer(client: TestClient) -> None:
    assert client.post(HERE, data={"queries": "{}"}).json() == {}


def test_a_batch_has_a_limit(client: TestClient) -> None:
    batch = {f"q{number}": {"query": "Kalmar"} for number in range(MOST_QUERIES)}
    assert len(ask(client, **batch)) == MOST_QUERIES
    response = client.post(HERE, data={"queries": json.dumps({**batch, "one": {"query": "more"}})})
    assert response.status_code == 413
    assert str(MOST_QUERIES) in response.json()["detail"]
    rows = json.dumps({"ids": ["x"] * 501, "properties": []})
    assert client.post(HERE, data={"extend": rows}).status_code == 413


def test_no_script_is_called_back(client: TestClient) -> None:
    assert client.get(HERE, params={"callback": "alert"}).status_code == 400


def test_more_than_one_thing_at_once_is_refused(client: TestClient) -> None:
    assert client.post(HERE, data={"queries": "{}", "query": "x"}).status_code == 400
    assert client.post(HERE).status_code == 400


@pytest.mark.parametrize(
    ("what", "prefix", "identifier"),
    [
        ("entity", "kalm", KALMAR),
        ("entity", "area/livsmedel", "area/livsmedel"),
        ("type", "komp", "Competence"),
        ("type", "municip", "Municipality"),
        ("property", "organ", "organisationNumber"),
    ],
)
def test_suggestions(client: TestClient, what: str, prefix: str, identifier: str) -> None:
    found = client.get(f"{HERE}/suggest/{what}", params={"prefix": prefix}).json()
    assert set(found) == {"result"}
    for one in found["result"]:
        check_named(one)
        assert set(one) <= {"id", "name", "description", "notable"}
    assert identifier in [one["id"] for one in found["result"]]


def test_suggestions_go_on(client: TestClient) -> None:
    first = client.get(f"{HERE}/suggest/entity", params={"prefix": "s"}).json()["result"]
    more = client.get(f"{HERE}/suggest/entity", params={"prefix": "s", "cursor": 20}).json()["result"]
    assert len(first) == 20
    assert more
    assert not {one["id"] for one in first} & {one["id"] for one in more}
    assert client.get(f"{HERE}/suggest/entity", params={"prefix": "s", "cursor": 99_999}).json() == {"result": []}
    assert client.get(f"{HERE}/suggest/entity", params={"prefix": "s", "cursor": -1}).status_code == 400


def test_properties_are_fetched(client: TestClient) -> None:
    asked = {"ids": [KALMAR, "actor/nobody"], "properties": [{"id": "code"}, {"id": "region"}, {"id": "colour"}]}
    found = client.post(HERE, data={"extend": json.dumps(asked)}).json()
    assert [one["id"] for one in found["meta"]] == ["code", "region", "colour"]
    for one in found["meta"]:
        check_named(one)
    assert found["rows"][KALMAR]["code"] == [{"str": "0880"}]
    assert found["rows"][KALMAR]["region"] == [{"id": "region/SE213", "name": "Kalmar län"}]
    assert found["rows"]["actor/nobody"] == {"code": [], "region": [], "colour": []}
    assert client.get(HERE, params={"extend": json.dumps(asked)}).json() == found
    assert client.post(HERE, data={"extend": '{"ids": 1}'}).status_code == 400
    proposed = client.get(f"{HERE}/properties", params={"type": "Municipality", "limit": 1}).json()
    assert proposed == {"type": "Municipality", "limit": 1, "properties": [{"id": "code", "name": "kod"}]}
    assert client.get(f"{HERE}/properties", params={"type": "Star"}).json()["properties"] == []


def test_any_origin_may_ask(client: TestClient, root: Any) -> None:
    with Service(root) as running:
        origin = {"Origin": "http://127.0.0.1:3333"}
        for response in (running.client.get(HERE, headers=origin), running.client.post(HERE, data={}, headers=origin)):
            assert response.headers["access-control-allow-origin"] == "*"


def test_whatever_is_asked_is_answered(client: TestClient) -> None:
    chooser = random.Random(20261101)  # noqa: S311
    letters = "abcåäö {}[]\":,\\0\u0000\u202e𝔘'<>%&=;"
    for _ in range(150):
        text = "".join(chooser.choices(letters, k=chooser.randrange(40)))
        assert client.post(HERE, data={"queries": text}).status_code == 400 or text == ""
        for result in ask(client, q={"query": text or "x", "type": text}).values():
            check_result(result)

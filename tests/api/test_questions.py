"""Saved questions over HTTP: their list, their parameters, their formats."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import api.state
from s3graph.querying import QueryForm, QueryResult
from tests.api.service import ScriptedFleet, Service

QUESTION = """# title@sv: Allt i en kommun
# title@en: Everything in a municipality
# question@sv: Vad finns i en kommun?
# question@en: What is there in a municipality?
# tags: places, example
# parameter where type=iri kind=municipality: Kommun | Municipality
# parameter most type=integer default=5: Högst | At most
# column thing: Sak | Thing
SELECT ?thing WHERE { VALUES ?where { UNDEF } # parameter where
VALUES ?most { UNDEF } # parameter most
?thing ?p ?where }
"""
OTHER = """# title@sv: Finns något?
# title@en: Is there anything?
# question@sv: Finns det något alls?
# question@en: Is there anything at all?
ASK { ?s ?p ?o }
"""


@pytest.fixture
def fleet(service: Service) -> ScriptedFleet:
    service.fleet.answer = QueryResult(QueryForm.SELECT, "text/csv", iter([b"thing\r\n"]))
    return service.fleet


@pytest.fixture(autouse=True)
def questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shelf of two questions in place of the shipped ones."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "in-a-municipality.rq").write_text(QUESTION, "utf-8")
    (folder / "anything.rq").write_text(OTHER, "utf-8")
    monkeypatch.setattr(api.state, "shelf", lambda name: folder)


def test_the_list_says_what_each_asks_and_needs(client: TestClient) -> None:
    response = client.get("/api/v1/queries", headers={"Accept-Language": "en"})
    listing = response.json()
    assert (listing["release"], listing["total"]) == (1, 2)
    assert [item["name"] for item in listing["items"]] == ["anything", "in-a-municipality"]
    item = listing["items"][1]
    assert (item["title"], item["tags"]) == ("Everything in a municipality", ["places", "example"])
    assert item["columns"] == [{"name": "thing", "label": "Thing"}]
    assert item["parameters"][0] == {
        "name": "where",
        "type": "iri",
        "label": "Municipality",
        "kind": "municipality",
        "default": None,
        "optional": False,
    }
    assert item["query"] == QUESTION
    swedish = client.get("/api/v1/queries?tag=example&limit=1", headers={"Accept-Language": "sv"}).json()
    assert [item["question"] for item in swedish["items"]] == ["Vad finns i en kommun?"]
    assert client.get("/api/v1/queries", headers={"If-None-Match": response.headers["etag"]}).status_code == 200
    same = {"If-None-Match": response.headers["etag"], "Accept-Language": "en"}
    assert client.get("/api/v1/queries", headers=same).status_code == 304


@pytest.mark.parametrize(
    ("address", "accept", "wanted"),
    [
        ("", "text/csv", "text/csv"),
        ("", "*/*", "application/sparql-results+json"),
        ("", "application/json", "application/sparql-results+json"),
        (".csv", "*/*", "text/csv"),
        (".json", "text/csv", "application/sparql-results+json"),
    ],
)
def test_a_question_is_answered_with_its_parameters(
    client: TestClient, fleet: ScriptedFleet, address: str, accept: str, wanted: str
) -> None:
    response = client.get(f"/api/v1/queries/in-a-municipality{address}?where=0780", headers={"Accept": accept})
    assert (response.status_code, response.content) == (200, b"thing\r\n")
    ((text, media_type),) = fleet.asked
    assert media_type == wanted
    assert "VALUES ?where { <https://w3id.org/s3graph/id/municipality/0780> }" in text
    assert 'VALUES ?most { "5"^^<http://www.w3.org/2001/XMLSchema#integer> }' in text
    saved = response.headers.get("content-disposition", "")
    assert ("in-a-municipality.csv" in saved) == (address == ".csv")


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("in-a-municipality", 400, "where"),
        ("in-a-municipality?where=0780&most=some", 400, "heltal"),
        ("in-a-municipality?where=0780&wher=0781", 400, "wher"),
        ("in-a-municipality?where=0780&where=0781", 400, "två gånger"),
        ("in-a-municipality?where=%3E%20%7D%20DROP%20ALL", 400, "where"),
        ("nothing", 404, "/api/v1/queries"),
        ("nothing.csv", 404, "/api/v1/queries"),
        ("anything.xlsx", 404, ".csv"),
        ("anything.csv", 406, "sparql-results+json"),
    ],
)
def test_what_is_refused(client: TestClient, fleet: ScriptedFleet, address: str, status: int, said: str) -> None:
    response = client.get(f"/api/v1/queries/{address}", headers={"Accept-Language": "sv"})
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert said in response.json()["detail"]
    assert fleet.asked == []


def test_a_format_that_does_not_exist(client: TestClient, fleet: ScriptedFleet) -> None:
    headers = {"Accept": "image/png"}
    assert client.get("/api/v1/queries/anything", headers=headers).status_code == 406
    assert client.get("/api/v1/queries", headers=headers).status_code == 406
    assert fleet.asked == []

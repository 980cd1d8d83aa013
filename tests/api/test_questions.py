"""Saved questions over HTTP: their list, their parameters, their formats, their pages."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from arro3.io import read_parquet
from fastapi.testclient import TestClient
from openpyxl import load_workbook

import api.state
from s3graph.errors import BusyError
from s3graph.model import Text
from s3graph.querying import QueryForm, QueryResult
from tests.api.service import ScriptedFleet, Service

QUESTION = """# title@sv: Allt i en kommun
# title@en: Everything in a municipality
# question@sv: Vad finns i en kommun?
# question@en: What is there in a municipality?
# tags: places, example
# parameter where type=iri kind=municipality example=0780: Kommun | Municipality
# parameter most type=integer min=1 max=9 default=5: Högst | At most
# parameter way type=choice of=up,down example=up optional: Håll | Way
# parameter language type=choice of=sv,en default=sv: Språk | Language
# column thing type=iri: Sak | Thing
# column number type=integer: Antal | Number
SELECT ?thing ?number WHERE { VALUES ?where { UNDEF } # parameter where
VALUES ?number { UNDEF } # parameter most
VALUES ?way { UNDEF } # parameter way
VALUES ?language { UNDEF } # parameter language
?thing ?p ?where } ORDER BY ?thing
"""
OTHER = """# title@sv: Finns något?
# title@en: Is there anything?
# question@sv: Finns det något alls?
# question@en: Is there anything at all?
# tags: overview
# column thing type=iri: Sak | Thing
SELECT ?thing { ?thing ?p ?o } ORDER BY ?thing
"""
TYPES = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "ttl": "text/turtle",
}
ADDRESS = "/api/v1/queries/in-a-municipality"
SAVED = {".csv", ".xlsx", ".parquet"}
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def rows(*names: str) -> bytes:
    """What the fleet answers in JSON."""
    found = [
        {
            "thing": {"type": "uri", "value": f"https://w3id.org/s3graph/id/actor/{name}"},
            "number": {"type": "literal", "value": "5", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        }
        for name in names
    ]
    return json.dumps({"head": {"vars": ["thing", "number"]}, "results": {"bindings": found}}).encode()


def scripted(fleet: ScriptedFleet, content: bytes, media_type: str = TYPES["json"]) -> None:
    fleet.answer = QueryResult(QueryForm.SELECT, media_type, iter([content[:9], content[9:]]))


@pytest.fixture
def fleet(service: Service) -> ScriptedFleet:
    scripted(service.fleet, rows("alfa", "beta"))
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
    assert item["columns"][1] == {"name": "number", "type": "integer", "label": "Number"}
    where, most, way, _ = item["parameters"]
    assert where == {
        "name": "where",
        "type": "iri",
        "label": "Municipality",
        "kind": "municipality",
        "default": None,
        "example": "0780",
        "optional": False,
        "choices": [],
        "least": None,
        "most": None,
    }
    assert (most["least"], most["most"], most["default"]) == (1, 9, "5")
    assert (way["choices"], way["optional"]) == (["up", "down"], True)
    assert item["answers"]["xlsx"] == f"http://testserver{ADDRESS}.xlsx"
    assert set(item["snippets"]) == {"power-query", "pandas", "r", "curl"}
    assert all("0780" in text for text in item["snippets"].values())
    assert item["query"] == QUESTION
    swedish = client.get("/api/v1/queries?tag=example&limit=1", headers={"Accept-Language": "sv"}).json()
    assert [item["question"] for item in swedish["items"]] == ["Vad finns i en kommun?"]
    assert client.get("/api/v1/queries?language=en").json()["items"][0]["title"] == "Is there anything?"
    assert client.get("/api/v1/queries", headers={"If-None-Match": response.headers["etag"]}).status_code == 200
    same = {"If-None-Match": response.headers["etag"], "Accept-Language": "en"}
    assert client.get("/api/v1/queries", headers=same).status_code == 304


@pytest.mark.parametrize(
    ("address", "accept", "wanted"),
    [
        ("", "text/csv", "csv"),
        ("", "*/*", "json"),
        ("", "application/json", "json"),
        ("", TYPES["parquet"], "parquet"),
        (".csv", "*/*", "csv"),
        (".json", "text/csv", "json"),
        (".xlsx", "*/*", "xlsx"),
        (".parquet", "*/*", "parquet"),
        (".ttl", "*/*", "ttl"),
    ],
)
def test_a_question_is_answered_with_its_parameters(
    client: TestClient, fleet: ScriptedFleet, address: str, accept: str, wanted: str
) -> None:
    if wanted == "csv":
        scripted(fleet, b"thing,number\r\n", "text/csv")
    response = client.get(f"{ADDRESS}{address}?where=0780&way=up", headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].split(";")[0] == TYPES[wanted]
    ((text, media_type),) = fleet.asked
    assert media_type == (TYPES["csv"] if wanted == "csv" else TYPES["json"])
    assert "VALUES ?where { <https://w3id.org/s3graph/id/municipality/0780> }" in text
    assert 'VALUES ?number { "5"^^<http://www.w3.org/2001/XMLSchema#integer> }' in text
    assert 'VALUES ?way { "up" }' in text
    assert "LIMIT" not in text
    saved = response.headers.get("content-disposition", "")
    assert saved == (f'attachment; filename="in-a-municipality{address}"' if address in SAVED else "")


def test_files_have_types_labels_and_say_where_they_come_from(client: TestClient, fleet: ScriptedFleet) -> None:
    book = load_workbook(BytesIO(client.get(f"{ADDRESS}.xlsx?where=0780&language=en").content))
    assert list(book["Answer"].iter_rows(values_only=True)) == [
        ("Thing", "Number"),
        ("https://w3id.org/s3graph/id/actor/alfa", 5),
        ("https://w3id.org/s3graph/id/actor/beta", 5),
    ]
    about = dict(book["About"].iter_rows(values_only=True))
    assert (about["Municipality"], about["Release"], about["Fetched"]) == ("0780", "1", "2026-11-01")
    assert about["Address"] == f"http://testserver{ADDRESS}.xlsx?where=0780&language=en"
    scripted(fleet, rows("alfa"))
    found = read_parquet(BytesIO(client.get(f"{ADDRESS}.parquet?where=0780").content)).read_all()
    assert found.column("number").to_pylist() == [5]
    scripted(fleet, rows("alfa"))
    assert "rs:ResultSet" in client.get(f"{ADDRESS}.ttl?where=0780").text


@pytest.mark.parametrize(
    ("offset", "found", "links"),
    [
        (0, "abc", {"first": 0, "next": 2}),
        (2, "cd", {"first": 0, "prev": 0}),
        (3, "def", {"first": 0, "prev": 1, "next": 5}),
        (8, "", {"first": 0, "prev": 6}),
    ],
)
def test_pages_lead_to_each_other(
    client: TestClient, fleet: ScriptedFleet, offset: int, found: str, links: dict[str, int]
) -> None:
    shown = [f"https://w3id.org/s3graph/id/actor/{name}" for name in found[:2]]
    for ending in ("json", "csv"):
        scripted(fleet, rows(*found))
        response = client.get(f"{ADDRESS}.{ending}?where=0780&limit=2&offset={offset}")
        assert fleet.asked.pop()[0].endswith(f"LIMIT 3 OFFSET {offset}\n")
        assert re.findall(r"https://w3id[^\",]*", response.text) == shown
        header = re.findall(r'<([^>]*)>; rel="(\w+)"', response.headers["link"])
        assert {rel: int(re.findall(r"offset=(\d+)", address)[0]) for address, rel in header} == links
        assert all(address.startswith(f"{ADDRESS}.{ending}?where=0780&limit=2&offset=") for address, _ in header)


def test_what_has_not_changed_is_not_sent_again(client: TestClient, fleet: ScriptedFleet) -> None:
    first = client.get(f"{ADDRESS}.json?where=0780")
    tag = first.headers["etag"]
    assert tag.startswith('W/"1-')
    for same in (f"{ADDRESS}.json?where=0780", f"{ADDRESS}.json?where=0780&way="):
        again = client.get(same, headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert len(fleet.asked) == 1, "the question is not run for what the asker has"
    for other in ("json?where=0781", "json?where=0780&most=6", "json?where=0780&limit=1", "csv?where=0780"):
        scripted(fleet, rows("alfa"), TYPES[other[: other.index("?")]])
        assert client.get(f"{ADDRESS}.{other}", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("in-a-municipality.csv", 400, "where"),
        ("in-a-municipality?where=0780&most=some", 400, "heltal"),
        ("in-a-municipality?where=0780&most=10", 400, "från 1 till 9"),
        ("in-a-municipality?where=0780&way=left", 400, "up, down"),
        ("in-a-municipality?where=0780&wher=0781", 400, "wher"),
        ("in-a-municipality?where=0780&where=0781", 400, "två gånger"),
        ("in-a-municipality?where=%3E%20%7D%20DROP%20ALL", 400, "where"),
        ("in-a-municipality?where=0780&limit=0", 400, "från 1 till 10000"),
        ("in-a-municipality?where=0780&limit=2&offset=-1", 400, "offset"),
        ("in-a-municipality?where=0780&limit=%C2%B2", 400, "limit"),
        ("in-a-municipality?where=0780&language=no", 400, "sv eller en"),
        ("anything.xlsx?language=no", 400, "sv eller en"),
        ("nothing", 404, "/api/v1/queries"),
        ("nothing.csv", 404, "/api/v1/queries"),
        ("anything.ods", 404, ".csv"),
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


def test_an_answer_that_cannot_be_given_is_a_problem_in_every_format(client: TestClient, fleet: ScriptedFleet) -> None:
    fleet.answer = BusyError(Text("upptaget", "busy"))
    for ending in TYPES:
        response = client.get(f"/api/v1/queries/anything.{ending}")
        assert (response.status_code, response.headers["content-type"]) == (503, "application/problem+json")


def test_a_browser_gets_a_page_with_form_rows_files_and_snippets(client: TestClient, fleet: ScriptedFleet) -> None:
    scripted(fleet, rows(*(f"actor-{number:03}" for number in range(101))))
    page = client.get(f"{ADDRESS}?where=0780&way=&language=en", headers=BROWSER)
    assert (page.status_code, page.headers["content-language"]) == (200, "en")
    assert "<h1>Everything in a municipality</h1>" in page.text
    assert '<label for="where">Municipality (required)</label>' in page.text
    assert 'value="0780" required' in page.text
    assert '<th scope="col">Number</th>' in page.text
    assert page.text.count('<a href="/id/actor/actor-') == 100
    assert "There are more" in page.text
    for ending in TYPES:
        assert f'href="{ADDRESS}.{ending}?where=0780&amp;language=en"' in page.text
    assert all(program in page.text for program in ("Power Query", "pandas", "read.csv", "curl --compressed"))
    assert fleet.asked[0][0].endswith("LIMIT 101 OFFSET 0\n")


def test_a_page_says_what_is_needed_and_what_is_wrong(client: TestClient, fleet: ScriptedFleet) -> None:
    bare = client.get(ADDRESS, headers=BROWSER)
    assert (bare.status_code, fleet.asked) == (200, [])
    assert "Fyll i det som krävs" in bare.text
    wrong = client.get(f"{ADDRESS}?where=%3Cscript%3E", headers=BROWSER)
    assert (wrong.status_code, fleet.asked) == (400, [])
    assert 'role="alert"' in wrong.text
    assert "&lt;script&gt;" in wrong.text
    assert "<script>" not in wrong.text
    assert client.get("/api/v1/queries/nothing", headers=BROWSER).status_code == 404


def test_a_browser_gets_a_page_with_all_questions(client: TestClient) -> None:
    page = client.get("/api/v1/queries", headers=BROWSER)
    assert "<h1>Färdiga frågor</h1>" in page.text
    assert f'href="{ADDRESS}?language=sv"' in page.text
    assert page.text.index("Allt i en kommun") < page.text.index("Finns något?")

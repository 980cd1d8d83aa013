"""Kept needs over HTTP: by advisors' keys, their own only; words only where asked for, and never anybody's number."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.state import State
from s3graph.private import KeyDraft, Role
from tests.api.deliveries import Door
from tests.api.service import NEED, Service

NEEDS = "/api/v1/needs"
PROBLEM = "application/problem+json"


def key(service: Service, role: Role = Role.ADVISOR) -> dict[str, str]:
    state: State = service.app.state.service
    sources = ("exempel",) if role is Role.PARTNER else ()
    _, token = state.keys.create(KeyDraft("En organisation", role, sources))
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def advisor(service: Service) -> dict[str, str]:
    return key(service)


def keep(client: TestClient, headers: dict[str, str], **more: Any) -> dict[str, Any]:
    response = client.post(NEEDS, json={"text": NEED, **more}, headers=headers)
    assert response.status_code == 201, response.text
    kept: dict[str, Any] = response.json()
    assert response.headers["location"] == f"{NEEDS}/{kept['need']['id']}"
    assert response.headers["cache-control"] == "no-store"
    return kept


def test_a_need_is_answered_and_kept_without_its_words(client: TestClient, advisor: dict[str, str]) -> None:
    kept = keep(client, advisor, areas=["tra-skog"], municipality="0682", sni="16.231", size="micro")
    assert kept["answer"]["matches"][0]["actor"]["label"] == "Alfa Träcentrum"
    need = kept["need"]
    assert (need["text"], need["region"], need["municipality"]) == (None, "SE211", "0682")
    assert (need["created_on"], need["erase_on"], need["purpose"]) == ("2026-11-01", "2028-10-31", "rådgivning")
    assert "https://w3id.org/s3graph/id/competence/ytbehandling" in need["competences"]
    assert client.get(f"{NEEDS}/{need['id']}", headers=advisor).json() == need


def test_words_are_kept_where_asked_for_and_personal_data_is_not(client: TestClient, advisor: dict[str, str]) -> None:
    text = f"{NEED} Ring 070-123 45 67 eller 121212-1212, namn@example.org."
    kept = keep(client, advisor, text=text, keep_text=True)
    assert kept["need"]["text"].endswith("Ring [telefon] eller [personnummer], [e-post].")
    assert "ett telefonnummer" in kept["answer"]["notices"][0]
    assert "070-123" not in str(client.get(NEEDS, headers=advisor).json())


def test_what_a_need_is_kept_for_is_masked_and_pointed_out(client: TestClient, advisor: dict[str, str]) -> None:
    kept = keep(client, {**advisor, "Accept-Language": "sv"}, purpose="för Anna 811228–9874 anna (at) example.org")
    assert kept["need"]["purpose"] == "för Anna [personnummer] [e-post]"
    (told,) = [said for said in kept["answer"]["notices"] if "maskeras" in said]
    assert "Ändamålet (purpose) innehåller ett personnummer, en e-postadress" in told
    assert "9874" not in str(client.get(NEEDS, headers=advisor).json())


@pytest.mark.parametrize(("field", "value"), [("sni", "abc"), ("sni", "1"), ("size", "stor")])
def test_an_unknown_industry_or_size_is_a_problem_and_nothing_is_kept(
    client: TestClient, advisor: dict[str, str], field: str, value: str
) -> None:
    response = client.post(NEEDS, json={"text": NEED, field: value}, headers={**advisor, "Accept-Language": "en"})
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (400, PROBLEM)
    assert field in response.json()["detail"]
    assert client.get(NEEDS, headers=advisor).json()["total"] == 0


def test_an_industry_is_kept_as_the_scheme_writes_it(client: TestClient, advisor: dict[str, str]) -> None:
    assert keep(client, advisor, sni="16231")["need"]["sni"] == "16.231"


def test_marks_are_set_replaced_and_taken_away(client: TestClient, advisor: dict[str, str]) -> None:
    marks = f"{NEEDS}/{keep(client, advisor)['need']['id']}/marks"
    for mark in ("useful", "contacted"):
        found = client.post(marks, json={"actor": "alfa", "mark": mark}, headers=advisor).json()["marks"]
    assert found == [
        {
            "actor": "https://w3id.org/s3graph/id/actor/alfa",
            "mark": "contacted",
            "marked_on": "2026-11-01",
            "release": 1,
        }
    ]
    assert client.post(marks, json={"actor": found[0]["actor"], "mark": "none"}, headers=advisor).json()["marks"] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"actor": "ingen", "mark": "useful"}, 404),
        ({"actor": "\x0e <>", "mark": "useful"}, 404),
        ({"actor": "alfa", "mark": "wonderful"}, 400),
        ({"mark": "useful"}, 400),
        ({"actor": "alfa", "mark": "useful", "note": "x"}, 400),
    ],
)
def test_wrong_marks_are_problems(
    client: TestClient, advisor: dict[str, str], body: dict[str, str], status: int
) -> None:
    response = client.post(f"{NEEDS}/{keep(client, advisor)['need']['id']}/marks", json=body, headers=advisor)
    assert (response.status_code, response.headers["content-type"].split(";")[0]) == (status, PROBLEM)


def test_each_advisor_sees_its_own_and_the_operator_all(service: Service, advisor: dict[str, str]) -> None:
    client, other, operator = service.client, key(service), key(service, Role.OPERATOR)
    mine, theirs = keep(client, advisor)["need"]["id"], keep(client, other)["need"]["id"]
    assert [need["id"] for need in client.get(NEEDS, headers=advisor).json()["items"]] == [mine]
    assert [need["id"] for need in client.get(NEEDS, headers=operator).json()["items"]] == [theirs, mine]
    for method in ("GET", "DELETE"):
        assert client.request(method, f"{NEEDS}/{theirs}", headers=advisor).status_code == 404
    assert client.get(f"{NEEDS}/{theirs}", headers=other).status_code == 200


def test_an_erased_need_is_gone(client: TestClient, advisor: dict[str, str]) -> None:
    address = f"{NEEDS}/{keep(client, advisor)['need']['id']}"
    assert client.delete(address, headers=advisor).status_code == 204
    assert client.get(address, headers=advisor).status_code == 404
    assert client.get(NEEDS, headers=advisor).json() == {"total": 0, "items": []}


def test_without_an_advisors_key_nothing_is_kept_or_shown(service: Service) -> None:
    client = service.client
    assert client.post(NEEDS, json={"text": NEED}).status_code == 401
    refused = client.post(NEEDS, json={"text": NEED}, headers=key(service, Role.PARTNER))
    assert refused.status_code == 403
    assert "advisor" in refused.json()["detail"]
    assert client.get(NEEDS).status_code == 401


def test_what_cannot_be_answered_is_not_kept(client: TestClient, advisor: dict[str, str]) -> None:
    for body in ({"text": "   "}, {"text": NEED, "municipality": "9999"}, {"text": NEED, "name": "AB"}):
        assert client.post(NEEDS, json=body, headers=advisor).status_code == 400
    assert client.get(NEEDS, headers=advisor).json()["total"] == 0


def test_words_of_needs_are_not_logged(
    client: TestClient, advisor: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        keep(client, advisor, keep_text=True)
    assert "lacken" not in caplog.text


def test_publishing_warns_where_few_companies_fit(client: TestClient, advisor: dict[str, str]) -> None:
    identity = keep(client, advisor, region="SE211", sni="16.231", size="micro")["need"]["id"]
    address = f"{NEEDS}/{identity}/publication"
    warned = client.post(
        address, json={"sv": "Lacken släpper från luckor"}, headers={**advisor, "Accept-Language": "sv"}
    )
    assert warned.status_code == 200
    assert warned.json()["published"] is False
    assert "0 företag" in warned.json()["warning"]


def test_publishing_needs_words_and_a_service_that_takes_files_in(client: TestClient, advisor: dict[str, str]) -> None:
    address = f"{NEEDS}/{keep(client, advisor)['need']['id']}/publication"
    assert client.post(address, json={}, headers=advisor).status_code == 400
    assert client.post(address, json={"sv": "kort"}, headers=advisor).status_code == 400
    assert client.post(address, json={"sv": "Lacken släpper från luckor"}, headers=advisor).status_code == 501


def test_a_published_need_goes_in_as_a_delivery_that_its_advisor_may_follow(root: Path) -> None:
    with Door(root) as door:
        door.go.clear()
        advisor = door.key(role=Role.ADVISOR)
        address = f"{NEEDS}/{keep(door.client, advisor)['need']['id']}/publication"
        response = door.client.post(address, json={"sv": "Lacken släpper, ring 070-123 45 67"}, headers=advisor)
        assert response.status_code == 202
        assert "a phone number. It is masked" in response.json()["notices"][0]
        (file,) = door.incoming()
        assert "Lacken släpper, ring [telefon]" in file.read_text("utf-8")
        job = door.client.get(response.headers["location"], headers=advisor).json()
        assert (job["source"], job["merge"]) == ("published-needs", True)
        other = door.key(role=Role.ADVISOR)
        assert door.client.get(response.headers["location"], headers=other).status_code == 404

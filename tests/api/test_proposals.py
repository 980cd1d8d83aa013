"""Overlapping initiatives and proposed collaborations over HTTP."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

OVERLAPS = "/api/v1/initiative-overlaps"
PROPOSALS = "/api/v1/collaboration-proposals"
PROBLEM = "application/problem+json"


def test_overlaps_are_answered_with_release_and_day(client: TestClient) -> None:
    response = client.get(OVERLAPS, headers={"Accept-Language": "en"})
    assert response.status_code == 200
    assert response.headers["content-language"] == "en"
    found = response.json()
    assert (found["release"], found["day"]) == (1, "2026-11-01")
    assert len(found["items"]) <= 20


def test_proposals_are_answered_and_may_be_narrowed(client: TestClient) -> None:
    assert client.get(PROPOSALS).json()["release"] == 1
    assert client.get(PROPOSALS, params={"actor": "alfa", "limit": 1}).status_code == 200
    assert client.get(PROPOSALS, params=[("area", "tra-skog"), ("area", "livsmedel")]).status_code == 200


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ([("actor", "ingen-sådan")], 404),
        ([("actor", "\x0e <>")], 404),
        ([("area", "livsmedel")], 400),
        ([("area", "livsmedel"), ("area", "rymden")], 400),
        ([("area", "livsmedel"), ("area", "livsmedel")], 400),
        ([("limit", "0")], 400),
        ([("colour", "red")], 400),
    ],
)
def test_wrong_questions_are_problems(
    client: TestClient, parameters: list[tuple[str, str | int | float | bool | None]], status: int
) -> None:
    response = client.get(PROPOSALS, params=parameters)
    assert response.status_code == status
    assert response.headers["content-type"].startswith(PROBLEM)
    assert response.json()["detail"]

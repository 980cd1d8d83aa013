"""Keys over HTTP: needed, known, never in an address, never in a log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from api import state
from s3graph.private import KeyDraft, Role
from tests.api.deliveries import Door


@pytest.fixture
def door(root: Path) -> Iterator[Door]:
    with Door(root) as running:
        yield running


GUARDED = (
    ("GET", "/api/v1/imports"),
    ("POST", "/api/v1/imports?source=exempel"),
    ("GET", "/api/v1/imports/x"),
    ("DELETE", "/api/v1/imports/x"),
    ("GET", "/api/v1/imports/x/events"),
    ("GET", "/api/v1/imports/x/report"),
    ("GET", "/api/v1/imports/x/report.csv"),
    ("POST", "/api/v1/reversals?source=exempel"),
)


def test_every_route_of_imports_is_guarded(door: Door) -> None:
    served = {
        (method.upper(), path)
        for path, item in door.client.get("/openapi.json").json()["paths"].items()
        for method, operation in item.items()
        if "imports" in operation["tags"]
    }
    templates = [path.split("?")[0].replace("/x", "/{identity}").replace(".csv", ".{ending}") for _, path in GUARDED]
    asked = {(method, path) for (method, _), path in zip(GUARDED, templates, strict=True)}
    assert asked == served


@pytest.mark.parametrize(("method", "path"), GUARDED)
@pytest.mark.parametrize(
    ("given", "challenge"),
    [
        (None, 'Bearer realm="s3graph"'),
        ("Basic czNnOng=", 'Bearer realm="s3graph"'),
        ("Bearer s3g_00000000_nonsense", 'Bearer realm="s3graph", error="invalid_token"'),
    ],
)
def test_without_a_key_that_opens_there_is_401(
    door: Door, method: str, path: str, given: str | None, challenge: str
) -> None:
    headers = {"Accept-Language": "sv"} | ({"Authorization": given} if given else {})
    response = door.client.request(method, path, headers=headers)
    assert (response.status_code, response.headers["www-authenticate"]) == (401, challenge)
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert (problem["title"], "plattformens drift" in problem["detail"]) == ("Nyckel saknas", True)
    assert "nonsense" not in response.text


def test_a_revoked_key_opens_nothing_from_the_next_request_on(door: Door) -> None:
    key, token = door.state.keys.create(KeyDraft("x", Role.PARTNER, ("exempel",)))
    headers = {"Authorization": f"Bearer {token}"}
    assert door.client.get("/api/v1/imports", headers=headers).status_code == 200
    door.state.keys.revoke(key.id)
    assert door.client.get("/api/v1/imports", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/imports?access_token={token}",
        "/api/v1/imports?source={token}",
        "/api/v1/imports/{token}",
        "/api/v1/imports/{quoted}",
        "/api/v1/actors?q={token}",
        "/sparql?query={token}",
    ],
)
def test_a_key_in_an_address_is_refused_and_not_repeated(door: Door, path: str) -> None:
    _, token = door.state.keys.create(KeyDraft("x", Role.PARTNER, ("exempel",)))
    quoted = "".join(f"%{ord(letter):02X}" for letter in token)
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    response = door.client.get(path.format(token=token, quoted=quoted), headers=headers)
    assert (response.status_code, "have the operator revoke it" in response.json()["detail"]) == (400, True)
    assert token not in response.text


def test_a_key_is_in_no_log(door: Door, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    _, token = door.state.keys.create(KeyDraft("x", Role.PARTNER, ("exempel",)))
    headers = {"Authorization": f"Bearer {token}"}
    door.outcome = ZeroDivisionError()
    sent = door.client.post("/api/v1/imports?source=exempel&name=a.ttl", content=b"x", headers=headers)
    door.ended(sent.json()["id"])
    door.client.get(f"/api/v1/imports?key={token}", headers=headers)
    door.client.get("/api/v1/imports", headers={"Authorization": f"Bearer {token}x"})
    logged = [record for record in caplog.records if record.name.startswith("s3graph")]
    assert any("import job" in record.getMessage() for record in logged)
    secret = token.split("_", 2)[-1]
    handler = logging.Formatter()
    assert not [record for record in caplog.records if secret in handler.format(record) and record.name != "httpx2"]
    assert secret not in "".join(capfd.readouterr())


def test_a_client_with_too_many_wrong_keys_has_to_wait(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    good = door.key("exempel")
    bad = {"Authorization": "Bearer s3g_00000000_x", "Accept-Language": "en"}
    for _ in range(state.FAILED_KEYS):
        assert door.client.get("/api/v1/imports", headers=bad).status_code == 401
    for headers in (bad, good):
        response = door.client.get("/api/v1/imports", headers=headers)
        assert (response.status_code, "wrong keys" in response.json()["detail"]) == (429, True)
        assert 1 <= int(response.headers["retry-after"]) <= 60
    assert door.client.get("/api/v1/actors").status_code == 200


def test_no_key_at_all_is_no_wrong_key(door: Door) -> None:
    for _ in range(state.FAILED_KEYS + 1):
        assert door.client.get("/api/v1/imports").status_code == 401
    assert door.client.get("/api/v1/imports", headers=door.key("exempel")).status_code == 200

"""What holds of every answer: headers, limits, other origins, HEAD."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.headers import SECURITY
from s3graph.errors import UsageError
from tests.api.service import NEED, Service

ADDRESSES = ("/", "/livez", "/readyz", "/api-info", "/openapi.json", "/api/v1/nothing", "/static/style.css", "/sparql")


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_names_the_release_and_its_number_and_is_safe(client: TestClient, path: str) -> None:
    first, second = client.get(path), client.get(path)
    assert first.headers["s3graph-release"] == "1"
    assert re.fullmatch(r"[0-9a-f]{32}", first.headers["x-request-id"])
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    for name, value in SECURITY.items():
        assert first.headers.get_list(name) == [value]


@pytest.mark.parametrize(
    ("sent", "kept"), [("abc-1234.5678", True), ("x\ty", False), ("a" * 65, False), ("kort", False)]
)
def test_a_harmless_number_from_the_proxy_is_kept(client: TestClient, sent: str, kept: bool) -> None:
    assert (client.get("/livez", headers={"X-Request-Id": sent}).headers["x-request-id"] == sent) is kept


def test_head_is_get_without_the_body(client: TestClient) -> None:
    for path in ("/", "/livez", "/static/style.css"):
        whole, head = client.get(path), client.head(path)
        assert head.status_code == 200
        assert head.content == b""
        assert head.headers["content-length"] == whole.headers["content-length"]


def test_other_origins_may_read_and_see_the_release(client: TestClient) -> None:
    origin = {"Origin": "https://editor.example"}
    response = client.get("/livez", headers=origin)
    assert response.headers["access-control-allow-origin"] == "*"
    assert "S3Graph-Release" in response.headers["access-control-expose-headers"]
    asked = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert client.options("/api/v1/matches", headers=asked).status_code == 200
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize(
    ("method", "header"), [("DELETE", "accept"), ("PUT", "accept"), ("POST", "authorization"), ("GET", "authorization")]
)
def test_other_origins_may_not_write_or_send_a_key(client: TestClient, method: str, header: str) -> None:
    asked = {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": header}
    response = client.options("/api/v1/imports", headers={"Origin": "https://editor.example", **asked})
    assert response.status_code == 400


def test_a_client_that_asks_too_often_is_told_to_wait(root: Path) -> None:
    with Service(root, requests_per_minute=3) as service:
        for _ in range(3):
            assert service.client.get("/api-info").status_code == 200
        for language, title in (("sv", "För många anrop"), ("en", "Too many requests")):
            response = service.client.get("/api-info", headers={"Accept-Language": language})
            assert (response.status_code, response.json()["title"]) == (429, title)
            assert 1 <= int(response.headers["retry-after"]) <= 60
            assert response.headers["s3graph-release"] == "1"
            assert "S3GRAPH_REQUESTS_PER_MINUTE" in response.json()["detail"]
        assert service.client.get("/livez").status_code == 200
        stranger = TestClient(service.app, client=("203.0.113.9", 1))
        assert stranger.get("/api-info").status_code == 200


def test_clients_behind_a_trusted_proxy_are_counted_apart(root: Path) -> None:
    with Service(root, requests_per_minute=1, trusted_proxies="127.0.0.1") as service:
        for client in ("203.0.113.1", "203.0.113.2"):
            headers = {"X-Forwarded-For": client}
            assert service.client.get("/api-info", headers=headers).status_code == 200
            assert service.client.get("/api-info", headers=headers).status_code == 429


def test_a_client_cannot_escape_its_count_by_a_header(root: Path) -> None:
    with Service(root, requests_per_minute=1) as service:
        answers = [
            service.client.get("/api-info", headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
            for number in range(2)
        ]
    assert answers == [200, 429]


def test_a_setting_that_cannot_be_read_stops_the_start(root: Path) -> None:
    with pytest.raises(UsageError, match="S3GRAPH_TRUSTED_PROXIES"):
        Service(root, trusted_proxies="proxy.example")


def test_a_body_nobody_reads_is_bounded_too(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(10):
            yield b"x" * 65_536

    for content in (b"x" * 65_537, chunks()):
        response = client.post("/api/v1/nothing", content=content)
        assert (response.status_code, response.headers["content-type"]) == (413, "application/problem+json")
    assert client.post("/api/v1/nothing", content=b"x" * 65_536).status_code == 404


def test_a_body_in_pieces_reaches_the_route_whole(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        whole = f'{{"text": "{NEED}"}}'.encode()
        for start in range(0, len(whole), 7):
            yield whole[start : start + 7]

    response = client.post("/api/v1/matches", content=chunks(), headers={"Content-Type": "application/json"})
    assert response.status_code == 200
    assert response.json()["matches"]

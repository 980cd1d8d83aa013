"""Health and counters."""

from __future__ import annotations

from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from tests.api.service import NEED, Service


def test_alive_and_ready(client: TestClient) -> None:
    assert client.get("/livez").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready", "release": 1}
    assert client.get("/readyz").headers["cache-control"] == "no-store"


def test_requests_are_counted_by_route_and_status(client: TestClient) -> None:
    client.post("/api/v1/matches", json={"text": NEED})
    client.post("/api/v1/matches", json={})
    client.get("/wp-login.php")
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    samples = {
        (sample.labels["method"], sample.labels["route"], sample.labels["status"]): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
        if sample.name == "s3graph_requests_total"
    }
    assert samples == {
        ("POST", "/api/v1/matches", "200"): 1,
        ("POST", "/api/v1/matches", "400"): 1,
        ("GET", "none", "404"): 1,
    }
    assert "s3graph_release 1.0" in response.text
    assert NEED not in response.text


def test_counters_are_for_this_machine_only(service: Service) -> None:
    stranger = TestClient(service.app, client=("203.0.113.9", 1))
    for language, said in (("sv", "egna maskinen"), ("en", "this machine only")):
        response = stranger.get("/metrics", headers={"Accept-Language": language})
        assert response.status_code == 403
        assert said in response.json()["detail"]
    forwarded = service.client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert forwarded.status_code == 403

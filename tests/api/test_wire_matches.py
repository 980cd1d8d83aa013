"""Weights of the ranking replaced for one need, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.service import NEED, Service


def asked(service: Service, features: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    answered = service.client.post("/api/v1/matches", json={"text": NEED, "features": features})
    return answered.status_code, answered.json()


def test_a_feature_switched_off_is_no_reason(service: Service) -> None:
    (_, usual), (status, without) = asked(service, {}), asked(service, {"clauses": 0})
    told = [
        {reason["feature"] for match in answer["matches"] for reason in match["reasons"]} for answer in (usual, without)
    ]
    assert status == 200
    assert "clauses" in told[0]
    assert told[1] == told[0] - {"clauses"}


@pytest.mark.parametrize(
    "features", [{"luck": 1}, {"region": -1}, {"region": 11}, {"region": "much"}, {"region": None}]
)
def test_what_is_no_weight_of_the_table_is_a_problem(service: Service, features: dict[str, Any]) -> None:
    status, problem = asked(service, features)
    assert 400 <= status < 500
    assert problem["status"] == status


def test_not_a_number_is_no_weight(service: Service) -> None:
    body = f'{{"text": "{NEED}", "features": {{"region": NaN}}}}'
    answered = service.client.post("/api/v1/matches", content=body, headers={"Content-Type": "application/json"})
    assert 400 <= answered.status_code < 500

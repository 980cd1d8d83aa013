"""Requests made from the description of the interface: no answer is an error of ours, or other than described.

A seeded slice always runs; ``make soak`` runs it whole. Half of the requests break the description on purpose.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import create_app
from s3graph.settings import Settings
from tests.api import judge
from tests.api.service import publish

CHECKS = [content_type_conformance, response_schema_conformance, status_code_conformance]
FEW, MANY = 3, 100
LONGEST = 60_000
"""Of an address, as far as the client goes."""
UNBREAKABLE = frozenset({"POST /sparql"})
"""Any text is as described."""
NOT_HERE = frozenset({503, 501})
"""What a service answers that is busy, or was started without the means; they are described too."""
BASE_URL = "http://testserver"


def description() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder), encoder="hashing"))
        return schemathesis.openapi.from_dict(app.openapi())


OPERATIONS = {found.ok().label: found.ok() for found in description().get_all_operations()}
QUESTIONS = [label for label in OPERATIONS if label.startswith("GET /api/v1/queries/") and "{" not in label]
SLICE = [label for label in OPERATIONS if label not in QUESTIONS or QUESTIONS.index(label) % 9 == 0]
"""Saved questions have a path each and one implementation: a ninth of them is always asked."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service with real query processes, over the small graph, that any one client may ask as often as it likes."""
    root = tmp_path_factory.mktemp("fuzzed") / "data"
    publish(root)
    given_settings = Settings(data_dir=root, encoder="hashing", requests_per_minute=10**9, validation_seconds=2)
    with TestClient(
        create_app(given_settings, judge.validate),
        raise_server_exceptions=False,
        client=("127.0.0.1", 50000),
        follow_redirects=False,
    ) as client:
        yield client
    shutil.rmtree(root)


def fuzz(running: TestClient, label: str, mode: GenerationMode, most: int, *, seeded: bool) -> int:
    """Sends requests of one operation; how many."""
    sent = 0

    @settings(
        max_examples=most,
        deadline=None,
        database=None,
        derandomize=seeded,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    def send(case: Case[Any]) -> None:
        nonlocal sent
        sent += 1
        prepared = requests.Request(**_plain(case)).prepare()
        assume(len(str(prepared.url)) < LONGEST)
        body = prepared.body if isinstance(prepared.body, bytes) else str(prepared.body or "").encode()
        headers = {
            name: value if isinstance(value, str) else value.decode("latin-1")
            for name, value in prepared.headers.items()
        }
        response = running.request(str(prepared.method), str(prepared.url), headers=headers, content=body)
        assert response.status_code < 500 or response.status_code in NOT_HERE, (response.status_code, response.text)
        case.validate_response(response, checks=CHECKS)

    send()
    return sent


def _plain(case: Case[Any]) -> dict[str, Any]:
    return case.as_transport_kwargs(base_url=BASE_URL)


def test_every_operation_is_asked() -> None:
    assert len(OPERATIONS) >= 49


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "otherwise"])
@pytest.mark.parametrize("label", SLICE)
def test_a_few_requests(running: TestClient, label: str, mode: GenerationMode) -> None:
    if mode is GenerationMode.NEGATIVE and not _can_be_broken(label):
        return
    assert fuzz(running, label, mode, FEW, seeded=True) > 0


@pytest.mark.soak
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "otherwise"])
@pytest.mark.parametrize("label", OPERATIONS)
def test_many_requests(running: TestClient, label: str, mode: GenerationMode) -> None:
    if mode is GenerationMode.NEGATIVE and not _can_be_broken(label):
        return
    assert fuzz(running, label, mode, MANY, seeded=False) > 0


def _can_be_broken(label: str) -> bool:
    """An operation without parameters and body leaves nothing to break."""
    operation = OPERATIONS[label]
    return label not in UNBREAKABLE and bool(list(operation.iter_parameters()) or operation.body)

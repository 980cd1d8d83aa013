"""What stands in the log, and what never does."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.logs import ACCESS, QUERIES, configure
from s3graph.settings import Settings


@pytest.fixture
def as_before() -> Iterator[None]:
    """The loggers of the test run itself come back."""
    found = [logging.getLogger(name) for name in ("s3graph", QUERIES, ACCESS)]
    kept = [(logger.handlers[:], logger.level, logger.propagate) for logger in found]
    yield
    for logger, (handlers, level, propagate) in zip(found, kept, strict=True):
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


def test_the_access_log_carries_paths_without_queries(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger=ACCESS)
    client.get("/sparql?query=SELECT+secret&format=json")
    client.get("/a%0Apath")
    first, second = (record.message for record in caplog.records if record.name == ACCESS)
    assert first.startswith("GET /sparql 400 ")
    assert second.startswith("GET /a%0Apath 404 "), "a line of the log is one request"
    assert "secret" not in caplog.text


@pytest.mark.parametrize("text", ["CLEAR ALL", "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }", "nonsense"])
def test_what_is_refused_before_it_is_a_query_is_logged_too(
    client: TestClient, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    caplog.set_level("INFO", logger=QUERIES)
    assert client.get("/sparql", params={"query": text}).status_code == 400
    [said] = [json.loads(record.message) for record in caplog.records if record.name == QUERIES]
    assert (said["outcome"], said["form"]) == ("refused", None)
    assert len(said["query"]) == 16
    assert "text" not in said


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize(
    ("settings", "queries", "access"),
    [
        (Settings(), True, False),
        (Settings(query_log="off", access_log=True), False, True),
        (Settings(query_log="text"), True, False),
    ],
)
def test_the_operator_chooses(settings: Settings, queries: bool, access: bool) -> None:
    configure(settings)
    assert logging.getLogger(QUERIES).isEnabledFor(logging.INFO) is queries
    assert logging.getLogger(ACCESS).isEnabledFor(logging.INFO) is access
    assert not logging.getLogger("s3graph.api").isEnabledFor(logging.INFO)

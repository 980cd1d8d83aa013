"""Progress as events that can be come back to, and reports in every form."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.routes import import_results
from tests.api.deliveries import Door
from tests.api.test_imports import deliver


@pytest.fixture
def door(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    monkeypatch.setattr(import_results, "POLL_SECONDS", 0.01)
    with Door(root) as running:
        yield running


def events(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Id, name and data of each event; comments and ``retry`` left out."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "event" in fields:
            found.append((fields["id"], fields["event"], json.loads(fields["data"])))
    return found


def test_events_tell_of_every_change_until_the_end(door: Door) -> None:
    key = door.key("exempel")
    door.go.clear()
    identity = deliver(door, key)
    threading.Timer(0.5, door.go.set).start()
    response = door.client.get(f"/api/v1/imports/{identity}/events", headers=key)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert (response.headers["cache-control"], response.headers["x-accel-buffering"]) == ("no-store", "no")
    assert response.text.startswith("retry: 2000\n\n")
    told = events(response.text)
    assert [name for _, name, _ in told] == ["progress"] * (len(told) - 1) + ["done"]
    ids = [int(number) for number, _, _ in told]
    assert ids == sorted(set(ids))
    running = next(job for _, _, job in told if job["progress"]["rows"])
    assert running["progress"] == {"text": "Reading", "done": 10, "total": 100, "rows": 7}
    assert (told[-1][2]["state"], told[-1][2]["ended"]) == ("refused", True)


def test_a_client_that_comes_back_gets_what_is_new_and_no_more(door: Door) -> None:
    key = door.key("exempel")
    identity = deliver(door, key)
    door.ended(identity)
    path = f"/api/v1/imports/{identity}/events"
    ((number, name, _),) = events(door.client.get(path, headers=key).text)
    assert name == "done"
    again = door.client.get(path, headers=key | {"Last-Event-ID": "1"})
    assert [(seen, what) for seen, what, _ in events(again.text)] == [(number, "done")]
    at_the_end = door.client.get(path, headers=key | {"Last-Event-ID": number})
    assert (at_the_end.status_code, at_the_end.content) == (204, b"")


def test_silence_is_broken_by_comments(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_results, "HEARTBEAT_SECONDS", 0.05)
    key = door.key("exempel")
    door.go.clear()
    identity = deliver(door, key)
    threading.Timer(1, door.go.set).start()
    text = door.client.get(f"/api/v1/imports/{identity}/events", headers=key).text
    assert text.count("\n: \n") >= 2


def test_events_end_when_the_service_is_told_to_stop(door: Door) -> None:
    key = door.key("exempel")
    door.go.clear()
    identity = deliver(door, key)
    door.state.stopping.set()
    told = events(door.client.get(f"/api/v1/imports/{identity}/events", headers=key).text)
    assert [name for _, name, _ in told] == ["progress"]


@pytest.mark.parametrize(
    ("accept", "ending", "begins"),
    [
        ("application/json", "json", b'{"outcome": "refused"'),
        ("text/turtle", "ttl", b"@prefix"),
        ("text/csv", "csv", b"severity"),
        ("text/html", "html", b"<!doctype html>"),
        ("text/plain", "txt", b"Not accepted"),
    ],
)
def test_a_report_has_every_form_by_accept_and_by_ending(door: Door, accept: str, ending: str, begins: bytes) -> None:
    key = door.key("exempel")
    identity = deliver(door, key)
    door.ended(identity)
    path = f"/api/v1/imports/{identity}/report"
    asked = door.client.get(path, headers=key | {"Accept": accept})
    named = door.client.get(f"{path}.{ending}", headers=key | {"Accept": "image/png"})
    assert (asked.status_code, named.status_code) == (200, 200)
    assert asked.content == named.content
    assert asked.headers["content-type"].split(";")[0] == named.headers["content-type"].split(";")[0] == accept
    assert asked.content[:60].lower().startswith(begins.lower())
    assert asked.headers["cache-control"] == "no-store"


def test_the_workbook_that_was_sent_comes_back_marked_and_nothing_else_does(door: Door) -> None:
    key = door.key("exempel")
    identity = deliver(door, key)
    door.ended(identity)
    path = f"/api/v1/imports/{identity}/report.xlsx"
    none = door.client.get(path, headers=key)
    assert (none.status_code, "no marked workbook" in none.json()["detail"]) == (404, True)
    (door.tasks[-1].folder / "report.en.xlsx").write_bytes(b"PK marked")
    marked = door.client.get(path, headers=key)
    assert (marked.status_code, marked.content) == (200, b"PK marked")
    assert marked.headers["content-type"] == import_results.FORMS["xlsx"]


def test_words_of_a_report_are_in_the_asker_s_language(door: Door) -> None:
    key = door.key("exempel")
    identity = deliver(door, key)
    door.ended(identity)
    for language, said in (("sv", "Inte mottagen"), ("en", "Not accepted")):
        response = door.client.get(
            f"/api/v1/imports/{identity}/report.txt", headers=key | {"Accept-Language": language}
        )
        assert (said in response.text, response.headers["content-language"]) == (True, language)


def test_there_is_no_report_before_the_end_in_another_form_or_of_what_was_cancelled(door: Door) -> None:
    key = door.key("exempel")
    door.go.clear()
    identity = deliver(door, key)
    path = f"/api/v1/imports/{identity}/report"
    assert door.client.get(path, headers=key).status_code == 409
    door.client.delete(f"/api/v1/imports/{identity}", headers=key)
    door.ended(identity)
    cancelled = door.client.get(path, headers=key)
    assert (cancelled.status_code, "cancelled" in cancelled.json()["detail"]) == (404, True)
    assert door.client.get(f"{path}.docx", headers=key).status_code == 406
    assert door.client.get(path, headers=key | {"Accept": "image/png"}).status_code == 406

"""Delivering over HTTP: whole files only, to one's own sources, in any format; jobs listed and cancelled."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import Request

from api.jobs import give_back_release
from api.routes import imports
from s3graph.errors import BusyError, StorageError
from s3graph.intake.queue import ImportQueue
from s3graph.intake.request import ImportRequest, Outcome
from s3graph.model import Text
from s3graph.private import KeyDraft, Role
from tests.api.deliveries import Door

TURTLE = {"Content-Type": "text/turtle"}
FILE = b"<https://example.org/a> a <https://example.org/B> .\n"


@pytest.fixture
def door(root: Path) -> Iterator[Door]:
    with Door(root) as running:
        yield running


def deliver(door: Door, headers: dict[str, str], query: str = "source=exempel", content: bytes = FILE) -> str:
    response = door.client.post(f"/api/v1/imports?{query}", content=content, headers=TURTLE | headers)
    assert response.status_code == 202, response.text
    return str(response.json()["id"])


def request_of(door: Door) -> ImportRequest:
    work = door.tasks[-1].work
    assert isinstance(work, ImportRequest)
    return work


def test_a_delivered_file_is_a_job_with_its_place_and_its_links(door: Door) -> None:
    key = door.key("exempel")
    door.go.clear()
    query = "source=exempel&dry_run=true&merge=true&confirm_removal=true"
    response = door.client.post(f"/api/v1/imports?{query}", content=FILE, headers=TURTLE | key)
    job = response.json()
    assert response.status_code == 202
    assert response.headers["location"] == job["links"]["self"] == f"/api/v1/imports/{job['id']}"
    assert (job["source"], job["kind"], job["ended"], job["dry_run"], job["merge"]) == (
        *("exempel", "delivery", False, True, True),
    )
    assert [path.read_bytes() for path in door.incoming()] == [FILE]
    door.go.set()
    assert door.ended(job["id"]) == "refused"
    shown = door.client.get(response.headers["location"], headers=key).json()
    assert (shown["state"], shown["ended"], shown["progress"]["rows"]) == ("refused", True, 7)
    assert "needs mending" in shown["progress"]["text"]
    work = request_of(door)
    assert (work.source, work.job, work.format) == ("exempel", job["id"], "text/turtle")
    assert (work.dry_run, work.merge, work.confirm_removal) == (True, True, True)
    assert door.incoming() == []


@pytest.mark.parametrize(
    ("query", "headers", "kept"),
    [
        ("", {"Content-Type": "text/turtle"}, ("file", "text/turtle")),
        ("&name=a.nt.gz", {"Content-Type": "application/x-www-form-urlencoded"}, ("a.nt.gz", None)),
        ("&name=..%2F..%2Fetc%2Fa.ttl", {}, ("a.ttl", None)),
        ("", {"Content-Disposition": 'attachment; filename="b.rdf"'}, ("b.rdf", None)),
        ("&name=register", {"Content-Type": "application/n-triples"}, ("register", "application/n-triples")),
        ("", {"Content-Type": "application/ld+json", "Content-Encoding": "gzip"}, ("file", "application/ld+json")),
    ],
)
def test_the_format_is_told_by_the_name_or_the_type(
    door: Door, query: str, headers: dict[str, str], kept: tuple[str, str | None]
) -> None:
    response = door.client.post(
        f"/api/v1/imports?source=exempel{query}", content=gzip.compress(FILE), headers=door.key("exempel") | headers
    )
    assert response.status_code == 202, response.text
    door.ended(response.json()["id"])
    assert (request_of(door).file_name, request_of(door).format) == kept


def test_a_form_with_one_file_is_a_delivery_too(door: Door) -> None:
    files = {"file": ("exempel.ttl", FILE, "application/octet-stream")}
    response = door.client.post("/api/v1/imports?source=exempel", files=files, headers=door.key("exempel"))
    assert response.status_code == 202, response.text
    door.ended(response.json()["id"])
    assert request_of(door).file_name == "exempel.ttl"


@pytest.mark.parametrize(
    ("headers", "status", "said"),
    [
        ({"Content-Type": "image/png"}, 415, "text/turtle"),
        ({"Content-Type": "text/turtle", "Content-Encoding": "br"}, 415, "gzip"),
        ({}, 415, "multipart/form-data"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 400, ""),
    ],
)
def test_what_cannot_be_read_is_refused_before_it_is_a_job(
    door: Door, headers: dict[str, str], status: int, said: str
) -> None:
    response = door.client.post("/api/v1/imports?source=exempel", content=FILE, headers=door.key("exempel") | headers)
    assert (response.status_code, said in response.json()["detail"]) == (status, True)
    assert response.headers["content-type"] == "application/problem+json"
    assert (door.incoming(), door.tasks) == ([], [])


def test_a_file_past_the_limit_is_refused_declared_or_not_and_leaves_nothing(root: Path) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * 65_536

    with Door(root, import_mb=1) as door:
        for content in (b"x" * ((1 << 20) + 1), pieces()):
            response = door.client.post(
                "/api/v1/imports?source=exempel", content=content, headers=TURTLE | door.key("exempel")
            )
            assert (response.status_code, "S3GRAPH_IMPORT_MB" in response.json()["detail"]) == (413, True)
            assert door.incoming() == []
        assert deliver(door, door.key("exempel"), content=b"x" * (1 << 20))


def test_an_empty_file_is_refused_and_leaves_nothing(door: Door) -> None:
    response = door.client.post("/api/v1/imports?source=exempel", content=b"", headers=TURTLE | door.key("exempel"))
    assert (response.status_code, door.incoming()) == (400, [])


def test_a_file_whose_job_cannot_be_written_down_leaves_nothing(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StorageError(Text("full", "full"))

    monkeypatch.setattr(ImportQueue, "submit", full)
    response = door.client.post("/api/v1/imports?source=exempel", content=FILE, headers=TURTLE | door.key("exempel"))
    assert (response.status_code, door.incoming()) == (500, [])


def test_a_full_queue_is_said_before_the_file_is_read(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise BusyError(Text("fullt", "full"))

    monkeypatch.setattr(ImportQueue, "check_room", full)
    response = door.client.post("/api/v1/imports?source=exempel", content=FILE, headers=TURTLE | door.key("exempel"))
    assert (response.status_code, "retry-after" in response.headers, door.incoming()) == (503, True, [])


def test_a_key_delivers_to_its_own_sources_only(door: Door) -> None:
    key = door.key("exempel")
    refused = door.client.post("/api/v1/imports?source=annan", content=FILE, headers=TURTLE | key)
    assert (refused.status_code, refused.json()["type"].rsplit("/")[-1]) == (403, "not-allowed")
    assert "exempel" in refused.json()["detail"]
    advisor = door.key("exempel", role=Role.ADVISOR)
    assert door.client.post("/api/v1/imports?source=exempel", content=FILE, headers=TURTLE | advisor).status_code == 403
    assert door.client.post("/api/v1/imports", content=FILE, headers=TURTLE | key).status_code == 400
    assert deliver(door, door.key(role=Role.OPERATOR), "source=annan&profile=facts")


def test_the_profile_is_for_operators_and_the_actor_comes_with_the_key(door: Door) -> None:
    query = "/api/v1/imports?source=exempel&profile=facts"
    refused = door.client.post(query, content=FILE, headers=TURTLE | door.key("exempel"))
    assert (refused.status_code, "operator" in refused.json()["detail"]) == (403, True)
    actor = "https://w3id.org/s3graph/id/actor/exempelparken"
    _, token = door.state.keys.create(KeyDraft("x", Role.PARTNER, ("exempel",), speaks_for=actor))
    door.ended(deliver(door, {"Authorization": f"Bearer {token}"}))
    assert request_of(door).speaks_for == actor


def test_jobs_are_listed_newest_first_by_pages_and_only_one_s_own(door: Door) -> None:
    mine, theirs = door.key("exempel", "annan"), door.key("tredje")
    sent = [deliver(door, mine), deliver(door, mine, "source=annan"), deliver(door, mine)]
    other = deliver(door, theirs, "source=tredje")
    for identity in (*sent, other):
        door.ended(identity)
    listed = door.client.get("/api/v1/imports?limit=2", headers=mine)
    assert (listed.json()["total"], [job["id"] for job in listed.json()["items"]]) == (3, [sent[2], sent[1]])
    assert 'rel="next"' in listed.headers["link"]
    second = door.client.get("/api/v1/imports?limit=2&page=2", headers=mine).json()
    assert [job["id"] for job in second["items"]] == [sent[0]]
    of_one = door.client.get("/api/v1/imports?source=annan", headers=mine).json()
    assert [job["id"] for job in of_one["items"]] == [sent[1]]
    assert door.client.get("/api/v1/imports?source=tredje", headers=mine).status_code == 403
    assert door.client.get("/api/v1/imports", headers=door.key(role=Role.OPERATOR)).json()["total"] == 4
    assert door.client.get("/api/v1/imports", headers=door.key(role=Role.ADVISOR)).json()["total"] == 0
    for path in ("", "/events", "/report"):
        assert door.client.get(f"/api/v1/imports/{other}{path}", headers=mine).status_code == 404
    assert door.client.delete(f"/api/v1/imports/{other}", headers=mine).status_code == 404


def test_a_job_is_cancelled_while_it_waits_and_while_it_runs_and_not_after(door: Door) -> None:
    key = door.key("exempel")
    door.go.clear()
    running, waiting = deliver(door, key), deliver(door, key)
    first = door.client.delete(f"/api/v1/imports/{waiting}", headers=key)
    assert (first.status_code, first.json()["state"]) == (200, "cancelled")
    second = door.client.delete(f"/api/v1/imports/{running}", headers=key)
    assert (second.status_code, second.json()["ended"]) in ((202, False), (200, True))
    assert door.ended(running) == "cancelled"
    for identity in (waiting, running):
        after = door.client.delete(f"/api/v1/imports/{identity}", headers=key)
        assert (after.status_code, after.json()["type"].rsplit("/")[-1]) == (409, "conflict")
    assert door.incoming() == []
    assert list((door.root / "reports").iterdir()) == []


@pytest.mark.parametrize(
    ("error", "title", "detail"),
    [
        (StorageError(Text("/hemligt/x är fullt", "/secret/x is full")), "The data cannot be read", "fault lies"),
        (ZeroDivisionError("secret"), "Unexpected error", "fault lies"),
    ],
)
def test_why_a_job_failed_is_said_without_the_inside(door: Door, error: Exception, title: str, detail: str) -> None:
    door.outcome = error
    key = door.key("exempel")
    identity = deliver(door, key)
    assert door.ended(identity) == "failed"
    response = door.client.get(f"/api/v1/imports/{identity}", headers=key)
    problem = response.json()["problem"]
    assert (problem["title"], detail in problem["detail"], "secret" in response.text) == (title, True, False)
    assert problem["type"].startswith("https://w3id.org/s3graph/problems/")


def test_an_accepted_job_says_how_it_is_taken_back(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImportQueue, "_delivery", lambda *_: 5)
    door.outcome = Outcome.ACCEPTED
    key = door.key("exempel")
    identity = deliver(door, key)
    door.ended(identity)
    job = door.client.get(f"/api/v1/imports/{identity}", headers=key).json()
    assert (job["delivery"], job["links"]["reversal"]) == (5, "/api/v1/reversals?source=exempel&delivery=5")


def test_a_long_upload_does_not_keep_a_replaced_release(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    given_back = threading.Event()

    def noted(request: Request) -> None:
        give_back_release(request)
        given_back.set()

    monkeypatch.setattr(imports, "give_back_release", noted)

    def pieces() -> Iterator[bytes]:
        yield FILE
        loan = door.state.current._loan
        assert loan is not None
        assert given_back.wait(10)
        assert loan.users == 0
        yield FILE

    response = door.client.post(
        "/api/v1/imports?source=exempel", content=pieces(), headers=TURTLE | door.key("exempel")
    )
    assert (response.status_code, response.headers["s3graph-release"]) == (202, "1")


def test_a_service_without_a_writer_takes_nothing_in(service: object, root: Path) -> None:
    from tests.api.service import Service

    assert isinstance(service, Service)
    _, token = service.app.state.service.keys.create(KeyDraft("x", Role.OPERATOR))
    headers = {"Authorization": f"Bearer {token}"}
    assert service.client.post("/api/v1/imports?source=exempel", content=FILE, headers=headers).status_code == 501

"""POST /api/v1/validations: a file in, a report out, judged in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from api.validator import MOST_WAITING, SentFile, Validator
from s3graph.errors import BusyError, LimitError
from s3graph.validation import Report
from s3graph.vocabulary import RDF, SH, entity
from tests.api.judge import validate
from tests.api.service import Service

VALIDATIONS = "/api/v1/validations"
TURTLE = "text/turtle"
FILE = b"<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n"


@pytest.fixture
def client(root: Path) -> Iterator[TestClient]:
    with Service(root, validate, validation_mb=1, validation_seconds=10.0) as service:
        yield service.client


@pytest.mark.parametrize(("language", "message"), [("sv", "Ge aktören en etikett."), ("en", "Give the actor a label.")])
def test_a_report_groups_what_to_mend_in_the_asker_s_language(client: TestClient, language: str, message: str) -> None:
    headers = {"Content-Type": TURTLE, "Accept-Language": language}
    response = client.post(VALIDATIONS, content=FILE, headers=headers)
    assert response.status_code == 200
    assert (response.headers["cache-control"], response.headers["content-language"]) == ("no-store", language)
    report = response.json()
    assert (report["accepted"], report["conforms"], report["checked"]) == (False, False, 1)
    assert report["counts"] == {"violation": 1, "warning": 0, "info": 0}
    (rule,) = report["rules"]
    assert (rule["rule"], rule["severity"], rule["count"], rule["message"]) == (
        "SupportActor-label", "violation", 1, message,
    )  # fmt: skip
    (finding,) = rule["findings"]
    assert (finding["focus"], finding["line"]) == (entity("actor", "alfa").value, 7)
    assert finding["value"].startswith("file.ttl partner ")
    assert message in report["text"]


def test_the_report_as_a_standard_graph(client: TestClient) -> None:
    response = client.post(VALIDATIONS, content=FILE, headers={"Content-Type": TURTLE, "Accept": TURTLE})
    assert response.headers["content-type"].split(";")[0] == TURTLE
    triples = [quad.triple for quad in parse(response.content, format=RdfFormat.TURTLE)]
    assert [triple for triple in triples if triple.predicate == RDF.type and triple.object == SH.ValidationReport]


@pytest.mark.parametrize(
    ("media_type", "query", "name"),
    [
        (TURTLE, "", "file.ttl partner"),
        ("text/csv; charset=utf-8", "?profile=facts", "file.csv facts"),
        ("application/ld+json", "?name=ours", "ours.jsonld partner"),
        ("application/octet-stream", "?name=folder/actors.xlsx", "actors.xlsx partner"),
    ],
)
def test_the_format_comes_from_the_name_or_the_media_type(
    client: TestClient, media_type: str, query: str, name: str
) -> None:
    report = client.post(VALIDATIONS + query, content=FILE, headers={"Content-Type": media_type}).json()
    assert report["rules"][0]["findings"][0]["value"].startswith(f"{name} ")


def test_a_file_in_a_form(client: TestClient) -> None:
    for name in ("actors.nt", "../../actors.nt"):
        report = client.post(VALIDATIONS, files={"file": (name, FILE, "application/n-triples")}).json()
        assert report["rules"][0]["findings"][0]["value"].startswith("actors.nt partner ")
    without = client.post(VALIDATIONS, files={"file": (None, "no file")})
    assert without.status_code == 400
    assert "ingen fil" in without.json()["detail"]


@pytest.mark.parametrize(("language", "said"), [("sv", "är trasig"), ("en", "is broken")])
def test_a_file_that_cannot_be_read_is_a_problem_with_line_and_column(
    client: TestClient, language: str, said: str
) -> None:
    headers = {"Content-Type": TURTLE, "Accept-Language": language}
    response = client.post(VALIDATIONS, content=b"broken", headers=headers)
    assert response.status_code == 400
    problem = response.json()
    assert (problem["type"].rsplit("/")[-1], problem["line"], problem["column"]) == ("unreadable", 3, 14)
    assert said in problem["detail"]


@pytest.mark.parametrize(
    ("headers", "query", "content", "status"),
    [
        ({"Content-Type": TURTLE}, "", b"", 400),
        ({"Content-Type": TURTLE}, "?profile=lenient", FILE, 400),
        ({"Content-Type": TURTLE}, "?profil=facts", FILE, 400),
        ({"Content-Type": "image/png"}, "", FILE, 415),
        ({}, "", FILE, 415),
        ({"Content-Type": TURTLE, "Accept": "image/png"}, "", FILE, 406),
        ({"Content-Type": "multipart/form-data"}, "", FILE, 400),
        ({"Content-Type": "multipart/form-data; boundary=x"}, "", FILE, 400),
    ],
)
def test_wrong_calls_are_problems(
    client: TestClient, headers: dict[str, str], query: str, content: bytes, status: int
) -> None:
    response = client.post(VALIDATIONS + query, content=content, headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["detail"]


def test_a_file_over_the_limit_is_refused_by_the_name_of_the_setting(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(40):
            yield b"#" * 65_536

    for content in (b"#" * ((1 << 20) + 1), b"#" * (2 << 20), chunks()):
        response = client.post(VALIDATIONS, content=content, headers={"Content-Type": TURTLE})
        assert response.status_code == 413
        assert "S3GRAPH_VALIDATION_MB" in response.json()["detail"]
    assert client.post(VALIDATIONS, content=b"#" * (1 << 20), headers={"Content-Type": TURTLE}).status_code == 200


def test_a_service_without_a_validator_says_so(service: Service) -> None:
    response = service.client.post(VALIDATIONS, content=FILE, headers={"Content-Type": TURTLE})
    assert response.status_code == 501


def pid_of(report: Report) -> int:
    return int(str(report.findings[0].value).strip('"').split()[-1])


def test_one_process_judges_file_after_file_and_ends_with_the_service() -> None:
    validator = Validator(validate, 10.0)
    first, second = (pid_of(validator.run(SentFile(FILE, "a.ttl", "partner"))) for _ in range(2))
    assert first == second != os.getpid()
    validator.close()
    assert not Path(f"/proc/{first}").exists() or not Path("/proc").exists()


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_answered() -> None:
    validator = Validator(validate, 10.0)
    before = pid_of(validator.run(SentFile(FILE, "a.ttl", "partner")))
    validator.seconds = 0.3
    with pytest.raises(LimitError, match="S3GRAPH_VALIDATION_SECONDS"):
        validator.run(SentFile(b"slow", "a.ttl", "partner"))
    validator.seconds = 10.0
    assert pid_of(validator.run(SentFile(FILE, "a.ttl", "partner"))) != before
    validator.close()


def test_a_file_that_fells_the_process_is_refused_and_the_next_one_answered() -> None:
    validator = Validator(validate, 10.0)
    with pytest.raises(LimitError, match="fell"):
        validator.run(SentFile(b"fall", "a.ttl", "partner"))
    assert validator.run(SentFile(FILE, "a.ttl", "partner")).checked == 1
    validator.close()


def test_a_queue_that_is_full_is_said_at_once() -> None:
    validator = Validator(validate, 10.0)
    for _ in range(MOST_WAITING):
        assert validator.places.acquire(blocking=False)
    with pytest.raises(BusyError):
        validator.run(SentFile(FILE, "a.ttl", "partner"))

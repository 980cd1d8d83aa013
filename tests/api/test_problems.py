"""Every error is a problem document, and every class of error has its status."""

from __future__ import annotations

import inspect
import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import refusals
from api.problems import KINDS, TYPES, kind_of
from s3graph import errors
from s3graph.model import Language, Text
from tests.api.service import Service

WORDS = Text(sv="så här gör du", en="this is what to do")
STATUSES = {
    errors.UsageError: 400,
    errors.NotFoundError: 404,
    errors.ReadError: 400,
    errors.LimitError: 413,
    errors.ShapesError: 500,
    errors.QueryError: 400,
    errors.QuerySyntaxError: 400,
    errors.QueryTimeoutError: 503,
    errors.QueryFellError: 503,
    errors.BusyError: 503,
    errors.LockedError: 503,
    errors.StorageError: 500,
    errors.FormatVersionError: 500,
    errors.EncoderError: 500,
    errors.FetchError: 502,
    errors.MissingExtraError: 501,
    errors.FetchError: 502,
    errors.NotAllowedError: 403,
    errors.ConflictError: 409,
}


def raising(service: Service, error: Exception) -> TestClient:
    """The service with one more address, ``/raise``, that raises."""
    app: FastAPI = service.app

    @app.get("/raise")
    def raise_it() -> None:
        raise error

    return service.client


def test_every_error_of_the_library_has_a_status() -> None:
    classes = {kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__}
    assert set(STATUSES) == classes - {errors.S3GraphError}
    assert {kind: kind_of(kind(WORDS)).status for kind in STATUSES} == STATUSES


def test_every_kind_has_an_address_and_a_title_of_its_own() -> None:
    kinds = set(KINDS.values())
    assert len({kind.slug for kind in kinds}) == len(kinds)
    assert len({kind.title.sv for kind in kinds}) == len({kind.title.en for kind in kinds}) == len(kinds)
    of_the_door = {
        kind for _, kind in inspect.getmembers(refusals, inspect.isclass) if kind.__module__ == "api.refusals"
    }
    assert of_the_door <= set(KINDS)


@pytest.mark.parametrize("kind", STATUSES, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", list(Language))
def test_an_error_is_answered_with_its_status_in_the_asker_s_language(
    service: Service, kind: type[errors.S3GraphError], language: Language
) -> None:
    response = raising(service, kind(WORDS)).get("/raise", headers={"Accept-Language": language.value})
    found = kind_of(kind(WORDS))
    assert response.status_code == found.status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["s3graph-release"] == "1"
    problem = response.json()
    assert list(problem)[:5] == ["type", "title", "status", "detail", "instance"]
    assert problem["type"] == TYPES + found.slug
    assert problem["title"] == found.title.in_language(language)
    assert (WORDS.in_language(language) in problem["detail"]) is not found.inside
    assert problem["instance"] == "/raise"
    assert ("retry-after" in response.headers) is (kind in (errors.BusyError, errors.LockedError))


def test_a_read_error_says_where(service: Service) -> None:
    problem = raising(service, errors.ReadError(WORDS, 3, 14)).get("/raise").json()
    assert (problem["line"], problem["column"]) == (3, 14)


def test_what_is_inside_stays_inside_and_is_logged_under_the_request_s_number(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    error = errors.StorageError(Text(sv="/hemlig/katalog", en="/secret/folder"))
    response = raising(service, error).get("/raise", headers={"X-Request-Id": "proxy-0001"})
    assert "folder" not in response.text
    assert "katalog" not in response.json()["detail"]
    assert "proxy-0001" in response.json()["detail"]
    logged = [record.getMessage() for record in caplog.records if record.name == "s3graph.api"]
    assert logged == ["proxy-0001 storage: /secret/folder"]


def test_an_unexpected_error_tells_nothing(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    response = raising(service, ZeroDivisionError("secret")).get("/raise", headers={"Accept-Language": "en"})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["content-security-policy"]
    assert response.headers["s3graph-release"] == "1"
    assert response.headers["x-request-id"] in response.json()["detail"]
    assert "secret" not in response.text
    assert "ZeroDivision" not in response.text


@pytest.mark.parametrize(("language", "title"), [("sv", "Adressen finns inte"), ("en", "No such address")])
def test_an_unknown_address(client: TestClient, language: str, title: str) -> None:
    response = client.get("/api/v1/nothing?text=hemligt", headers={"Accept-Language": language})
    assert (response.status_code, response.json()["title"]) == (404, title)
    assert response.json()["instance"] == "/api/v1/nothing"
    assert "hemligt" not in response.text


@pytest.mark.parametrize(("language", "said"), [("sv", "svarar bara på"), ("en", "answers to")])
def test_another_method(client: TestClient, language: str, said: str) -> None:
    response = client.delete("/api/v1/matches", headers={"Accept-Language": language})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert said in response.json()["detail"]
    assert "POST" in response.json()["detail"]


def test_every_problem_type_has_a_page_to_read(client: TestClient) -> None:
    for kind in set(KINDS.values()):
        response = client.get(f"/problems/{kind.slug}")
        assert response.status_code == 200, kind.slug
        assert kind.title.sv in response.text
    assert client.get("/problems/nonsense").status_code == 404

"""POST /api/v1/matches: the answer, its language, and every way to ask wrongly."""

from __future__ import annotations

import logging

import pytest
from fastapi.testclient import TestClient

from tests.api.service import NEED, Service

MATCHES = "/api/v1/matches"
PROBLEM = "application/problem+json"


def test_a_need_is_answered_with_actors_reasons_and_the_release(client: TestClient) -> None:
    response = client.post(MATCHES, json={"text": NEED})
    assert response.status_code == 200
    assert response.headers["s3graph-release"] == "1"
    assert response.headers["cache-control"] == "no-store"
    answer = response.json()
    assert (answer["release"], answer["day"], answer["place"]) == (1, "2026-11-01", "Nässjö")
    assert answer["matches"][0]["actor"]["label"] == "Alfa Träcentrum"
    assert answer["matches"][0]["reasons"][0]["evidence"]


def test_the_answer_is_the_matchers_own(service: Service) -> None:
    from api.state import State
    from s3graph.matching import NeedRequest

    body = {"text": NEED, "region": "SE211", "areas": ["tra-skog"], "limit": 2}
    answered = service.client.post(MATCHES, json=body).json()
    state: State = service.app.state.service
    with state.current.lend() as lent:
        assert lent is not None
        answer = lent.matcher.match(NeedRequest(NEED, region="SE211", areas=("tra-skog",), limit=2), state.today())
    assert answered == answer.to_json()
    assert len(answered["matches"]) == 2


def test_texts_are_in_the_need_s_language_unless_another_is_asked_for(client: TestClient) -> None:
    english = {"text": "The paint comes off the cabinet doors, who can help our joinery?"}
    assert "actors fit" in client.post(MATCHES, json=english).json()["message"]
    swedish = client.post(MATCHES, json=english, headers={"Accept-Language": "sv"})
    assert "aktörer passar" in swedish.json()["message"]
    assert swedish.headers["content-language"] == "sv"
    assert swedish.json()["need"]["language"] == "en"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": 7}, "text"),
        ({"text": NEED, "limit": 0}, "limit"),
        ({"text": NEED, "limit": "many"}, "limit"),
        ({"text": NEED, "colour": "red"}, "colour"),
        ({"text": NEED, "language": "de"}, "language"),
        ({"text": NEED, "areas": "tra-skog"}, "areas"),
        ({"text": NEED, "size": "huge"}, "size"),
        ([NEED], ""),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_wrong_field_is_named_in_the_asker_s_language(
    client: TestClient, body: object, field: str, language: str
) -> None:
    response = client.post(MATCHES, json=body, headers={"Accept-Language": language})
    assert (response.status_code, response.headers["content-type"]) == (400, PROBLEM)
    assert response.headers["content-language"] == language
    problem = response.json()
    assert problem["title"] == {"sv": "Anropet kan inte läsas", "en": "The request cannot be read"}[language]
    assert [error["field"] for error in problem["errors"]] == [field]
    assert problem["detail"].startswith(field)
    assert NEED not in response.text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"text": ""}, ("Behovet är tomt", "The need is empty")),
        ({"text": " \n\t "}, ("Behovet är tomt", "The need is empty")),
        ({"text": NEED, "region": "SE999"}, ("SE999", "SE999")),
        ({"text": NEED, "municipality": "0000"}, ("0000", "0000")),
        ({"text": NEED, "areas": ["magi"]}, ("magi", "magi")),
        ({"text": "Wir sind ein kleines Unternehmen und suchen Hilfe für unsere Produkte"}, ("tyska", "German")),
    ],
)
def test_what_the_matcher_refuses_is_a_problem_in_both_languages(
    client: TestClient, body: dict[str, object], said: tuple[str, str]
) -> None:
    for language, words in zip(("sv", "en"), said, strict=True):
        response = client.post(MATCHES, json=body, headers={"Accept-Language": language})
        assert (response.status_code, response.headers["content-type"]) == (400, PROBLEM)
        assert words in response.json()["detail"]


def test_a_need_that_is_too_long_is_refused_by_the_name_of_the_setting(client: TestClient) -> None:
    for text in ("å" * 10_001, "å" * 1_000_000):
        response = client.post(MATCHES, json={"text": text})
        assert response.status_code == 413
        assert "S3GRAPH_NEED_LENGTH" in response.json()["detail"]


def test_a_body_that_is_no_json_is_refused(client: TestClient) -> None:
    json = {"Content-Type": "application/json"}
    broken = client.post(MATCHES, content=b'{"text": ', headers=json)
    assert (broken.status_code, broken.json()["errors"]) == (400, [{"field": "", "message": "är inte giltig JSON"}])
    latin = client.post(MATCHES, content='{"text": "sågverk"}'.encode("latin-1"), headers=json)
    assert (latin.status_code, latin.headers["content-type"]) == (400, PROBLEM)
    assert "UTF-8" in latin.json()["detail"]
    form = client.post(MATCHES, data={"text": NEED})
    assert (form.status_code, form.json()["type"].rsplit("/")[-1]) == (415, "media-type")
    nothing = client.post(MATCHES, headers=json)
    assert nothing.status_code == 400


def test_a_parameter_in_the_address_is_refused(client: TestClient) -> None:
    response = client.post(f"{MATCHES}?limit=3", json={"text": NEED})
    assert response.status_code == 400
    assert "limit" in response.json()["detail"]


def test_the_need_is_in_no_log_record_and_no_address(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "hemligheten om gjuteriet"
    client = service.client
    client.post(MATCHES, json={"text": secret})
    client.post(MATCHES, json={"text": secret, "region": "SE999"})
    client.post(MATCHES, json={"text": [secret]})
    client.post(MATCHES, content=f'{{"text": "{secret}'.encode(), headers={"Content-Type": "application/json"})
    client.post("/answer", data={"text": secret})
    client.post("/answer", data={"text": secret, "region": "SE999"})
    assert caplog.records
    assert "gjuteriet" not in caplog.text
    assert not [record for record in caplog.records if "gjuteriet" in str(record.__dict__)]

"""Accept-Language."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request

from api.language import asked_language
from s3graph.model import Language


def asking(header: str | None) -> Request:
    headers = [] if header is None else [(b"accept-language", header.encode())]
    return Request({"type": "http", "headers": headers})


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("sv", Language.SV),
        ("en-GB,en;q=0.9,sv;q=0.8", Language.EN),
        ("de-DE, sv-SE;q=0.4, en;q=0.5", Language.EN),
        ("en;q=0, sv;q=0.1", Language.SV),
        ("EN", Language.EN),
        ("de, fr;q=0.5", None),
        ("en;q=high", None),
        ("", None),
        ("*", None),
        (None, None),
    ],
)
def test_the_language_liked_best_is_taken(header: str | None, language: Language | None) -> None:
    assert asked_language(asking(header)) is language


def test_of_two_liked_alike_the_first_is_taken() -> None:
    assert asked_language(asking("en, sv")) is Language.EN
    assert asked_language(asking("sv, en")) is Language.SV


def test_a_choice_is_kept_and_beats_what_the_browser_likes(client: TestClient) -> None:
    liked = {"Accept-Language": "sv"}
    first = client.get("/?language=en", headers=liked)
    cookie = first.headers["set-cookie"]
    assert "language=en" in cookie
    assert {"HttpOnly", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert client.get("/", headers=liked).headers["content-language"] == "en"
    assert client.get("/nothing", headers=liked | {"Accept": "text/html"}).headers["content-language"] == "en"
    assert client.get("/?language=sv", headers=liked).headers["content-language"] == "sv"
    assert client.get("/", headers=liked).headers["content-language"] == "sv"


def test_no_cookie_without_a_choice(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/").headers
    client.cookies.set("language", "<script>")
    assert client.get("/").headers["content-language"] == "sv"


def test_the_switch_keeps_the_rest_of_the_address(client: TestClient) -> None:
    page = client.get("/api/v1/queries?tag=reach", headers={"Accept": "text/html"}).text
    assert 'href="/api/v1/queries?tag=reach&amp;language=en"' in page

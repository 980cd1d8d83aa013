"""What holds of every page, the page with the question, and the pages about the service itself."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Triple

import api.pages
from api.pages import address, place
from s3graph.vocabulary import SKOS, entity
from tests.api.service import NEED, Service, publish

PAGES = Path(api.pages.__file__).parent


class Page(HTMLParser):
    """The elements of a page, its labels, and whether every element is closed in turn."""

    VOID = frozenset({"meta", "link", "input", "br", "img"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def check(text: str, language: str) -> Page:
    """What must hold of every page."""
    page = Page(text)
    assert page.open == []
    assert page.all("html") == [{"lang": language}]
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert all(str(script["src"]).startswith("/static/") for script in page.all("script"))
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not [attributes for _, attributes in page.elements if "style" in attributes]
    fields = [field for tag in ("textarea", "select", "input") for field in page.all(tag)]
    shown = {field["id"] for field in fields if field.get("type") != "hidden"}
    assert shown == {label["for"] for label in page.all("label")}
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    said = [attributes[name] for _, attributes in page.elements for name in ("aria-labelledby",) if name in attributes]
    assert set(said) <= set(ids)
    return page


@pytest.mark.parametrize(
    ("language", "title"),
    [("sv", "Vad behöver ert företag hjälp med?"), ("en", "What does your company need help with?")],
)
def test_the_landing_page_in_both_languages(client: TestClient, language: str, title: str) -> None:
    response = client.get("/", headers={"Accept-Language": language})
    assert response.status_code == 200
    assert title in response.text
    page = check(response.text, language)
    assert {(form["action"], form["method"]) for form in page.all("form")} == {("/answer", "post")}
    assert {"0682", "micro"} <= {option["value"] for option in page.all("option")}
    other = next(link for link in page.all("a") if "hreflang" in link)
    assert check(client.get(str(other["href"])).text, str(other["hreflang"]))


def test_what_is_written_is_escaped(client: TestClient) -> None:
    attack = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)> lacken släpper från luckorna'
    for form in ({"text": attack}, {"text": attack, "municipality": '"><script>'}, {"concept": attack, "add": attack}):
        response = client.post("/answer", data=form)
        check(response.text, "sv")
        assert "<script>" not in response.text
        assert "<img src=x" not in response.text


def test_what_the_graph_holds_is_escaped(tmp_path: Path) -> None:
    evil = Triple(entity("actor", "alfa"), SKOS.prefLabel, Literal("<script>alert(1)</script>", language="sv"))
    page = Triple(NamedNode("https://w3id.org/s3graph/id/region/SE211"), SKOS.prefLabel, Literal("</select><script>"))
    publish(tmp_path, more=(evil, page))
    with Service(tmp_path) as service:
        response = service.client.post("/answer", data={"text": NEED})
    assert "&lt;script&gt;alert(1)" in response.text
    assert "<script>" not in response.text


def test_links_lead_to_this_service_or_the_web_and_nowhere_else() -> None:
    assert address("https://w3id.org/s3graph/id/actor/alfa") == "/id/actor/alfa"
    assert address("https://example.org/alfa") == "https://example.org/alfa"
    assert address("javascript:alert(1)") is None
    assert address("data:text/html,x") is None


def test_everything_a_page_loads_is_its_own(client: TestClient) -> None:
    response = client.get("/")
    policy = response.headers["content-security-policy"]
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives.pop("default-src") == "'none'"
    assert set(directives.values()) == {"'self'", "'none'"}
    assert {"style-src", "script-src", "img-src", "form-action", "base-uri", "frame-ancestors"} <= set(directives)
    page = check(response.text, "sv")
    loads = [str(link["href"]) for link in page.all("link")] + [str(image["src"]) for image in page.all("img")]
    types = {client.get(path).headers["content-type"].split(";")[0] for path in loads}
    assert types == {"text/css", "image/svg+xml"}


def test_no_page_of_the_framework_that_loads_from_elsewhere(client: TestClient) -> None:
    assert [client.get(path).status_code for path in ("/docs", "/redoc")] == [404, 404]


def test_a_source_is_called_by_its_place() -> None:
    assert place("https://www.example.org/about?x=1") == "example.org"
    assert place("https://w3id.org/s3graph/id/source/platform") == "platform"


@pytest.mark.parametrize("path", ["/privacy", "/accessibility"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_who_answers_for_the_service_is_said_or_said_to_be_missing(root: Path, path: str, language: str) -> None:
    named = {"publisher_name": "Region Exempel", "contact_email": "fraga@example.org"}
    for settings in ({}, named):
        with Service(root, **settings) as service:
            page = service.client.get(path, headers={"Accept-Language": language})
            check(page.text, language)
            assert ("S3GRAPH_PUBLISHER_NAME" in page.text) is not bool(settings)
            assert all((value in page.text) is bool(settings) for value in named.values())


def test_every_page_has_the_same_policy(client: TestClient) -> None:
    pages = ["/", "/privacy", "/accessibility", "/answer?concept=ytbehandling", "/nothing", "/api/v1/queries"]
    answers = [client.get(path, headers={"Accept": "text/html"}) for path in pages]
    assert len({page.headers["content-security-policy"] for page in answers}) == 1
    assert {page.headers["referrer-policy"] for page in answers} == {"no-referrer"}
    assert {page.headers["x-content-type-options"] for page in answers} == {"nosniff"}

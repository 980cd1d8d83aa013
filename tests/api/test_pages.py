"""The landing page and the answer below it: plain, escaped, in both languages, without script."""

from __future__ import annotations

import re
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
    assert not page.all("script")
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not [attributes for _, attributes in page.elements if "style" in attributes]
    fields = [field for tag in ("textarea", "select", "input") for field in page.all(tag)]
    fields = [field for field in fields if field.get("type") != "hidden"]
    assert {field["id"] for field in fields} == {label["for"] for label in page.all("label")}
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    said = [attributes[name] for _, attributes in page.elements for name in ("aria-labelledby",) if name in attributes]
    assert set(said) <= set(ids)
    return page


@pytest.mark.parametrize(("language", "title"), [("sv", "Hitta hjälp"), ("en", "Find help")])
def test_the_landing_page_in_both_languages(client: TestClient, language: str, title: str) -> None:
    response = client.get("/", headers={"Accept-Language": language})
    assert response.status_code == 200
    assert title in response.text
    page = check(response.text, language)
    assert [form["action"] for form in page.all("form")] == ["/answer"]
    assert {"SE211", "tra-skog"} <= {option["value"] for option in page.all("option")}
    other = next(link for link in page.all("a") if "hreflang" in link)
    assert check(client.get(str(other["href"])).text, str(other["hreflang"]))


@pytest.mark.parametrize(("language", "said"), [("sv", "Skäl"), ("en", "Reasons")])
def test_a_need_is_answered_on_the_page(client: TestClient, language: str, said: str) -> None:
    form = {"text": NEED, "language": language, "region": "SE211", "area": "tra-skog"}
    response = client.post("/answer", data=form)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    page = check(response.text, language)
    assert said in response.text
    assert "Alfa Träcentrum" in response.text
    assert "/id/actor/alfa" in {link["href"] for link in page.all("a")}
    assert {"value": "SE211", "selected": None} in page.all("option")
    assert NEED in response.text
    assert response.headers["s3graph-release"] == "1"


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"text": ""}, 400, ("Behovet är tomt", "The need is empty")),
        ({"text": NEED, "region": "SE999"}, 400, ("SE999", "SE999")),
        ({"text": NEED, "area": "magi"}, 400, ("Okänt område", "Unknown area")),
        ({"text": "å" * 10_001}, 413, ("S3GRAPH_NEED_LENGTH", "S3GRAPH_NEED_LENGTH")),
    ],
)
def test_what_cannot_be_answered_is_said_above_the_form(
    client: TestClient, form: dict[str, str], status: int, said: tuple[str, str]
) -> None:
    for language, words in zip(("sv", "en"), said, strict=True):
        response = client.post("/answer", data={**form, "language": language})
        assert response.status_code == status
        page = check(response.text, language)
        assert words in response.text
        assert [element for _, element in page.elements if element.get("role") == "alert"]


def test_what_is_written_is_escaped(client: TestClient) -> None:
    attack = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)> lacken släpper från luckorna'
    for form in ({"text": attack}, {"text": attack, "region": '"><script>'}):
        response = client.post("/answer", data=form)
        check(response.text, "sv")
        assert "<script" not in response.text


def test_what_the_graph_holds_is_escaped(tmp_path: Path) -> None:
    evil = Triple(entity("actor", "alfa"), SKOS.prefLabel, Literal("<script>alert(1)</script>", language="sv"))
    page = Triple(NamedNode("https://w3id.org/s3graph/id/region/SE211"), SKOS.prefLabel, Literal("</select><script>"))
    publish(tmp_path, more=(evil, page))
    with Service(tmp_path) as service:
        response = service.client.post("/answer", data={"text": NEED})
    assert "&lt;script&gt;alert(1)" in response.text
    assert "<script" not in response.text


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


def test_links_to_sources_stand_apart_from_the_reason(client: TestClient) -> None:
    page = client.post("/answer", data={"text": NEED}).text
    assert re.search(r"[.)] ?(</em>)? <a href=", page)
    assert not re.search(r"\.<a href=", page)

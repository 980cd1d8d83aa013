"""People at their desks: a browser that has signed in, and what its pages hold."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from api.state import State
from s3graph.private import ApiKey, KeyDraft, Role
from tests.api.test_pages import Page

_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


def new_key(state: State, role: Role, *sources: str) -> tuple[ApiKey, str]:
    return state.keys.create(KeyDraft("Exempelparken", role, sources))


class Person:
    """A browser of its own, with a key in its holder's hand."""

    def __init__(self, app: Any, role: Role, *sources: str) -> None:
        self.state: State = app.state.service
        self.key, self.secret = new_key(self.state, role, *sources)
        self.client = TestClient(
            app, raise_server_exceptions=False, client=("127.0.0.1", 50000), follow_redirects=False
        )
        self.client.headers["Accept"] = "text/html"
        self.client.headers["Accept-Language"] = "sv"

    def sign_in(self, **more: str) -> Response:
        return self.client.post("/sign-in", data={"key": self.secret, **more})

    @property
    def token(self) -> str:
        """What the forms of its session carry."""
        session = self.state.sessions.find(self.client.cookies["s3graph"])
        assert session is not None
        return session.form_token

    def get(self, path: str) -> Response:
        return self.client.get(path)

    def send(self, path: str, **fields: str) -> Response:
        """A form that a page of the session made."""
        return self.client.post(path, data={"form_token": self.token, **fields})


def token_in(text: str) -> str:
    """The form token of a page."""
    found = set(_TOKEN.findall(text))
    assert len(found) == 1, found
    return str(found.pop())


def words_of(text: str) -> str:
    """A page as it is read: without marks, spaces made one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def check(text: str, language: str) -> Page:
    """What must hold of every page of a desk: whole, labelled, without anything a strict policy would stop."""
    page = Page(text)
    assert page.open == []
    assert page.all("html") == [{"lang": language}]
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert all(script.get("src", "").startswith("/static/") for script in page.all("script"))  # type: ignore[union-attr]
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not [attributes for _, attributes in page.elements if "style" in attributes]
    inputs = [field for field in page.all("input") if field.get("type") != "hidden"]
    fields = [*page.all("textarea"), *page.all("select"), *inputs]
    assert {field["id"] for field in fields} == {label["for"] for label in page.all("label")}
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for name in ("aria-labelledby", "aria-describedby"):
        said = [str(attributes[name]).split() for _, attributes in page.elements if name in attributes]
        assert {one for some in said for one in some} <= set(ids)
    sent = [form for form in page.all("form") if form.get("method") == "post" and form.get("action") != "/answer"]
    tokens = [field for field in page.all("input") if field.get("name") == "form_token"]
    assert len(sent) == len(tokens)
    return page

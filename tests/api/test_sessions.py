"""Signing in and out: what the browser gets, what a form must carry, and that nothing written is lost."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api import state as api_state
from s3graph.private import Role, Sessions
from tests.api.desks import Person, token_in, words_of
from tests.api.service import NEED, Service

FORMS = (
    "/advisor/needs",
    "/advisor/needs/x/marks",
    "/advisor/needs/x/outcome",
    "/advisor/needs/x/publish",
    "/advisor/erase",
)
PAGES = (
    "/advisor",
    "/advisor/new",
    "/advisor/needs/x",
    "/advisor/needs/x/publish",
    "/advisor/export.json",
    "/advisor/erase",
    "/advisor/publications/x",
)


@pytest.fixture(scope="module")
def service(published_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One for all: every person has a key and a browser of its own."""
    root = Path(shutil.copytree(published_once, tmp_path_factory.mktemp("desks") / "data", symlinks=True))
    with Service(root) as running:
        yield running


@pytest.fixture
def advisor(service: Service) -> Person:
    return Person(service.app, Role.ADVISOR)


@pytest.fixture
def inside(advisor: Person) -> Person:
    assert advisor.sign_in().status_code == 303
    return advisor


def kept(person: Person) -> int:
    return len(person.state.needs.list(person.key.id))


def test_a_key_becomes_a_session_that_scripts_and_other_sites_cannot_use(advisor: Person) -> None:
    answer = advisor.sign_in(next="/advisor/new")
    assert (answer.status_code, answer.headers["location"]) == (303, "/advisor/new")
    name, *flags = answer.headers["set-cookie"].split("; ")
    assert name.startswith("s3graph=")
    assert set(flags) == {"HttpOnly", "Path=/", "SameSite=lax"}
    assert advisor.secret not in answer.headers["set-cookie"]
    assert advisor.get("/advisor").status_code == 200


def test_over_https_the_cookie_is_of_this_host_and_encrypted_only(service: Service) -> None:
    with Service(service.root, public_url="https://s3.example.org") as guarded:
        person = Person(guarded.app, Role.ADVISOR)
        person.client.base_url = "https://s3.example.org"
        name, *flags = person.sign_in().headers["set-cookie"].split("; ")
        assert name.startswith("__Host-s3graph=")
        assert {"Secure", "HttpOnly", "Path=/"} <= set(flags)
        assert person.get("/advisor").status_code == 200


def test_signing_in_always_makes_a_new_session_and_ends_the_former(advisor: Person) -> None:
    advisor.client.cookies.set("s3graph", "chosen-by-somebody-else", domain="testserver.local", path="/")
    advisor.sign_in()
    first = advisor.client.cookies["s3graph"]
    assert first != "chosen-by-somebody-else"
    advisor.sign_in()
    assert advisor.client.cookies["s3graph"] != first
    assert advisor.state.sessions.find(first) is None


@pytest.mark.parametrize(
    "away",
    ["https://evil.example/", "//evil.example/advisor", "/advisor@evil.example", "/api/v1/needs", "/advisor/\\e"],
)
def test_signing_in_leads_nowhere_else(advisor: Person, away: str) -> None:
    assert advisor.sign_in(next=away).headers["location"] == "/advisor"
    assert advisor.client.get("/sign-in", params={"next": away}).headers["location"] == "/advisor"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_a_desk_asks_who_it_is_and_leads_back(advisor: Person, path: str) -> None:
    answer = advisor.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=%2Fadvisor")
    asked = advisor.get(answer.headers["location"])
    assert f'name="next" value="{path}"' in asked.text


def test_an_address_too_long_to_lead_back_to_is_left_out(advisor: Person) -> None:
    assert advisor.get(f"/advisor?area={'x' * 600}").headers["location"] == "/sign-in"
    kept = advisor.get("/advisor?area=livsmedel").headers["location"]
    assert advisor.sign_in(next="/advisor?area=livsmedel").headers["location"] == "/advisor?area=livsmedel"
    assert kept == "/sign-in?next=%2Fadvisor%3Farea%3Dlivsmedel"


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_the_token_of_its_session_does_nothing(inside: Person, path: str) -> None:
    other = Person(inside.client.app, Role.ADVISOR)
    other.sign_in()
    for token in ({}, {"form_token": ""}, {"form_token": "0" * 64}, {"form_token": other.token}):
        answer = inside.client.post(path, data={"text": NEED, "sure": "1", **token})
        assert answer.status_code == 403
        assert "inget är skickat" in words_of(answer.text)
        assert token_in(answer.text) == inside.token
    assert kept(inside) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/advisor/needs", "/sign-in", "/sign-out"])
def test_a_form_from_another_site_is_refused(inside: Person, path: str, headers: dict[str, str]) -> None:
    fields = {"form_token": inside.token, "text": NEED, "key": inside.secret}
    answer = inside.client.post(path, data=fields, headers=headers)
    assert answer.status_code == 403
    assert "annan webbplats" in words_of(answer.text)
    assert "set-cookie" not in answer.headers
    assert kept(inside) == 0
    assert inside.get("/advisor").status_code == 200


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}])
def test_a_form_from_here_passes(inside: Person, headers: dict[str, str]) -> None:
    fields = {"form_token": inside.token, "text": NEED}
    assert inside.client.post("/advisor/needs", data=fields, headers=headers).status_code == 303


def test_what_was_written_when_the_session_ended_is_sent_after_signing_in(inside: Person) -> None:
    token = inside.token
    inside.state.sessions.close(inside.client.cookies["s3graph"])
    fields = {"text": f"{NEED} <b>&", "purpose": "uppföljning", "keep_text": "1", "form_token": token}
    ended = inside.client.post("/advisor/needs", data=fields)
    assert ended.status_code == 401
    assert "Inloggningen har gått ut" in ended.text
    assert "&lt;b&gt;&amp;" in ended.text
    assert "<b>" not in ended.text
    assert token not in ended.text
    held = {"next": "/advisor/needs", "held.text": fields["text"], "held.purpose": "uppföljning", "held.keep_text": "1"}
    assert all(f'name="{name}"' in ended.text for name in held)
    again = inside.sign_in(**held)
    assert again.status_code == 200
    assert "Inget är skickat än" in words_of(again.text)
    assert kept(inside) == 0
    assert token_in(again.text) == inside.token
    sent = inside.send("/advisor/needs", **{name: value for name, value in fields.items() if name != "form_token"})
    assert sent.status_code == 303
    (need,) = inside.state.needs.list(inside.key.id)
    assert (need.text, need.purpose) == (fields["text"], "uppföljning")


def test_a_wrong_key_loses_nothing_either(advisor: Person) -> None:
    held = {"next": "/advisor/needs", "held.text": NEED}
    for key, said in (("s3g_00000000_x", "okänd, spärrad"), ("", "Skriv in nyckeln")):
        answer = advisor.client.post("/sign-in", data={"key": key, **held})
        assert answer.status_code == 401
        assert said in answer.text
        assert 'name="held.text"' in answer.text
        assert "s3g_00000000_x" not in answer.text


def test_a_client_with_too_many_wrong_keys_waits_at_this_door_too(service: Service) -> None:
    with Service(service.root) as running:
        person = Person(running.app, Role.ADVISOR)
        for _ in range(api_state.FAILED_KEYS):
            assert person.client.post("/sign-in", data={"key": "s3g_00000000_x"}).status_code == 401
        answer = person.sign_in()
    assert (answer.status_code, "set-cookie" in answer.headers) == (429, False)
    assert 1 <= int(answer.headers["retry-after"]) <= 60


def test_a_session_ends_with_its_key_and_with_time(inside: Person, service: Service) -> None:
    inside.state.keys.revoke(inside.key.id)
    assert inside.get("/advisor").status_code == 303
    with Service(service.root, session_minutes=30) as running:
        person = Person(running.app, Role.ADVISOR)
        person.sign_in()
        moved = datetime.now(UTC) + timedelta(minutes=31)
        sessions: Sessions = person.state.sessions
        sessions._clock = lambda: moved
        assert person.get("/advisor").status_code == 303


def test_signing_out_ends_the_session_and_only_a_form_of_its_own_does(inside: Person) -> None:
    secret = inside.client.cookies["s3graph"]
    inside.client.post("/sign-out", data={"form_token": "0" * 64})
    assert inside.get("/advisor").status_code == 200
    answer = inside.send("/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert inside.state.sessions.find(secret) is None
    assert inside.get("/advisor").status_code == 303


def test_other_roles_get_a_page_that_says_so(service: Service) -> None:
    person = Person(service.app, Role.PARTNER, "exempel")
    person.sign_in()
    for answer in (person.get("/advisor"), person.send("/advisor/needs", text=NEED)):
        assert answer.status_code == 403
        assert answer.headers["content-type"].startswith("text/html")
        assert "ingen rådgivares" in words_of(answer.text)
    assert kept(person) == 0


def test_programs_interface_reads_no_cookie_and_pages_read_no_bearer_token(inside: Person) -> None:
    assert inside.get("/api/v1/needs").status_code == 401
    inside.client.cookies.clear()
    headers = {"Authorization": f"Bearer {inside.secret}"}
    assert inside.client.get("/advisor", headers=headers).status_code == 303


def test_neither_key_nor_session_is_in_a_log(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    person = Person(service.app, Role.ADVISOR)
    person.sign_in()
    person.send("/advisor/needs", text=NEED, keep_text="1")
    logged = "".join(logging.Formatter().format(record) for record in caplog.records if record.name != "httpx2")
    assert person.secret.split("_", 2)[-1] not in logged
    assert person.client.cookies["s3graph"] not in logged
    assert "lacken" not in logged
    refused = person.get(f"/sign-in?next={person.secret}")
    assert refused.status_code == 400
    assert person.secret not in refused.text

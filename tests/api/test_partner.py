"""The partner's pages: a file delivered, followed, read about, confirmed and taken back, by its own key only."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from httpx2 import Response
from pyoxigraph import NamedNode, Triple

from s3graph.graph import DataDirectory
from s3graph.intake.request import Outcome
from s3graph.intake.reversing import Reversal
from s3graph.private import Role
from s3graph.vocabulary import RDF, S3
from tests.api.deliveries import Door
from tests.api.desks import Person, check, token_in, words_of
from tests.graph.conftest import deliver as accept

FILE = b"<http://example.org/a> <http://example.org/b> <http://example.org/c> ."


@pytest.fixture
def door(root: Path) -> Iterator[Door]:
    with Door(root) as running:
        yield running


@pytest.fixture
def partner(door: Door) -> Person:
    person = Person(door.app, Role.PARTNER, "exempel")
    person.sign_in()
    return person


def deliver(person: Person, name: str = "fil.ttl", content: bytes = FILE, **fields: str) -> Response:
    given = {"form_token": person.token, "source": "exempel", **fields}
    return person.client.post("/partner/deliveries", data=given, files={"file": (name, content)})


def delivered(door: Door, person: Person, **fields: str) -> str:
    """The path of a delivery that has ended."""
    answer = deliver(person, "fil.ttl", FILE, **fields)
    assert answer.status_code == 303, words_of(answer.text)
    path = str(answer.headers["location"])
    door.ended(path.rsplit("/", 1)[-1])
    return path


def test_signing_in_leads_a_partner_to_its_form(partner: Person) -> None:
    assert partner.sign_in().headers["location"] == "/partner"
    page = check(partner.get("/partner").text, "sv")
    (form,) = [form for form in page.all("form") if form.get("action") == "/partner/deliveries"]
    assert (form["enctype"], form["method"]) == ("multipart/form-data", "post")
    assert "/partner/sources/exempel" in {link["href"] for link in page.all("a")}


@pytest.mark.parametrize(
    ("fields", "dry_run", "merge"),
    [
        ({}, True, False),
        ({"action": "check", "way": "merge"}, True, True),
        ({"action": "deliver"}, False, False),
        ({"action": "deliver", "way": "merge"}, False, True),
        ({"action": "nonsense", "way": "nonsense"}, True, False),
    ],
)
def test_a_file_is_checked_first_unless_it_is_to_be_delivered(
    door: Door, partner: Person, fields: dict[str, str], dry_run: bool, merge: bool
) -> None:
    identity = delivered(door, partner, **fields).rsplit("/", 1)[-1]
    assert door.state.imports is not None
    job = door.state.imports.jobs.known(identity)
    assert (job.options.dry_run, job.options.merge) == (dry_run, merge)
    assert (job.key, job.source, job.file_name) == (partner.key.id, "exempel", "fil.ttl")


def test_a_delivery_is_followed_without_script_and_cancelled(door: Door, partner: Person) -> None:
    door.go.clear()
    path = str(deliver(partner).headers["location"])
    for _ in range(500):
        if "Läser" in (going := partner.get(path)).text:
            break
    page = check(going.text, "sv")
    assert "Läser" in words_of(going.text)
    assert path in {link["href"] for link in page.all("a")}
    assert page.all("progress")[0]["value"] == "10"
    assert partner.send(f"{path}/cancel").headers["location"] == path
    assert door.ended(path.rsplit("/", 1)[-1]) == "cancelled"
    assert "Inget har ändrats" in words_of(partner.get(path).text)
    assert partner.send(f"{path}/cancel").status_code == 409


def test_the_report_is_given_in_every_form(door: Door, partner: Person) -> None:
    path = delivered(door, partner)
    page = check(partner.get(path).text, "sv")
    files = sorted(str(link["href"]) for link in page.all("a") if "/report." in str(link["href"]))
    assert {file.rsplit(".", 1)[-1] for file in files} >= {"csv", "html", "json", "ttl", "txt"}
    for file in files:
        answer = partner.get(file)
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith("attachment")
    assert partner.get(f"{path}/report.pdf").status_code == 406
    events = partner.get(f"{path}/events")
    assert events.headers["content-type"].startswith("text/event-stream")
    assert "event: done" in events.text


def test_a_checked_file_is_delivered_without_being_sent_again(door: Door, partner: Person) -> None:
    door.outcome = Outcome.CHECKED
    path = delivered(door, partner, way="merge")
    assert "Leverera filen?" in words_of(partner.get(path).text)
    door.outcome = Outcome.UNCHANGED
    answer = partner.send(f"{path}/confirm")
    assert door.ended(answer.headers["location"].rsplit("/", 1)[-1]) == "unchanged"
    first, second = (task.work for task in door.tasks)
    assert (first.dry_run, second.dry_run, second.merge, second.name) == (True, False, True, "fil.ttl")  # type: ignore[union-attr]
    assert "Leverera filen?" not in words_of(partner.get(path).text)
    again = partner.send(f"{path}/confirm")
    assert again.status_code == 409
    assert "Leverera den igen" in words_of(again.text)


def test_a_large_removal_is_delivered_only_where_it_is_meant(door: Door, partner: Person) -> None:
    door.outcome = Outcome.UNCONFIRMED
    path = delivered(door, partner, action="deliver")
    check(partner.get(path).text, "sv")
    assert partner.send(f"{path}/confirm").headers["location"] == path
    assert len(door.tasks) == 1
    sent = partner.send(f"{path}/confirm", sure="1").headers["location"]
    door.ended(sent.rsplit("/", 1)[-1])
    assert door.tasks[-1].work.confirm_removal  # type: ignore[union-attr]


def test_the_last_delivery_is_taken_back_once_that_is_meant(door: Door, partner: Person) -> None:
    """Also where the service has not loaded the release yet that holds it: here it never can."""
    for name in ("a", "b"):
        node = NamedNode(f"https://w3id.org/s3graph/id/actor/{name}")
        accept(DataDirectory.open(door.root), "exempel", (Triple(node, RDF.type, S3.SupportActor),))
    source = partner.get("/partner/sources/exempel")
    rows = words_of(source.text).split("Nummer", 1)[1].split("Ångra")[0]
    assert rows.index(" 2 ") < rows.index("Gäller nu") < rows.rindex("exempel.nt")
    asked = partner.get("/partner/sources/exempel/undo")
    check(asked.text, "sv")
    assert "leverans 1" in words_of(asked.text)
    undo = "/partner/sources/exempel/undo"
    for fields in ({}, {"delivery": "2"}, {"delivery": "x", "sure": "1"}):
        assert partner.send(undo, **fields).headers["location"] == undo
    assert partner.send(undo, delivery="1", sure="1").status_code == 409
    door.outcome = Outcome.REVERSED
    path = partner.send(undo, delivery="2", sure="1").headers["location"]
    assert door.ended(path.rsplit("/", 1)[-1]) == "reversed"
    assert [task.work for task in door.tasks] == [Reversal("exempel", 2, path.rsplit("/", 1)[-1])]
    check(partner.get(path).text, "sv")


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        (("brev.docx", FILE), (415, "läses inte. Namnet ska sluta på .xlsx")),
        (("tom.ttl", b""), (400, "Ingen fil kom fram")),
        (("", b""), (400, "Välj en fil")),
        (("<script>alert(1)</script>.exe", FILE), (415, "läses inte")),
    ],
)
def test_what_is_no_delivery_is_said_above_the_form(
    door: Door, partner: Person, sent: tuple[str, bytes], answered: tuple[int, str]
) -> None:
    answer = deliver(partner, *sent, action="deliver", way="merge")
    status, said = answered
    assert answer.status_code == status
    assert said in words_of(answer.text)
    page = check(answer.text, "sv")
    chosen = {field["value"] for field in page.all("input") if "checked" in field}
    assert chosen == {"deliver", "merge"}
    assert door.incoming() == []
    assert door.tasks == []


def test_a_file_larger_than_the_setting_is_refused_in_a_sentence(root: Path) -> None:
    with Door(root, import_mb=1) as door:
        person = Person(door.app, Role.PARTNER, "exempel")
        person.sign_in()
        for size in (1 << 20) + 1, 3 << 20:
            answer = deliver(person, content=b"x" * size)
            assert answer.status_code == 413
            assert "större än 1 MiB" in words_of(answer.text)
        assert door.incoming() == []


def test_a_form_that_does_not_say_how_long_it_is_is_not_read(door: Door, partner: Person) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = partner.client.post("/partner/deliveries", content=iter([b"--x\r\n", b"--x--"]), headers=headers)
    assert answer.status_code == 400
    assert "måste ange sin längd" in words_of(answer.text)
    assert door.incoming() == []


def test_names_of_files_are_escaped_wherever_they_stand(door: Door, partner: Person) -> None:
    path = delivered(door, partner)
    hostile = str(deliver(partner, '<img src=x onerror="alert(1)">.ttl').headers["location"])
    door.ended(hostile.rsplit("/", 1)[-1])
    for page in (path, hostile, "/partner", "/partner/sources/exempel"):
        text = partner.get(page).text
        assert "<img src=x" not in text
        check(text, "sv")
    assert "&lt;img src=x" in partner.get(hostile).text


def test_a_file_sent_after_the_session_has_ended_is_asked_for_again(door: Door, partner: Person) -> None:
    token = partner.token
    partner.state.sessions.close(partner.client.cookies["s3graph"])
    given = {"form_token": token, "source": "exempel"}
    ended = partner.client.post("/partner/deliveries", data=given, files={"file": ("fil.ttl", FILE)})
    assert ended.status_code == 401
    assert "välj den en gång till" in words_of(ended.text)
    assert 'name="next" value="/partner"' in ended.text
    partner.sign_in()
    stale = partner.client.post("/partner/deliveries", data=given, files={"file": ("fil.ttl", FILE)})
    assert stale.status_code == 403
    assert "välj den en gång till" in words_of(stale.text)
    assert door.incoming() == []
    assert door.tasks == []


def test_others_deliveries_and_sources_are_none_of_its_business(door: Door, partner: Person) -> None:
    path = delivered(door, partner)
    other = Person(door.app, Role.PARTNER, "annan")
    other.sign_in()
    for page in (path, f"{path}/report.json", f"{path}/events"):
        assert other.get(page).status_code == 404
    for form in (f"{path}/confirm", f"{path}/cancel"):
        assert other.send(form, sure="1").status_code == 404
    for page in ("/partner/sources/exempel", "/partner/sources/exempel/undo"):
        assert other.get(page).status_code == 403
    assert other.send("/partner/sources/exempel/undo", delivery="1", sure="1").status_code == 403
    assert deliver(other).status_code == 403
    advisor = Person(door.app, Role.ADVISOR)
    advisor.sign_in()
    assert advisor.get("/partner").status_code == 403
    assert deliver(advisor).status_code == 403


def test_forms_of_partners_need_their_token_and_come_from_here(door: Door, partner: Person) -> None:
    for path in ("/partner/deliveries/x/confirm", "/partner/deliveries/x/cancel", "/partner/sources/exempel/undo"):
        assert partner.client.post(path, data={"form_token": "0" * 64}).status_code == 403
        headers = {"Sec-Fetch-Site": "cross-site"}
        assert partner.client.post(path, data={"form_token": partner.token}, headers=headers).status_code == 403
    files = {"file": ("fil.ttl", FILE)}
    given = {"source": "exempel", "form_token": "0" * 64}
    refused = partner.client.post("/partner/deliveries", data=given, files=files)
    assert (refused.status_code, token_in(partner.get("/partner").text)) == (403, partner.token)
    assert door.tasks == []


def test_who_is_not_signed_in_is_led_to_the_form(door: Door) -> None:
    nobody = Person(door.app, Role.PARTNER, "exempel")
    paths = ("", "/template.xlsx", "/sources/exempel", "/sources/exempel/undo", "/deliveries/x", "/deliveries/x/events")
    for path in paths:
        answer = nobody.get(f"/partner{path}")
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/sign-in?next=%2Fpartner")


def test_the_operator_has_every_source_of_partners(door: Door) -> None:
    operator = Person(door.app, Role.OPERATOR)
    operator.sign_in()
    assert "gäller ingen källa" in words_of(operator.get("/partner").text)
    assert deliver(operator).status_code == 303


@pytest.mark.parametrize(("language", "name"), [("sv", "s3graph-mall.xlsx"), ("en", "s3graph-template.xlsx")])
def test_the_template_is_given_in_both_languages(partner: Person, language: str, name: str) -> None:
    answer = partner.get(f"/partner/template.xlsx?lang={language}")
    assert f'filename="{name}"' in answer.headers["content-disposition"]
    with ZipFile(BytesIO(answer.content)) as book:
        assert "xl/workbook.xml" in book.namelist()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_end_has_a_page_in_both_languages(door: Door, partner: Person, language: str) -> None:
    partner.client.headers["Accept-Language"] = language
    for outcome in (*Outcome, ValueError("x")):
        door.outcome = outcome
        answer = partner.get(delivered(door, partner))
        assert answer.status_code == 200, outcome
        assert answer.headers["cache-control"] == "no-store"
        check(answer.text, language)
    check(partner.get("/partner").text, language)
    check(partner.get("/partner/sources/exempel").text, language)

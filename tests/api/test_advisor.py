"""The advisor's pages: needs kept, marked, ended, published and erased, each by its own key."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from s3graph.private import Outcome, Role
from tests.api.deliveries import Door
from tests.api.desks import Person, check, words_of
from tests.api.service import NEED, Service
from tests.api.test_pages import Page

ALFA = "https://w3id.org/s3graph/id/actor/alfa"


@pytest.fixture
def advisor(service: Service) -> Person:
    person = Person(service.app, Role.ADVISOR)
    person.sign_in()
    return person


def keep(person: Person, **fields: str) -> str:
    """The path of a need that the form has kept."""
    answer = person.send("/advisor/needs", **{"text": NEED, "keep_text": "1", **fields})
    assert answer.status_code == 303, words_of(answer.text)
    return str(answer.headers["location"])


def test_a_need_is_kept_marked_and_ended(advisor: Person) -> None:
    path = keep(advisor, municipality="0682", area="tra-skog", sni="16.231", size="micro", purpose="uppföljning")
    page = advisor.get(path)
    said = words_of(page.text)
    assert page.status_code == 200
    for words in (NEED, "uppföljning", "Trä och skog", "ytbehandling av trä", "Alfa Träcentrum", "2028-10-31"):
        assert words in said
    for mark in ("useful", "contacted"):
        answer = advisor.send(f"{path}/marks", actor=ALFA, mark=mark)
        assert answer.headers["location"] == f"{path}#suggestions"
    (need,) = advisor.state.needs.list()
    assert [(mark.actor, mark.mark.value, mark.release) for mark in need.marks] == [(ALFA, "contacted", 1)]
    assert "aria-pressed" in advisor.get(path).text
    advisor.send(f"{path}/marks", actor=ALFA, mark="none")
    advisor.send(f"{path}/outcome", outcome="helped")
    (need,) = advisor.state.needs.list()
    assert (need.marks, need.outcome) == ((), Outcome.HELPED)
    assert "Företaget fick hjälp" in words_of(advisor.get("/advisor").text)


def test_an_answer_is_kept_by_an_advisor_and_by_nobody_else(service: Service, advisor: Person) -> None:
    answer = advisor.client.post("/answer", data={"text": NEED, "municipality": "0682"})
    page = Page(answer.text.split('action="/advisor/needs"')[1].split("</form>")[0])
    given = {str(field["name"]): str(field.get("value", "")) for field in page.all("input") if "name" in field}
    assert '/advisor/needs"' in answer.text
    kept = advisor.client.post("/advisor/needs", data={**given, "text": NEED})
    assert kept.status_code == 303
    (need,) = advisor.state.needs.list()
    assert (need.text, need.municipality, need.suggested[0]) == (NEED, "0682", ALFA)
    assert "/advisor/needs" not in service.client.post("/answer", data={"text": NEED}).text


def test_a_need_asked_in_competences_is_kept_as_those(advisor: Person) -> None:
    path = keep(advisor, text=NEED, concept="ytbehandling", keep_text="1")
    (need,) = advisor.state.needs.list()
    assert need.competences == ("https://w3id.org/s3graph/id/competence/ytbehandling",)
    assert (need.text, need.suggested[0]) == (NEED, ALFA)
    assert "Alfa Träcentrum" in words_of(advisor.get(path).text)
    assert advisor.send("/advisor/needs", concept="finns-inte").status_code == 400


def test_a_need_without_its_words_still_says_who_was_suggested(advisor: Person) -> None:
    path = keep(advisor, keep_text="")
    said = words_of(advisor.get(path).text)
    assert "Texten är inte sparad" in said
    assert "Alfa Träcentrum" in said
    assert "lacken" not in said
    assert "/answer?concept=ytbehandling" in advisor.get(path).text
    assert advisor.send(f"{path}/marks", actor=ALFA, mark="useful").status_code == 303


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"text": "  "}, 400, "Behovet är tomt"),
        ({"municipality": "9999"}, 400, "9999"),
        ({"purpose": "x"}, 400, "sparas för"),
        ({"text": "å" * 10_001}, 413, "S3GRAPH_NEED_LENGTH"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_in_the_form(
    advisor: Person, fields: dict[str, str], status: int, said: str
) -> None:
    answer = advisor.send("/advisor/needs", **{"text": "Vi vill göra <i>ost</i>", "size": "small", **fields})
    assert answer.status_code == status
    assert said in words_of(answer.text)
    assert '<option value="small" selected>' in answer.text
    assert "<i>" not in answer.text
    assert advisor.state.needs.list() == ()


def test_personal_data_is_masked_before_it_is_kept(advisor: Person) -> None:
    path = keep(advisor, text=f"{NEED} Ring 070-123 45 67.")
    assert "[telefon]" in advisor.get(path).text
    assert "070-123" not in advisor.get(path).text


def test_ten_cases_are_found_again_by_area_county_outcome_and_day(advisor: Person) -> None:
    paths = [keep(advisor, area=area, region=region) for area in ("tra-skog", "livsmedel") for region in
             ("SE211", "SE212", "SE214", "SE214", "")]  # fmt: skip
    advisor.send(f"{paths[0]}/outcome", outcome="lapsed")
    for query, count in (
        ("", 10),
        ("area=livsmedel", 5),
        ("region=SE212", 2),
        ("area=livsmedel&region=SE212", 1),
        ("outcome=lapsed", 1),
        ("outcome=open", 9),
        ("since=2026-11-01&until=2026-11-01", 10),
        ("since=2026-11-02", 0),
        ("until=2026-10-31", 0),
        ("area=&region=&outcome=&since=&until=", 10),
        ("limit=4&page=3", 2),
    ):
        page = advisor.get(f"/advisor?{query}")
        assert page.status_code == 200
        assert page.text.count('<li class="card">') == count, query
        exported = advisor.get(f"/advisor/export.json?{re.sub('(limit|page)=[0-9]&?', '', query)}").json()
        assert len(exported) == (count if "limit" not in query else 10)


def test_each_advisor_sees_its_own_and_the_operator_all(service: Service, advisor: Person) -> None:
    path = keep(advisor)
    other, operator = Person(service.app, Role.ADVISOR), Person(service.app, Role.OPERATOR)
    other.sign_in()
    operator.sign_in()
    assert other.get(path).status_code == 404
    assert other.send(f"{path}/outcome", outcome="helped").status_code == 404
    assert other.send(f"{path}/marks", actor=ALFA, mark="useful").status_code == 404
    identity = path.rsplit("/", 1)[-1]
    assert other.send("/advisor/erase", need=identity, sure="1").status_code == 404
    assert other.get(f"/advisor/export.json?need={identity}").status_code == 404
    assert other.get("/advisor/export.json").json() == []
    assert operator.get(path).status_code == 200
    operator.send("/advisor/erase", need="", sure="1")
    assert len(advisor.state.needs.list()) == 1


def test_files_give_everything_out_and_a_spreadsheet_runs_none_of_it(advisor: Person) -> None:
    keep(advisor, text="=HYPERLINK() vi vill lacka luckor", purpose="@uppföljning")
    (said,) = json.loads(advisor.get("/advisor/export.json").text)
    assert said == advisor.state.needs.list()[0].to_json()
    answer = advisor.get("/advisor/export.csv")
    assert 'filename="needs.csv"' in answer.headers["content-disposition"]
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["text"][:3], row["purpose"], row["outcome"]) == ("'=H", "'@uppföljning", "open")
    assert advisor.get("/advisor/export.xml").status_code == 406


def test_erasing_asks_first(advisor: Person) -> None:
    first, second = keep(advisor), keep(advisor)
    identity = first.rsplit("/", 1)[-1]
    asked = advisor.get(f"/advisor/erase?need={identity}")
    assert "Det går inte att ångra" in words_of(asked.text)
    assert advisor.send("/advisor/erase", need=identity).headers["location"] == f"/advisor/erase?need={identity}"
    assert len(advisor.state.needs.list()) == 2
    advisor.send("/advisor/erase", need=identity, sure="1")
    assert advisor.get(first).status_code == 404
    assert advisor.get(second).status_code == 200
    advisor.send("/advisor/erase", need="", sure="1")
    assert advisor.state.needs.list() == ()


def test_publishing_warns_where_few_companies_fit_and_loses_no_words(advisor: Person) -> None:
    path = keep(advisor, region="SE211", sni="16.231", size="micro")
    assert "Någon kan känna igen företaget" in words_of(advisor.get(f"{path}/publish").text)
    refused = advisor.send(f"{path}/publish", sv="Lacken släpper från <luckor>")
    assert refused.status_code == 400
    assert "Få företag passar in" in words_of(refused.text)
    assert "Lacken släpper från &lt;luckor&gt;" in refused.text
    for words in ({}, {"sv": "kort"}, {"en": "x" * 1001}):
        assert "10 till 1000 tecken" in words_of(advisor.send(f"{path}/publish", **words).text)
    assert advisor.send(f"{path}/publish", sv="Lacken släpper från luckor", confirmed="1").status_code == 501


def test_a_published_need_is_followed_until_it_is_in(root: Path) -> None:
    with Door(root) as door:
        door.go.clear()
        advisor = Person(door.app, Role.ADVISOR)
        advisor.sign_in()
        path = keep(advisor)
        sent = advisor.send(f"{path}/publish", sv="Lacken släpper, ring 070-123 45 67")
        (file,) = door.incoming()
        assert "Lacken släpper, ring [telefon]" in file.read_text("utf-8")
        going = advisor.get(sent.headers["location"])
        assert 'data-events="' in going.text
        assert "Titta igen" in going.text
        assert "granskas" in words_of(going.text)
        door.go.set()
        job = sent.headers["location"].split("/")[-1].split("?")[0]
        assert door.ended(job) == "refused"
        ended = advisor.get(sent.headers["location"])
        assert "data-events" not in ended.text
        events = advisor.get(f"/advisor/publications/{job}/events")
        assert "event: done" in events.text
        assert "inte publicerat" in words_of(ended.text)
        other = Person(door.app, Role.ADVISOR)
        other.sign_in()
        assert other.get(sent.headers["location"]).status_code == 404
        assert other.get(f"/advisor/publications/{job}/events").status_code == 404


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_is_whole_in_both_languages(advisor: Person, language: str) -> None:
    path = keep(advisor, region="SE211", sni="16.231", size="micro", area="tra-skog")
    advisor.send(f"{path}/marks", actor=ALFA, mark="not-useful")
    advisor.client.headers["Accept-Language"] = language
    for page in (
        "/advisor",
        "/advisor/new",
        path,
        f"{path}/publish",
        "/advisor/erase",
        f"/advisor?language={language}",
    ):
        answer = advisor.get(page)
        assert answer.status_code == 200, page
        assert answer.headers["cache-control"] == "no-store"
        check(answer.text, language)

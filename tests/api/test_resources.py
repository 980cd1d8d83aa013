"""``/id``, ``/doc`` and ``/ontology`` over what comes with the software."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from api.negotiation import ENDINGS
from s3graph.resources import shelf
from s3graph.vocabulary import BASE, FOAF, OWL, RDF, RDFS, S3, SKOS, entity, graph
from tests.api.shipped import service

PROBLEM = "application/problem+json"
CENTRE = "actor/tracentrum-nassjo-kompetensutveckling-ab"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def client(shipped_client: TestClient) -> TestClient:
    return shipped_client


class Page(HTMLParser):
    """The parts of a page that the tests look at. Fails on tags that do not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.languages: list[str | None] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.languages.append(given["lang"])
        if tag == "a":
            self.links.append(given["href"] or "")
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag not in ("meta", "link", "br", "input", "img"):
            self._open.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (None, "html"),
        ("*/*", "html"),
        (BROWSER, "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("text/turtle;q=0.5, application/rdf+xml;q=0.9", "rdf"),
    ],
)
def test_a_thing_leads_to_the_document_that_is_asked_for(client: TestClient, accept: str | None, ending: str) -> None:
    headers = {"Accept": accept} if accept else {}
    response = client.get(f"/id/{CENTRE}", headers=headers)
    assert (response.status_code, response.content) == (303, b"")
    assert response.headers["location"] == f"/doc/{CENTRE}.{ending}"
    assert response.headers["vary"] == "Accept, Accept-Language, Cookie"
    assert response.headers["s3graph-release"] == "7"
    document = client.get(response.headers["location"])
    assert document.status_code == 200
    assert document.headers["content-type"].split(";")[0] == ENDINGS[ending]


def test_no_such_format_is_refused(client: TestClient) -> None:
    response = client.get(f"/id/{CENTRE}", headers={"Accept": "image/png"})
    assert (response.status_code, response.headers["content-type"]) == (406, PROBLEM)
    for name in (CENTRE, f"{CENTRE}.xlsx"):
        response = client.get(f"/doc/{name}")
        assert response.status_code == (406 if name == CENTRE else 404)
    assert ".ttl" in client.get(f"/doc/{CENTRE}").json()["detail"]


def test_a_service_behind_a_proxy_leads_to_its_public_address(tmp_path_factory: pytest.TempPathFactory) -> None:
    public = service(tmp_path_factory.mktemp("public"), public_url="https://s3.example/graf/")
    location = public.get(f"/id/{CENTRE}").headers["location"]
    assert location == f"https://s3.example/graf/doc/{CENTRE}.html"


@pytest.mark.parametrize(
    "path",
    [
        "sni2007/16.101", "municipality/0780", "service/exempel-robotcell", "strategy/region-kronoberg-s3",
        "organisation/eruf", "sme/4099000012", "need/n001", "delivery/platform-1", "release/7", "source/platform",
        "actor-kind/science-park", "competence-scheme/s3", "area-topic/dryck", "amount/s3-plattform-smaland-och-oarna",
    ],
)  # fmt: skip
def test_every_kind_of_thing_has_documents(client: TestClient, path: str) -> None:
    assert client.get(f"/id/{path}").status_code == 303
    found = {quad.subject for quad in parse(client.get(f"/doc/{path}.ttl").content, format=RdfFormat.TURTLE)}
    assert NamedNode(f"{BASE}id/{path}") in found
    page = client.get(f"/doc/{path}.html")
    assert page.status_code == 200
    assert Page(page.text).headings[0] == "h1"


@pytest.mark.parametrize("path", ["actor/nobody", "nonsense/x", "actor/a b<>", "actor/å", "actor/%22", "actor/x.ttl"])
def test_what_nothing_is_said_of_is_not_found(client: TestClient, path: str) -> None:
    for address in (f"/id/{path}", f"/doc/{path}", f"/doc/{path}.html", f"/doc/{path}.ttl"):
        for language, said in (("sv", "säger inget om"), ("en", "says nothing about")):
            response = client.get(address, headers={"Accept-Language": language})
            assert (response.status_code, response.headers["content-type"]) == (404, PROBLEM)
            assert said in response.json()["detail"]


def test_a_document_knows_its_other_forms_and_is_cached(client: TestClient) -> None:
    response = client.get(f"/doc/{CENTRE}.ttl")
    assert f'</doc/{CENTRE}.jsonld>; rel="alternate"; type="application/ld+json"' in response.headers["link"]
    assert f"{CENTRE}.ttl" not in response.headers["link"]
    assert response.headers["cache-control"] == "public, max-age=60"
    again = client.get(f"/doc/{CENTRE}.ttl", headers={"If-None-Match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_shows_statements_with_what_they_rest_on(client: TestClient) -> None:
    text = client.get(f"/doc/{CENTRE}.html", headers={"Accept-Language": "sv"}).text
    page = Page(text)
    assert page.languages == ["sv"]
    assert "<h1>Träcentrum Nässjö Kompetensutveckling AB</h1>" in text
    assert '<a href="/ontology#SupportActor">innovationsstödjande aktör</a>' in text
    assert '<a href="/id/competence/trateknik">träteknik</a>' in text
    assert "läst i källan" in text
    assert "<em>(obekräftat)</em>" in text
    assert "https://www.tracentrum.se" in page.links
    assert "/id/initiative/instra" in page.links
    assert f"/doc/{CENTRE}.ttl" in page.links
    assert f"/doc/{CENTRE}.html?language=en" in page.links
    assert len(page.ids) == len(set(page.ids))


def test_a_page_speaks_the_language_that_is_chosen(client: TestClient) -> None:
    response = client.get("/doc/area/tra-skog.html?language=en", headers={"Accept-Language": "sv"})
    assert response.headers["content-language"] == "en"
    assert Page(response.text).languages == ["en"]
    assert "<h1>Wood and forest</h1>" in response.text
    assert '<span lang="sv">Trä och skog</span>' in response.text
    assert client.get("/doc/area/tra-skog.html?language=de").status_code == 400
    assert client.get("/doc/area/tra-skog.html?lang=en").status_code == 400


def test_what_is_made_up_says_so(client: TestClient) -> None:
    assert "Påhittat exempel" in client.get("/doc/actor/exempelaktor-tra.html").text
    assert "Påhittat exempel" not in client.get(f"/doc/{CENTRE}.html").text


def test_a_thing_that_many_mention_lists_the_first_of_them(client: TestClient) -> None:
    text = client.get("/doc/area/industri.html", headers={"Accept-Language": "en"}).text
    assert "More mention it" in text


def test_the_ontology_as_a_page_has_every_word_once(client: TestClient) -> None:
    response = client.get("/ontology", headers={"Accept": BROWSER, "Accept-Language": "en"})
    page = Page(response.text)
    own = {
        str(quad.subject.value).rpartition("#")[2]
        for quad in parse(path=str(shelf("ontology") / "s3.ttl"))
        if quad.predicate == RDFS.isDefinedBy and isinstance(quad.subject, NamedNode)
    }
    assert len(own) > 40
    assert own <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert "innovation support actor" in response.text


@pytest.mark.parametrize("path", ["/ontology", "/ontology/0.1.0"])
def test_the_ontology_as_turtle_is_the_whole_of_it(client: TestClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/turtle"})
    served = [quad.triple for quad in parse(response.content, format=RdfFormat.TURTLE)]
    files = [shelf("ontology") / name for name in ("s3.ttl", "alignments.ttl")]
    shipped = {quad.triple for file in files for quad in parse(path=str(file))}
    assert len(served) == len(shipped)


@pytest.mark.parametrize(
    ("term", "node"), [("SupportActor", S3.SupportActor), ("alignments", NamedNode(f"{BASE}ontology/alignments"))]
)
def test_a_word_is_described(client: TestClient, term: str, node: NamedNode) -> None:
    found = parse(client.get(f"/ontology/{term}", headers={"Accept": "text/turtle"}).content, format=RdfFormat.TURTLE)
    kinds = {quad.object for quad in found if quad.subject == node and quad.predicate == RDF.type}
    assert kinds & {OWL.Class, OWL.Ontology}
    assert Page(client.get(f"/ontology/{term}").text).headings[0] == "h1"


@pytest.mark.parametrize("term", ["Nothing", "0.0.1", "a b", "<x>"])
def test_an_unknown_word_is_not_found(client: TestClient, term: str) -> None:
    response = client.get(f"/ontology/{term}", headers={"Accept-Language": "en"})
    assert (response.status_code, response.headers["content-type"]) == (404, PROBLEM)
    assert "The ontology has no word" in response.json()["detail"]


def test_the_context_is_the_shipped_file(client: TestClient) -> None:
    response = client.get("/ontology/context.jsonld")
    assert response.headers["content-type"] == "application/ld+json"
    assert response.content == (shelf("ontology") / "context.jsonld").read_bytes()
    assert response.headers["etag"]


def test_markup_in_data_is_shown_and_not_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    hostile = entity("actor", "hostile")
    client = service(
        tmp_path_factory.mktemp("hostile"),
        extra=(
            Quad(hostile, SKOS.prefLabel, Literal("<script>alert(1)</script>"), graph("platform")),
            Quad(hostile, FOAF.homepage, NamedNode("javascript:alert(1)"), graph("platform")),
        ),
    )
    text = client.get("/doc/actor/hostile.html").text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert 'href="javascript:' not in text

"""The catalogue, held against what a harvester of DCAT-AP-SE needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyshacl
import pytest
from fastapi.testclient import TestClient
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib import Graph

from api.negotiation import ENDINGS
from s3graph.settings import Settings
from s3graph.vocabulary import BASE, DCAT, DCT, FOAF, RDF, S3, SKOS, VCARD, entity, graph
from tests.api.service import Service
from tests.api.shipped import service

SHAPES = Path(__file__).with_name("dcat-ap-se.ttl")
NAMED: dict[str, Any] = {
    "publisher_name": "Exempelregionen",
    "publisher_number": "232100-0000",
    "publisher_homepage": "https://exempel.example/",
    "contact_name": "Öppna data",
    "contact_email": "data@exempel.example",
    "public_url": "https://s3.example/graf/",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return service(tmp_path_factory.mktemp("release"), **NAMED)


def triples(client: TestClient) -> list[Triple]:
    return [quad.triple for quad in parse(client.get("/catalog.nt").content, format=RdfFormat.N_TRIPLES)]


def judged(content: str) -> tuple[bool, str]:
    data, shapes = Graph().parse(data=content, format="turtle"), Graph().parse(SHAPES, format="turtle")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, advanced=False)
    return bool(conforms), str(text)


def test_it_is_what_a_harvester_needs(client: TestClient) -> None:
    conforms, text = judged(client.get("/catalog.ttl").text)
    assert conforms, text


def test_without_settings_it_is_so_too_but_names_no_contact(tmp_path: Path) -> None:
    content = service(tmp_path).get("/catalog.ttl").text
    conforms, text = judged(content)
    assert conforms, text
    assert "vcard:" not in content


@pytest.mark.parametrize(
    "missing",
    [DCT.title, DCT.publisher, DCAT.accessURL, DCAT.theme, VCARD.hasEmail, FOAF.name, DCT.license, DCAT.endpointURL],
)
def test_the_shapes_notice_what_is_missing(client: TestClient, missing: NamedNode) -> None:
    kept = "".join(f"{triple} .\n" for triple in triples(client) if triple.predicate != missing)
    assert not judged(kept)[0]


def test_every_form_says_the_same(client: TestClient) -> None:
    said = {(str(t.subject), str(t.predicate), str(t.object)) for t in triples(client)}
    for ending, kind in (("ttl", RdfFormat.TURTLE), ("rdf", RdfFormat.RDF_XML)):
        response = client.get(f"/catalog.{ending}")
        assert response.headers["content-type"].split(";")[0] == ENDINGS[ending]
        found = {(str(q.subject), str(q.predicate), str(q.object)) for q in parse(response.content, format=kind)}
        assert found == said
    assert client.get("/catalog", headers={"Accept": "application/rdf+xml"}).headers["content-type"] == ENDINGS["rdf"]
    assert client.get("/catalog.jsonld").json()["@graph"]
    assert client.get("/catalog.html").status_code == 404


def test_nothing_is_nameless_and_every_address_is_absolute(client: TestClient) -> None:
    for triple in triples(client):
        assert not isinstance(triple.subject, BlankNode)
        assert not isinstance(triple.object, BlankNode)
        if isinstance(triple.object, NamedNode):
            assert triple.object.value.startswith(("http://", "https://", "mailto:"))


def test_the_publisher_is_the_one_of_the_settings(client: TestClient) -> None:
    publisher = NamedNode("http://dataportal.se/organisation/SE2321000000")
    said = triples(client)
    assert {triple.object for triple in said if triple.predicate == DCT.publisher} == {publisher}
    assert Triple(publisher, FOAF.name, Literal("Exempelregionen", language="sv")) in said
    assert {t.object for t in said if t.predicate == VCARD.hasEmail} == {NamedNode("mailto:data@exempel.example")}
    files = [str(t.object.value) for t in said if t.predicate == DCAT.downloadURL and isinstance(t.object, NamedNode)]
    assert files
    assert all(file.startswith("https://s3.example/graf/dumps/") for file in files)


@pytest.mark.parametrize(
    ("name", "value"),
    [("contact_email", "inte en adress"), ("publisher_number", "811218-9876"), ("publisher_homepage", "javascript:x")],
)
def test_a_setting_that_cannot_be_one_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        Settings(**{name: value})  # type: ignore[arg-type]


def test_sources_with_their_licence_and_without_made_up_ones(tmp_path: Path) -> None:
    node, catalogue = entity("source", "iuc"), graph("catalogue")
    said: dict[NamedNode, NamedNode | Literal] = {RDF.type: S3.Source, SKOS.prefLabel: Literal("IUC", language="sv")}
    extra = [Quad(node, predicate, value, catalogue) for predicate, value in said.items()]
    something = Quad(entity("actor", "iuc"), SKOS.altLabel, Literal("IUC"), graph("iuc"))
    client = service(tmp_path, extra=[*extra, something])
    found = triples(client)
    sets = {triple.subject for triple in found if triple.object == DCAT.Dataset}
    assert sets == {
        node, entity("source", "platform"), graph("competences"), NamedNode(f"{BASE}catalog#everything")
    }  # fmt: skip
    licences = {triple.subject: triple.object for triple in found if triple.predicate == DCT.license}
    assert licences[NamedNode(f"{BASE}catalog#platform-ttl")] == NamedNode(
        "http://creativecommons.org/licenses/by/4.0/"
    )
    assert NamedNode(f"{BASE}catalog#iuc-ttl") not in licences
    assert NamedNode(f"{BASE}catalog#everything-ttl") not in licences


def test_what_it_offers_is_there(root: Path) -> None:
    with Service(root) as running:
        said = parse(running.client.get("/catalog.nt").content, format=RdfFormat.N_TRIPLES)
        links = {DCAT.downloadURL, DCAT.endpointDescription, FOAF.homepage, DCAT.landingPage}
        offered = {
            str(quad.object.value) for quad in said if quad.predicate in links and isinstance(quad.object, NamedNode)
        }
        there = {address for address in offered if "competences" not in address}
        assert len(there) >= 4
        for address in there:
            assert running.client.get(address).status_code == 200, address

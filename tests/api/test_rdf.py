"""Statements in RDF syntaxes: each reads back as what was written."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from api.jsonld import Context
from api.negotiation import JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from api.rdf import serialized
from s3graph.graph import ReleaseStore
from s3graph.querying.description import documented
from s3graph.resources import shelf
from s3graph.vocabulary import DCT, EURIO, FOAF, ORG, RDF, S3, SKOS, XSD, entity
from tests.querying.shipped import shipped_store

ADDRESS = "https://s3.example/ontology/context.jsonld"
FORMATS = {
    TURTLE: RdfFormat.TURTLE,
    N_TRIPLES: RdfFormat.N_TRIPLES,
    RDF_XML: RdfFormat.RDF_XML,
    JSON_LD: RdfFormat.JSON_LD,
}
ACTOR = entity("actor", "a")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReleaseStore:
    return shipped_store(tmp_path_factory.mktemp("release"))


def read(content: bytes, media_type: str) -> list[Triple]:
    """As a client reads it that has fetched the context."""
    if media_type == JSON_LD:
        table = json.loads(content)
        assert table["@context"] == ADDRESS
        table["@context"] = json.loads((shelf("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
        content = json.dumps(table).encode()
    return [quad.triple for quad in parse(content, format=FORMATS[media_type])]


def canonical(triples: Iterable[Triple]) -> Dataset:
    found = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    found.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return found


@pytest.mark.parametrize("media_type", list(FORMATS))
def test_shipped_things_read_back_as_they_were(store: ReleaseStore, media_type: str) -> None:
    nodes = sorted({quad.subject.value for quad in store.quads() if isinstance(quad.subject, NamedNode)})
    kinds = ("actor/region-gotland", "initiative/exempel-mat-pa-vag", "competence/digitalisering", "basis/read")
    for iri in (*nodes[::37], *(f"https://w3id.org/s3graph/id/{kind}" for kind in kinds), S3.party.value):
        written = documented(store, NamedNode(iri))
        assert canonical(read(serialized(written, media_type, ADDRESS), media_type)) == canonical(written), iri


def test_turtle_is_abbreviated_by_our_prefixes_in_order(store: ReleaseStore) -> None:
    content = serialized(documented(store, entity("actor", "region-gotland")), TURTLE, ADDRESS).decode()
    prefixes = [line.split()[1] for line in content.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert {"s3:", "skos:", "cv:", "org:"} <= set(prefixes)
    assert "sh:" not in prefixes
    assert 'skos:prefLabel "Region Gotland"@sv' in content


VALUES: list[tuple[NamedNode, NamedNode | BlankNode | Literal]] = [
    (SKOS.prefLabel, Literal("utan språk")),
    (SKOS.prefLabel, Literal("Namn", language="sv")),
    (SKOS.prefLabel, Literal("Nom", language="fr")),
    (SKOS.altLabel, Literal("ett", language="sv")),
    (SKOS.altLabel, Literal("två", language="sv")),
    (S3.organisationNumber, Literal("4099000137")),
    (S3.outsideAreas, Literal("true", datatype=XSD.boolean)),
    (S3.outsideAreas, Literal("1", datatype=XSD.boolean)),
    (EURIO.startDate, Literal("2026", datatype=XSD.gYear)),
    (EURIO.startDate, Literal("2026-05", datatype=XSD.gYearMonth)),
    (EURIO.startDate, Literal("2026-05-01", datatype=XSD.date)),
    (EURIO.startDate, Literal("snart")),
    (EURIO.value, Literal("1.5", datatype=XSD.decimal)),
    (EURIO.value, Literal("15", datatype=XSD.integer)),
    (ORG.classification, entity("actor-kind", "science-park")),
    (ORG.classification, entity("actor-kind", "name")),
    (ORG.classification, entity("actor-kind", "a:b")),
    (ORG.classification, entity("organisation", "x")),
    (ORG.classification, NamedNode("https://elsewhere.example/kind")),
    (ORG.classification, Literal("science-park")),
    (FOAF.homepage, NamedNode("https://a.example/")),
    (DCT.description, Literal('</script>\n\t"\\å', language="sv")),
    (NamedNode("https://elsewhere.example/p"), Literal("x", datatype=NamedNode("https://elsewhere.example/d"))),
    (RDF.type, S3.SupportActor),
    (RDF.type, NamedNode("https://elsewhere.example/C")),
    (S3.owner, BlankNode("b")),
]


@pytest.mark.parametrize(("predicate", "value"), VALUES)
def test_every_kind_of_value_reads_back(predicate: NamedNode, value: NamedNode | BlankNode | Literal) -> None:
    said = [Triple(ACTOR, predicate, value), Triple(ACTOR, SKOS.notation, Literal("x"))]
    if isinstance(value, BlankNode):
        said.append(Triple(value, EURIO.currency, Literal("SEK")))
    content = Context.shipped().document(said, ADDRESS)
    assert canonical(read(content, JSON_LD)) == canonical(said)


def test_all_values_together_read_back() -> None:
    said = [Triple(ACTOR, predicate, value) for predicate, value in VALUES]
    assert canonical(read(Context.shipped().document(said, ADDRESS), JSON_LD)) == canonical(said)


def test_json_ld_speaks_the_words_of_the_context(store: ReleaseStore) -> None:
    content = serialized(documented(store, entity("actor", "exempelaktor-digital")), JSON_LD, ADDRESS)
    actor, *claims = json.loads(content)["@graph"]
    assert actor["id"] == "s3id:actor/exempelaktor-digital"
    assert list(actor)[:3] == ["id", "type", "name"]
    assert actor["type"] == "SupportActor"
    assert actor["name"] == {"sv": "Exempelaktör Digital", "en": "Example Actor Digital"}
    assert (actor["kind"], actor["seat"], actor["territory"]) == ("science-park", "0780", "SE212")
    assert actor["competence"] == ["artificiell-intelligens", "digitalisering", "tjanstedesign"]
    assert {claim["type"] for claim in claims} == {"Claim"}


def test_one_thing_alone_is_no_list() -> None:
    content = json.loads(Context.shipped().document([Triple(ACTOR, SKOS.notation, Literal("x"))], ADDRESS))
    assert content == {"@context": ADDRESS, "id": "s3id:actor/a", "skos:notation": "x"}


@pytest.mark.parametrize("media_type", list(FORMATS))
def test_nothing_is_an_empty_document(media_type: str) -> None:
    assert read(serialized((), media_type, ADDRESS), media_type) == []

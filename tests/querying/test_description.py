"""Everything said of a node, as a page shows it and as a document holds it."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, Store, Triple

from s3graph.errors import NotFoundError
from s3graph.graph import ReleaseStore
from s3graph.model import Basis
from s3graph.querying import description
from s3graph.querying.description import describe, documented
from s3graph.vocabulary import EURIO, OWL, RDF, RDFS, S3, SKOS, entity, graph
from tests.querying.shipped import shipped_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ReleaseStore:
    return shipped_store(tmp_path_factory.mktemp("release"))


def test_statements_come_with_their_grounds(store: ReleaseStore) -> None:
    found = describe(store, entity("actor", "tracentrum-nassjo-kompetensutveckling-ab"))
    assert [name.slug for name in found.classes] == ["SupportActor"]
    by_value = {said.value.node.slug: said for said in found.statements if said.value.node}
    competence = by_value["trateknik"]
    assert competence.predicate.label.sv == "har kompetens"
    assert competence.ground
    assert competence.ground.basis is Basis.READ
    assert competence.sources == competence.ground.sources
    name = next(said for said in found.statements if said.predicate.iri == SKOS.prefLabel.value)
    assert (name.ground, name.value.language) == (None, "sv")
    assert name.sources == ("https://w3id.org/s3graph/id/source/platform",)
    mentions = {(mention.subject.slug, mention.predicate.slug) for mention in found.mentions}
    assert ("instra", "owner") in mentions
    assert not [slug for slug, _ in mentions if slug.startswith("claim")]


def test_a_document_holds_the_claims(store: ReleaseStore) -> None:
    node = entity("actor", "exempelaktor-digital")
    found = documented(store, node)
    assert len(found) == len(set(found))
    claims = {triple.subject for triple in found if triple.predicate == RDF.subject and triple.object == node}
    assert len(claims) == 3
    assert {triple.subject for triple in found} == {node, *claims}
    assert sum(triple.predicate == S3.basis for triple in found) == 3


def test_nameless_nodes_and_lists_are_opened(store: ReleaseStore) -> None:
    found = describe(store, entity("initiative", "exempel-mat-pa-vag"))
    cost = next(said.value for said in found.statements if said.predicate.iri == EURIO.hasTotalCost.value)
    assert {said.value.text for said in cost.statements} == {"SEK", "2750000"}
    party = describe(store, S3.party)
    domain = next(said.value for said in party.statements if said.predicate.iri == RDFS.domain.value)
    [union] = domain.statements
    assert union.predicate.iri == OWL.unionOf.value
    assert {item.node.slug for item in union.value.items if item.node} == {"Collaboration", "ProposedCollaboration"}


def test_nodes_and_lists_that_lead_back_to_themselves_end() -> None:
    node, first, second, name = entity("actor", "a"), BlankNode("x"), BlankNode("y"), graph("s")
    store = Store()
    store.extend(
        [
            Quad(node, S3.owner, first, name),
            Quad(first, S3.owner, second, name),
            Quad(second, S3.owner, first, name),
            Quad(node, OWL.unionOf, second, name),
            Quad(second, RDF.first, node, name),
            Quad(second, RDF.rest, second, name),
        ]
    )
    found = describe(ReleaseStore(store), node)
    assert len(found.statements) == 2
    assert len(documented(ReleaseStore(store), node)) == 6


def test_mentions_are_counted_off(store: ReleaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(description, "MOST_MENTIONS", 3)
    found = describe(store, entity("area", "industri"))
    assert (len(found.mentions), found.more_mentions) == (3, True)


@pytest.mark.parametrize("node", [entity("actor", "nobody"), NamedNode("https://elsewhere.example/")])
def test_nothing_said_is_not_found(store: ReleaseStore, node: NamedNode) -> None:
    for ask in (describe, documented):
        with pytest.raises(NotFoundError) as refusal:
            ask(store, node)
        assert node.value in refusal.value.detail.sv
        assert node.value in refusal.value.detail.en


def test_a_document_is_the_same_every_time(store: ReleaseStore) -> None:
    node = entity("initiative", "instra")
    first: tuple[Triple, ...] = documented(store, node)
    assert first == documented(store, node)

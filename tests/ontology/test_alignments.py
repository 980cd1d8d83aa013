"""The standard vocabularies: what we mention of them is declared, comes from a known one, and exists in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store, parse
from rdflib import namespace
from rdflib.term import URIRef

from s3graph.resources import shelf
from s3graph.vocabulary import BASE, OWL, PREFIXES, RDF, RDFS, S3

SEMIC = Path(__file__).resolve().parents[3] / "shared" / "data" / "semic"
REUSED = (*PREFIXES.values(), "https://schema.org/", "http://data.europa.eu/esco/model#", "http://purl.org/vocab/vann/")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
AXIOMS = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, RDFS.seeAlso, OWL.disjointWith)
BUILT_IN = (PREFIXES["xsd"], PREFIXES["rdf"], PREFIXES["owl"])
PUBLISHED = (
    namespace.DCAT, namespace.DCTERMS, namespace.FOAF, namespace.GEO, namespace.ORG, namespace.OWL, namespace.PROV,
    namespace.RDF, namespace.RDFS, namespace.SDO, namespace.SKOS, namespace.VANN, namespace.XSD,
)  # fmt: skip
OF_SEMIC = (PREFIXES["legal"], PREFIXES["cv"], PREFIXES["cpsv"])


@pytest.fixture(scope="module")
def schema() -> Store:
    found = Store()
    for name in ("s3.ttl", "alignments.ttl"):
        found.load(path=shelf("ontology") / name)
    return found


def standard(used: Iterable[Quad]) -> set[str]:
    """IRIs of others that are mentioned."""
    mentioned = {node for quad in used for node in (quad.subject, quad.predicate, quad.object)}
    return {node.value for node in mentioned if isinstance(node, NamedNode) and not node.value.startswith(BASE)}


def unpublished(iris: Iterable[str]) -> set[str]:
    """Those whose vocabulary is known as a closed list, and does not have them."""
    return {iri for iri in iris for known in PUBLISHED if iri.startswith(str(known)) and URIRef(iri) not in known}


def test_only_known_vocabularies_are_mentioned(schema: Store) -> None:
    strange = {iri for iri in standard(schema) if not iri.startswith(REUSED)}
    assert strange == {LICENCE}


def test_every_standard_term_exists_where_it_is_said_to_come_from(schema: Store) -> None:
    assert unpublished(standard(schema)) == set()


def test_a_misspelt_standard_term_is_noticed() -> None:
    wrong = "http://www.w3.org/ns/org#FormalOrganisation"
    assert unpublished(standard([Quad(S3.SupportActor, RDFS.subClassOf, NamedNode(wrong))])) == {wrong}


def test_every_term_of_the_european_core_vocabularies_exists(schema: Store) -> None:
    if not SEMIC.exists():
        pytest.skip("../shared/data/semic is not here")
    published = {iri for file in SEMIC.rglob("*.ttl") for iri in standard(parse(path=file))}
    used = {iri for iri in standard(schema) if iri.startswith(OF_SEMIC)}
    assert len(used) >= 8
    assert used - published == set()


def test_every_standard_term_in_an_axiom_is_declared(schema: Store) -> None:
    """A reasoner needs to know whether it is a class or a property; whoever misspells it in one place is told here."""
    declared = {quad.subject for quad in schema.quads_for_pattern(None, RDF.type, None, None)}
    used = {
        node
        for axiom in AXIOMS
        for quad in schema.quads_for_pattern(None, axiom, None, None)
        for node in (quad.subject, quad.object)
        if isinstance(node, NamedNode) and not node.value.startswith(BUILT_IN)
    }
    assert len(used) >= 60
    assert used - declared == set()


def test_nothing_is_said_of_standard_terms_but_what_they_are(schema: Store) -> None:
    """Declared, never redefined: the one axiom said again is ORG's own."""
    said = {
        (quad.subject.value, quad.object.value)
        for quad in schema
        if isinstance(quad.subject, NamedNode)
        and not quad.subject.value.startswith(BASE)
        and quad.predicate != RDF.type
        and isinstance(quad.object, NamedNode)
    }
    assert said == {("http://www.w3.org/ns/org#FormalOrganization", "http://www.w3.org/ns/org#Organization")}

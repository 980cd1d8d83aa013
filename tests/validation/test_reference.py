"""The graphs everyone may point at."""

from __future__ import annotations

from pyoxigraph import BlankNode, DefaultGraph, Store

from s3graph.validation.reference import Reference, reference_files
from s3graph.vocabulary import RDF, S3, entity
from tests.validation.turtle import triples


def test_the_shipped_reference_data() -> None:
    reference = Reference.load()
    assert {"s3.ttl", "places.ttl", "codes.ttl", "areas.ttl", "sni2007.ttl", "tra-skog.ttl"} <= {
        path.name for path in reference_files()
    }
    for term in (S3.Initiative, entity("municipality", "0780"), entity("basis", "read"), entity("sni2007", "16.101")):
        assert term in reference.subjects
    assert S3.Initiative in reference.terms
    assert entity("basis", "read") not in reference.terms


def test_facts_examples_and_alignments_are_no_reference_data() -> None:
    names = {path.name for path in reference_files()}
    assert not names & {"example-source.ttl", "alignments.ttl", "actors.ttl", "initiatives.ttl"}
    assert not any("examples" in path.parts or "platform" in path.parts for path in reference_files())


def test_nothing_that_sources_deliver_is_a_kind_of_reference_data() -> None:
    delivered = {"actor", "organisation", "sme", "service", "initiative", "need", "strategy", "priority", "claim"}
    assert not Reference.load().kinds & delivered
    assert {"region", "municipality", "area", "competence", "sni2007", "basis"} <= Reference.load().kinds


def test_added_to_a_store_it_stands_in_the_default_graph_beside_what_was_there() -> None:
    reference = Reference.of(triples("area:x a s3:ThematicArea ; dct:relation [ a :Thing ] ."))
    store = Store()
    reference.add_to(store)
    assert len(store) == 3
    assert {quad.graph_name for quad in store} == {DefaultGraph()}
    (member,) = store.quads_for_pattern(None, RDF.type, S3.ThematicArea)
    assert member.subject == entity("area", "x")
    assert reference.subjects == {entity("area", "x")}
    assert not any(isinstance(subject, BlankNode) for subject in reference.subjects)


def test_it_is_read_once_as_long_as_no_file_changes() -> None:
    assert Reference.load() is Reference.load()

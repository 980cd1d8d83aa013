"""The triples of one file, read by shape of statement."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from s3graph.validation.file_graph import FileGraph, Said
from s3graph.vocabulary import BASE, RDF, S3, SKOS, entity
from tests.validation.turtle import store_of

FILE = FileGraph(
    store_of("""
        need:n a s3:Need ; dct:relation actor:a, <http://example.org/x>, "actor:b" .
        _:b skos:prefLabel "B"@sv .
        actor:a skos:prefLabel "A"@sv .
    """)
)


def test_subjects_predicates_and_classes() -> None:
    subjects = FILE.subjects()
    assert {entity("need", "n"), entity("actor", "a")} < subjects
    assert [type(subject) for subject in subjects if isinstance(subject, BlankNode)] == [BlankNode]
    assert FILE.predicates() == {RDF.type, SKOS.prefLabel, NamedNode("http://purl.org/dc/terms/relation")}
    assert FILE.classes() == {S3.Need}


def test_untyped_are_named_subjects_without_a_class() -> None:
    assert FILE.untyped() == {entity("actor", "a")}


def test_pointed_at_are_addresses_and_never_texts() -> None:
    assert FILE.pointed_at(f"{BASE}id/") == {entity("actor", "a")}


def test_said_by_any_part() -> None:
    assert list(FILE.said(entity("actor", "a"))) == [
        Said(entity("actor", "a"), SKOS.prefLabel, Literal("A", language="sv"))
    ]
    assert {said.subject for said in FILE.said(predicate=RDF.type)} == {entity("need", "n")}
    assert len(list(FILE.said())) == 6

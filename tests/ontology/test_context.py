"""The JSON-LD context: every word of it stands for a term that exists, and the examples use no other words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyoxigraph import NamedNode, Store, parse

from s3graph.resources import shelf
from s3graph.vocabulary import BASE, OWL, PREFIXES, RDF, S3

STANDARD = {"id", "type"}
VALUES = {"sv", "en", "@context", "@graph"}


@pytest.fixture(scope="module")
def context() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shelf("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
    return found


@pytest.fixture(scope="module")
def known() -> set[str]:
    """Terms of ours, standard terms the alignments declare, and those the contract judges."""
    store = Store()
    for name in ("s3.ttl", "alignments.ttl"):
        store.load(path=shelf("ontology") / name)
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    declared = {quad.subject for kind in kinds for quad in store.quads_for_pattern(None, RDF.type, kind, None)}
    judged = {quad.object for file in shelf("shapes").glob("*.ttl") for quad in parse(path=file)}
    return {node.value for node in declared | judged if isinstance(node, NamedNode)}


def prefixes(context: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in context.items() if isinstance(value, str) and value.endswith(("#", "/"))}


def words(context: dict[str, Any]) -> dict[str, str]:
    """Word -> IRI."""
    spaces = prefixes(context)
    found = {}
    for name, value in context.items():
        if name in spaces or name in STANDARD or name == "@version":
            continue
        prefix, colon, end = (value["@id"] if isinstance(value, dict) else value).partition(":")
        assert colon, f"{name}: write prefix:name"
        assert prefix in spaces, f"{name}: {prefix} is no prefix of the context"
        found[name] = spaces[prefix] + end
    return found


def strange(used: object, known_words: set[str]) -> set[str]:
    """Keys anywhere in a JSON document that are no words: a reader of JSON-LD drops them without a word."""
    if isinstance(used, list):
        return {key for part in used for key in strange(part, known_words)}
    if not isinstance(used, dict):
        return set()
    return {key for key in used if key not in known_words} | strange(list(used.values()), known_words)


def test_prefixes_are_those_of_the_software(context: dict[str, Any]) -> None:
    found = prefixes(context)
    assert found.pop("s3id") == f"{BASE}id/"
    assert {name: PREFIXES.get(name) for name in found} == found


def test_every_word_stands_for_a_known_term(context: dict[str, Any], known: set[str]) -> None:
    found = words(context)
    assert len(found) >= 50
    assert {name: iri for name, iri in found.items() if iri not in known} == {}


def test_a_misspelt_word_is_noticed(known: set[str]) -> None:
    context = {"s3": S3.iri, "competence": {"@id": "s3:hasCompetense", "@type": "@id"}}
    assert {iri for iri in words(context).values() if iri not in known} == {f"{S3.iri}hasCompetense"}


def test_short_codes_lead_to_kinds_that_exist(context: dict[str, Any]) -> None:
    """``"seat": "0780"`` is ``id/municipality/0780``: the kind is one the shipped data or the examples have."""
    files = [file for file in shelf("ontology").rglob("*.ttl") if file.name not in ("s3.ttl", "alignments.ttl")]
    subjects = {
        quad.subject.value for file in files for quad in parse(path=file) if isinstance(quad.subject, NamedNode)
    }
    kinds = {iri.rsplit("/", 1)[0] + "/" for iri in subjects}
    scoped = [
        value["@context"]["@vocab"] for value in context.values() if isinstance(value, dict) and "@context" in value
    ]
    assert len(scoped) >= 15
    assert set(scoped) - kinds == set()


def test_the_examples_use_no_other_words(context: dict[str, Any]) -> None:
    known_words = {*words(context), *STANDARD, *VALUES}
    files = sorted((shelf("ontology") / "examples").glob("*.jsonld"))
    assert files
    for file in files:
        assert strange(json.loads(file.read_text("utf-8")), known_words) == set(), file


def test_a_strange_word_is_noticed() -> None:
    assert strange({"@graph": [{"name": {"sv": "x"}, "nmae": "y"}]}, {"name", *VALUES}) == {"nmae"}

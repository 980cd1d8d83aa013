"""The ontology's own terms: documented in both languages, spelt alike wherever they are used, none without use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, parse

from s3graph.resources import shelf
from s3graph.vocabulary import DCT, OWL, RDF, RDFS, S3, SKOS

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = NamedNode("https://w3id.org/s3graph/ontology")
WRITTEN = re.compile(r"(?<![\w/])s3:([A-Za-z]\w*)")
IN_CODE = re.compile(r"\bS3\.([A-Za-z]\w*)")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@pytest.fixture(scope="module")
def schema() -> Store:
    found = Store()
    found.load(path=shelf("ontology") / "s3.ttl")
    return found


@pytest.fixture(scope="module")
def terms(schema: Store) -> set[NamedNode]:
    return defined(schema)


def defined(schema: Store) -> set[NamedNode]:
    """The terms a schema defines, of any kind."""
    found = {quad.subject for kind in KINDS for quad in schema.quads_for_pattern(None, RDF.type, kind, None)}
    return {term for term in found if isinstance(term, NamedNode) and term in S3}


def misspelt(used: Iterable[Quad], terms: set[NamedNode]) -> set[NamedNode]:
    """Terms of our namespace that are used and not defined."""
    mentioned = {node for quad in used for node in (quad.subject, quad.predicate, quad.object)}
    return {node for node in mentioned if isinstance(node, NamedNode) and node in S3 and node not in terms}


def test_the_ontology_says_what_it_is(schema: Store) -> None:
    for predicate in (OWL.versionIRI, OWL.versionInfo, DCT.license, DCT.issued):
        assert len(list(schema.quads_for_pattern(ONTOLOGY, predicate, None, None))) == 1, predicate
    version = next(schema.quads_for_pattern(ONTOLOGY, OWL.versionIRI, None, None)).object
    assert isinstance(version, NamedNode)
    assert re.fullmatch(re.escape(ONTOLOGY.value) + r"/\d+\.\d+\.\d+", version.value)


def test_every_term_is_documented_in_both_languages(schema: Store, terms: set[NamedNode]) -> None:
    assert 40 <= len(terms) <= 80
    for term in terms:
        for predicate in (RDFS.label, RDFS.comment):
            said = [quad.object for quad in schema.quads_for_pattern(term, predicate, None, None)]
            assert sorted(str(value.language) for value in said if isinstance(value, Literal)) == ["en", "sv"], term
        examples = [quad.object for quad in schema.quads_for_pattern(term, SKOS.example, None, None)]
        assert examples, f"{term} has no example"
        assert all(isinstance(value, Literal) and WRITTEN.search(value.value) for value in examples), term
        (home,) = schema.quads_for_pattern(term, RDFS.isDefinedBy, None, None)
        assert home.object == ONTOLOGY


def test_no_two_terms_share_a_label(schema: Store, terms: set[NamedNode]) -> None:
    labels = [quad.object for term in terms for quad in schema.quads_for_pattern(term, RDFS.label, None, None)]
    assert len(set(labels)) == len(labels)


def test_classes_and_properties_are_named_alike(schema: Store, terms: set[NamedNode]) -> None:
    classes = {quad.subject for quad in schema.quads_for_pattern(None, RDF.type, OWL.Class, None)}
    for term in terms:
        name = term.value.rsplit("#", 1)[1]
        assert name[0].isupper() == (term in classes), name


@pytest.mark.parametrize("folder", ["ontology", "shapes", "tests/shapes"])
def test_no_term_is_misspelt_in_data(terms: set[NamedNode], folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.ttl"))
    assert files
    for file in files:
        assert misspelt(parse(path=file), terms) == set(), file


def test_a_misspelt_term_is_noticed(terms: set[NamedNode]) -> None:
    wrong = Quad(S3.SupportActor, S3.hasCompetense, S3.Competence)
    assert misspelt([wrong], terms) == {S3.hasCompetense}


def test_no_term_is_misspelt_in_questions_code_and_pages(terms: set[NamedNode]) -> None:
    names = {term.value.rsplit("#", 1)[1] for term in terms}
    for file in [*ROOT.glob("queries/*.rq"), *ROOT.glob("docs/*.md"), ROOT / "README.md"]:
        assert set(WRITTEN.findall(file.read_text("utf-8"))) <= names, file
    for folder in ("s3graph", "loaders", "api"):
        for file in (ROOT / folder).rglob("*.py"):
            used = set(IN_CODE.findall(file.read_text("utf-8"))) - {"iri", "prefix"}
            assert used <= names, file


def test_every_term_is_used(terms: set[NamedNode]) -> None:
    """By data, shapes, questions or code; what nobody uses is not worth its place."""
    files = [*ROOT.glob("shapes/**/*.ttl"), *ROOT.glob("ontology/**/*.ttl"), *ROOT.glob("queries/*.rq")]
    texts = [file.read_text("utf-8") for file in files if file.name not in ("s3.ttl", "alignments.ttl")]
    used = {name for text in texts for name in WRITTEN.findall(text)}
    used |= {name for file in (ROOT / "s3graph").rglob("*.py") for name in IN_CODE.findall(file.read_text("utf-8"))}
    assert {term.value.rsplit("#", 1)[1] for term in terms} - used == set()


def test_the_context_names_terms_that_exist(terms: set[NamedNode]) -> None:
    context = json.loads((shelf("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
    prefixes = {name for name, value in context.items() if isinstance(value, str) and value.endswith(("#", "/"))}
    named = 0
    for name, value in context.items():
        target = value["@id"] if isinstance(value, dict) and "@id" in value else value
        if name.startswith("@") or name in prefixes or not isinstance(target, str) or target.startswith("@"):
            continue
        prefix, colon, local = target.removeprefix("@").partition(":")
        assert colon, name
        assert prefix in prefixes, name
        assert prefix != "s3" or S3[local] in terms, name
        named += 1
    assert named >= 30


def test_the_page_names_every_class(schema: Store) -> None:
    page = (ROOT / "docs" / "ontology.md").read_text("utf-8")
    for quad in schema.quads_for_pattern(None, RDF.type, OWL.Class, None):
        if isinstance(quad.subject, NamedNode) and quad.subject in S3:
            assert f"`s3:{quad.subject.value.rsplit('#', 1)[1]}`" in page, quad.subject

"""The ontology's own terms: documented in both languages, spelt alike wherever they are used, none without use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, parse

from s3graph.resources import shelf
from s3graph.vocabulary import DCT, OWL, PREFIXES, RDF, RDFS, S3, SKOS
from tests.ontology.examples import example_quads

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = NamedNode("https://w3id.org/s3graph/ontology")
WRITTEN = re.compile(r"(?<![\w/])s3:([A-Za-z]\w*)")
IN_CODE = re.compile(r"\bS3\.([A-Za-z]\w*)")
ROW = re.compile(r"^\| `s3:(\w+)` \|[^|]*\|([^|]*)\|$", re.MULTILINE)
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


def local(term: NamedNode) -> str:
    return term.value.rsplit("#", 1)[1]


def misspelt(used: Iterable[Quad], terms: set[NamedNode]) -> set[NamedNode]:
    """Terms of our namespace that are used and not defined."""
    mentioned = {node for quad in used for node in (quad.subject, quad.predicate, quad.object)}
    return {node for node in mentioned if isinstance(node, NamedNode) and node in S3 and node not in terms}


@pytest.mark.parametrize("name", ["s3.ttl", "alignments.ttl"])
def test_a_file_of_terms_says_its_version(name: str) -> None:
    (iri,) = [quad for quad in parse(path=shelf("ontology") / name) if quad.predicate == OWL.versionIRI]
    (info,) = [quad.object for quad in parse(path=shelf("ontology") / name) if quad.predicate == OWL.versionInfo]
    assert isinstance(iri.object, NamedNode)
    assert isinstance(iri.subject, NamedNode)
    assert isinstance(info, Literal)
    assert re.fullmatch(r"\d+\.\d+\.\d+", info.value)
    assert iri.object.value == f"{iri.subject.value}/{info.value}"


def test_the_ontology_says_what_it_is(schema: Store) -> None:
    for predicate in (OWL.versionIRI, OWL.versionInfo, DCT.license, DCT.issued):
        assert len(list(schema.quads_for_pattern(ONTOLOGY, predicate, None, None))) == 1, predicate


def test_every_term_is_documented_in_both_languages(schema: Store, terms: set[NamedNode]) -> None:
    assert 40 <= len(terms) <= 80
    for term in terms:
        for predicate in (RDFS.label, RDFS.comment):
            said = [quad.object for quad in schema.quads_for_pattern(term, predicate, None, None)]
            assert sorted(str(value.language) for value in said if isinstance(value, Literal)) == ["en", "sv"], term
        (home,) = schema.quads_for_pattern(term, RDFS.isDefinedBy, None, None)
        assert home.object == ONTOLOGY


def test_every_term_has_one_example_that_shows_it(schema: Store, terms: set[NamedNode]) -> None:
    """Turtle that uses the term itself, and no term of ours that does not exist."""
    for term in terms:
        (example,) = schema.quads_for_pattern(term, SKOS.example, None, None)
        said = list(example_quads(example.object))
        assert any(term in (quad.predicate, quad.object) for quad in said), f"{term} is not in its own example"
        assert misspelt(said, terms) == set(), term


def test_no_two_terms_share_a_label(schema: Store, terms: set[NamedNode]) -> None:
    labels = [quad.object for term in terms for quad in schema.quads_for_pattern(term, RDFS.label, None, None)]
    assert len(set(labels)) == len(labels)


def test_classes_and_properties_are_named_alike(schema: Store, terms: set[NamedNode]) -> None:
    classes = {quad.subject for quad in schema.quads_for_pattern(None, RDF.type, OWL.Class, None)}
    for term in terms:
        name = local(term)
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
    names = {local(term) for term in terms}
    written = [
        *ROOT.glob("queries/*.rq"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("shapes/**/*.toml"),
        ROOT / "README.md",
    ]
    code = [file for folder in ("s3graph", "loaders", "api") for file in (ROOT / folder).rglob("*.py")]
    assert len(written) >= 40
    assert len(code) >= 50
    for file in [*written, *code]:
        text = file.read_text("utf-8")
        used = {*WRITTEN.findall(text), *IN_CODE.findall(text)} - {"iri", "prefix"}
        assert used <= names, f"{file}: {used - names}"


def test_every_term_is_used(terms: set[NamedNode]) -> None:
    """By data, shapes, questions or code; what nobody uses is not worth its place."""
    files = [*ROOT.glob("shapes/**/*.ttl"), *ROOT.glob("ontology/**/*.ttl"), *ROOT.glob("queries/*.rq")]
    texts = [file.read_text("utf-8") for file in files if file.name not in ("s3.ttl", "alignments.ttl")]
    used = {name for text in texts for name in WRITTEN.findall(text)}
    used |= {name for file in (ROOT / "s3graph").rglob("*.py") for name in IN_CODE.findall(file.read_text("utf-8"))}
    assert {local(term) for term in terms} - used == set()


def test_the_page_has_a_row_for_every_term(schema: Store, terms: set[NamedNode]) -> None:
    """docs/ontology.md: what is above a class, and what a property leads to, as s3.ttl has it."""
    page = (ROOT / "docs" / "ontology.md").read_text("utf-8")
    rows = {name: set(re.findall(r"`(\w+:\w+)`", last)) for name, last in ROW.findall(page)}
    expected = {local(term): curies(schema, term) for term in terms}
    assert rows == expected


def curies(schema: Store, term: NamedNode) -> set[str]:
    """Named standard superclasses of a class, named range of a property."""
    above = [quad.object for quad in schema.quads_for_pattern(term, RDFS.subClassOf, None, None)]
    leads = [quad.object for quad in schema.quads_for_pattern(term, RDFS.range, None, None)]
    named = [node for node in above if node not in S3] + leads
    return {
        f"{prefix}:{node.value.removeprefix(iri)}"
        for node in named
        for prefix, iri in PREFIXES.items()
        if isinstance(node, NamedNode) and node.value.startswith(iri)
    }

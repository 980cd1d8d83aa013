"""The competence scheme is whole: found in both languages, placed, used or linked. Each failure says what to type."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as px
import pytest

from s3graph.resources import shelf
from s3graph.vocabulary import CV, RDF, S3, SKOS, XSD

ROOT = Path(__file__).resolve().parents[2]
SCHEME = px.NamedNode("https://w3id.org/s3graph/id/competence-scheme/s3")
COMPETENCE = "https://w3id.org/s3graph/id/competence/"
AREA = "https://w3id.org/s3graph/id/area/"
SNI = "https://w3id.org/s3graph/id/sni2007/"
ESCO = "http://data.europa.eu/esco/"
AREAS = {"tra-skog", "livsmedel", "besoksnaring", "industri", "digital"}
LANGUAGES = ("sv", "en")
MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
TEXTS = (SKOS.prefLabel, SKOS.altLabel, SKOS.definition, S3.phrasing)

Concepts = dict[str, dict[px.NamedNode, list[px.NamedNode | px.Literal]]]


@pytest.fixture(scope="module")
def concepts() -> Concepts:
    """Slug -> property -> values, over every file of the folder."""
    found: Concepts = {}
    for file in sorted((shelf("ontology") / "competences").glob("*.ttl")):
        for quad in px.parse(path=file, format=px.RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if isinstance(subject, px.NamedNode) and subject.value.startswith(COMPETENCE):
                assert isinstance(value, px.NamedNode | px.Literal), f"{file.name}: no blank nodes here"
                found.setdefault(slug(subject), defaultdict(list))[quad.predicate].append(value)
    return found


def slug(node: px.NamedNode) -> str:
    return node.value.rsplit("/", 1)[-1]


def texts(values: list[px.NamedNode | px.Literal], language: str) -> list[str]:
    return [value.value for value in values if isinstance(value, px.Literal) and value.language == language]


def links(values: list[px.NamedNode | px.Literal], base: str) -> list[str]:
    return [value.value for value in values if isinstance(value, px.NamedNode) and value.value.startswith(base)]


def targets(values: list[px.NamedNode | px.Literal]) -> list[str]:
    return [slug(value) for value in values if isinstance(value, px.NamedNode)]


def mapped(properties: dict[px.NamedNode, list[px.NamedNode | px.Literal]], base: str) -> list[str]:
    return [iri for mapping in MAPPINGS for iri in links(properties[mapping], base)]


def told(faults: list[str]) -> str:
    return "ontology/competences:\n" + "\n".join(faults)


def shared(*parts: str) -> Path:
    """A file of the data that is not shipped; the test skips where it is absent."""
    path = ROOT.parent.joinpath("shared", "data", *parts)
    if not path.exists():
        pytest.skip(f"../shared/data/{'/'.join(parts)} is not here")
    return path


def test_the_scheme_is_big_enough_and_every_concept_stands_in_it(concepts: Concepts) -> None:
    assert len(concepts) >= 130
    faults = [
        f"{name}: type  a s3:Competence, skos:Concept ; skos:inScheme <{SCHEME.value}>"
        for name, properties in concepts.items()
        if not {S3.Competence, SKOS.Concept} <= set(properties[RDF.type]) or properties[SKOS.inScheme] != [SCHEME]
    ]
    assert not faults, told(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_speaks_the_language(concepts: Concepts, language: str) -> None:
    faults = []
    for name, properties in concepts.items():
        counts = {text: len(texts(properties[text], language)) for text in TEXTS}
        if counts[SKOS.prefLabel] != 1:
            faults.append(f"{name}: write exactly one skos:prefLabel @{language}, it has {counts[SKOS.prefLabel]}")
        if counts[SKOS.altLabel] < 1:
            faults.append(f"{name}: write at least one skos:altLabel @{language}")
        if counts[SKOS.definition] != 1:
            faults.append(f"{name}: write exactly one skos:definition @{language}, it has {counts[SKOS.definition]}")
        if counts[S3.phrasing] < 3:
            faults.append(f"{name}: write {3 - counts[S3.phrasing]} more s3:phrasing @{language}, as said on the phone")
    assert not faults, told(faults)


def test_every_text_has_a_language_tag(concepts: Concepts) -> None:
    faults = [
        f"{name}: write @sv or @en after {value}"
        for name, properties in concepts.items()
        for values in properties.values()
        for value in values
        if isinstance(value, px.Literal) and (value.datatype == XSD.string or value.language not in LANGUAGES)
    ]
    assert not faults, told(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_concepts_share_a_label(concepts: Concepts, language: str) -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for name, properties in concepts.items():
        for label in texts(properties[SKOS.prefLabel] + properties[SKOS.altLabel], language):
            owners[label.casefold()].append(name)
    faults = [
        f'"{label}"@{language} stands in {", ".join(names)}: keep it in one of them'
        for label, names in owners.items()
        if len(names) > 1
    ]
    assert not faults, told(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_concepts_share_a_phrasing(concepts: Concepts, language: str) -> None:
    phrasings = Counter(
        text.casefold() for properties in concepts.values() for text in texts(properties[S3.phrasing], language)
    )
    faults = [f'"{text}"@{language} is written {count} times' for text, count in phrasings.items() if count > 1]
    assert not faults, told(faults)


def test_no_concept_is_an_orphan_and_none_points_into_the_void(concepts: Concepts) -> None:
    faults = []
    for name, properties in concepts.items():
        if not properties[SKOS.broader] and properties[SKOS.topConceptOf] != [SCHEME]:
            faults.append(f"{name}: give it skos:broader, or skos:topConceptOf <{SCHEME.value}>")
        for prop in (SKOS.broader, SKOS.related):
            faults += [
                f"{name}: {prop.value.rsplit('#', 1)[-1]} {target} is no concept; write another or remove it"
                for target in targets(properties[prop])
                if target not in concepts or target == name
            ]
    assert not faults, told(faults)


def test_the_hierarchy_has_two_levels(concepts: Concepts) -> None:
    faults = [
        f"{name}: its broader concept {parent} has a broader one too; point at the top concept instead"
        for name, properties in concepts.items()
        for parent in targets(properties[SKOS.broader])
        if concepts.get(parent, {}).get(SKOS.broader)
    ]
    assert not faults, told(faults)


def test_related_and_broader_are_kept_apart(concepts: Concepts) -> None:
    broader = {(name, target) for name, properties in concepts.items() for target in targets(properties[SKOS.broader])}
    related = {(name, target) for name, properties in concepts.items() for target in targets(properties[SKOS.related])}
    faults = [
        f"{name}: {target} is both skos:broader and skos:related; remove one"
        for name, target in sorted(broader)
        if (name, target) in related or (target, name) in related
    ]
    assert not faults, told(faults)


def test_every_concept_belongs_to_an_area(concepts: Concepts) -> None:
    faults = [
        f"{name}: write cv:thematicArea with one or more of {', '.join(sorted(AREAS))}"
        for name, properties in concepts.items()
        if not properties[CV.thematicArea]
        or len(links(properties[CV.thematicArea], AREA)) != len(properties[CV.thematicArea])
        or not {iri.removeprefix(AREA) for iri in links(properties[CV.thematicArea], AREA)} <= AREAS
    ]
    assert not faults, told(faults)


def test_every_concept_is_used_or_mapped(concepts: Concepts) -> None:
    """Used by an actor, initiative, service or need of the shipped platform data, or linked to ESCO."""
    platform = sorted((shelf("ontology") / "platform").glob("*.ttl"))
    if not platform:
        pytest.skip("ontology/platform has no data yet")
    used = {
        slug(quad.object)
        for file in platform
        for quad in px.parse(path=file, format=px.RdfFormat.TURTLE)
        if isinstance(quad.object, px.NamedNode) and quad.object.value.startswith(COMPETENCE)
    }
    faults = [
        f"{name}: nobody uses it; link it to an ESCO concept, or to an actor in ontology/platform, or drop it"
        for name, properties in concepts.items()
        if name not in used and not mapped(properties, ESCO)
    ]
    assert not faults, told(faults)


def test_most_concepts_are_mapped_to_esco(concepts: Concepts) -> None:
    share = sum(bool(mapped(properties, ESCO)) for properties in concepts.values()) / len(concepts)
    assert share >= 0.6, f"only {share:.0%} of the concepts have a link to ESCO"


def test_a_mapping_says_one_thing_only(concepts: Concepts) -> None:
    faults = [
        f"{name}: {iri} stands under several mapping properties; keep the truest"
        for name, properties in concepts.items()
        for iri, count in Counter(mapped(properties, "http")).items()
        if count > 1
    ]
    assert not faults, told(faults)


def test_every_esco_link_exists(concepts: Concepts) -> None:
    published: set[str] = set()
    for name in ("esco_skills_sv_en.tsv", "esco_occupations_isco_sv_en.tsv"):
        with shared("esco", name).open(encoding="utf-8") as lines:
            published |= {line.split("\t", 1)[0] for line in lines}
    faults = [
        f"{name}: {iri} is not in ESCO; look the label up in esco_skills_sv_en.tsv"
        for name, properties in concepts.items()
        for iri in mapped(properties, ESCO)
        if iri not in published
    ]
    assert not faults, told(faults)


def test_every_sni_link_exists(concepts: Concepts) -> None:
    with shared("scb", "sni2007.csv").open(encoding="utf-8", newline="") as rows:
        published = {row[0].strip() for row in csv.reader(rows)}
    faults = [
        f"{name}: {iri.removeprefix(SNI)} is no SNI 2007 code (written like 16.1, 10, 55.20)"
        for name, properties in concepts.items()
        for iri in mapped(properties, SNI)
        if iri.removeprefix(SNI).replace(".", "") not in published
    ]
    assert not faults, told(faults)

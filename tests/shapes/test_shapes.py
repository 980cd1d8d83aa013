"""Every constraint has a valid and an invalid file beside it, and the invalid one breaks exactly that constraint."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from s3graph.resources import shelf
from s3graph.validation import Profile, PyshaclEngine, Reference, Report, Severity, ShapesGraph
from s3graph.validation.profile import SHAPES
from s3graph.validation.terms import PARAMETERS
from s3graph.vocabulary import S3, SH
from tests.shapes.fixtures import ENGINE, ShapeFile, all_files, profile_of

FILES = all_files()
VALID = [file for file in FILES if file.rule is None]
INVALID = [file for file in FILES if file.rule is not None]
SHAPE_FILES = sorted(shelf("shapes").glob("*.ttl"))
COMPARED = FILES[::4]
"""What is always judged by both engines; ``make soak`` has all files judged by both."""
PROFILES = {name: Profile.load(name) for name in Profile.names()}


def named(file: ShapeFile) -> str:
    return f"{file.path.parent.name}/{file.path.stem}"


def rules_of(shapes: ShapesGraph) -> set[str]:
    """The shapes that speak to people: those with a message of their own."""
    return {shape.value.rsplit("/", 1)[-1] for shape in shapes.shapes if shapes.objects(shape, SH.message)}


def said(report: Report) -> Counter[object]:
    return Counter((finding.identity, finding.shape, finding.messages) for finding in report.findings)


def test_all_files_were_found() -> None:
    assert len(VALID) >= 42
    assert len(INVALID) >= 148


@pytest.mark.parametrize("file", VALID, ids=named)
def test_valid_file_has_no_finding(file: ShapeFile) -> None:
    report = file.judged()
    assert report.findings == ()
    assert report.accepted or "checked by property" in file.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", INVALID, ids=named)
def test_invalid_file_breaks_its_rule_and_no_other(file: ShapeFile) -> None:
    assert [finding.rule for finding in file.judged().findings] == [file.rule]


@pytest.mark.parametrize("file", INVALID, ids=named)
def test_invalid_file_differs_from_a_valid_one_by_one_line(file: ShapeFile) -> None:
    valid = [other.path for other in VALID if other.path.parent == file.path.parent]
    assert min(file.lines_from(other) for other in valid) == 1


@pytest.mark.parametrize("file", INVALID, ids=named)
def test_finding_says_what_to_do_in_both_languages(file: ShapeFile) -> None:
    (finding,) = file.judged().findings
    assert finding.messages.sv != finding.messages.en
    assert "{" not in finding.messages.sv + finding.messages.en
    assert finding.severity is profile_of(file.path.parent.name).shapes.severity(finding.shape)


@pytest.mark.parametrize("file", FILES, ids=named)
def test_every_file_is_judged_by_the_compiled_engine(file: ShapeFile) -> None:
    assert set(file.judged().engines.values()) == {"compiled"}


@pytest.mark.parametrize(
    "file", [pytest.param(file, marks=() if file in COMPARED else pytest.mark.soak) for file in FILES], ids=named
)
def test_pyshacl_says_the_same(file: ShapeFile) -> None:
    compiled, reference = file.judged(), file.judged_by(file.profile, PyshaclEngine())
    assert said(compiled) == said(reference)
    assert (compiled.checked, compiled.nodes_met) == (reference.checked, reference.nodes_met)


def test_every_rule_has_an_invalid_file() -> None:
    rules = set().union(*(rules_of(profile.shapes) for profile in PROFILES.values()))
    assert {file.rule for file in INVALID} == rules


def test_no_rule_has_two_invalid_files() -> None:
    assert [rule for rule, count in Counter(file.rule for file in INVALID).items() if count > 1] == []


def test_every_shapes_file_is_in_a_profile_and_has_fixtures() -> None:
    named_files = {file for name in PROFILES for file in Profile.files(name)}
    assert {file.name for file in SHAPE_FILES} == named_files
    folders = {file.path.parent.name for file in FILES}
    assert folders == {Path(file).stem for file in named_files} - {"prefixes"}


def test_every_shape_with_a_target_meets_a_node() -> None:
    met = reduce(Report.merge, (file.judged() for file in VALID))
    targeted = {shape for profile in PROFILES.values() for shape in profile.shapes.targeted}
    assert targeted == met.nodes_met.keys()
    assert [shape.value for shape in met.unmet] == [f"{SHAPES}PersonShape"]  # a valid file holds no person


def test_a_shape_with_a_misspelt_target_is_found_because_it_meets_no_node(tmp_path: Path) -> None:
    text = (shelf("shapes") / "service.ttl").read_text(encoding="utf-8")
    misspelt = tmp_path / "service.ttl"
    misspelt.write_text(
        text.replace("sh:targetClass s3:Service,", "sh:targetClass s3:Servise,").replace(
            "s3:Testbed ;", "s3:Testbedd ;"
        ),
        encoding="utf-8",
    )
    profile = replace(PROFILES["partner"], shapes=ShapesGraph.load([misspelt]))
    met = reduce(
        Report.merge, (file.judged_by(profile, ENGINE) for file in VALID if file.path.parent.name == "service")
    )
    assert {shape.value for shape in met.unmet} == {f"{SHAPES}ServiceShape", f"{SHAPES}Service-iri"}


def test_every_term_of_ours_that_the_shapes_use_is_in_the_ontology() -> None:
    known = {term.value.removeprefix(S3.iri) for term in Reference.load([shelf("ontology") / "s3.ttl"]).terms}
    used = {
        name
        for file in SHAPE_FILES
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith(("#", "@prefix"))
        for name in re.findall(r"\bs3:([A-Za-z]\w*)", line)
    }
    assert len(used) > 40
    assert used - known == set()


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_message_is_in_both_languages_and_ends_as_a_sentence(profile: Profile) -> None:
    shapes = profile.shapes
    for bearer in {triple.subject for triple in shapes.triples if triple.predicate == SH.message}:
        assert isinstance(bearer, NamedNode)
        texts = [term for term in shapes.objects(bearer, SH.message) if isinstance(term, Literal)]
        assert sorted(term.language or "" for term in texts) == ["en", "sv"], bearer
        assert all(term.value.endswith(".") for term in texts), bearer


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_shape_is_named(profile: Profile) -> None:
    assert all(isinstance(shape, NamedNode) for shape in profile.shapes.shapes)
    assert all(shape.value.startswith("https://w3id.org/s3graph/shapes/") for shape in profile.shapes.shapes)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_constraint_that_can_report_has_a_message(profile: Profile) -> None:
    """Shapes that only other shapes ask (sh:node, sh:or, sh:not ...) need none, nor those that only name a column."""
    shapes = profile.shapes
    asked = {other for shape in shapes.shapes for other in shapes.referred(shape)}
    reporting = {
        other for shape in shapes.targeted for other in (shape, *shapes.nodes(shape, SH.property)) if shape not in asked
    }
    silent = {
        shape.value
        for shape in reporting
        if not shapes.objects(shape, SH.message) and shapes.properties(shape) & set(PARAMETERS) - {SH.property}
    }
    assert silent == set()


def test_what_facts_relax_is_a_warning_there_and_a_violation_for_partners() -> None:
    facts, partner = PROFILES["facts"], PROFILES["partner"]
    relaxed = {
        shape.value.rsplit("/", 1)[-1]
        for shape in facts.shapes.shapes
        if facts.shapes.severity(shape) is not partner.shapes.severity(shape)
    }
    assert len(relaxed) == 14
    for file in INVALID:
        if file.rule in relaxed:
            (finding,) = file.judged_by(facts, ENGINE).findings
            assert (finding.rule, finding.severity) == (file.rule, Severity.WARNING)

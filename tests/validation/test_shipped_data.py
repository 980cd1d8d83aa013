"""Everything that comes with the software meets its profile; what is warned of is listed, each with its reason."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Store, parse

from s3graph.resources import shelf
from s3graph.validation import (
    CompiledEngine,
    Engine,
    Profile,
    PyshaclEngine,
    Reference,
    Report,
    Severity,
    Speech,
    StagedDelivery,
    validate_delivery,
)
from s3graph.validation.file_graph import FileGraph
from s3graph.validation.reference import reference_files

ONTOLOGY = shelf("ontology")
EXAMPLES = {path.stem: path for path in sorted((ONTOLOGY / "examples").glob("*.ttl"))}
OF_REFERENCE = ("codes", "competence", "municipality", "programme-area", "region", "thematic-area")
OF_THE_PLATFORM = ("catalogue",)
# Bounds of dates that are worked out at publish: no class of its own, so nothing for a shape to choose.
DERIVED = ("derived",)
DELIVERED = tuple(name for name in EXAMPLES if name not in {*OF_REFERENCE, *OF_THE_PLATFORM, *DERIVED})
_NOT_IN_THE_SOURCE = "The public pages read do not say it, and nothing is invented."
PLATFORM_WARNINGS = {
    "Initiative-audience-stated": _NOT_IN_THE_SOURCE,
    "Initiative-end-stated": "Unknown end: such initiatives have status unknown and are never offered as open.",
    "Initiative-start-stated": _NOT_IN_THE_SOURCE,
    "Initiative-owner-stated": _NOT_IN_THE_SOURCE,
    "Initiative-area-stated": _NOT_IN_THE_SOURCE,
    "Initiative-territory-stated": _NOT_IN_THE_SOURCE,
    "Initiative-description-stated": _NOT_IN_THE_SOURCE,
    "SupportActor-competence-evidence": "General knowledge, no page was read that says it: shown as unconfirmed.",
    "SupportActor-homepage-stated": _NOT_IN_THE_SOURCE,
    "SupportActor-seat-stated": "The pages read name no municipality: a programme, a network, or several offices.",
    "Strategy-publisher-stated": "The pages read name no single authority as its publisher.",
}
EXAMPLE_WARNINGS = {
    "Delivery-unknown-entity": "An example points at an actor of another source, as real files do.",
    "Collaboration-party-organisation": "The same actor, whose class nobody has told yet.",
    "Initiative-participant-organisation": "The same actor, whose class nobody has told yet.",
    "SupportActor-area-stated": "A regional authority works in every area.",
    "SupportActor-competence-stated": "A regional authority finances others and lends no competence of its own.",
}


def store_of(files: Iterable[Path]) -> Store:
    store = Store()
    for path in files:
        quads = parse(path=str(path), format=RdfFormat.TURTLE, rename_blank_nodes=True)
        store.extend(Quad(*quad.triple) for quad in quads)
    return store


@cache
def everything_shared() -> Reference:
    return Reference.load()


def delivered(files: Iterable[Path], profile: str, source: str, engine: Engine | None = None) -> Report:
    delivery = StagedDelivery(store_of(files), Speech(source), everything_shared())
    return validate_delivery(delivery, Profile.load(profile), engine)


def kept(files: Iterable[Path], profile: str) -> Report:
    """Files that no source delivers, judged by their shapes; shared data they describe anew is left out beside them."""
    store = store_of(files)
    subjects = FileGraph(store).subjects()
    shared = store_of(path for path in reference_files() if path not in set(files))
    beside = Reference.of(quad.triple for quad in shared if quad.subject not in subjects)
    beside.add_to(store)
    return CompiledEngine(PyshaclEngine()).validate(store, Profile.load(profile).shapes, subjects)


def canonical(quads: Iterable[Quad]) -> set[str]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def warned_of(report: Report) -> set[str]:
    return {finding.rule for finding in report.of_severity(Severity.WARNING).findings}


PLATFORM = sorted((ONTOLOGY / "platform").glob("*.ttl"))
FICTION = [ONTOLOGY / "example-source.ttl"]


def test_the_collected_facts_meet_the_profile_facts() -> None:
    report = delivered(PLATFORM, "facts", "platform")
    assert report.of_severity(Severity.VIOLATION).findings == ()
    assert report.accepted
    assert report.checked > 3000
    assert warned_of(report) == PLATFORM_WARNINGS.keys()


def test_as_a_partner_nobody_could_deliver_what_is_unknown() -> None:
    report = delivered(PLATFORM, "partner", "platform")
    refused = {finding.rule for finding in report.of_severity(Severity.VIOLATION).findings}
    assert refused <= PLATFORM_WARNINGS.keys()
    assert "Initiative-end-stated" in refused


def test_the_fictional_source_meets_the_profile_partner_with_nothing_to_say() -> None:
    report = delivered(FICTION, "partner", "example")
    assert report.findings == ()
    assert report.accepted
    assert report.checked >= 60


def test_the_reference_data_meets_the_profile_reference_with_nothing_to_say() -> None:
    files = reference_files()
    report = kept(files, "reference")
    assert report.findings == ()
    assert report.unmet == ()
    assert report.checked > 2000


def test_every_example_is_judged_by_some_profile() -> None:
    assert set(EXAMPLES) == {*DELIVERED, *OF_REFERENCE, *OF_THE_PLATFORM, *DERIVED}
    assert len(DELIVERED) == 11


@pytest.mark.parametrize("name", DELIVERED)
def test_an_example_of_what_partners_deliver_is_accepted_alone(name: str) -> None:
    report = delivered([EXAMPLES[name]], "partner", "example")
    assert report.of_severity(Severity.VIOLATION).findings == ()
    assert report.accepted


def test_all_examples_of_partners_together_leave_only_what_is_explained() -> None:
    report = delivered([EXAMPLES[name] for name in DELIVERED], "partner", "example")
    assert report.accepted
    assert warned_of(report) == EXAMPLE_WARNINGS.keys()


@pytest.mark.parametrize("path", sorted((ONTOLOGY / "examples").glob("*.jsonld")), ids=lambda path: path.stem)
def test_an_example_says_the_same_in_both_formats(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    document["@context"] = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    expanded = parse(json.dumps(document), format=RdfFormat.JSON_LD)
    turtle = parse(path=str(EXAMPLES[path.stem]), format=RdfFormat.TURTLE)
    assert canonical(expanded) == canonical(turtle)


@pytest.mark.parametrize("name", [*OF_REFERENCE, *OF_THE_PLATFORM])
def test_an_example_of_what_the_platform_keeps_meets_its_shapes(name: str) -> None:
    report = kept([EXAMPLES[name]], "reference" if name in OF_REFERENCE else "catalogue")
    assert report.findings == ()
    assert report.accepted


@pytest.mark.parametrize(
    ("files", "profile"),
    [
        pytest.param(FICTION, "partner", id="fiction"),
        pytest.param(PLATFORM, "facts", id="platform", marks=pytest.mark.soak),
    ],
)
def test_both_engines_say_the_same_of_shipped_data(files: list[Path], profile: str) -> None:
    def said(report: Report) -> Counter[object]:
        return Counter((finding.identity, finding.rule, finding.messages) for finding in report.findings)

    compiled = delivered(files, profile, "x")
    reference = delivered(files, profile, "x", PyshaclEngine())
    assert said(compiled) == said(reference)
    assert (compiled.checked, compiled.nodes_met) == (reference.checked, reference.nodes_met)

"""Our own shapes over registers with every fault there is: both engines say the same, and every fault is found."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from s3graph.validation import CompiledEngine, Engine, Profile, PyshaclEngine, Report
from s3graph.validation.finding import Node
from tests.shapes.fixtures import all_files
from tests.validation.planted import Register, register

PROFILES = ("partner", "reference", "catalogue", "register")


def said(report: Report) -> Counter[object]:
    return Counter((finding.identity, finding.shape, finding.messages) for finding in report.findings)


def compiled(planted: Register, sample: frozenset[Node] | None = None) -> Report:
    return judged(CompiledEngine(PyshaclEngine()), planted, sample)


def reference(planted: Register, sample: frozenset[Node] | None = None) -> Report:
    return judged(PyshaclEngine(), planted, sample)


def judged(engine: Engine, planted: Register, sample: frozenset[Node] | None) -> Report:
    return engine.validate(planted.store, Profile.load(planted.profile).shapes, sample or planted.subjects)


def agree(planted: Register, copies: int) -> Report:
    """Both reports are the same, nothing was left to the reference engine, and every fault is found in every copy."""
    ours, theirs = compiled(planted), reference(planted)
    assert said(ours) == said(theirs)
    assert (ours.nodes_met, ours.checked) == (theirs.nodes_met, theirs.checked)
    assert set(ours.engines.values()) == {"compiled"}
    found = Counter(finding.rule for finding in ours.findings)
    assert {rule: found[rule] for rule in planted.faults if found[rule] < copies} == {}
    return ours


def test_every_invalid_fixture_is_planted_in_some_register() -> None:
    rules = {file.rule for file in all_files() if file.rule is not None}
    planted = [rule for profile in PROFILES for rule in register(profile, 0, 0).faults]
    assert sorted(planted) == sorted(rules)
    assert len(rules) >= 148


@pytest.mark.parametrize("profile", PROFILES)
def test_every_kind_of_fault_among_a_few_companies(profile: str) -> None:
    agree(register(profile, 40 if profile == "partner" else 0, 1), 1)


@pytest.mark.soak
@pytest.mark.parametrize("profile", PROFILES)
def test_every_kind_of_fault_in_one_of_200_among_10_000_companies(profile: str) -> None:
    report = agree(register(profile, 10_000, 50), 50)
    assert profile != "partner" or report.checked > 10_000


@pytest.mark.soak
def test_a_sample_of_2_000_nodes_of_100_000_companies() -> None:
    planted = register("partner", 100_000, 20)
    named = sorted(planted.subjects, key=str)
    sample = frozenset(Random(7).sample(named, 2_000))  # noqa: S311 - test data
    whole, ours, theirs = compiled(planted), compiled(planted, sample), reference(planted, sample)
    assert said(ours) == said(theirs)
    assert (ours.nodes_met, ours.checked) == (theirs.nodes_met, theirs.checked)
    assert len(ours.findings) > 20
    found = Counter(finding.rule for finding in whole.findings)
    assert {rule: found[rule] for rule in planted.faults if found[rule] < 20} == {}
    assert said(ours.filter(lambda finding: finding.focus in sample)) == said(
        whole.filter(lambda finding: finding.focus in sample)
    )

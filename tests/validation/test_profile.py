"""Profiles: which shapes, which severities, what a source may speak about; broken ones are refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from s3graph.errors import NotFoundError, ShapesError
from s3graph.validation import Profile, Severity
from s3graph.vocabulary import BASE, DCT, ORG, S3
from tests.validation.turtle import written

SHAPES = f"@prefix shape: <{BASE}shapes/> .\nshape:A a sh:NodeShape ; sh:targetClass :C ; sh:nodeKind sh:IRI ."
BASIC = '[title]\nsv = "Grund"\nen = "Basic"\n[shapes]\nfiles = ["a.ttl"]\n'
A = NamedNode(f"{BASE}shapes/A")


def folder(tmp_path: Path, **profiles: str) -> Path:
    written(tmp_path, SHAPES, "a.ttl")
    (tmp_path / "profiles").mkdir(exist_ok=True)
    for name, text in profiles.items():
        (tmp_path / "profiles" / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_shipped_profiles() -> None:
    assert Profile.names() == ("catalogue", "facts", "partner", "reference", "register")
    partner, facts = Profile.load("partner"), Profile.load("facts")
    assert (partner.about_others, facts.about_others) == (False, True)
    assert Profile.files("facts") == Profile.files("partner")
    assert S3.Competence in partner.reserved
    assert partner.reserved == facts.reserved
    assert partner.linking == {ORG.linkedTo, DCT.relation, DCT.isReferencedBy}
    assert partner.title == ("Partners leverans", "A partner's delivery")


def test_unknown_in_facts_is_told_and_never_hidden() -> None:
    partner, facts = Profile.load("partner"), Profile.load("facts")
    ends = NamedNode(f"{BASE}shapes/Initiative-end-stated")
    assert partner.shapes.severity(ends) is Severity.VIOLATION
    assert facts.shapes.severity(ends) is Severity.WARNING
    assert set(facts.shapes.shapes) == set(partner.shapes.shapes)


def test_a_profile_stands_on_the_one_it_extends(tmp_path: Path) -> None:
    lax = 'extends = "basic"\n[severity]\nA = "Info"\n[title]\nsv = "Slapp"\n'
    place = folder(tmp_path, basic=BASIC, lax=lax)
    profile = Profile.load("lax", place)
    assert profile.title == ("Slapp", "Basic")
    assert profile.shapes.severity(A) is Severity.INFO
    assert Profile.load("basic", place).shapes.severity(A) is Severity.VIOLATION


def test_an_unknown_profile_is_not_found_and_the_known_ones_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no profile strict\. There are: basic\."):
        Profile.load("strict", folder(tmp_path, basic=BASIC))


@pytest.mark.parametrize("name", ["../partner", "partner.toml", ""])
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(NotFoundError):
        Profile.load(name)


def test_a_profile_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match=r"basic\.toml cannot be read"):
        Profile.load("basic", folder(tmp_path, basic="title = ["))


def test_a_profile_that_relaxes_a_rule_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match="shapes/B"):
        Profile.load("basic", folder(tmp_path, basic=f'{BASIC}[severity]\nB = "Warning"\n'))


def test_a_profile_is_read_once_and_again_when_a_file_has_changed(tmp_path: Path) -> None:
    place = folder(tmp_path, basic=BASIC)
    before = Profile.load("basic", place)
    assert Profile.load("basic", place) is before
    folder(place, basic=BASIC.replace("Basic", "Altogether new"))
    assert Profile.load("basic", place).title.en == "Altogether new"

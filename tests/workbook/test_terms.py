"""Names are exact; what is near is only suggested."""

from __future__ import annotations

import pytest

from s3graph.model import Text
from s3graph.validation import Reference
from s3graph.vocabulary import ORG, S3, entity
from s3graph.workbook.terms import Names, Term, Terms, folded

ROBOTS = Term(entity("competence", "robotik"), Text("robotik", "robotics"), ("R1",), ("industrirobotar",))
FOOD = Term(entity("competence", "lokal-mat"), Text("lokal mat", "local food"), (), ("robotik i kök", "robotics"))
NAMES = Names.of([ROBOTS, FOOD])


@pytest.mark.parametrize(
    "said",
    ["robotik", " Robotik ", "ROBOTICS", "r1", "industrirobotar", "https://w3id.org/s3graph/id/competence/robotik"],
)
def test_a_label_a_code_another_name_and_the_address_are_found(said: str) -> None:
    assert NAMES.find(said) == (ROBOTS.node,)


def test_a_label_goes_before_another_s_other_name() -> None:
    assert NAMES.find("robotics") == (ROBOTS.node,)


def test_what_is_near_is_suggested_and_never_taken() -> None:
    assert NAMES.find("robotar") == ()
    assert NAMES.near("robotar")[0] == "robotik"
    assert NAMES.near("xyzzy") == ()


def test_a_name_of_two_things_is_both() -> None:
    twice = Names.of([ROBOTS, Term(entity("competence", "b"), Text("robotik", "b"))])
    assert len(twice.find("robotik")) == 2


def test_names_are_folded_alike_however_they_are_composed() -> None:
    assert folded("Va\u0308xjo\u0308\u00a0 kommun") == "växjö kommun"


def test_classes_below_and_above() -> None:
    terms = Terms(Reference.load())
    assert S3.SupportActor in terms.below(ORG.FormalOrganization)
    assert {S3.RegionalAuthority, S3.SupportActor, ORG.FormalOrganization} <= terms.supers[S3.RegionalAuthority]
    assert [term.label.sv for term in terms.of((S3.Region,))] == [
        "Gotlands län", "Jönköpings län", "Kalmar län", "Kronobergs län",
    ]  # fmt: skip

"""Addresses stay the same from delivery to delivery, and hold no person's number."""

from __future__ import annotations

import pytest

from loaders.keys import named_address, number_address, own_address, slug
from s3graph.vocabulary import entity
from s3graph.workbook.sheet import Sheet
from s3graph.workbook.template import Template


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return Template.load().sheets[0]


@pytest.mark.parametrize(
    ("text", "end"),
    [("Träcentrum Nässjö", "tracentrum-nassjo"), ("  A & B ", "a-och-b"), ("Åäö Éß", "aao-ess"), ("!!!", "")],
)
def test_a_slug_is_of_letters_and_digits(text: str, end: str) -> None:
    assert slug(text) == end


def test_long_names_are_cut_and_stay_apart() -> None:
    one, other = slug("a" * 200 + "b"), slug("a" * 200 + "c")
    assert one != other
    assert len(one) <= 100


def test_an_own_id_is_an_end_or_a_whole_address(sheet: Sheet) -> None:
    whole = "https://w3id.org/s3graph/id/actor/iuc-kalmar"
    assert own_address(sheet, "IUC Kalmar") == own_address(sheet, whole) == entity("actor", "iuc-kalmar")


def test_a_sole_trader_s_number_stands_in_no_address(sheet: Sheet) -> None:
    assert number_address(sheet, "4099000137") == entity("actor", "4099000137")
    assert number_address(sheet, "8001011234") is None


def test_namesakes_are_told_apart(sheet: Sheet) -> None:
    assert named_address(sheet, "Coompanion", ("vaxjo",)) == entity("actor", "coompanion-vaxjo")
    assert named_address(sheet, "Campus Ljungby", ("ljungby",)) == entity("actor", "campus-ljungby")
    assert named_address(sheet, "", ("kalmar",)) is None
    assert named_address(sheet, "", ("a", "b")) == entity("actor", "a-b")

"""Places of Statistics Sweden and Eurostat, linked to those of the platform where they are the same."""

from __future__ import annotations

import pytest

from loaders.places import PLACE_READERS, municipality
from s3graph.vocabulary import NUTS, entity
from tests.loaders.sent import said, triples

LKF, NUTS_READER = PLACE_READERS


def test_counties_and_municipalities_of_the_programme_area_are_linked_and_others_are_not() -> None:
    content = "vardekod,vardebenamning\n07,Kronoberg\n0780,Växjö\n078001,Ett distrikt\n01,Stockholm\n"
    read = triples(LKF, content)
    assert said(read, entity("lkf", "07"))["exactMatch"] == {entity("region", "SE212").value}
    town = said(read, entity("lkf", "0780"))
    assert town["exactMatch"] == {entity("municipality", "0780").value}
    assert town["broader"] == {entity("lkf", "07").value}
    assert said(read, entity("lkf", "078001"))["broader"] == {entity("lkf", "0780").value}
    assert "exactMatch" not in said(read, entity("lkf", "01"))


def test_territorial_units_stand_below_each_other_under_their_european_addresses() -> None:
    read = triples(
        NUTS_READER, "code\tsv\ten\nSE2\tSödra Sverige\tSouth\nSE21\tS\tS\nSE212\tKronobergs län\tKronoberg\n"
    )
    unit = said(read, NUTS.SE212)
    assert unit["broader"] == {NUTS.SE21.value}
    assert unit["exactMatch"] == {entity("region", "SE212").value}
    assert said(read, NUTS.SE21)["exactMatch"] == {entity("programme-area", "smaland-och-oarna").value}


@pytest.mark.parametrize("text", ["0767", "Markaryd", "Markaryds kommun"])
def test_a_municipality_is_known_by_code_and_name(text: str) -> None:
    assert municipality(text) == entity("municipality", "0767")


@pytest.mark.parametrize("text", ["0180", "Stockholm", "07", "SE212", ""])
def test_what_is_no_municipality_of_the_programme_area_is_not_guessed(text: str) -> None:
    assert municipality(text) is None


def test_a_name_that_ends_with_s_keeps_it() -> None:
    assert municipality("Tranås kommun") == entity("municipality", "0687")

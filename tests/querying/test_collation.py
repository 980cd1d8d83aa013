"""The order of names."""

from __future__ import annotations

import pytest

from s3graph.model import Language
from s3graph.querying.collation import order

NAMES = ["Östra", "zon", "Ängen", "Åre", "Ekö", "Éclair", "3D-teknik", "”Citat”", "el", "E l"]


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        (Language.SV, ["3D-teknik", "”Citat”", "E l", "Éclair", "Ekö", "el", "zon", "Åre", "Ängen", "Östra"]),
        (Language.EN, ["3D-teknik", "Ängen", "Åre", "”Citat”", "E l", "Éclair", "Ekö", "el", "Östra", "zon"]),
    ],
)
def test_names_are_ordered_as_people_do(language: Language, ordered: list[str]) -> None:
    assert sorted(NAMES, key=lambda name: order(name, language)) == ordered


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert order("A\u030are", Language.SV) == order("Åre", Language.SV)


def test_a_name_of_signs_alone_has_a_place() -> None:
    assert order("---", Language.SV) == ""

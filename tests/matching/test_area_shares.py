"""How surely a need lies in each area: by its links, by what the request names, and by the way it lies as a whole."""

from __future__ import annotations

import numpy as np
import pytest

from s3graph.matching.area_shares import TRADE, WHOLE, of_areas
from s3graph.matching.catalogue import Topic
from s3graph.matching.index import Index
from s3graph.matching.trade_areas import areas_of_trade


def lying(index: Index, *links: tuple[int, str, float], parts: int = 1) -> tuple[np.ndarray, tuple[Topic, ...]]:
    """``sure[part, competence]`` with these links, and the competences."""
    sure = np.zeros((parts, len(index.competences)), np.float32)
    for part, slug, value in links:
        sure[part, index.column_of[slug]] = value
    return sure, tuple(index.competences)


def test_a_link_is_shared_by_the_areas_of_its_competence_and_the_parts_of_the_need(index: Index) -> None:
    (area,) = index.competences[index.column_of["ost"]].areas
    assert of_areas(*lying(index, (0, "ost", 0.8)), ((), ""), {}) == {area: pytest.approx(0.8)}
    assert of_areas(*lying(index, (0, "ost", 0.8), parts=2), ((), ""), {}) == {area: pytest.approx(0.4)}


def test_what_is_named_counts_as_much_as_the_links_and_the_whole_a_part_of_that(index: Index) -> None:
    sure = lying(index)
    assert of_areas(*sure, (("industri", "livsmedel"), ""), {}) == {"industri": 0.5, "livsmedel": 0.5}
    assert of_areas(*sure, ((), ""), {"industri": 1.0}) == {"industri": pytest.approx(WHOLE)}


def test_the_trade_of_who_asks_counts_where_the_request_names_no_area(index: Index) -> None:
    hotel = "Vårt lilla hotell i Visby sliter med elräkningen."
    assert of_areas(*lying(index), ((), hotel), {}) == {"besoksnaring": TRADE}
    assert of_areas(*lying(index), (("industri",), hotel), {}) == {"industri": 1.0}


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Elräkningen på min camping på norra Öland har skenat.", ("besoksnaring",)),
        ("Our sourdough bakery in Tranås has outgrown its premises.", ("livsmedel",)),
        ("Mekanisk verkstad i Ljungby, tolv man.", ("industri",)),
        ("Vi har ett sågverk och ett mejeri", ("livsmedel", "tra-skog")),
        ("We are an IT company in Kalmar", ("digital",)),
        ("Vi är två kompisar som säljer till restauranger", ()),
        ("We build an app for hotels", ()),
        ("I want to open a café", ()),
    ],
)
def test_a_trade_is_who_asks_and_not_whom_it_sells_to(text: str, areas: tuple[str, ...]) -> None:
    assert areas_of_trade(text) == areas

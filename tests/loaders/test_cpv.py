"""CPV: a code with fewer digits that say something lies above one with more, as far as the file has it."""

from __future__ import annotations

from loaders.cpv import CPV_READER
from s3graph.vocabulary import Namespace
from tests.loaders.sent import said, triples

CPV = Namespace("cpv", "http://data.europa.eu/cpv/cpv/")


def test_codes_stand_below_the_nearest_one_there_is() -> None:
    read = triples(CPV_READER, "code\tsv\ten\n03000000\tA\tB\n03111000\tFrön\tSeeds\n03111100\tC\tD\n")
    assert said(read, CPV["03111100"])["broader"] == {CPV["03111000"].value}
    assert said(read, CPV["03111000"])["broader"] == {CPV["03000000"].value}
    assert "broader" not in said(read, CPV["03000000"])
    assert said(read, CPV["03111000"])["prefLabel"] == {"Frön@sv", "Seeds@en"}


def test_a_check_digit_is_no_part_of_the_address() -> None:
    read = triples(CPV_READER, "code,sv\n03000000-1,A\n")
    assert said(read, CPV["03000000"])["notation"] == {"03000000"}

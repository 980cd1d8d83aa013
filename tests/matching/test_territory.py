from __future__ import annotations

from pathlib import Path

import pytest

from s3graph.matching.territory import Territory, territory_of
from s3graph.matching.triples import Triples
from s3graph.vocabulary import S3, entity
from tests.matching.conftest import FIXTURES, MemoryStore


def territory(tmp_path: Path, said: str) -> Territory:
    """Of an actor that says this, among the places of the small graph."""
    prefixes = [line for line in (FIXTURES / "small.ttl").read_text("utf-8").splitlines() if line.startswith("@prefix")]
    own = tmp_path / "own.ttl"
    own.write_text("\n".join((*prefixes, f"actor:eta a s3:SupportActor ; {said} .")), "utf-8")
    return territory_of(Triples(MemoryStore(FIXTURES / "small.ttl", own)), entity("actor", "eta"))


@pytest.mark.parametrize(
    ("said", "regions", "serves"),
    [
        ("s3:seat municipality:0682 ; dct:spatial region:SE211", ("SE211",), ()),
        ("s3:seat municipality:0682 ; dct:spatial region:SE211, region:SE212", ("SE211", "SE212"), ()),
        ("s3:seat municipality:0682 ; dct:spatial region:SE211 ; s3:serves municipality:0682", ("SE211",), ("0682",)),
        ("s3:serves municipality:0682, municipality:0780", ("SE211", "SE212"), ("0682", "0780")),
        ("dct:spatial region:SE211, region:SE212 ; s3:serves region:SE211", ("SE211",), ()),
        ("dct:spatial <https://w3id.org/s3graph/id/programme-area/smaland-och-oarna>", ("SE211", "SE212", "SE214"), ()),
        ("s3:seat municipality:0980", ("SE214",), ()),
        ("dct:spatial municipality:0780", ("SE212",), ("0780",)),
    ],
)
def test_the_narrowest_that_is_said_holds(
    tmp_path: Path, said: str, regions: tuple[str, ...], serves: tuple[str, ...]
) -> None:
    found = territory(tmp_path, said)
    assert (found.regions, found.serves) == (regions, serves)


def test_a_place_rests_on_what_says_most_of_it(tmp_path: Path) -> None:
    found = territory(tmp_path, "s3:seat municipality:0682 ; s3:serves municipality:0682 ; dct:spatial region:SE211")
    assert found.said["0682"].predicate == S3.serves.value
    assert set(found.said) == {"0682", "SE211"}

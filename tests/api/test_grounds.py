"""Statements parted by what they rest on."""

from __future__ import annotations

from api.grounds import MOST_SITES, grounded, sites
from s3graph.model import Basis
from s3graph.querying.entity import Stated


def said(value: str, basis: Basis, *sources: str) -> Stated[str]:
    return Stated(value, basis, sources)


def test_the_confirmed_come_first_as_one_group_and_the_rest_by_their_sites() -> None:
    found = grounded(
        [
            said("a", Basis.INFERRED, "https://one.example/x"),
            said("b", Basis.READ, "https://two.example/"),
            said("c", Basis.INFERRED, "https://one.example/y"),
            said("d", Basis.CONFIRMED, "https://three.example/"),
            said("e", Basis.GENERAL),
        ]
    )
    assert [(group.confirmed, group.items) for group in found] == [
        (True, ("b", "d")),
        (False, ("a", "c")),
        (False, ("e",)),
    ]
    assert found[1].sites == (("one.example", "https://one.example/x"),)
    assert found[2].sites == ()
    assert grounded([]) == ()


def test_a_site_is_named_once_and_few_are_named() -> None:
    assert sites(["https://www.a.example/1", "https://a.example/2"]) == (("a.example", "https://www.a.example/1"),)
    assert sites(["javascript:alert(1)", "https://w3id.org/s3graph/id/source/platform"]) == (
        ("platform", "/id/source/platform"),
    )
    assert len(sites(f"https://{number}.example/" for number in range(9))) == MOST_SITES

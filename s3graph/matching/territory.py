"""Whose companies an actor is for: all of a county, several counties, the programme area, or certain municipalities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode

from s3graph.matching.catalogue import Statement
from s3graph.matching.triples import Triples
from s3graph.vocabulary import DCT, S3, kind_of, slug_of

_BROADEST_FIRST = (DCT.spatial, S3.seat, S3.serves)


class Territory(NamedTuple):
    """Slugs. ``serves`` is empty if an actor is for everyone in its ``regions``; ``said`` is what a place rests on."""

    regions: tuple[str, ...]
    seats: tuple[str, ...]
    serves: tuple[str, ...]
    said: dict[str, Statement]


def territory_of(said: Triples, actor: NamedNode) -> Territory:
    """What ``s3:serves`` says wins over ``dct:spatial``, and that over the county of the seat."""
    served, stated = (list(said.nodes(actor, predicate)) for predicate in (S3.serves, DCT.spatial))
    counties = list(_counties(said, served)) or list(_counties(said, stated))
    municipalities = [place for place in served if kind_of(place) == "municipality"]
    seats = said.nodes(actor, S3.seat)
    around = counties or [place for place in (*served, *stated, *seats) if kind_of(place) == "municipality"]
    if not counties and not municipalities:
        municipalities = [place for place in stated if kind_of(place) == "municipality"]
    return Territory(
        regions=tuple(dict.fromkeys(slug_of(region) for region in _around(said, around))),
        seats=said.slugs(actor, S3.seat, "municipality"),
        serves=tuple(slug_of(place) for place in municipalities),
        said={
            slug_of(place): said.statement(actor, predicate, place)
            for predicate in _BROADEST_FIRST
            for place in said.nodes(actor, predicate)
        },
    )


def _counties(said: Triples, places: list[NamedNode]) -> Iterator[NamedNode]:
    """Counties among the places; all of them for the programme area."""
    for place in places:
        if kind_of(place) == "region":
            yield place
        elif kind_of(place) == "programme-area":
            yield from said.of_class(S3.Region)


def _around(said: Triples, places: list[NamedNode]) -> Iterator[NamedNode]:
    """Counties as they are, and the county each municipality lies in."""
    for place in places:
        if kind_of(place) == "region":
            yield place
        else:
            yield from (wider for wider in said.nodes(place, DCT.isPartOf) if kind_of(wider) == "region")

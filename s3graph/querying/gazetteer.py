"""The municipalities of a release, what covers them, and who is seated there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from s3graph.graph import ReleaseStore
from s3graph.model import Language, Text
from s3graph.querying.entities import Collection, Entities
from s3graph.querying.entity import Actor, Entity, Named, Region
from s3graph.querying.statements import Statements
from s3graph.vocabulary import DCT, GEO, S3, SKOS, kind_of


@dataclass(frozen=True)
class Municipality(Entity):
    """A municipality as a territory. ``covering`` are slugs of what covers its companies: it, its county, all four."""

    code: str
    region: Named | None
    neighbours: tuple[Named, ...]
    covering: frozenset[str]


class Gazetteer:
    """Read once for a release. ``seated`` is by the slug of the municipality."""

    def __init__(self, store: ReleaseStore, entities: Entities) -> None:
        self._said = Statements(store)
        self._regions = {region.iri: region for region in entities.regions.ordered(Language.SV)}
        self.municipalities = Collection[Municipality](
            map(self._municipality, self._said.members(S3.Municipality)), Text(sv="kommunen", en="municipality")
        )
        seated: dict[str, list[Actor]] = {}
        for actor in entities.actors.by_address():
            if actor.seat is not None:
                seated.setdefault(actor.seat.value.slug, []).append(actor)
        self.seated: Mapping[str, tuple[Actor, ...]] = {slug: tuple(actors) for slug, actors in seated.items()}

    def _municipality(self, node: NamedNode) -> Municipality:
        said = self._said
        regions = [self._regions[up.value] for up in said.nodes(node, DCT.isPartOf) if up.value in self._regions]
        codes = said.literals(node, SKOS.notation)
        named = said.named(node)
        return Municipality(
            iri=node.value,
            label=named.label,
            example=named.example,
            other_names=said.tagged(node, SKOS.altLabel),
            code=codes[0].value if codes else named.slug,
            region=regions[0].as_named if regions else None,
            neighbours=tuple(
                said.named(other) for other in said.nodes(node, GEO.sfTouches) if kind_of(other) == "municipality"
            ),
            covering=frozenset([named.slug, *(slug for region in regions for slug in _above(region))]),
        )


def _above(region: Region) -> list[str]:
    return [region.slug, *([region.part_of.slug] if region.part_of else [])]

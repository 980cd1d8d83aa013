"""Where the asker is: from the request, else from place names in the need; and how near an actor lies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from s3graph.errors import UsageError
from s3graph.matching.catalogue import Actor, Place
from s3graph.matching.need import NeedRequest
from s3graph.matching.words import words
from s3graph.model import Text


class Nearness(IntEnum):
    """How an actor lies to the asker, nearest last."""

    ELSEWHERE = 0
    PROGRAMME_AREA = 1
    NEIGHBOUR_REGION = 2
    SAME_REGION = 3
    NEIGHBOUR_MUNICIPALITY = 4
    SAME_MUNICIPALITY = 5


@dataclass(frozen=True)
class Whereabouts:
    """A region, and a municipality of it where one is known."""

    region: Place
    municipality: Place | None

    @property
    def label(self) -> Text:
        return self.municipality.label if self.municipality else self.region.label

    def nearness(self, actor: Actor) -> Nearness:
        """Of all that holds, the nearest."""
        here = self.municipality
        if here is not None and here.slug in actor.municipalities:
            return Nearness.SAME_MUNICIPALITY
        if here is not None and self.region.slug in actor.regions and set(here.touches) & set(actor.municipalities):
            return Nearness.NEIGHBOUR_MUNICIPALITY
        if self.region.slug in actor.regions:
            return Nearness.SAME_REGION
        if set(self.region.touches) & set(actor.regions):
            return Nearness.NEIGHBOUR_REGION
        return Nearness.PROGRAMME_AREA if actor.regions else Nearness.ELSEWHERE


class Gazetteer:
    """The places of a release by slug and by name."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self._by_slug = {place.slug: place for place in places}
        self._by_name = {
            name: place
            for place in sorted(places, key=lambda place: place.part_of is not None)
            for spoken in place.names
            for name in _forms(spoken)
        }

    def whereabouts(self, request: NeedRequest, text: str) -> Whereabouts | None:
        """UsageError where the request names a place that does not exist."""
        municipality = self._named(request.municipality, municipal=True)
        region = self._named(request.region, municipal=False)
        if municipality is None and region is None:
            return self._mentioned(text)
        if region is None and municipality is not None and municipality.part_of is not None:
            region = self._by_slug.get(municipality.part_of)
        return Whereabouts(region, municipality) if region is not None else None

    def _named(self, slug: str | None, *, municipal: bool) -> Place | None:
        if slug is None:
            return None
        place = self._by_slug.get(slug)
        if place is None or (place.part_of is not None) != municipal:
            sv, en = ("kommun", "municipality") if municipal else ("region", "region")
            raise UsageError(
                Text(
                    sv=f"Okänd {sv} {slug!r}. Ange kommunkod, som 0780, eller regionkod, som SE212.",
                    en=f"Unknown {en} {slug!r}. Give a municipality code such as 0780, or a region code such as SE212.",
                )
            )
        return place

    def _mentioned(self, text: str) -> Whereabouts | None:
        """The most local place the text names; names of two words are looked for too ("kalmar län")."""
        tokens = words(text)
        pairs = [f"{first} {second}" for first, second in pairwise(tokens)]
        found = [self._by_name[name] for name in (*pairs, *tokens) if name in self._by_name]
        pair_regions = [self._by_name[name] for name in pairs if name in self._by_name]
        if pair_regions and pair_regions[0].part_of is None:
            return Whereabouts(pair_regions[0], None)
        for place in sorted(found, key=lambda place: place.part_of is None):
            if place.part_of is None:
                return Whereabouts(place, None)
            region = self._by_slug.get(place.part_of)
            if region is not None:
                return Whereabouts(region, place)
        return None


def _forms(name: str) -> tuple[str, ...]:
    lowered = " ".join(words(name))
    return (lowered, lowered if lowered.endswith("s") else lowered + "s")

"""Where the asker is: from the request, else from place names in the need; and how near an actor lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

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

    @property
    def slug(self) -> str:
        return (self.municipality or self.region).slug

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
        self._by_slug = {(place.level, place.slug): place for place in places}
        widest_first = sorted(places, key=lambda place: _LEVELS.index(place.level))
        self._by_name = {name: place for place in widest_first for spoken in place.names for name in _forms(spoken)}
        longest_first = sorted(self._by_name, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\b", re.IGNORECASE)

    def whereabouts(self, request: NeedRequest, text: str) -> Whereabouts | None:
        """From the request, else the most local place the text names. UsageError for a code that does not exist."""
        municipality = self._coded("municipality", request.municipality)
        region = self._coded("region", request.region)
        if municipality is None and region is None:
            return self._mentioned(text)
        return self._within(region, municipality)

    def masked(self, text: str) -> str:
        """The text without the names of places."""
        return self._pattern.sub("", text)

    def _coded(self, level: str, slug: str | None) -> Place | None:
        if slug is None:
            return None
        named = self._by_name.get(" ".join(words(slug)))
        place = self._by_slug.get((level, slug)) or (named if named is not None and named.level == level else None)
        if place is not None:
            return place
        raise UsageError(
            Text(
                sv=f"Okänd {'kommun' if level == 'municipality' else 'region'} {slug!r}. "
                "Ange kommunens namn eller kod, som Växjö eller 0780, eller regionens kod, som SE212.",
                en=f"Unknown {level} {slug!r}. Give the name or code of a municipality, such as Växjö or 0780, or the "
                "code of a region, such as SE212.",
            )
        )

    def _within(self, region: Place | None, municipality: Place | None) -> Whereabouts | None:
        if region is None and municipality is not None and municipality.part_of is not None:
            region = self._by_slug.get(("region", municipality.part_of))
        return Whereabouts(region, municipality) if region is not None else None

    def _mentioned(self, text: str) -> Whereabouts | None:
        found = [self._by_name[" ".join(words(name))] for name in self._pattern.findall(text)]
        for level in ("municipality", "region"):
            for place in found:
                if place.level == level:
                    return self._within(None, place) if level == "municipality" else Whereabouts(place, None)
        return None


_LEVELS = ("programme-area", "region", "municipality")


def _forms(name: str) -> tuple[str, ...]:
    """A name and its genitive, in lower case."""
    lowered = " ".join(words(name))
    return (lowered, lowered if lowered.endswith("s") else lowered + "s")

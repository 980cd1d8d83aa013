"""A number for every municipality: what a map shows, and the table beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from s3graph.model import Language, Status
from s3graph.querying.connections import Connections, WhiteSpot
from s3graph.querying.entities import Entities, Wanted
from s3graph.querying.entity import Actor, Initiative
from s3graph.querying.gazetteer import Gazetteer, Municipality


class Layer(StrEnum):
    """What is counted. White spots are of a whole county, and so of each of its municipalities."""

    SEATED = "seated"
    SERVING = "serving"
    INITIATIVES = "initiatives"
    WHITE_SPOTS = "white-spots"


@dataclass(frozen=True)
class Chosen:
    """A layer on a day, for an area, a competence, both or neither; a competence stands for those below it too."""

    layer: Layer
    day: date
    area: str | None = None
    competence: str | None = None

    @property
    def wanted(self) -> Wanted:
        status = Status.OPEN if self.layer is Layer.INITIATIVES else None
        return Wanted(day=self.day, area=self.area, competence=self.competence, status=status)


@dataclass(frozen=True)
class Figure:
    """One municipality and its number."""

    municipality: Municipality
    number: int


@dataclass(frozen=True)
class Chart:
    """The figures of all municipalities, by county and name.

    ``total`` is how many things were counted, ``elsewhere`` how many of them belong to no municipality of the map,
    ``examples`` how many are made up. ``spots`` are the white spots behind the figures of that layer.
    """

    chosen: Chosen
    figures: tuple[Figure, ...]
    total: int
    elsewhere: int
    examples: int
    spots: tuple[WhiteSpot, ...] = ()


class Atlas:
    """Over one release."""

    def __init__(self, entities: Entities, gazetteer: Gazetteer, connections: Connections) -> None:
        self._entities = entities
        self._gazetteer = gazetteer
        self._connections = connections

    def chart(self, chosen: Chosen, language: Language) -> Chart:
        """UsageError where the release has no such area or competence."""
        if chosen.layer is Layer.WHITE_SPOTS:
            return self._spots(chosen, language)
        entities = self._entities
        things: tuple[Actor, ...] | tuple[Initiative, ...]
        if chosen.layer is Layer.INITIATIVES:
            things = entities.choose(entities.initiatives, chosen.wanted, language)
            where = [entities.initiatives.facet(one.slug, "region") for one in things]
        else:
            things = entities.choose(entities.actors, chosen.wanted, language)
            seated = chosen.layer is Layer.SEATED
            where = [_seat(one) if seated else entities.actors.facet(one.slug, "region") for one in things]
        places = [(place, _reached(place, chosen.layer)) for place in self._places(language)]
        covered = frozenset[str]().union(*(reached for _, reached in places))
        return Chart(
            chosen=chosen,
            figures=tuple(
                Figure(place, sum(not reached.isdisjoint(one) for one in where)) for place, reached in places
            ),
            total=len(things),
            elsewhere=sum(covered.isdisjoint(one) for one in where),
            examples=sum(thing.example for thing in things),
        )

    def white_spots(self, area: str | None = None, competence: str | None = None) -> tuple[WhiteSpot, ...]:
        """Those of competences in an area, or of one competence and those below it. UsageError as of ``chart``."""
        wanted = Wanted(day=date.min, area=area, competence=competence)
        found = self._entities.choose(self._entities.competences, wanted, Language.SV)
        meant = {one.iri for one in found}
        return tuple(spot for spot in self._connections.white_spots if spot.competence.iri in meant)

    def _spots(self, chosen: Chosen, language: Language) -> Chart:
        spots = self.white_spots(chosen.area, chosen.competence)
        figures = tuple(
            Figure(place, sum(place.region is not None and spot.region.iri == place.region.iri for spot in spots))
            for place in self._places(language)
        )
        return Chart(chosen, figures, len(spots), 0, 0, spots)

    def _places(self, language: Language) -> Iterable[Municipality]:
        """By county code and name."""
        ordered = self._gazetteer.municipalities.ordered(language)
        return sorted(ordered, key=lambda place: place.region.slug if place.region else "")


def _seat(actor: Actor) -> frozenset[str]:
    return frozenset([actor.seat.value.slug] if actor.seat else [])


def _reached(place: Municipality, layer: Layer) -> frozenset[str]:
    """By what a thing belongs to a municipality: a seat by itself, a territory by whatever covers it."""
    return frozenset([place.slug]) if layer is Layer.SEATED else place.covering

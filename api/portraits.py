"""What the pages about actors, areas, competences, initiatives, places and services show, gathered from one release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pyoxigraph import NamedNode

from api.grounds import grounded
from api.messages import spoken
from api.state import Published
from s3graph.model import Language, Status, grouped
from s3graph.querying import kinship
from s3graph.querying.atlas import Chosen, Layer
from s3graph.querying.collation import order
from s3graph.querying.connections import Bridge, Priority, Strategy
from s3graph.querying.entities import Wanted
from s3graph.querying.entity import Actor, Amount, Entity, Initiative, Named, Region, slugs
from s3graph.vocabulary import kind_of, slug_of

MOST = 12
"""Actors, competences or initiatives that a page names before it leads on to the list."""
BRIDGES = 3
_DIGITS = 18
STANDINGS = (Status.OPEN, Status.PLANNED, Status.UNKNOWN, Status.ENDED)
Values = Mapping[str, Any]
Standing = tuple[Status, tuple[Initiative, ...]]


@dataclass(frozen=True)
class Portrait:
    """A template, and what it names beside what every page about a thing has."""

    template: str
    values: Values


@dataclass(frozen=True)
class Painter:
    """Of one release, on a day, in a language."""

    release: Published
    day: date
    language: Language

    def portrait(self, node: NamedNode) -> Portrait | None:
        """None for what has no page of its own sort; its statements alone are shown then."""
        kind, slug = kind_of(node) or "", slug_of(node)
        entities, gazetteer = self.release.entities, self.release.gazetteer
        painters: Mapping[str, tuple[Any, Callable[[Any], Values]]] = {
            "actor": (entities.actors, self._actor),
            "area": (entities.areas, self._area),
            "competence": (entities.competences, self._competence),
            "initiative": (entities.initiatives, self._initiative),
            "region": (entities.regions, self._region),
            "municipality": (gazetteer.municipalities, self._municipality),
        }
        if kind in painters and slug in painters[kind][0]:
            collection, paint = painters[kind]
            return self._framed(kind, paint(collection.get(slug)))
        if kind == "service":
            return self._framed(kind, self._service(node))
        return None

    def _framed(self, kind: str, values: Values) -> Portrait:
        common = {"tell": spoken("places", self.language), "tongue": self.language, "grounded": grounded}
        return Portrait(f"{kind}.html", {**common, **values})

    def _actor(self, actor: Actor) -> Values:
        everyone = self.release.entities.actors.ordered(self.language)
        known = self.release.entities.initiatives
        roles: dict[str, list[str]] = {}
        for part in actor.initiatives:
            roles.setdefault(part.value.slug, []).append(part.value.role)
        parties = [[link.value for link in (*one.owners, *one.participants)] for one in known.by_address()]
        return {
            "actor": actor,
            "roles": roles,
            "standings": self._standings(known.get(slug) for slug in roles if slug in known),
            "collaborations": [one for one in self.release.connections.collaborations if actor.as_named in one.parties],
            "companions": kinship.companions(actor, parties),
            "alike": kinship.alike(actor, everyone),
            "bridges": kinship.bridges(actor, everyone),
        }

    def _area(self, area: Entity) -> Values:
        actors = self._chosen_actors(area=area.slug)
        held = Counter(link.value for actor in actors for link in actor.competences)
        own = {one.iri for one in self._competences_of(area.slug)}
        return {
            "area": area,
            "priorities": [
                found for strategy in self.release.connections.strategies for found in _mapped(strategy, area.slug)
            ],
            "actors": actors,
            "counties": self._counties(actors),
            "held": [(one, number) for one, number in held.most_common() if one.iri in own][:MOST],
            "standings": self._standings(self._chosen_initiatives(area=area.slug)),
            "spots": self.release.atlas.white_spots(area=area.slug),
            "bridges": _strongest(one for one in self.release.connections.bridges if one.area.iri == area.iri),
        }

    def _competence(self, competence: Any) -> Values:
        holders = slugs(competence.actors)
        every = self._chosen_actors(competence=competence.slug)
        return {
            "competence": competence,
            "holders": competence.actors,
            "esco": [self._foreign(relation, iri) for relation, iri in competence.esco],
            "below": [actor for actor in every if actor.slug not in holders],
            "counties": self._counties(every),
            "offers": [
                (service.value, actor)
                for actor in self.release.entities.actors.ordered(self.language)
                for service in actor.services
                if competence.as_named in service.value.competences
            ],
            "standings": self._standings(self._chosen_initiatives(competence=competence.slug)),
            "spots": self.release.atlas.white_spots(competence=competence.slug),
        }

    def _foreign(self, relation: str, iri: str) -> tuple[str, Named, bool]:
        """A concept of another publisher, and whether the release knows what it is called."""
        node = NamedNode(iri)
        return relation, self.release.connections.named(node), self.release.store.knows(node)

    def _initiative(self, initiative: Initiative) -> Values:
        return {"initiative": initiative, "status": initiative.status(self.day), "money": self._money}

    def _money(self, amount: Amount) -> str:
        """With its currency where that is known; as the source writes it where it is not a whole number."""
        try:
            number = Decimal(amount.value)
        except InvalidOperation:
            return amount.value
        whole = number.is_finite() and number.adjusted() < _DIGITS and number == number.to_integral_value()
        said = grouped(int(number), self.language) if whole else amount.value
        return f"{said} {amount.currency}" if amount.currency else said

    def _region(self, region: Region) -> Values:
        actors = self._chosen_actors(region=region.slug)
        seated = self.release.gazetteer.seated
        return {
            "region": region,
            "strategies": [one for one in self.release.connections.strategies if region.as_named in one.places],
            "places": [(place, len(seated.get(place.slug, ()))) for place in self._by_name(region.municipalities)],
            "actors": actors,
            "areas": [
                (area, sum(area.slug in slugs(actor.areas) for actor in actors))
                for area in self.release.entities.areas.ordered(self.language)
            ],
            "standings": self._standings(self._chosen_initiatives(region=region.slug)),
            "spots": [one for one in self.release.connections.white_spots if one.region.iri == region.iri],
        }

    def _municipality(self, place: Any) -> Values:
        atlas = self.release.atlas
        charts = {layer: atlas.chart(Chosen(layer, self.day), self.language) for layer in Layer}
        return {
            "municipality": place,
            "seated": self.release.gazetteer.seated.get(place.slug, ()),
            "figures": {
                layer.value: next(one.number for one in chart.figures if one.municipality.slug == place.slug)
                for layer, chart in charts.items()
            },
            "neighbours": self._by_name(place.neighbours),
            "standings": self._standings(
                one
                for one in self.release.entities.initiatives.ordered(self.language)
                if place.slug in slugs(one.territory)
            ),
        }

    def _service(self, node: NamedNode) -> Values:
        offer = self.release.connections.offer(node)
        wanted, providers = slugs(offer.competences), slugs(offer.providers)
        others = [
            (service.value, actor)
            for actor in self.release.entities.actors.ordered(self.language)
            for service in actor.services
            if actor.slug not in providers and wanted & {one.slug for one in service.value.competences}
        ]
        return {"offer": offer, "others": others[:MOST]}

    def _standings(self, initiatives: Iterable[Initiative]) -> tuple[Standing, ...]:
        """By status: what is open first, what has ended last; each by name."""
        found: dict[Status, list[Initiative]] = {}
        for one in initiatives:
            found.setdefault(one.status(self.day), []).append(one)
        return tuple((status, tuple(self._by_name(found[status]))) for status in STANDINGS if status in found)

    def _chosen_actors(self, **wanted: str) -> tuple[Actor, ...]:
        """By name; what is made up comes last."""
        entities = self.release.entities
        found = entities.choose(entities.actors, Wanted(self.day, **wanted), self.language)  # type: ignore[arg-type]
        return tuple(sorted(found, key=lambda one: one.example))

    def _chosen_initiatives(self, **wanted: str) -> tuple[Initiative, ...]:
        entities = self.release.entities
        return entities.choose(entities.initiatives, Wanted(self.day, **wanted), self.language)  # type: ignore[arg-type]

    def _competences_of(self, area: str) -> Iterable[Entity]:
        entities = self.release.entities
        return entities.choose(entities.competences, Wanted(self.day, area=area), self.language)

    def _counties(self, actors: Iterable[Actor]) -> list[tuple[Region, int]]:
        """How many of the actors work in each county."""
        entities, slugs_of = self.release.entities, {actor.slug for actor in actors}
        return [
            (region, sum(actor.slug in slugs_of for actor in self._chosen_actors(region=region.slug)))
            for region in entities.regions.ordered(self.language)
        ]

    def _by_name(self, things: Iterable[Any]) -> list[Any]:
        """What is made up comes last."""
        return sorted(
            things,
            key=lambda one: (one.example, order(one.label.in_language(self.language), self.language), one.iri),
        )


def _mapped(strategy: Strategy, area: str) -> Iterable[tuple[Strategy, Priority, Any]]:
    return (
        (strategy, priority, link)
        for priority in strategy.priorities
        for link in priority.areas
        if link.value.slug == area
    )


def _strongest(bridges: Iterable[Bridge]) -> list[tuple[Named, list[Bridge]]]:
    """For each other area the competences that most pairs of actors share."""
    found: dict[Named, list[Bridge]] = {}
    for bridge in bridges:
        found.setdefault(bridge.other, []).append(bridge)
    return [(other, among[:BRIDGES]) for other, among in found.items()]

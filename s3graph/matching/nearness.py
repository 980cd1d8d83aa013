"""The reason that tells how near an actor lies: in a sentence, and by what the graph says of where both are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3graph.matching import phrases
from s3graph.matching.anywhere import counted
from s3graph.matching.catalogue import AFAR, KIND, Actor, Catalogue, Place, Statement
from s3graph.matching.meeting import Meeting
from s3graph.matching.places import Nearness, Whereabouts
from s3graph.matching.reason import Reason
from s3graph.model import Basis, Text
from s3graph.vocabulary import DCT, GEO, entity, graph

_AWAY = frozenset({Nearness.NEIGHBOUR_REGION, Nearness.PROGRAMME_AREA})


def region_reason(meeting: Meeting, row: int, contribution: float) -> Reason:
    """How near the actor lies to the place the asker gave."""
    catalogue, place = meeting.index.catalogue, meeting.place
    actor = catalogue.actors[row]
    if place is None:
        return _likely(meeting, actor, contribution)
    says, own = phrases.near(place, actor), _where(place, actor)
    labels = [found.label for slug in own if (found := catalogue.place_of.get(slug))]
    return Reason(
        feature="region",
        contribution=contribution,
        text=Text(sv=f"{actor.label.sv} {says.sv}.", en=f"{actor.label.en} {says.en}."),
        evidence=tuple(dict.fromkeys((*_of_actor(catalogue, place, actor, own), *_of_places(catalogue, place, own)))),
        asked=place.words or place.label.in_language(meeting.need.language),
        met=Text(sv=", ".join(label.sv for label in labels), en=", ".join(label.en for label in labels)),
    )


def _likely(meeting: Meeting, actor: Actor, contribution: float) -> Reason:
    """For how many of the places where the asker may be an actor is there, where no place was given."""
    catalogue = meeting.index.catalogue
    served, count = counted(meeting, actor)
    labels = [catalogue.place_of[slug].label for slug in actor.regions if slug in catalogue.place_of]
    sv, en = f"i {served} av de {count} kommuner", f"in {served} of the {count} municipalities"
    return Reason(
        feature="region",
        contribution=contribution,
        text=Text(
            sv=f"{actor.label.sv} är till för företag {sv} där den som frågar kan finnas.",
            en=f"{actor.label.en} is there for companies {en} in which the asker may be.",
        ),
        evidence=tuple(dict.fromkeys(said for slug in actor.regions for said in _at(catalogue, actor, slug))),
        met=Text(sv=", ".join(label.sv for label in labels), en=", ".join(label.en for label in labels)),
        slight=True,
    )


def _where(place: Whereabouts, actor: Actor) -> tuple[str, ...]:
    """Slugs of the actor's places that put it as near as it lies."""
    here, near = place.municipality, place.nearness(actor)
    if near is Nearness.SAME_MUNICIPALITY and here is not None:
        return (here.slug,)
    if near is Nearness.NEIGHBOUR_MUNICIPALITY and here is not None:
        return tuple(slug for slug in actor.municipalities if slug in here.touches)
    if near is Nearness.SAME_REGION:
        return (place.region.slug,)
    if near is Nearness.NEIGHBOUR_REGION:
        return tuple(slug for slug in actor.regions if slug in place.region.touches)
    return actor.regions if near is Nearness.PROGRAMME_AREA else actor.serves


def _of_actor(catalogue: Catalogue, place: Whereabouts, actor: Actor, own: Iterable[str]) -> Iterator[Statement]:
    """What says that the actor is at its own places, in the asker's county, and of use from afar."""
    county = (place.region.slug,) if place.region.slug in actor.regions else ()
    for slug in (*county, *own):
        yield from _at(catalogue, actor, slug)
    if actor.from_afar and place.nearness(actor) in _AWAY:
        yield from (actor.said[name] for name in (KIND, AFAR) if name in actor.said)


def _at(catalogue: Catalogue, actor: Actor, slug: str) -> Iterator[Statement]:
    """That the actor is at a place; of a county, by the area around it or a municipality in it where those are told."""
    if slug in actor.said:
        yield actor.said[slug]
        return
    for other, statement in actor.said.items():
        found = catalogue.place_of.get(other)
        if found is not None and found.level == "programme-area":
            yield statement
        elif found is not None and found.part_of == slug:
            yield from (statement, _lies_in(found))


def _of_places(catalogue: Catalogue, place: Whereabouts, own: Iterable[str]) -> Iterator[Statement]:
    """What says that the places lie next to the asker's, and in which county the asker's municipality is."""
    here, own = place.municipality, tuple(own)
    found = [catalogue.place_of[slug] for slug in own if slug in catalogue.place_of]
    beside = place.region if here is None or all(other.level == "region" for other in found) else here
    yield from (
        _stated(beside, GEO.sfTouches.value, other.level, other.slug) for other in found if other.slug in beside.touches
    )
    if here is not None and beside is place.region and here.part_of == place.region.slug:
        yield _lies_in(here)


def _lies_in(municipality: Place) -> Statement:
    return _stated(municipality, DCT.isPartOf.value, "region", municipality.part_of or "")


def _stated(place: Place, predicate: str, level: str, slug: str) -> Statement:
    """A statement on places: reference data, which we stand by."""
    source = graph("places").value
    subject, value = entity(place.level, place.slug).value, entity(level, slug).value
    return Statement(subject, predicate, value, Basis.CONFIRMED, (source,))

"""Likeness, bridges and companions of invented actors, where the right answer can be seen."""

from __future__ import annotations

from s3graph.model import Basis, Text
from s3graph.querying.entity import Actor, Link, Named, Stated
from s3graph.querying.kinship import SHOWN, alike, bridges, companions
from s3graph.vocabulary import entity


def named(kind: str, slug: str) -> Named:
    return Named(entity(kind, slug).value, Text(slug, slug))


def links(kind: str, words: str) -> tuple[Link, ...]:
    return tuple(Stated(named(kind, slug), Basis.READ, ()) for slug in words.split())


def actor(slug: str, areas: str, competences: str, example: bool = False) -> Actor:
    return Actor(
        iri=entity("actor", slug).value,
        label=Text(slug, slug),
        example=example,
        other_names=(),
        authority=False,
        confirmed=False,
        description=None,
        kind=None,
        financing=None,
        organisation_number=None,
        homepage=None,
        seat=None,
        regions=(),
        areas=links("area", areas),
        competences=links("competence", competences),
        services=(),
        initiatives=(),
    )


WOOD = actor("wood", "wood", "lean robots paint glue")
TWIN = actor("twin", "wood", "lean robots paint glue")
BROAD = actor("broad", "wood food", "lean robots paint milk cheese bread")
COOK = actor("cook", "food", "milk cheese lean")
GUIDE = actor("guide", "visits", "booking")
MADE_UP = actor("made-up", "wood food", "lean robots paint glue", example=True)
ALL = (WOOD, TWIN, BROAD, COOK, GUIDE, MADE_UP)


def test_alike_are_those_that_share_much_of_what_either_has() -> None:
    found = alike(WOOD, ALL)
    assert [kin.actor.slug for kin in found] == ["twin", "broad"]
    assert [one.slug for one in found[1].shared] == ["lean", "robots", "paint"]


def test_one_shared_competence_is_not_likeness() -> None:
    assert "cook" not in {kin.actor.slug for kin in alike(WOOD, ALL)}
    assert alike(GUIDE, ALL) == ()


def test_what_is_made_up_is_like_nothing_real() -> None:
    assert alike(MADE_UP, ALL) == ()
    assert "made-up" not in {kin.actor.slug for kin in (*alike(WOOD, ALL), *bridges(WOOD, ALL))}


def test_a_bridge_leads_to_another_area_and_prefers_who_is_only_there() -> None:
    (found,) = bridges(WOOD, ALL)
    assert found.area
    assert (found.area.slug, found.actor.slug) == ("food", "cook")
    assert [one.slug for one in found.shared] == ["lean"]
    assert bridges(WOOD, (WOOD, BROAD))[0].actor.slug == "broad"
    assert bridges(GUIDE, ALL) == ()


def test_no_more_are_shown_than_can_be_taken_in() -> None:
    many = tuple(actor(f"twin-{number}", "wood", "lean robots") for number in range(20))
    assert len(alike(WOOD, many)) == SHOWN


def test_companions_are_counted_by_initiative_and_not_by_role() -> None:
    parties = [
        [WOOD.as_named, COOK.as_named, COOK.as_named],
        [WOOD.as_named, COOK.as_named, TWIN.as_named],
        [TWIN.as_named, GUIDE.as_named],
    ]
    found = companions(WOOD, parties)
    assert [(one.named.slug, one.initiatives) for one in found] == [("cook", 2), ("twin", 1)]

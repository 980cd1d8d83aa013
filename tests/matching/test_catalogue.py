"""What follows from an actor's territory is found once for all that share it, and is each one's own."""

from __future__ import annotations

from dataclasses import replace

from s3graph.matching.catalogue import Actor, Catalogue


def test_what_follows_from_a_territory_is_what_each_actor_would_say(catalogue: Catalogue) -> None:
    local, afar = replace(catalogue.actors[0], serves=("0685",)), replace(catalogue.actors[0], from_afar=True)
    mixed = replace(catalogue, actors=(*catalogue.actors, local, afar, *catalogue.actors))

    def told(actor: Actor) -> tuple[object, ...]:
        return actor.regions, actor.municipalities, actor.serves, actor.from_afar

    assert mixed.by_territory(told) == [told(actor) for actor in mixed.actors]


def test_actors_of_one_territory_are_asked_once(catalogue: Catalogue) -> None:
    asked: list[Actor] = []
    replace(catalogue, actors=catalogue.actors * 2).by_territory(asked.append)
    assert 0 < len(asked) <= len(catalogue.actors)


def test_no_actors_say_nothing(catalogue: Catalogue) -> None:
    assert replace(catalogue, actors=()).by_territory(lambda actor: actor.iri) == []

"""Turns of phrase say no more than is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s3graph.matching.catalogue import KIND, Actor, Kind, Place, Statement, Topic
from s3graph.matching.phrases import has, named, near, worked
from s3graph.matching.places import Whereabouts
from s3graph.model import Basis, Text
from s3graph.vocabulary import entity

CHEESE = Topic("https://example.org/ost", Kind.COMPETENCE, Text(sv="osttillverkning", en="cheese making"), ())
LIFT = Topic("https://example.org/lyftet", Kind.INITIATIVE, Text(sv="Ostlyftet", en="The cheese lift"), ())
BETA = Text(sv="Beta", en="Beta")
COMPANY = Actor("https://example.org/beta", BETA, None, (), (), (), ())


@pytest.mark.parametrize(
    ("nearness", "sentence"),
    [
        (1.0, ", och Beta har just den kompetensen"),
        (0.5, ", och Beta har den närliggande kompetensen osttillverkning"),
        (0.25, ", som Beta inte har uppgett; närmast där är osttillverkning"),
    ],
)
def test_exact_adjacent_and_further_off_are_told_apart(nearness: float, sentence: str) -> None:
    assert has(COMPANY, CHEESE, nearness).sv == sentence


@pytest.mark.parametrize(("nearness", "said"), [(0.5, True), (1.0, False), (0.25, False)])
def test_of_what_nobody_has_it_is_said_that_nobody_has_it(nearness: float, said: bool) -> None:
    sentence = ", som ingen här har uppgett; Beta har den närliggande kompetensen osttillverkning"
    assert (has(COMPANY, CHEESE, nearness, nobodys=True).sv == sentence) is said
    assert ("nobody here states" in has(COMPANY, CHEESE, nearness, nobodys=True).en) is said


@pytest.mark.parametrize(
    ("nearness", "sentence"),
    [
        (1.0, ", which Beta gives courses in or works with"),
        (0.5, ", and Beta gives courses in or works with cheese making, which is adjacent"),
        (0.25, ", which Beta does not state; nearest there is cheese making"),
    ],
)
def test_who_is_there_to_teach_is_not_said_to_be_able(nearness: float, sentence: str) -> None:
    kind = Statement("a", "b", entity("actor-kind", "campus").value, Basis.CONFIRMED, ())
    college = replace(COMPANY, said={KIND: kind})
    assert has(college, CHEESE, nearness).en == sentence
    assert "har just den kompetensen" not in has(college, CHEESE, nearness).sv


@pytest.mark.parametrize(
    ("ended", "nearness", "sentence"),
    [
        ("2021", 1.0, ", som Beta har arbetat med i insatsen Ostlyftet (avslutad 2021)"),
        (None, 1.0, ", som Beta har arbetat med i insatsen Ostlyftet"),
        (
            "2021",
            0.5,
            ", och Beta har arbetat med osttillverkning, som ligger intill, i insatsen Ostlyftet (avslutad 2021)",
        ),
        ("2021", 0.25, ", som Beta inte har uppgett; närmast där är osttillverkning"),
    ],
)
def test_what_an_initiative_was_about_is_not_said_to_be_had(ended: str | None, nearness: float, sentence: str) -> None:
    through = Text(sv="insatsen Ostlyftet" + (f" (avslutad {ended})" if ended else ""), en="")
    assert worked(COMPANY, CHEESE, nearness, through).sv == sentence


def test_an_ended_initiative_is_spoken_of_as_past() -> None:
    assert named(LIFT, BETA, "2021").sv == "insatsen Ostlyftet (avslutad 2021), som Beta var med i"
    assert named(LIFT, BETA).en == "the initiative The cheese lift, which Beta takes part in"
    assert named(CHEESE, BETA).sv == "kompetensen osttillverkning, som Beta har"
    assert named(LIFT, BETA, going_on=False).sv == "insatsen Ostlyftet, som Beta är eller var med i"
    assert named(LIFT, BETA, "2021", going_on=False).en.endswith("which Beta took part in")


def place(slug: str, name: str, touches: tuple[str, ...] = ()) -> Place:
    return Place(slug, "region", Text(sv=name, en=name), (), None, touches)


def actor(region: str, *, seat: str = "", from_afar: bool = False) -> Actor:
    kind = Text(sv="forskningsinstitut", en="research institute")
    return Actor("https://example.org/a", BETA, kind, (region,), (seat,), (), (), from_afar=from_afar)


def test_one_is_on_an_island_and_in_a_town() -> None:
    gotland = Whereabouts(place("SE214", "Gotlands län"), place("0980", "Gotland"))
    assert near(gotland, actor("SE214", seat="0980")) == Text(sv="finns på Gotland", en="is on Gotland")
    town = Whereabouts(place("SE212", "Kronobergs län"), place("0780", "Växjö"))
    assert near(town, actor("SE212", seat="0780")) == Text(sv="finns i Växjö", en="is in Växjö")


def test_who_is_used_from_afar_says_so_in_the_next_county_alone() -> None:
    here = Whereabouts(place("SE211", "Jönköpings län", ("SE212",)), None)
    assert near(here, actor("SE212", from_afar=True)).sv.endswith("(forskningsinstitut: anlitas även från andra län)")
    assert near(here, actor("SE212")).sv == "arbetar i grannlänet till Jönköpings län"
    assert near(here, actor("SE211", from_afar=True)).sv == "arbetar i Jönköpings län"

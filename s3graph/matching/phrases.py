"""What reasons are made of: turns of phrase that say no more than is known, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from s3graph.matching.catalogue import KIND, Actor, Kind, Topic
from s3graph.matching.hierarchy import ADJACENT
from s3graph.matching.places import Nearness, Whereabouts
from s3graph.model import Text
from s3graph.vocabulary import entity

SAID = {
    Kind.COMPETENCE: Text(sv="kompetensen", en="the competence"),
    Kind.SERVICE: Text(sv="tjänsten", en="the service"),
    Kind.TESTBED: Text(sv="testbädden", en="the testbed"),
    Kind.INITIATIVE: Text(sv="insatsen", en="the initiative"),
    Kind.AREA: Text(sv="området", en="the area"),
}


CLOSE = Text(sv="ligger nära", en="is close to")
TOUCHES = Text(sv="har något gemensamt med", en="has something in common with")
ABOUT = Text(sv="Behovet gäller", en="The need is about")
MAY_BE_ABOUT = Text(sv="Behovet kan gälla", en="The need may be about")
TOLD = Text(sv="Det ni berättar rör", en="What you tell touches on")
TELLS = Text(sv="Det som berättas om företaget rör", en="What is told of the company touches on")

NEAR = {
    Nearness.SAME_MUNICIPALITY: Text(sv="finns {i} {here}", en="is {i} {here}"),
    Nearness.NEIGHBOUR_MUNICIPALITY: Text(
        sv="finns i grannkommunen till {here}", en="is in the municipality next to {here}"
    ),
    Nearness.SAME_REGION: Text(sv="arbetar i {county}", en="works in {county}"),
    Nearness.OTHER_MUNICIPALITY: Text(
        sv="är till för företag i vissa kommuner i {county}",
        en="is there for companies of certain municipalities in {county}",
    ),
    Nearness.NEIGHBOUR_REGION: Text(sv="arbetar i grannlänet till {county}", en="works in the county next to {county}"),
    Nearness.PROGRAMME_AREA: Text(
        sv="arbetar i ett annat län i programområdet", en="works in another county of the area"
    ),
    Nearness.ELSEWHERE: Text(sv="har ingen känd ort", en="has no known place"),
}

SCHOOLS = frozenset(entity("actor-kind", slug).value for slug in ("campus", "vocational-college"))
"""Kinds whose competences may be courses."""
ISLANDS = frozenset({"Gotland"})
"""Municipalities that one is on, not in."""


def near(place: Whereabouts, actor: Actor) -> Text:
    """How an actor lies to the asker, and whether that matters for an actor of its kind."""
    how, here, county = place.nearness(actor), (place.municipality or place.region).label, place.region.label
    at = Text(sv="på", en="on") if here.sv in ISLANDS else Text(sv="i", en="in")
    used = Text(sv="", en="")
    if actor.from_afar and actor.kind is not None and how in (Nearness.NEIGHBOUR_REGION, Nearness.PROGRAMME_AREA):
        kind = actor.kind
        used = Text(sv=f" ({kind.sv}: anlitas även från andra län)", en=f" ({kind.en}: used from other counties too)")
    return Text(
        sv=NEAR[how].sv.format(here=here.sv, county=county.sv, i=at.sv) + used.sv,
        en=NEAR[how].en.format(here=here.en, county=county.en, i=at.en) + used.en,
    )


def named(topic: Topic, who: Text, ended: str | None = None, *, going_on: bool = True) -> Text:
    """What of an actor was met, and whose it is; of an initiative, the year in which it ``ended``, or whether it is
    known to be ``going_on``."""
    if topic.kind is Kind.DESCRIPTION:
        return Text(sv=f"det {who.sv} arbetar med", en=f"what {who.en} works with")
    if topic.kind is Kind.INITIATIVE:
        there = Text(sv="är med i", en="takes part in")
        if ended:
            there = Text(sv="var med i", en="took part in")
        elif not going_on:
            there = Text(sv="är eller var med i", en="takes or took part in")
        own = initiative(topic, ended)
        return Text(sv=f"{own.sv}, som {who.sv} {there.sv}", en=f"{own.en}, which {who.en} {there.en}")
    kind = SAID[topic.kind]
    return Text(sv=f"{kind.sv} {topic.label.sv}, som {who.sv} har", en=f"{kind.en} {topic.label.en} of {who.en}")


def initiative(topic: Topic, ended: str | None) -> Text:
    """An initiative by name, and when it ended."""
    kind = SAID[Kind.INITIATIVE]
    since = Text(sv=f" (avslutad {ended})", en=f" (ended {ended})") if ended else Text(sv="", en="")
    return Text(sv=f"{kind.sv} {topic.label.sv}{since.sv}", en=f"{kind.en} {topic.label.en}{since.en}")


def has(actor: Actor, own: Topic, near: float, *, nobodys: bool = False) -> Text:
    """What an actor has of a competence asked for: that one, an adjacent one, or only something further off; and
    whether it is ``nobodys`` at all."""
    who, adjacent = actor.label, own.label
    if near < ADJACENT:
        return Text(
            sv=f", som {who.sv} inte har uppgett; närmast där är {adjacent.sv}",
            en=f", which {who.en} does not state; nearest there is {adjacent.en}",
        )
    if KIND in actor.said and actor.said[KIND].object in SCHOOLS:
        return _teaches(who, adjacent, near)
    if near >= 1:
        return Text(sv=f", och {who.sv} har just den kompetensen", en=f", and {who.en} has exactly that competence")
    if nobodys:
        return Text(
            sv=f", som ingen här har uppgett; {who.sv} har den närliggande kompetensen {adjacent.sv}",
            en=f", which nobody here states; {who.en} has the adjacent competence {adjacent.en}",
        )
    return Text(
        sv=f", och {who.sv} har den närliggande kompetensen {adjacent.sv}",
        en=f", and {who.en} has the adjacent competence {adjacent.en}",
    )


def through(offer: Text | None) -> Text:
    """By which service or testbed an actor does what it is said to have; nothing where none is known."""
    if offer is None:
        return Text(sv="", en="")
    return Text(sv=f", bland annat genom {offer.sv}", en=f", among other things through {offer.en}")


def offer(topic: Topic) -> Text:
    """A service or testbed by name."""
    kind = SAID[topic.kind]
    return Text(sv=f"{kind.sv} {topic.label.sv}", en=f"{kind.en} {topic.label.en}")


def _teaches(who: Text, own: Text, near: float) -> Text:
    """Whose competence may be a course it gives: an engineering programme builds nobody's robot."""
    if near >= 1:
        return Text(
            sv=f", som {who.sv} utbildar i eller arbetar med", en=f", which {who.en} gives courses in or works with"
        )
    return Text(
        sv=f", och {who.sv} utbildar i eller arbetar med {own.sv}, som ligger intill",
        en=f", and {who.en} gives courses in or works with {own.en}, which is adjacent",
    )


def works_with(who: Text, own: Text, count: int, *, nearest: bool) -> Text:
    """What of so many things that an actor works with lies nearest to a need, or only what it works with."""
    if nearest:
        are = "is" if count == 1 else "are"
        return Text(
            sv=f"Av det {who.sv} arbetar med ligger detta närmast: {own.sv}.",
            en=f"Of what {who.en} works with, nearest {are}: {own.en}.",
        )
    return Text(
        sv=f"{who.sv} arbetar bland annat med {own.sv}.", en=f"Among other things, {who.en} works with {own.en}."
    )


def worked(actor: Actor, own: Topic, near: float, through: Text) -> Text:
    """As ``has``, of a competence that an actor does not state itself, but an initiative it is in is about."""
    who = actor.label
    if near >= 1:
        return Text(
            sv=f", som {who.sv} har arbetat med i {through.sv}", en=f", which {who.en} has worked with in {through.en}"
        )
    if near >= ADJACENT:
        return Text(
            sv=f", och {who.sv} har arbetat med {own.label.sv}, som ligger intill, i {through.sv}",
            en=f", and {who.en} has worked with {own.label.en}, which is adjacent, in {through.en}",
        )
    return has(actor, own, near)


NOBODY = Text(sv="ingen här", en="nobody here")
NOBODY_NEAR = Text(sv="ingen i närheten", en="nobody nearby")
NONE_NAMED = Text(sv="ingen av dem som nämns", en="none of those named")
"""Who does not state what is wished: anybody, anybody near the asker, or of those named where no place is known."""


def wish(labels: Sequence[Text], *, surely: bool, lacking: Text | None, anybody: bool) -> Text:
    """What a wish is about, as far as the names of who has it, or of who comes nearest where ``lacking`` has it: after
    the asker's own words.
    """
    sv, en = _either([label.sv for label in labels], "eller"), _either([label.en for label in labels], "or")
    is_about = Text(sv=f"gäller {sv}", en=f"is about {en}")
    if not surely:
        is_about = Text(sv=f"kan gälla {sv}", en=f"may be about {en}")
    if lacking is None:
        return Text(sv=f"{is_about.sv}:", en=f"{is_about.en}:")
    said = Text(sv=f"{is_about.sv}, som {lacking.sv} har uppgett.", en=f"{is_about.en}, which {lacking.en} states.")
    return Text(sv=f"{said.sv} Närmast:", en=f"{said.en} Nearest:") if anybody else said


def _either(names: Sequence[str], join: str) -> str:
    *others, last = names
    return f"{', '.join(others)} {join} {last}" if others else last


def not_understood(*, begins: bool) -> Text:
    """The same of a wish that is not understood, before the name of who is there to ask about anything."""
    sv, en = "lästes inte säkert.", "was not surely understood."
    return Text(sv=f"{sv} Börja med:", en=f"{en} Begin with:") if begins else Text(sv=sv, en=en)

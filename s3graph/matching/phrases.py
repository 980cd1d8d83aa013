"""What reasons are made of: turns of phrase that say no more than is known, in both languages."""

from __future__ import annotations

from s3graph.matching.catalogue import Kind, Topic
from s3graph.matching.places import Nearness
from s3graph.model import Text

SAID = {
    Kind.COMPETENCE: Text(sv="kompetensen", en="the competence"),
    Kind.SERVICE: Text(sv="tjänsten", en="the service"),
    Kind.TESTBED: Text(sv="testbädden", en="the testbed"),
    Kind.INITIATIVE: Text(sv="insatsen", en="the initiative"),
    Kind.AREA: Text(sv="området", en="the area"),
}


CLOSE = Text(sv="ligger nära", en="is close to")
TOUCHES = Text(sv="har något gemensamt med", en="has something in common with")
ABOUT = Text(sv="gäller", en="is about")
MAY_BE_ABOUT = Text(sv="kan gälla", en="may be about")
IN = Text(sv="hör till", en="belongs to")
TOUCHES_AREA = Text(sv="kan röra", en="may touch")

ADJACENT = 0.5
"""Nearness from which a competence is called adjacent: one step through broader or related."""

NEAR = {
    Nearness.SAME_MUNICIPALITY: Text(sv="finns i {here}", en="is in {here}"),
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


def named(topic: Topic, who: Text) -> Text:
    """What of an actor was met, and whose it is."""
    if topic.kind is Kind.DESCRIPTION:
        return Text(sv=f"det {who.sv} arbetar med", en=f"what {who.en} works with")
    kind = SAID[topic.kind]
    return Text(sv=f"{kind.sv} {topic.label.sv}, som {who.sv} har", en=f"{kind.en} {topic.label.en} of {who.en}")


def has(who: Text, own: Topic, near: float) -> Text:
    """What an actor has of a competence asked for: that one, an adjacent one, or only something further off."""
    if near >= 1:
        return Text(sv=f"{who.sv} har just den kompetensen", en=f"{who.en} has exactly that competence")
    if near >= ADJACENT:
        adjacent = own.label
        return Text(
            sv=f"{who.sv} har den närliggande kompetensen {adjacent.sv}",
            en=f"{who.en} has the adjacent competence {adjacent.en}",
        )
    return Text(
        sv=f"det närmaste {who.sv} har är {own.label.sv}",
        en=f"the nearest that {who.en} has is {own.label.en}",
    )

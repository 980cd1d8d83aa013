"""How much of what an actor offers is about what offers like the need are about: the value, and why in a sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Facet, Topic
from s3graph.matching.hierarchy import OFFERS
from s3graph.matching.meeting import Meeting
from s3graph.matching.quoted import part_about, part_near
from s3graph.matching.reason import Reason
from s3graph.matching.tables import KINDS
from s3graph.model import Text

Floats = NDArray[np.float32]

NAMED = 3
"""Offers of the actor whose statements are given, the nearest first."""
_OFFERS = np.array([kind in OFFERS for kind in KINDS])
"""Of each kind, whether it is an offer."""


def offers(meeting: Meeting) -> Floats:
    """Cosine of what the need is about, by offers like it too, with what the actor's offers are about.

    Unlike ``competence`` it counts: twenty offers say more than one. Nothing where offers have nothing to say.
    """
    weight = meeting.told.weight
    if not weight:
        return np.zeros(len(meeting.index.catalogue.actors), np.float32)
    asked = meeting.told.asked(meeting.concepts) @ meeting.index.nearness
    cosines = meeting.index.tables.shares @ asked / max(float(np.linalg.norm(asked)), 1e-9)
    return np.asarray(weight * cosines, np.float32)


def offers_reason(meeting: Meeting, row: int, contribution: float) -> Reason:
    """The competence that counted most, the offer like the need that states it, and the actor's own offers there."""
    if not contribution:
        return Reason("offers", contribution, Text(sv="Inga liknande erbjudanden.", en="No similar offers."))
    index = meeting.index
    asked = meeting.told.asked(meeting.concepts)
    concept = int(np.argmax(asked * (index.nearness @ index.tables.shares[row])))
    shown, there, count = _own(meeting, row, concept)
    wanted, who = index.competences[concept].label, index.catalogue.actors[row].label
    met = _met(meeting, concept)
    about = _about(wanted, met)
    nearest = index.catalogue.topics[shown[0].topic].label
    sv, en = f"{who.sv} har {there} av sina {count} erbjudanden", f"{who.en} has {there} of its {count} offers"
    if there:
        has = Text(sv=f"{sv} där eller nära", en=f"{en} there or nearby")
    else:
        has = Text(sv=f"närmast det har {who.sv} ”{nearest.sv}”", en=f"nearest to that {who.en} has “{nearest.en}”")
    return Reason(
        feature="offers",
        contribution=contribution,
        text=Text(sv=f"{about.sv}, och {has.sv}.", en=f"{about.en}, and {has.en}."),
        evidence=tuple(statement for facet in ([met[1]] if met else []) + shown for statement in facet.statements),
        asked=part_near(meeting, [met[1].topic]) if met else part_about(meeting, concept),
        met=nearest,
    )


def _about(wanted: Text, met: tuple[Text, Facet, Topic] | None) -> Text:
    """What the need is about, and the offer that says so; by its own words where none does."""
    if met is None:
        return Text(sv=f"Behovet gäller {wanted.sv}", en=f"The need is about {wanted.en}")
    holder, _, offer = met
    return Text(
        sv=f"Behovet liknar ”{offer.label.sv}” hos {holder.sv}, som gäller {wanted.sv}",
        en=f"The need is like “{offer.label.en}” of {holder.en}, which is about {wanted.en}",
    )


def _met(meeting: Meeting, concept: int) -> tuple[Text, Facet, Topic] | None:
    """The nearest offer about the competence that somebody has: whose, the facet that says so, and the offer."""
    index = meeting.index
    for place in meeting.told.offers.tolist():
        holders = index.holders(place) if concept in index.tables.competences_of(place) else ()
        if holders:
            return holders[0][0].label, holders[0][1], index.catalogue.topics[place]
    return None


def _own(meeting: Meeting, row: int, concept: int) -> tuple[list[Facet], int, int]:
    """Facets of the ``NAMED`` offers of the actor that count most for a competence, the nearest first, how many reach
    it, and how many say their subjects.

    As the value has it, an offer counts where what it is about and the competence lead to a common one.
    """
    index = meeting.index
    kinds = index.tables.kinds[index.tables.own(row)]
    places, columns = index.tables.about(row)
    among = _OFFERS[kinds[places]]
    near = np.zeros(len(kinds), np.float32)
    held = index.nearness[columns[among]]
    np.maximum.at(near, places[among], held @ index.nearness[concept] / np.linalg.norm(held, axis=1))
    order = np.argsort(-near, kind="stable")[: min(np.count_nonzero(near), NAMED)].tolist()
    reaching = places[among][index.nearness[concept, columns[among]] > 0]
    facets = [index.catalogue.actors[row].facets[place] for place in order]
    return facets, len(np.unique(reaching)), len(np.unique(places[among]))

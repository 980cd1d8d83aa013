"""Collaborations that would bridge unmet needs, without anybody asking: pairs of actors of different areas.

A published need is unmet by a pair where neither of the two covers it alone and both together do. A pair is proposed
for a shared bridge *and* for difference (Frenken, Van Oort and Verburg 2007 on related variety): both reach one
competence, and each brings what the other lacks. Established collaborations are told, never proposed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from s3graph.errors import NotFoundError, UsageError
from s3graph.matching.cards import ActorCard
from s3graph.matching.catalogue import Actor, Kind, Topic
from s3graph.matching.index import Index
from s3graph.matching.ranking import card
from s3graph.model import Language, Text

Floats = NDArray[np.float32]

MET = 0.8
"""Share of what a need requires that must be reached for it to count as met."""
BRIDGE = 0.4
"""Least reach of both at the competence that joins them."""
OTHERS_CAN = 0.5
"""What a bridged need counts that some single actor meets, beside 1 for one that nobody meets alone."""


@dataclass(frozen=True)
class BridgedNeed:
    """A published need that the pair meets and neither of the two alone; ``nobody_alone``: no single actor does."""

    iri: str
    label: Text
    nobody_alone: bool


@dataclass(frozen=True)
class Proposal:
    """Two actors, the competence that joins them, what each adds, and the needs they would meet together.

    ``difference`` is one minus the cosine of what the two reach; ``worth`` orders proposals.
    """

    actors: tuple[ActorCard, ActorCard]
    adds: tuple[tuple[Text, ...], tuple[Text, ...]]
    bridge: Text
    needs: tuple[BridgedNeed, ...]
    difference: float
    worth: float

    def to_json(self, language: Language) -> dict[str, Any]:
        return {
            "actors": [
                {**actor.to_json(language), "adds": [label.in_language(language) for label in adds]}
                for actor, adds in zip(self.actors, self.adds, strict=True)
            ],
            "bridge": self.bridge.in_language(language),
            "needs": [
                {"iri": need.iri, "label": need.label.in_language(language), "nobody_alone": need.nobody_alone}
                for need in self.needs
            ],
            "difference": round(self.difference, 4),
            "worth": round(self.worth, 4),
            "proposed": True,
        }


@dataclass(frozen=True)
class _Ground:
    """``asked[need, concept]`` sums to one over a need's competences; ``alone[actor, need]`` is what each covers."""

    index: Index
    needs: tuple[Topic, ...]
    asked: Floats
    alone: Floats


def proposals(
    index: Index, *, actor: str | None = None, areas: tuple[str, str] | None = None, limit: int = 10
) -> tuple[Proposal, ...]:
    """The best first: for one actor (its IRI), between two areas (slugs), or of all.

    NotFoundError for an unknown actor, UsageError for areas that are unknown or the same.
    """
    _check(index, actor, areas)
    ground = _ground(index)
    actors = index.catalogue.actors
    joined = [set(c.parties) for c in index.catalogue.collaborations if not c.proposed]
    joined += [set(initiative.parties) for initiative in index.catalogue.initiatives]
    found = []
    for first, second in combinations(range(len(actors)), 2):
        if not _wanted(actors[first], actors[second], actor, areas):
            continue
        pair = {actors[first].iri, actors[second].iri}
        if any(pair <= parties for parties in joined):
            continue
        proposal = _proposal(ground, first, second)
        if proposal is not None:
            found.append(proposal)
    found.sort(key=lambda proposal: (-proposal.worth, proposal.actors[0].iri, proposal.actors[1].iri))
    return tuple(found[:limit])


def _check(index: Index, actor: str | None, areas: tuple[str, str] | None) -> None:
    if actor is not None and all(other.iri != actor for other in index.catalogue.actors):
        raise NotFoundError(
            Text(sv=f"Aktören {actor} finns inte bland stödaktörerna.", en=f"There is no support actor {actor}.")
        )
    known = sorted(index.catalogue.topics[place].areas[0] for place in index.tables.of_kind(Kind.AREA))
    if areas is not None and (areas[0] == areas[1] or not set(areas) <= set(known)):
        raise UsageError(
            Text(sv=f"Ange två olika områden bland {', '.join(known)}.", en=f"Give two areas among {', '.join(known)}.")
        )


def _wanted(first: Actor, second: Actor, actor: str | None, areas: tuple[str, str] | None) -> bool:
    """Actors whose areas differ, among those asked for."""
    if actor is not None and actor not in (first.iri, second.iri):
        return False
    if areas is not None:
        one, other = areas
        return (one in first.areas and other in second.areas) or (other in first.areas and one in second.areas)
    return set(first.areas) != set(second.areas)


def _ground(index: Index) -> _Ground:
    column = index.columns
    needs, rows = [], []
    for topic in (index.catalogue.topics[place] for place in index.tables.of_kind(Kind.NEED)):
        columns = [column[iri] for iri in topic.subjects if iri in column]
        if columns:
            row = np.zeros(len(column), np.float32)
            row[columns] = 1 / len(columns)
            needs.append(topic)
            rows.append(row)
    asked = np.array(rows, np.float32).reshape(len(rows), len(column))
    return _Ground(index, tuple(needs), asked, np.asarray(index.reach @ asked.T, np.float32))


def _proposal(ground: _Ground, first: int, second: int) -> Proposal | None:
    """None where nothing joins the two, or together they meet no need that one of them does not meet alone."""
    reach = ground.index.reach
    together = np.maximum(reach[first], reach[second]) @ ground.asked.T
    bridged = (together >= MET) & (np.maximum(ground.alone[first], ground.alone[second]) < MET)
    shared = np.minimum(reach[first], reach[second])
    wanted = ground.asked[bridged].sum(axis=0)
    joining = shared * (1 + ground.index.nearness @ wanted) if bridged.any() else shared
    best = int(np.argmax(joining)) if len(joining) else 0
    if not bridged.any() or shared[best] < BRIDGE:
        return None
    nobody = ground.alone.max(axis=0) < MET
    needs = tuple(
        BridgedNeed(need.iri, need.label, bool(nobody[place]))
        for place, need in enumerate(ground.needs)
        if bridged[place]
    )
    difference = _difference(reach[first], reach[second])
    worth = difference * sum(1.0 if need.nobody_alone else OTHERS_CAN for need in needs)
    labels = [competence.label for competence in ground.index.competences]
    actors = ground.index.catalogue.actors
    return Proposal(
        actors=(card(actors[first]), card(actors[second])),
        adds=(_adds(labels, reach, (first, second), wanted), _adds(labels, reach, (second, first), wanted)),
        bridge=labels[best],
        needs=needs,
        difference=difference,
        worth=worth,
    )


def _difference(first: Floats, second: Floats) -> float:
    size = float(np.linalg.norm(first) * np.linalg.norm(second))
    return 1 - float(first @ second) / size if size else 1.0


def _adds(labels: list[Text], reach: Floats, pair: tuple[int, int], wanted: Floats) -> tuple[Text, ...]:
    """Up to three wanted competences that the first of the pair reaches farther than the second."""
    gain = np.maximum(reach[pair[0]] - reach[pair[1]], 0) * wanted
    return tuple(labels[place] for place in np.argsort(-gain, kind="stable")[:3] if gain[place] > 0)

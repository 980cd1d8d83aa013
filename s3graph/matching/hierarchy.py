"""How near competences lie to each other through broader and related, and how far an actor's competences reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Actor, Catalogue, Facet, Kind, Topic

Floats = NDArray[np.float32]

TO_NARROWER = 0.8
"""An actor that can the whole field probably can its part."""
TAUGHT = 0.5
"""The same of one that teaches: a school of energy is not the one to ask about waste heat."""
TO_BROADER = 0.6
"""An actor that can a part has a foot in the whole."""
TO_RELATED = 0.5
SEVERAL = 0.8
"""An actor that can several parts nearly has the whole, and so its other parts."""
PARTS = 3
"""How many are several: casting and die casting are not all of metalworking."""
ADJACENT = 0.5
"""Nearness from which a competence is called adjacent: one step through broader or related."""
OF_ANY_TRADE = 4
"""Fewest areas of a competence that companies of any trade may ask for: money, skills, sustainability."""
STRENGTH = {Kind.COMPETENCE: 1.0, Kind.SERVICE: 0.9, Kind.TESTBED: 0.9, Kind.INITIATIVE: 0.7}
"""How strongly a facet speaks for a competence it states or is about."""
STEP = ADJACENT * STRENGTH[Kind.SERVICE]
"""Reach of who has, at least as a service, what is adjacent to a competence."""
OFFERS = (Kind.SERVICE, Kind.TESTBED, Kind.INITIATIVE)
STEPS = 2


def concepts_of(topics: Sequence[Topic]) -> tuple[int, ...]:
    """Places of the competences among the topics, in order: the columns of every matrix here."""
    return tuple(place for place, topic in enumerate(topics) if topic.kind is Kind.COMPETENCE)


def of_any_trade(competences: Iterable[Topic]) -> NDArray[np.bool_]:
    """``[concept]``: whether companies of any trade may ask for it."""
    return np.array([len(competence.areas) >= OF_ANY_TRADE for competence in competences], np.bool_)


def nearness(topics: Sequence[Topic], to_narrower: float = TO_NARROWER) -> Floats:
    """``[i, j]``: how far having concept i says having concept j, 0 to 1; 1 on the diagonal, best path of two steps."""
    concepts = [topics[place] for place in concepts_of(topics)]
    column = {concept.iri: place for place, concept in enumerate(concepts)}
    step = np.eye(len(concepts), dtype=np.float32)
    for place, concept in enumerate(concepts):
        for wider in (column[iri] for iri in concept.broader if iri in column):
            step[place, wider] = max(step[place, wider], TO_BROADER)
            step[wider, place] = max(step[wider, place], to_narrower)
        for other in (column[iri] for iri in concept.related if iri in column):
            step[place, other] = max(step[place, other], TO_RELATED)
            step[other, place] = max(step[other, place], TO_RELATED)
    reached = step
    for _ in range(STEPS - 1):
        reached = _best_paths(reached, step)
    return reached


def _best_paths(reached: Floats, step: Floats) -> Floats:
    further = reached.copy()
    for middle in range(len(step)):
        onward = np.flatnonzero(step[middle])
        np.maximum(
            further[:, onward], np.outer(reached[:, middle], step[middle, onward]), out=(best := further[:, onward])
        )
        further[:, onward] = best
    return further


def facet_concepts(facet: Facet, topics: Sequence[Topic]) -> tuple[str, ...]:
    """The competences a facet states or is about."""
    topic = topics[facet.topic]
    return (topic.iri,) if topic.kind is Kind.COMPETENCE else topic.subjects


def reach(catalogue: Catalogue) -> Floats:
    """``[actor, concept]``: how far the actor's facets speak for a concept, directly or through the hierarchy."""
    topics = catalogue.topics
    column = {topics[place].iri: number for number, place in enumerate(concepts_of(topics))}
    able, taught = nearness(topics), nearness(topics, TAUGHT)
    reached = np.zeros((len(catalogue.actors), len(column)), np.float32)
    for row, actor in enumerate(catalogue.actors):
        near = taught if actor.teaches else able
        own = own_concepts(actor, topics)
        for held, strength in (own | _wholes(own, topics, column)).items():
            if held in column:
                np.maximum(reached[row], strength * near[column[held]], out=reached[row])
    return reached


def _wholes(own: Mapping[str, float], topics: Sequence[Topic], column: Mapping[str, int]) -> dict[str, float]:
    """Competences of which an actor has ``PARTS`` or more, and how far that speaks for having the whole."""
    places = concepts_of(topics)
    parts: dict[str, list[float]] = {}
    for held in own.keys() & column.keys():
        for wider in topics[places[column[held]]].broader:
            parts.setdefault(wider, []).append(own[held])
    found = {wider: SEVERAL * sorted(has)[-PARTS] for wider, has in parts.items() if len(has) >= PARTS}
    return {wider: max(strength, own.get(wider, 0.0)) for wider, strength in found.items()}


def shares(catalogue: Catalogue) -> Floats:
    """``[actor, concept]``: how much of an actor's offers lies there, directly or through the hierarchy.

    An offer about several concepts is divided among them. Rows are of unit length; zeros for an actor without offers
    that say what they are about.
    """
    topics = catalogue.topics
    column = {topics[place].iri: number for number, place in enumerate(concepts_of(topics))}
    counts = np.zeros((len(catalogue.actors), len(column)), np.float32)
    for row, actor in enumerate(catalogue.actors):
        for topic in (topics[facet.topic] for facet in actor.facets):
            own = [column[iri] for iri in topic.subjects if iri in column] if topic.kind in OFFERS else []
            counts[row, own] += 1 / max(len(own), 1)
    near = counts @ nearness(topics)
    return np.asarray(near / np.maximum(np.linalg.norm(near, axis=1, keepdims=True), 1e-9), np.float32)


def own_concepts(actor: Actor, topics: Sequence[Topic]) -> dict[str, float]:
    """Each competence an actor's facets state, with the strongest kind of facet that does."""
    held: dict[str, float] = {}
    for facet in actor.facets:
        strength = STRENGTH.get(topics[facet.topic].kind, 0.0)
        for concept in facet_concepts(facet, topics):
            held[concept] = max(held.get(concept, 0.0), strength)
    return held

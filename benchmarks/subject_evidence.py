"""What a need is about, told by the services nearest to it, and what an actor is about, by how often its services are.

The service links a need to the *names* of competences, and asks whether an actor reaches one at all. Where services
state what they are about, two things more can be read, and ``benchmarks.grants`` measures what they are worth: the
subjects of the services that are most like the need, and the share of an actor's services on each subject. The figures
here were chosen on the DEV needs of that collection.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.index import Index
from s3graph.matching.meeting import Meeting

Floats = NDArray[np.float32]

NEAREST = 20
TEMPERATURE = 0.1
"""How sharply the nearest services win over the others."""
NAMES = 0.5
"""Share of the links to names beside those through services."""


@dataclass(frozen=True)
class Evidenced(Meeting):
    """A meeting whose need is about what both say: names of competences, and the services nearest to it."""

    @classmethod
    def of(cls, meeting: Meeting) -> Evidenced:
        return cls(**{field.name: getattr(meeting, field.name) for field in fields(meeting)})

    @cached_property
    def concepts(self) -> Floats:
        about = subjects_of(self.index)
        stated = np.flatnonzero(about.any(axis=1))
        by_clause = self.importance @ self.topics[:, stated] / max(float(self.importance.sum()), 1e-9)
        similar = by_clause + _means(self.index)[stated] @ self.whole
        named = self.links.weights(self.importance)
        named = named / max(float(named.sum()), 1e-9)
        return np.asarray(NAMES * named + (1 - NAMES) * nearest_subjects(similar, about[stated]), np.float32)


def nearest_subjects(similar: Floats, about: Floats) -> Floats:
    """``[concept]``, summing to one, of ``similar[service]`` and ``about[service, concept]``, whose rows sum to one."""
    kept = np.argsort(-similar, kind="stable")[:NEAREST]
    powers = np.exp((similar[kept] - similar[kept[0]]) / TEMPERATURE)
    return np.asarray(powers / powers.sum() @ about[kept], np.float32)


def subjects_of(index: Index) -> Floats:
    """``[topic, concept]``: rows of topics that state subjects sum to one, the others to zero."""
    places, columns = index.tables.subjects
    stating = ~np.isin(places, index.concepts)
    about = np.zeros((len(index.tables.kinds), len(index.concepts)), np.float32)
    about[places[stating], columns[stating]] = 1
    return np.asarray(about / np.maximum(about.sum(axis=1, keepdims=True), 1), np.float32)


def likeness(asked: Floats, index: Index) -> Floats:
    """``[actor]``: cosine of what is asked with the shares of the actor's services, both through the hierarchy.

    Unlike ``reach``, twenty services on a subject say more than one.
    """
    about = subjects_of(index)
    shares = np.stack([about[index.evidence_of(row)[1]].mean(axis=0) for row in range(len(index.catalogue.actors))])
    wanted = asked @ index.nearness
    return np.asarray(_unit(shares @ index.nearness) @ _unit(wanted), np.float32)


def _means(index: Index) -> Floats:
    """``[topic]``: the mean direction of its passages."""
    return _unit(np.add.reduceat(index.vectors[:], index.tables.passages, axis=0))


def _unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9), np.float32)

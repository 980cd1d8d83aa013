"""What a need is held against beside texts, as arrays: found when an index is built, so that loading finds nothing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Actor, Catalogue, Kind
from s3graph.matching.hierarchy import OFFERS, concepts_of, reach, shares
from s3graph.matching.vectors import Rows, floats

EVIDENCE = (Kind.COMPETENCE, Kind.SERVICE, Kind.TESTBED, Kind.INITIATIVE, Kind.DESCRIPTION)
"""Facets a need is held against clause by clause; areas have a feature of their own."""
Floats = NDArray[np.float32]
Places = NDArray[np.int64]
KINDS = tuple(Kind)


@dataclass(frozen=True, eq=False)
class Tables:
    """``kinds[topic]``, the place of each topic's kind in ``Kind``; ``passages[topic]``, its first passage;
    ``subjects[:, pair]``, places of topics and columns of the competences they are about, a competence about itself;
    ``facets[facet]``, the topic of each facet, actor after actor; ``actors[actor]``, its first facet, and behind the
    last the end; ``statements[actor]``, how many it rests on, and of them read in a source or confirmed;
    ``record[:, statement]``, of each of those its actor, the day it was last delivered or confirmed, 0 if unknown, its
    facet's place among the actor's, and whether it was read or confirmed;
    ``profiles[actor]``, the mean direction of its evidence, of unit length; ``reach[actor, competence]``;
    ``shares[actor, competence]``, how much of its offers lies there, of unit length.
    """

    kinds: NDArray[np.uint8]
    passages: Places
    subjects: Places
    facets: Places
    actors: Places
    statements: Places
    record: NDArray[np.int32]
    profiles: Floats
    reach: Floats
    shares: Floats

    @classmethod
    def build(cls, catalogue: Catalogue, vectors: Rows) -> Tables:
        """``vectors`` are those of all passages, in order."""
        kinds = np.array([KINDS.index(topic.kind) for topic in catalogue.topics], np.uint8)
        passages = _starts([len(topic.passages) for topic in catalogue.topics])
        facets = [np.array([facet.topic for facet in actor.facets], np.int64) for actor in catalogue.actors]
        evidence = [own[is_evidence(kinds[own])] for own in facets]
        profiles = [_profile(own, np.append(passages, len(vectors)), vectors) for own in evidence]
        return cls(
            kinds=kinds,
            passages=passages,
            subjects=_subjects(catalogue),
            facets=np.concatenate([np.empty(0, np.int64), *facets]),
            actors=np.cumsum([0, *map(len, facets)], dtype=np.int64),
            statements=np.array([_statements(actor) for actor in catalogue.actors], np.int64).reshape(-1, 2),
            record=record_of(catalogue),
            profiles=np.array(profiles, np.float32).reshape(len(profiles), vectors["values"].shape[1]),
            reach=reach(catalogue),
            shares=shares(catalogue),
        )

    def save(self, path: Path) -> None:
        np.savez(path, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> Tables:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            return cls(**{field.name: kept[field.name] for field in fields(cls)})

    def are(self, *kinds: Kind) -> NDArray[np.bool_]:
        """``[topic]``: whether it is of one of some kinds."""
        return np.array([kind in kinds for kind in KINDS], np.bool_)[self.kinds]

    def of_kind(self, *kinds: Kind) -> Places:
        """Places of the topics of some kinds, kind after kind."""
        return np.concatenate([np.flatnonzero(self.kinds == KINDS.index(kind)) for kind in kinds])

    @cached_property
    def evidence(self) -> tuple[Places, Places]:
        """Places of the facets that are evidence, actor after actor, and the first of each actor among them."""
        among = is_evidence(self.kinds[self.facets])
        before = np.concatenate([[0], np.cumsum(among)])
        return np.flatnonzero(among), before[self.actors[:-1]]

    def own(self, row: int) -> Places:
        """Topics of an actor's facets."""
        return self.facets[self.actors[row] : self.actors[row + 1]]

    def about(self, row: int) -> tuple[Places, NDArray[np.int32]]:
        """What an actor's facets are about, pair by pair: places among its facets, and columns of the competences."""
        facets, columns = self._stated
        first, end = np.searchsorted(facets, self.actors[row : row + 2])
        return facets[first:end] - self.actors[row], columns[first:end]

    @cached_property
    def _stated(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Of all facets, actor after actor: each facet and column of a competence that it is about."""
        starts, ends = self._about[self.facets], self._about[self.facets + 1]
        counts = ends - starts
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        facets, pairs = np.repeat(np.arange(len(counts)), counts), np.repeat(starts, counts) + within
        return facets.astype(np.int32), self.subjects[1, pairs].astype(np.int32)

    def by_topic(self, asked: Floats) -> Floats:
        """``[topic]``: the most of what is ``asked[concept]`` of the competences each is about."""
        topics, columns = self.subjects
        found = np.zeros(len(self.kinds), np.float32)
        np.maximum.at(found, topics, asked[columns])
        return found

    def competences_of(self, topic: int) -> Places:
        """Columns of the competences a topic is about."""
        return np.asarray(self.subjects[1, self._about[topic] : self._about[topic + 1]], np.int64)

    @cached_property
    def _about(self) -> NDArray[np.int32]:
        """``[topic]``: where its pairs begin among ``subjects``, and behind the last the end."""
        return np.searchsorted(self.subjects[0], np.arange(len(self.kinds) + 1)).astype(np.int32)

    @cached_property
    def stating(self) -> tuple[Places, Places, Places]:
        """Offers that say what they are about: their topics, the first competence of each, and behind the last the end,
        and columns of those competences."""
        topics, columns = self.subjects
        among = np.isin(self.kinds[topics], [KINDS.index(kind) for kind in OFFERS])
        places, starts = np.unique(topics[among], return_index=True)
        return places, np.append(starts, among.sum()), columns[among]

    @cached_property
    def furthest(self) -> Floats:
        """``[competence]``: how far the actor that reaches it best does; 0 without actors."""
        return np.asarray(self.reach.max(axis=0, initial=0), np.float32)

    @cached_property
    def confirmed(self) -> Floats:
        """``[actor]``: share of its statements that were read in a source or confirmed."""
        return np.asarray(self.statements[:, 1] / np.maximum(self.statements[:, 0], 1), np.float32)

    @cached_property
    def holdings(self) -> tuple[Places, Places]:
        """Facets in the order of their topics, and those topics."""
        order = np.argsort(self.facets, kind="stable")
        return order, self.facets[order]

    def holders(self, topic: int) -> list[tuple[int, int]]:
        """Actors that have a topic, and the place among each one's facets that says so."""
        order, topics = self.holdings
        facets = order[np.searchsorted(topics, topic) : np.searchsorted(topics, topic, side="right")]
        rows = np.searchsorted(self.actors, facets, side="right") - 1
        return list(zip(rows.tolist(), (facets - self.actors[rows]).tolist(), strict=True))


def is_evidence(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Of places in ``Kind``."""
    return np.isin(kinds, [KINDS.index(kind) for kind in EVIDENCE])


def _starts(counts: list[int]) -> Places:
    return np.cumsum([0, *counts], dtype=np.int64)[:-1]


def _subjects(catalogue: Catalogue) -> Places:
    topics = catalogue.topics
    column = {topics[place].iri: number for number, place in enumerate(concepts_of(topics))}
    pairs = [
        (place, column[iri])
        for place, topic in enumerate(topics)
        for iri in ((topic.iri,) if topic.kind is Kind.COMPETENCE else topic.subjects)
        if iri in column
    ]
    return np.ascontiguousarray(np.array(pairs, np.int64).reshape(-1, 2).T)


def _statements(actor: Actor) -> tuple[int, int]:
    statements = [statement for facet in actor.facets for statement in facet.statements]
    return len(statements), sum(statement.confirmed for statement in statements)


def record_of(catalogue: Catalogue) -> NDArray[np.int32]:
    """As ``Tables.record``."""
    rows = [
        (row, date.fromisoformat(said.day).toordinal() if said.day else 0, place, said.confirmed)
        for row, actor in enumerate(catalogue.actors)
        for place, facet in enumerate(actor.facets)
        for said in facet.statements
    ]
    return np.ascontiguousarray(np.array(rows, np.int32).reshape(-1, 4).T)


def _profile(topics: Places, passages: Places, vectors: Rows) -> Floats:
    """Of one actor: the mean of the mean directions of its topics, whose passages begin at ``passages``."""
    own = [np.arange(passages[topic], passages[topic + 1]) for topic in topics]
    starts = _starts([len(places) for places in own])
    rows = floats(vectors[np.concatenate(own)])
    means = np.add.reduceat(rows, starts, axis=0)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    total = means.sum(axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)

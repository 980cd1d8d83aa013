"""Changes of features that ``benchmarks/weights.py`` judges: each makes another table of the same needs and actors.

A feature that is replaced keeps its usual spread over actors, so that its present weight goes on meaning the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.fitting import Floats, Table
from benchmarks.ladder import Asked
from s3graph.matching.catalogue import Kind
from s3graph.matching.features import region
from s3graph.matching.index import Index
from s3graph.matching.meeting import Meeting
from s3graph.matching.places import NEARNESS, Nearness
from s3graph.matching.segments import top_means

Candidate = Callable[[Sequence[Asked], Table], Table]
Value = Callable[[Meeting], Floats]
AFAR = (
    "higher education institution",
    "research institute",
    "sector development centre",
    "laboratory and demonstration environment",
)
"""Kinds of actor that companies of other counties go to."""
FIT = ("clauses", "meaning", "words", "competence")
"""Features that are measured rather than counted: what normalising is about."""


def as_it_is(asked: Sequence[Asked], table: Table) -> Table:
    return table


def standardised(asked: Sequence[Asked], table: Table) -> Table:
    """Each need's values less their mean, in standard deviations."""
    return _normalised(table, lambda rows: rows.std(axis=-1, keepdims=True))


def by_the_best(asked: Sequence[Asked], table: Table) -> Table:
    """Each need's values as a share of its best actor's."""
    return _normalised(table, lambda rows: rows.max(axis=-1, keepdims=True))


def _normalised(table: Table, measure: Callable[[Floats], Floats]) -> Table:
    for name in FIT:
        rows = table.values[:, table.names.index(name)]
        table = _replaced(table, name, rows / np.maximum(measure(rows), 1e-6))
    return table


def _replaced(table: Table, name: str, rows: Floats) -> Table:
    """``rows[text, actor]`` in place of a feature, with the former's spread; a new feature with a spread of .1."""
    spread = float(rows.std(axis=1).mean())
    if name not in table.names:
        values = np.concatenate([table.values, rows[:, None] * (0.1 / max(spread, 1e-9))], axis=1)
        return replace(table, names=(*table.names, name), values=values)
    place = table.names.index(name)
    values = table.values.copy()
    values[:, place] = rows * (table.spread[place] / max(spread, 1e-9))
    return replace(table, values=values)


def _valued(name: str, value: Value) -> Candidate:
    """A feature of this name by another function."""

    def change(asked: Sequence[Asked], table: Table) -> Table:
        return _replaced(table, name, np.array([value(one.meeting) for one in asked], np.float64))

    return change


def _facets(weights: tuple[float, ...]) -> Value:
    """Late interaction with other weights of an actor's best facets."""

    def value(meeting: Meeting) -> Floats:
        best = top_means(meeting.topics[:, meeting.index.facet_topics], meeting.index.facet_starts, weights)
        return _average(meeting, best)

    return value


def _average(meeting: Meeting, by_part: NDArray[np.floating]) -> Floats:
    return np.asarray(meeting.importance @ by_part / meeting.importance.sum(), np.float64)


def likest(meeting: Meeting) -> Floats:
    """The one clause that meets an actor best."""
    return np.asarray(meeting.clause_actor.max(axis=0), np.float64)


def likest_words(meeting: Meeting) -> Floats:
    """N-grams shared with the likest facet, clause by clause."""
    best = top_means(meeting.topic_words[:, meeting.index.facet_topics], meeting.index.facet_starts, (1.0,))
    return _average(meeting, best)


def likest_competence(meeting: Meeting) -> Floats:
    """The single competence asked for that an actor reaches best."""
    return np.asarray((meeting.index.reach * meeting.concepts).max(axis=1), np.float64)


def softer_competence(meeting: Meeting) -> Floats:
    """Links spread over more concepts: the part's likeness to each competence above its mean."""
    above = np.maximum(meeting.lifted.values - meeting.lifted.values.mean(axis=1, keepdims=True), 0) ** 4
    asked = _average(meeting, above / np.maximum(above.sum(axis=1, keepdims=True), 1e-9))
    return np.asarray(meeting.index.reach @ asked, np.float64)


def _by_area(meeting: Meeting) -> tuple[list[Floats], list[Floats]]:
    """Of each actor, the cosines of the whole need with its evidence in each area, and how many facets those are."""
    index, topics = meeting.index, meeting.index.catalogue.topics
    means = _topic_means(index)
    cosines, counts = [], []
    for row in range(len(index.catalogue.actors)):
        evidence = index.evidence_of(row)[1]
        groups: dict[str, list[int]] = {}
        for topic in evidence:
            for name in topics[topic].areas or ("",):
                groups.setdefault(name, []).append(topic)
        sums = np.array([means[places].sum(axis=0) for places in groups.values()])
        cosines.append(np.asarray(sums @ meeting.whole / np.maximum(np.linalg.norm(sums, axis=1), 1e-9), np.float64))
        counts.append(np.array([len(places) for places in groups.values()], np.float64))
    return cosines, counts


_MEANS: dict[int, Floats] = {}


def _topic_means(index: Index) -> Floats:
    """The unit mean of each topic's passages, computed once an index."""
    if id(index) not in _MEANS:
        counts = np.diff(np.append(index.tables.passages, len(index.vectors)))
        means = np.add.reduceat(index.vectors[:], index.tables.passages, axis=0) / counts[:, None]
        _MEANS[id(index)] = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return _MEANS[id(index)]


def best_area(meeting: Meeting) -> Floats:
    """The whole need with what an actor does in its best area."""
    return np.array([cosines.max() for cosines in _by_area(meeting)[0]])


def best_two_areas(meeting: Meeting) -> Floats:
    """The mean of an actor's two best areas; of one, that."""
    return np.array([np.sort(cosines)[-2:].mean() for cosines in _by_area(meeting)[0]])


def best_facets(meeting: Meeting) -> Floats:
    """The whole need with the mean of an actor's five nearest topics."""
    index = meeting.index
    cosines = (_topic_means(index) @ meeting.whole)[index.facet_topics]
    rows = np.split(cosines, index.facet_starts[1:])
    return np.array([np.sort(row)[-5:].mean() for row in rows])


def meaning_above_usual(meeting: Meeting) -> Floats:
    """``meaning`` less what the actor has with any competence: some are near to everything."""
    index = meeting.index
    usual = index.tables.profiles @ _competences(index).mean(axis=0)
    return np.asarray(index.tables.profiles @ meeting.whole - usual, np.float64)


def clauses_above_usual(meeting: Meeting) -> Floats:
    """``clauses`` less what the actor has with any competence."""
    index = meeting.index
    return _average(meeting, meeting.clause_actor) - _usual_clauses(index)


_USUAL: dict[int, Floats] = {}


def _usual_clauses(index: Index) -> Floats:
    if id(index) not in _USUAL:
        met = np.maximum.reduceat(
            index.vectors.cosines(np.asarray(_competences(index), np.float32)), index.tables.passages, axis=1
        )
        best = top_means(met[:, index.facet_topics], index.facet_starts, (1 / 3, 1 / 3, 1 / 3))
        _USUAL[id(index)] = np.asarray(best.mean(axis=0), np.float64)
    return _USUAL[id(index)]


def _competences(index: Index) -> Floats:
    """The mean of each competence's passages."""
    return np.asarray(_topic_means(index)[index.concepts], np.float32)


def few_facets(meeting: Meeting) -> Floats:
    """How few things an actor does: an actor of many facets meets every need somewhere."""
    counts = np.diff(np.append(meeting.index.facet_starts, len(meeting.index.facet_topics)))
    return -np.log(counts.astype(np.float64))


def says_what_it_is(meeting: Meeting) -> Floats:
    """Each clause with the actor's own description and names."""
    topics = meeting.index.catalogue.topics
    own = [
        next(facet.topic for facet in actor.facets if topics[facet.topic].kind is Kind.DESCRIPTION)
        for actor in meeting.index.catalogue.actors
    ]
    return _average(meeting, meeting.topics[:, own])


def usable_from_afar(meeting: Meeting) -> Floats:
    """Who lies away, but has a testbed, a laboratory or research."""
    topics, place = meeting.index.catalogue.topics, meeting.place
    return np.array(
        [
            place is not None
            and place.nearness(actor) < Nearness.SAME_REGION
            and (
                (actor.kind is not None and actor.kind.en in AFAR)
                or any(topics[facet.topic].kind is Kind.TESTBED for facet in actor.facets)
            )
            for actor in meeting.index.catalogue.actors
        ],
        np.float64,
    )


def near_and_fitting(meeting: Meeting) -> Floats:
    """Nearness times what the clauses say: at home counts for who can help."""
    return np.asarray(region(meeting) * _average(meeting, meeting.clause_actor), np.float64)


def near_and_competent(meeting: Meeting) -> Floats:
    """Nearness times how far the actor reaches what is asked for."""
    return np.asarray(region(meeting) * (meeting.index.reach @ meeting.concepts), np.float64)


def own_area(meeting: Meeting) -> Floats:
    """The need's share in the actor's best area, whatever else the actor does."""
    names, shares = meeting.index.area_shares
    asked = np.array([meeting.areas.get(name, 0.0) for name in names])
    return np.asarray(((shares > 0) * asked).max(axis=1), np.float64)


def stepped(steps: Mapping[Nearness, float]) -> Candidate:
    """Nearness by other steps; unlike elsewhere the spread is theirs."""

    def change(asked: Sequence[Asked], table: Table) -> Table:
        worth = {**NEARNESS, **steps}
        values = table.values.copy()
        for row, one in enumerate(asked):
            place, actors = one.meeting.place, one.meeting.index.catalogue.actors
            if place is not None:
                values[row, table.names.index("region")] = [worth[place.nearness(actor)] for actor in actors]
        return replace(table, values=values)

    return change


CANDIDATES: dict[str, Candidate] = {
    "as it is": as_it_is,
    "standardised by need": standardised,
    "divided by the best": by_the_best,
    "meaning: best area": _valued("meaning", best_area),
    "meaning: best two areas": _valued("meaning", best_two_areas),
    "meaning: five nearest facets": _valued("meaning", best_facets),
    "meaning above usual": _valued("meaning", meaning_above_usual),
    "clauses above usual": _valued("clauses", clauses_above_usual),
    "clauses: one facet": _valued("clauses", _facets((1.0,))),
    "clauses: two facets": _valued("clauses", _facets((0.5, 0.5))),
    "clauses: five facets": _valued("clauses", _facets((0.2,) * 5)),
    "also the likest clause": _valued("likest clause", likest),
    "also the likest words": _valued("likest words", likest_words),
    "also what it says it is": _valued("says what it is", says_what_it_is),
    "also few facets": _valued("few facets", few_facets),
    "competence: the likest": _valued("competence", likest_competence),
    "competence: softer links": _valued("competence", softer_competence),
    "also usable from afar": _valued("usable from afar", usable_from_afar),
    "also near and fitting": _valued("near and fitting", near_and_fitting),
    "also near and competent": _valued("near and competent", near_and_competent),
    "area: the best": _valued("area", own_area),
    "also the best area": _valued("best area", own_area),
    "nearness: counties .1": stepped({Nearness.NEIGHBOUR_REGION: 0.1}),
    "nearness: counties .3": stepped({Nearness.NEIGHBOUR_REGION: 0.3}),
    "nearness: other municipalities .35": stepped({Nearness.OTHER_MUNICIPALITY: 0.35}),
    "nearness: other municipalities .1": stepped({Nearness.OTHER_MUNICIPALITY: 0.1}),
    "nearness: county .75": stepped({Nearness.SAME_REGION: 0.75, Nearness.NEIGHBOUR_MUNICIPALITY: 0.85}),
    "nearness: county .95": stepped({Nearness.SAME_REGION: 0.95, Nearness.NEIGHBOUR_MUNICIPALITY: 0.95}),
}

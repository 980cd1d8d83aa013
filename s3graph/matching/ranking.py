"""From features to matches: every support actor scored by the table, explained, banded; nobody where nobody fits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.answer import ActorCard, Band, Match, Matches, Reason
from s3graph.matching.catalogue import Actor
from s3graph.matching.features import FEATURES, weights
from s3graph.matching.meeting import Meeting

Floats = NDArray[np.float32]

STRONG, LIKELY, WEAK = 1.0, 0.79, 0.58
"""Least sum of the ``fit`` features for each band, with the table's own weights."""


@dataclass(frozen=True)
class Scores:
    """``values[feature, actor]`` before weighting; ``totals`` orders, ``fit`` says whether an actor can help at all."""

    values: Floats
    totals: Floats
    fit: Floats

    def order(self, iris: list[str]) -> list[int]:
        """Actors best first; ties in the order of their IRIs."""
        return sorted(range(len(iris)), key=lambda row: (-float(self.totals[row]), iris[row]))


def score(meeting: Meeting) -> Scores:
    """Value every actor on every feature. ``fit`` uses the table's own weights, whatever the request switched off."""
    chosen = weights(meeting.request.features)
    values = np.array([feature.value(meeting) for feature in FEATURES], np.float32)
    totals = np.array([chosen[feature.name] for feature in FEATURES], np.float32) @ values
    fit = np.array([feature.weight * feature.fit for feature in FEATURES], np.float32) @ values
    return Scores(values, totals, fit)


def band(fit: float) -> Band:
    """The band of a sum of ``fit`` features."""
    if fit >= STRONG:
        return Band.STRONG
    if fit >= LIKELY:
        return Band.LIKELY
    return Band.WEAK if fit >= WEAK else Band.NONE


def matches(meeting: Meeting, scores: Scores, limit: int) -> Matches:
    """The best matches with their reasons; actors in the band NONE are left out."""
    actors = meeting.index.catalogue.actors
    rows = [
        row for row in scores.order([actor.iri for actor in actors]) if band(float(scores.fit[row])) is not Band.NONE
    ]
    return Matches(tuple(_match(meeting, scores, row) for row in rows[:limit]))


def _match(meeting: Meeting, scores: Scores, row: int) -> Match:
    return Match(
        actor=card(meeting.index.catalogue.actors[row]),
        score=float(scores.totals[row]),
        band=band(float(scores.fit[row])),
        reasons=reasons_of(meeting, scores, row),
    )


def reasons_of(meeting: Meeting, scores: Scores, row: int) -> tuple[Reason, ...]:
    """One reason a feature that contributed, the largest first; their contributions add up to the score."""
    chosen = weights(meeting.request.features)
    contributions = [chosen[feature.name] * float(scores.values[place, row]) for place, feature in enumerate(FEATURES)]
    found = [
        feature.explain(meeting, row, contribution)
        for feature, contribution in zip(FEATURES, contributions, strict=True)
        if contribution
    ]
    return tuple(sorted(found, key=lambda reason: -reason.contribution))


def card(actor: Actor) -> ActorCard:
    return ActorCard(actor.iri, actor.label, actor.kind, actor.regions, actor.areas)

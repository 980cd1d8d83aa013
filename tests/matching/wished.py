"""Needs of which it is told what each part is about, and the wishes found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from s3graph.matching import ranking
from s3graph.matching.answer import Band, Match, Matches
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.wish import Wish
from s3graph.matching.wish_by_wish import wish_by_wish
from tests.matching.conftest import Met

PACK, ROBOT = "Vi behöver en bättre förpackning.", "Vi vill köpa en robot."


def asking(met: Met, text: str, *sure: Mapping[str, float], **said: Any) -> Meeting:
    """Each part is so surely about these competences, and about nothing else."""
    meeting = met(NeedRequest(text, **said))
    assert len(meeting.need.parts) == len(sure)
    backed = np.zeros((len(sure), len(meeting.index.concepts)), np.float32)
    for place, about in enumerate(sure):
        for slug, confidence in about.items():
            backed[place, meeting.index.column_of[slug]] = confidence
    vars(meeting).update(backed=backed, alone=backed)
    return meeting


def likely(meeting: Meeting, *chances: float) -> Meeting:
    """The same, where it is so likely of each part that something is wanted in it; of every part, if told but once."""
    own = chances * len(meeting.need.parts) if len(chances) == 1 else chances
    parts = tuple(replace(part, chance=chance) for part, chance in zip(meeting.need.parts, own, strict=True))
    found = replace(meeting, need=replace(meeting.need, parts=parts))
    vars(found).update(backed=meeting.backed, alone=meeting.alone)
    return found


def found(meeting: Meeting, *names: str) -> tuple[Wish, ...]:
    """The wishes, where the answer names actors whose names begin so, in this order."""
    scores = ranking.score(meeting)
    known = {match.actor.label.sv.partition(" ")[0]: match for match in ranking.named(meeting, scores, 50)}
    for actor in meeting.index.catalogue.actors:
        known.setdefault(actor.label.sv.partition(" ")[0], _match(meeting, actor.iri))
    return wish_by_wish(meeting, scores, Matches(tuple(known[name] for name in names)))


def _match(meeting: Meeting, iri: str) -> Match:
    row = meeting.index.catalogue.row_of[iri]
    return Match(ranking.card(meeting.index.catalogue.actors[row]), 0.1, Band.WEAK, ())


def who(wish: Wish) -> list[str]:
    return [holder.actor.label.sv.partition(" ")[0] for holder in wish.actors]

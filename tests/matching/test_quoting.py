"""Which part of a need and which thing of an actor a reason names, where several would do."""

from __future__ import annotations

import numpy as np
import pytest

from s3graph.matching.catalogue import Kind
from s3graph.matching.concepts import Links
from s3graph.matching.index import Index
from s3graph.matching.need import NeedRequest
from s3graph.matching.reasons import JOINT, clauses, competence
from tests.matching.conftest import Met

TOLD, WISHED = "Mejeriet säljer ost i stan.", "Vi vill göra ost av mjölken."


@pytest.mark.parametrize(("told", "wished", "asked"), [(0.75, 0.7, WISHED), (0.75, 0.3, TOLD)])
def test_of_parts_that_are_about_a_competence_a_wish_is_told(
    told: float, wished: float, asked: str, index: Index, met: Met
) -> None:
    """Where it is at least half as much about it: else it is not what the wish is about."""
    meeting = met(NeedRequest(f"{TOLD} {WISHED}"))
    assert meeting.need.wishes == (False, True)
    column = index.column_of["ost"]
    shares = np.zeros((2, len(index.concepts)), np.float32)
    shares[:, column] = 1
    sure = np.array([told, wished], np.float32)
    vars(meeting)["links"] = Links(shares, sure, sure)
    row = int(np.argmax(index.reach[:, column]))
    assert competence(meeting, row, 1.0).asked == asked


@pytest.mark.parametrize(("more", "initiative"), [(JOINT - 0.01, False), (JOINT + 0.01, True)])
def test_an_initiative_is_quoted_where_it_is_clearly_nearer(
    more: float, initiative: bool, index: Index, met: Met
) -> None:
    """It is about other things too: who looks for a test of oil does not ask for die casting."""
    kinds = {topic: index.catalogue.topics[topic].kind for topic in range(len(index.catalogue.topics))}
    row, own = next(
        (row, facets)
        for row, actor in enumerate(index.catalogue.actors)
        if Kind.INITIATIVE in (facets := {kinds[facet.topic]: facet.topic for facet in actor.facets})
        and Kind.COMPETENCE in facets
    )
    meeting = met(NeedRequest(WISHED))
    nothing = np.zeros((1, len(index.concepts)), np.float32)
    vars(meeting)["links"] = Links(nothing, nothing[:, 0], nothing[:, 0])
    near = np.zeros((1, len(kinds)), np.float32)
    near[0, own[Kind.COMPETENCE]], near[0, own[Kind.INITIATIVE]] = 0.5, 0.5 + more
    vars(meeting)["topics"] = near
    met_with = clauses(meeting, row, 1.0).met
    assert met_with == index.catalogue.topics[own[Kind.INITIATIVE if initiative else Kind.COMPETENCE]].label

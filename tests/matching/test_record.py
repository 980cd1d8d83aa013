from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from s3graph.matching import record
from s3graph.matching.catalogue import Actor, Facet
from s3graph.matching.index import Index
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.tables import record_of

Meet = Callable[[NeedRequest], Meeting]


def on(meeting: Meeting, day: str) -> Meeting:
    return replace(meeting, today=date.fromisoformat(day))


def undated(index: Index) -> Index:
    """The index as it would be of a graph that says nowhere when anything was delivered or confirmed."""

    def facet_without(facet: Facet) -> Facet:
        return facet._replace(statements=tuple(statement._replace(day="") for statement in facet.statements))

    actors = (replace(actor, facets=tuple(map(facet_without, actor.facets))) for actor in index.catalogue.actors)
    return with_actors(index, tuple(actors))


def with_actors(index: Index, actors: tuple[Actor, ...]) -> Index:
    catalogue = replace(index.catalogue, actors=actors)
    return replace(index, catalogue=catalogue, tables=replace(index.tables, record=record_of(catalogue)))


def row_of(index: Index, slug: str) -> int:
    return next(row for row, actor in enumerate(index.catalogue.actors) if actor.iri.endswith(f"/{slug}"))


def test_freshness_is_the_share_delivered_or_confirmed_within_a_year(index: Index, met: Meet) -> None:
    """All was delivered on 2025-03-01; one of gamma's three statements was confirmed on 2026-05-20."""
    meeting, gamma, alfa = met(NeedRequest("ost")), row_of(index, "gamma"), row_of(index, "alfa")
    for day, of_gamma, of_alfa in (("2026-02-28", 1, 1), ("2026-11-01", 1 / 3, 0), ("2027-05-21", 0, 0)):
        found = record.freshness(on(meeting, day))
        assert (found[gamma], found[alfa]) == pytest.approx((of_gamma, of_alfa))


def test_what_nobody_knows_the_day_of_is_neither_fresh_nor_stale(index: Index, met: Meet) -> None:
    meeting = replace(met(NeedRequest("ost")), index=undated(index))
    assert set(record.freshness(meeting).tolist()) == {record.UNKNOWN}
    reason = record.freshness_reason(meeting, 0, 0.01)
    assert "inte känt" in reason.text.sv
    assert "not known" in reason.text.en


def test_an_actor_of_which_nothing_is_said_is_neither(index: Index, met: Meet) -> None:
    silent = tuple(replace(actor, facets=()) for actor in index.catalogue.actors[:1])
    without = with_actors(index, (*silent, *index.catalogue.actors[1:]))
    found = record.freshness(replace(met(NeedRequest("ost")), index=without))
    assert found[0] == record.UNKNOWN
    assert np.isfinite(found).all()


def test_the_reason_says_how_much_is_fresh_and_since_when(index: Index, met: Meet) -> None:
    reason = record.freshness_reason(met(NeedRequest("ost")), row_of(index, "gamma"), 0.01)
    assert "1 av 3 uppgifter om Gamma Industriutveckling" in reason.text.sv
    assert "2026-05-20" in reason.text.sv
    assert "1 of 3 statements" in reason.text.en


def test_reasons_name_the_newest_that_are_meant(index: Index, met: Meet) -> None:
    """Of gamma one statement was confirmed by hand, later than all was delivered."""
    meeting, gamma = met(NeedRequest("ost")), row_of(index, "gamma")
    for reason in (record.confirmation_reason(meeting, gamma, 0.01), record.freshness_reason(meeting, gamma, 0.01)):
        assert [(said.predicate.rpartition("#")[2], said.day) for said in reason.evidence] == [
            ("hasCompetence", "2026-05-20")
        ]
        assert reason.met.sv == "Gamma Industriutveckling"
    of_alfa = record.freshness_reason(meeting, row_of(index, "alfa"), 0.01).evidence
    assert {said.day for said in of_alfa} == {"2025-03-01"}
    assert len(of_alfa) == record.NAMED
    unknown = record.freshness_reason(replace(meeting, index=undated(index)), gamma, 0.01)
    assert unknown.evidence
    assert not any(said.day for said in unknown.evidence)

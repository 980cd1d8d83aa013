"""Which part of a need is quoted for what a reason names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from s3graph.matching.index import Index
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.quoted import part_about, part_in, part_near

CHEESE, PAINT = "Vi vill göra ost av mjölken.", "Lacken släpper från luckorna."


@pytest.fixture
def meeting(met: Callable[[NeedRequest], Meeting]) -> Meeting:
    return met(NeedRequest(f"{CHEESE} {PAINT}"))


def test_the_part_that_speaks_most_for_it(index: Index, meeting: Meeting) -> None:
    for slug, part in (("ost", CHEESE), ("ytbehandling", PAINT)):
        column = index.column_of[slug]
        assert part_about(meeting, column) == part
        assert part_near(meeting, [int(index.concepts[column])]) == part
    assert part_in(meeting, "livsmedel") == CHEESE
    assert part_in(meeting, "tra-skog") == PAINT


def test_an_area_that_no_link_leads_to_is_quoted_by_the_way_parts_lie(meeting: Meeting) -> None:
    meeting.links.sure[:] = 0
    assert part_in(meeting, "livsmedel") in {CHEESE, PAINT}
    assert part_in(meeting, "ingenstans") == CHEESE

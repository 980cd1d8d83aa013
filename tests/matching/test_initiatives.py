from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from s3graph.matching.initiatives import (
    ASKED,
    LEAST_FIT,
    LEAST_FIT_ASKED,
    LEAST_FIT_OPEN,
    fitting,
    least_fit,
    status_of,
)
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.model import Status

Meet = Callable[[NeedRequest], Meeting]


NEED = NeedRequest("Vi vill göra ost av mjölken på gården")


def test_open_planned_and_unknown_are_told_apart_and_ordered(met: Meet) -> None:
    found = fitting(met(NEED))
    assert [match.status for match in found] == [Status.OPEN, Status.PLANNED, Status.UNKNOWN]
    assert [match.offer for match in found] == [True, True, False]


def test_a_missing_end_is_unknown_and_says_so(met: Meet) -> None:
    found = {match.status: match for match in fitting(met(NEED))}
    assert found[Status.UNKNOWN].end is None
    assert "fråga" in found[Status.UNKNOWN].text.sv
    assert found[Status.OPEN].page == "https://example.org/osten"


def test_what_has_ended_is_told_where_there_is_nothing_to_join(met: Meet) -> None:
    later = replace(met(NEED), today=date(2040, 1, 1))
    found = {match.status: match for match in fitting(later)}
    assert not {Status.OPEN, Status.PLANNED} & set(found)
    assert not found[Status.ENDED].offer
    assert any("2021" in match.text.en for match in fitting(later))


def test_one_to_join_may_be_a_little_further_off(met: Meet) -> None:
    meeting = met(NEED)
    status = {status_of(one, meeting.today): least_fit(meeting, one) for one in meeting.index.catalogue.initiatives}
    assert status[Status.OPEN] == status[Status.PLANNED] < status[Status.ENDED]


@pytest.mark.parametrize(
    ("sure", "about", "further"),
    [(ASKED, "ost", True), (ASKED, "forpackning", True), (ASKED - 0.01, "ost", False), (1.0, "automation", False)],
)
def test_one_to_join_about_what_is_surely_wanted_or_adjacent_may_be_further_off(
    met: Meet, sure: float, about: str, further: bool
) -> None:
    meeting = met(NEED)
    backed = np.zeros((1, len(meeting.index.concepts)), np.float32)
    backed[0, meeting.index.column_of[about]] = sure
    vars(meeting)["backed"] = backed
    least = {status_of(one, meeting.today): least_fit(meeting, one) for one in meeting.index.catalogue.initiatives}
    assert least[Status.OPEN] == least[Status.PLANNED] == (LEAST_FIT_ASKED if further else LEAST_FIT_OPEN)
    assert least[Status.ENDED] == LEAST_FIT


def test_one_of_another_area_is_left_out(met: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("s3graph.matching.initiatives.of_its_areas", lambda *_: False)
    assert fitting(met(NEED)) == ()


def test_what_does_not_fit_is_not_shown(met: Meet) -> None:
    assert fitting(met(NeedRequest("vi vill köpa en robot"))) == ()


def test_one_of_other_counties_alone_is_left_out_where_the_place_is_known(met: Meet) -> None:
    """The open one is Gotland's."""
    text = "Vi vill göra ost av mjölken på gården"
    here, elsewhere = (fitting(met(NeedRequest(text, region=region))) for region in ("SE214", "SE212"))
    assert Status.OPEN in {match.status for match in here}
    assert Status.OPEN not in {match.status for match in elsewhere}
    assert all(not match.regions or "SE212" in match.regions for match in elsewhere)


def test_one_that_names_no_county_is_of_those_who_own_it(met: Meet) -> None:
    """The others are Beta's, who is of Gotland, and say no county."""
    text = "Vi vill göra ost av mjölken på gården"
    assert len(fitting(met(NeedRequest(text, region="SE214")))) == 3
    assert fitting(met(NeedRequest(text, region="SE212"))) == ()

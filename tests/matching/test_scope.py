from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.scope import WEIGHTS, probability, signals

Meet = Callable[[NeedRequest], Meeting]


def test_a_need_of_a_company_is_likelier_somebodys(met: Meet) -> None:
    company = probability(met(NeedRequest("Vi vill göra ost av mjölken i vårt mejeri")))
    private = probability(met(NeedRequest("Vem vann matchen i går?")))
    assert 0 <= private < company <= 1


def test_each_signal_speaks_for_somebody() -> None:
    assert min(WEIGHTS) > 0


@pytest.mark.parametrize(
    ("text", "several"), [("vi gör ost", 1.0), ("our cheese", 1.0), ("min ost", 0.0), ("virke", 0.0)]
)
def test_speaking_for_several_is_a_signal(met: Meet, text: str, several: float) -> None:
    meeting = met(NeedRequest(text))
    assert signals(meeting, meeting.index.between).several == several


def test_the_side_of_the_plane_counts(met: Meet) -> None:
    meeting = met(NeedRequest("vi vill göra ost av mjölken"))
    towards = np.append(meeting.whole, 0).astype(np.float32)
    found = [probability(replace(meeting, index=replace(meeting.index, between=sign * towards))) for sign in (-1, 0, 1)]
    assert found == sorted(set(found))

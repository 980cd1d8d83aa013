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


@pytest.mark.parametrize("name", ["competence", "side", "wording", "shared_words"])
def test_each_signal_but_length_speaks_for_somebody(name: str) -> None:
    """Of the whole and of what asks last together, as both are alike where one clause is all."""
    assert getattr(WEIGHTS, name) + getattr(WEIGHTS, f"last_{name}") > 0


def test_the_wording_is_that_of_the_need_without_its_places(met: Meet) -> None:
    there, nowhere = (met(NeedRequest(text)) for text in ("vi gör ost i Växjö", "vi gör ost i"))
    assert signals(there).wording == pytest.approx(signals(nowhere).wording)


def test_the_side_of_the_plane_counts(met: Meet) -> None:
    meeting = met(NeedRequest("vi vill göra ost av mjölken"))
    towards = np.append(meeting.whole, 0).astype(np.float32)
    found = [probability(replace(meeting, index=replace(meeting.index, between=sign * towards))) for sign in (-1, 0, 1)]
    assert found == sorted(set(found))

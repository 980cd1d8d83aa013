from __future__ import annotations

from collections.abc import Callable

import pytest

from s3graph.matching.intent import intent
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.scope import WEIGHTS, Signals, probability, signals
from s3graph.model import Language

Meet = Callable[[NeedRequest], Meeting]


def test_a_need_of_a_company_is_likelier_somebodys(met: Meet) -> None:
    company = probability(met(NeedRequest("Vi vill göra ost av mjölken i vårt mejeri")))
    private = probability(met(NeedRequest("Vem vann matchen i går?")))
    assert 0 <= private < company <= 1


@pytest.mark.parametrize("name", Signals._fields)
def test_each_signal_speaks_for_somebody(name: str) -> None:
    assert getattr(WEIGHTS, name) > 0


@pytest.mark.parametrize("name", ["wording", "intent"])
def test_what_is_read_is_the_need_without_its_places(met: Meet, name: str) -> None:
    there, nowhere = (met(NeedRequest(text)) for text in ("vi gör ost i Växjö", "vi gör ost i"))
    assert getattr(signals(there), name) == pytest.approx(getattr(signals(nowhere), name))


def test_a_long_story_is_told_by_its_end(met: Meet) -> None:
    story = "Vi har gård med kor utanför Vimmerby och gör ost i ett litet mejeri som farfar byggde. " * 9
    asked = (
        "Nu vill vi sälja till butiker, vem kan hjälpa oss med förpackning och pris?",
        "Nu undrar jag vem som lagar min mopeds trasiga lykta innan dottern fyller femton?",
    )
    company, errand = (met(NeedRequest(story + end)).intent for end in asked)
    assert company > 0 > errand


def test_a_mixed_need_is_read_by_the_swedish_table(met: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = met(NeedRequest("We need a pilotkund och lite mjuka pengar till vår produktion before our next round"))
    assert (meeting.need.mixed, meeting.need.tongue) == (True, Language.SV)
    assert meeting.intent == intent().margin(meeting.need.matter, Language.SV)

from __future__ import annotations

from collections.abc import Callable

import pytest

from s3graph.matching.intent import intent
from s3graph.matching.meeting import Meeting
from s3graph.matching.need import NeedRequest
from s3graph.matching.scope import MOST, SOMEBODY, WEIGHTS, Signals, is_likely, probability, signals
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


@pytest.mark.parametrize(
    "text", ["Vi vill göra ost av mjölken i vårt mejeri", "Vem vann matchen i går?", "zzzz qqqq", "Vi söker en robot"]
)
@pytest.mark.parametrize("least", [0.0, 0.05, SOMEBODY, 0.5, 0.95, 1.1])
def test_it_is_likely_where_it_is_so_probable(met: Meet, text: str, least: float) -> None:
    meeting = met(NeedRequest(text))
    assert is_likely(meeting, least) == (probability(meeting) >= least)


def test_what_somebody_is_after_is_read_only_where_the_rest_leaves_it_open(
    met: Meet, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, read = met(NeedRequest("Vi vill göra ost av mjölken i vårt mejeri")), list[Meeting]()

    def reading(one: Meeting) -> Signals:
        read.append(one)
        return signals(one)

    monkeypatch.setattr("s3graph.matching.scope.signals", reading)
    assert is_likely(meeting, 0.0)
    assert not is_likely(meeting, 1.1)
    assert not read
    is_likely(meeting, probability(meeting))
    assert read


@pytest.mark.parametrize(("said", "counted"), [(9.0, MOST), (-9.0, -MOST), (1.0, 1.0)])
def test_the_intent_counts_no_more_than_it_says_of_any_known_text(met: Meet, said: float, counted: float) -> None:
    meeting = met(NeedRequest("Vi vill göra ost"))
    vars(meeting)["intent"] = said
    assert signals(meeting).intent == counted

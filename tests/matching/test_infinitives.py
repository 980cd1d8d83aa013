"""Where one wish joins another: an infinitive with a thing of its own begins a part, wished as what it follows."""

from __future__ import annotations

import pytest

from s3graph.matching.matcher import Matcher
from s3graph.matching.need import NeedRequest, read_need, worded
from tests.matching.conftest import TODAY


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (
            "Verkstad som vill svetsa med robot, sänka elräkningen och ta patent på en fixtur",
            ["Verkstad som vill svetsa med robot", "sänka elräkningen", "ta patent på en fixtur"],
        ),
        (
            "Vi behöver hjälp att räkna på en investering och söka bidrag för den.",
            ["Vi behöver hjälp att räkna på en investering", "söka bidrag för den."],
        ),
        (
            "We want to sell our cheese in Germany and cut our electricity bill.",
            ["We want to sell our cheese in Germany", "cut our electricity bill."],
        ),
        (
            "We need help getting our IT security in order and training the staff.",
            ["We need help getting our IT security in order", "training the staff."],
        ),
        (
            "Vi vill värma stugorna billigare och slippa den unkna lukten på våren.",
            ["Vi vill värma stugorna billigare", "slippa den unkna lukten på våren."],
        ),
        (
            "We want to sell running hours instead of pumps and be able to see the fault from home.",
            ["We want to sell running hours instead of pumps", "be able to see the fault from home."],
        ),
    ],
)
def test_each_is_a_part_that_is_wished(said: str, parts: list[str]) -> None:
    need = read_need(NeedRequest(said))
    assert [part.text for part in need.parts] == parts
    assert worded(need.parts) == (True,) * len(parts)


@pytest.mark.parametrize(
    "said",
    [
        "Vi vill göra och sälja ost.",
        "De borde kunna boka och betala själva på nätet.",
        "Vi vill ta tillbaka slitna plagg och laga dem i stället för att sälja nya.",
        "Vi har fräsar i två hallar och flera svarvar för stora axlar.",
        "We want to take worn clothes back and mend them for those who bought them.",
        "We need help with packaging and marketing our cheese.",
        "We are interested in drying herbs and selling them to shops in Germany.",
        "We need help with finding a flat and building materials for it.",
        "We need a new shop floor and store room of the same size.",
    ],
)
def test_what_has_no_thing_of_its_own_stays_with_what_it_follows(said: str) -> None:
    assert [part.text for part in read_need(NeedRequest(said)).parts] == [said]


@pytest.mark.parametrize("said", ["Vart vänder vi oss?", "Who can help us? How do we go about it?"])
def test_who_to_ask_alone_says_nothing(said: str, matcher: Matcher) -> None:
    answer = matcher.match(NeedRequest(said), TODAY)
    assert not answer.matches
    assert answer.parts == ()
    assert answer.message.sv.startswith("Behovet säger inte vad det gäller.")


@pytest.mark.parametrize(
    "turn",
    ["Hur gör man, och vem kan gå igenom det med oss?", "Vem kan jag prata med om det ena och det andra?"],
)
def test_a_turn_of_phrase_is_no_part(turn: str) -> None:
    assert [part.text for part in read_need(NeedRequest(f"Vi vill göra ost av mjölken. {turn}")).parts] == [
        "Vi vill göra ost av mjölken."
    ]

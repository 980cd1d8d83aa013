"""Money that is wanted, or that there is none of, is read as that, whatever it is for."""

from __future__ import annotations

import numpy as np
import pytest

from s3graph.matching.concepts import BESIDE, SETTING, context
from s3graph.matching.linking import turns_of
from s3graph.matching.money import is_of_money, rid_of_what_it_is_for
from s3graph.matching.need import NeedRequest, read_need


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("Vi skulle behöva ett litet lån till stolar och inredning.", "Vi skulle behöva ett litet lån."),
        ("We need money to hire a second baker", "We need money"),
        ("Söker kapital för att växa i Tyskland", "Söker kapital"),
        ("We need a grant for a feasibility study", "We need a grant"),
        ("Finns det bidrag för att vidareutbilda personalen?", "Finns det bidrag?"),
        ("Can we get a grant to build a sauna?", "Can we get a grant?"),
        ("Vi har fått pengar till en ny ugn", "Vi har fått pengar till en ny ugn"),
        ("Banken säger nej till halva köpesumman.", "Banken säger nej."),
        ("We can't really afford the lifts that are needed", "We can't really afford"),
        ("Vi har inga pengar för att jobba heltid med appen", "Vi har inga pengar"),
        ("We lack the capital for the first ten", "We lack the capital"),
    ],
)
def test_what_money_is_for_is_not_compared_where_money_is_wanted_or_there_is_none(said: str, matter: str) -> None:
    (part,) = read_need(NeedRequest(said)).parts
    assert rid_of_what_it_is_for(said) == part.matter == matter
    assert part.text == said, "it is quoted whole"


@pytest.mark.parametrize(
    ("matter", "of_money"),
    [
        ("nor can we afford", True),
        ("och har inga pengar.", True),
        ("and start-up money?", True),
        ("Banken säger nej", True),
        ("Vi söker bidrag", True),
        ("I can neither afford", True),
        ("a consultant that we can afford", False),
        ("We want to save some money", False),
        ("Det kostar oss pengar", False),
        ("Har ni några råd om export", False),
        ("Har ni tips eller råd?", False),
        ("vi har varken tid eller råd", True),
        ("eller råd.", True),
        ("This is by no means", False),
        ("Vi vill ha pengar och en lokal", False),
    ],
)
def test_money_is_what_a_clause_ends_with(matter: str, of_money: bool) -> None:
    assert is_of_money(matter) is of_money


def test_a_part_of_money_takes_nothing_from_what_stands_beside_it_and_gives_nothing() -> None:
    need = read_need(NeedRequest("We would like to reuse the water, but we can't afford to pay for it all."))
    turns = turns_of(need.parts)
    assert turns[2].tolist() == [False, True]
    own, none = np.array([[1.0], [2.0]], np.float32), np.zeros((2, 1), np.float32)
    setting = np.array([10.0], np.float32)
    assert context(own, none, setting, turns)[:, 0].tolist() == pytest.approx([SETTING * 10, 0])
    before = turns[:, ::-1]
    assert context(own[::-1], none, setting, before)[:, 0].tolist() == pytest.approx([0, SETTING * 10])
    turns[2] = False
    assert context(own, none, setting, turns)[0, 0] > SETTING * 10 + BESIDE / 2


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("Vem pratar man med om affärsplan och startpengar?", ["Vem pratar man med om affärsplan", "startpengar?"]),
        (
            "Who do we talk to about a business plan and start-up money?",
            ["Who do we talk to about a business plan", "start-up money?"],
        ),
        (
            "Vi vill bygga om sjöboden, men har varken kunnandet eller råd att betala.",
            ["Vi vill bygga om sjöboden", "har varken kunnandet", "råd att betala."],
        ),
        (
            "We want to convert the boathouse but have neither the know-how nor the money to do it.",
            ["We want to convert the boathouse", "have neither the know-how", "nor the money to do it."],
        ),
    ],
)
def test_money_beside_another_wish_is_a_part(said: str, parts: list[str]) -> None:
    assert [part.text for part in read_need(NeedRequest(said)).parts] == parts

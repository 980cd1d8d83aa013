"""Wishes that hang on who is asking, or on the verb of the wish before."""

from __future__ import annotations

import pytest

from s3graph.matching.need import NeedRequest, read_need
from s3graph.matching.relatives import joined_things, relative_wish


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        (
            "Vi är ett litet bageri i Nässjö som vill sälja knäckebröd i Tyskland",
            "som vill sälja knäckebröd i Tyskland",
        ),
        ("We are a small bakery in Nässjö that wants to sell crispbread", "that wants to sell crispbread"),
        ("Ett sågverk med tio anställda i Vetlanda som gärna vill torka", "som gärna vill torka"),
        ("Jag har en kund som vill byta ägare", "som vill byta ägare"),
        ("Jag ringer för en firma i Tranås som behöver en robot", "som behöver en robot"),
        ("I have a client who would like to sell", "who would like to sell"),
        ("A joinery looking for help with drawings", "looking for help with drawings"),
    ],
)
def test_a_wish_begins_where_the_company_is_named(said: str, wish: str) -> None:
    assert said[relative_wish(said) :] == wish


@pytest.mark.parametrize(
    "said",
    [
        "Vi är en byrå för kunder som vill synas",
        "Vi letar efter någon som vill ta över",
        "Vi har en butik med turister som vill köpa glas",
        "Vi är ett företag som säljer stugor till tyskar som vill fiska",
        "We run a campsite with guests who want to fish",
    ],
)
def test_not_where_it_is_the_wish_of_others(said: str) -> None:
    assert relative_wish(said) == 0


@pytest.mark.parametrize(
    ("said", "thing"),
    [
        ("Vi saknar både kök att prova i och kontakter till kunderna.", " och kontakter till kunderna."),
        ("We need help with labels and a way to take payment", " and a way to take payment"),
        ("I am thinking of solar panels and new heating in the house", " and new heating in the house"),
    ],
)
def test_another_thing_is_joined_to_what_is_wanted(said: str, thing: str) -> None:
    assert [said[place:] for place in joined_things(said)] == [thing]


@pytest.mark.parametrize(
    "said", ["Vi har en kvarn och en butik", "Vi behöver en kvarn och", "Vi söker en och annan kund"]
)
def test_no_other_thing(said: str) -> None:
    assert list(joined_things(said)) == []


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (
            "Vi är ett snickeri i Vimmerby som vill exportera och behöver hjälp med ritningar.",
            ["Vi är ett snickeri i Vimmerby", "som vill exportera", "behöver hjälp med ritningar."],
        ),
        (
            "We make wooden toys for schools – who can help us with the export papers?",
            ["We make wooden toys for schools", "who can help us with the export papers?"],
        ),
        (
            "Plåtverkstad i Gnosjö. Vi får inte tag på svetsare och funderar på att skaffa en robot.",
            ["Plåtverkstad i Gnosjö.", "Vi får inte tag på svetsare", "funderar på att skaffa en robot."],
        ),
        (
            "Vi behöver hjälp med etiketter till burkarna och ett sätt att ta betalt utan personal.",
            ["Vi behöver hjälp med etiketter till burkarna", "ett sätt att ta betalt utan personal."],
        ),
        (
            "They rent out bicycles and kayaks in Västervik and want to make packages.",
            ["They rent out bicycles and kayaks in Västervik", "want to make packages."],
        ),
        (
            "Can something more valuable be made of the sawdust, and who does research on that?",
            ["Can something more valuable be made of the sawdust", "who does research on that?"],
        ),
        (
            "Vi är ett litet snickeri som vill automatisera produktionen.",
            ["Vi är ett litet snickeri", "som vill automatisera produktionen."],
        ),
        ("Jag har en kund som vill byta ägare.", ["Jag har en kund som vill byta ägare."]),
        (
            "Some schools want to try our game but we have no company, no money and no office.",
            ["Some schools want to try our game", "we have no company", "no money", "no office."],
        ),
        (
            "Vi undrar hur man får längre hållbarhet eller hur man klarar större volymer.",
            ["Vi undrar hur man får längre hållbarhet", "hur man klarar större volymer."],
        ),
    ],
)
def test_each_wish_is_a_part(said: str, parts: list[str]) -> None:
    assert [part.text for part in read_need(NeedRequest(said)).parts] == parts

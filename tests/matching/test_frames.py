"""How clauses are framed: what asks, what only counts up, and that somebody is asked to help."""

from __future__ import annotations

import pytest

from s3graph.matching.frames import asks, counts_up, only_turns_to, unframed
from s3graph.matching.need import NeedRequest, read_need
from s3graph.matching.wanting import wants


@pytest.mark.parametrize(
    ("clause", "only"),
    [
        ("Vem kan hjälpa oss?", True),
        ("Vart vänder vi oss?", True),
        ("Finns det någon som kan hjälpa till med det?", True),
        ("Is there anyone who can lend a hand?", True),
        ("Vem kan hjälpa oss med de två sakerna?", True),
        ("Who can help us with these two things?", True),
        ("Vem kan hjälpa oss med de två maskinerna?", False),
        ("Where do we start?", True),
        ("Vart vänder jag mig i Jönköping?", True),
        ("Vem pratar jag med i Jönköpings län?", True),
        ("Vem ringer vi?", True),
        ("Vart hänvisar jag dem?", True),
        ("Whom do I talk to in Kalmar County?", True),
        ("Who should we call in Växjö?", True),
        ("Vem kan vi bolla det med?", True),
        ("Who can we bounce that around with?", True),
        ("Finns det någon som kan komma ut och titta?", True),
        ("Is there anyone who could come out and have a look?", True),
        ("Do you know anyone who is good at that?", True),
        ("Who can help us get started in a sensible way?", True),
        ("Någon opartisk som kan hjälpa oss komma igång på ett vettigt sätt?", True),
        ("Someone impartial who can help us get started?", True),
        ("Vem kan vi bolla prissättningen med?", False),
        ("Who could come out and measure the noise?", False),
        ("Do you know anyone who is good at casting?", False),
        ("Who can we talk to about exports?", False),
        ("Vem pratar man med om ägarskiftet?", False),
        ("Vem kan hjälpa oss att få ner elkostnaden?", False),
        ("Who can help us export?", False),
    ],
)
def test_that_somebody_is_asked_is_no_matter(clause: str, only: bool) -> None:
    assert only_turns_to(clause) is only
    assert asks(clause) is not only


@pytest.mark.parametrize(
    ("clause", "only"),
    [
        ("Two developers in Västervik", True),
        ("fyra hamnar som betalar", True),
        ("We are three neighbours with a sawmill", True),
        ("två robotar vill vi ha", False),
        ("En ny hemsida med bokning", False),
        ("Fyra hamnar?", False),
        ("robotar till svetsen", False),
    ],
)
def test_what_is_only_counted_up(clause: str, only: bool) -> None:
    assert counts_up(clause) is only


@pytest.mark.parametrize(
    ("clause", "left"),
    [
        ("men har aldrig gjort det förr.", ""),
        ("We have never done it before.", ""),
        ("Vi vill ta tag i båda sakerna.", ""),
        ("We want to deal with both things.", ""),
        ("We have never done it in steel before", "We have never done it in steel before"),
        ("Vi vill ta tag i båda maskinerna.", "Vi vill ta tag i båda maskinerna."),
    ],
)
def test_what_is_new_to_who_asks_and_the_two_things_it_said_are_no_matter(clause: str, left: str) -> None:
    assert unframed(clause).strip() == left


@pytest.mark.parametrize(
    ("clause", "told"),
    [("I kept sheep for twelve years", True), ("Vi drev kafé i nio år.", True), ("We kept losing guests", False)],
)
def test_what_was_done_for_years_only_tells_who_asks(clause: str, told: bool) -> None:
    assert asks(clause) is not told


@pytest.mark.parametrize(
    "clause",
    ["alla som ringer vill bara sälja sina egna grejer", "everybody who rings only wants to sell their own kit"],
)
def test_what_others_want_is_no_wish(clause: str) -> None:
    assert not wants(clause)
    assert wants(f"{clause}, and we would like advice")


def test_what_one_need_not_do_is_no_trouble() -> None:
    assert not wants("so that staff don't have to ring each other")
    assert wants("we don't reach them")


def test_counting_up_does_not_ask_where_something_else_does() -> None:
    parts = read_need(
        NeedRequest("Two developers in Västervik, four harbours that pay, we need to reach Finland.")
    ).parts
    assert [part.asks for part in parts] == [False, False, True]
    (alone,) = read_need(NeedRequest("Four harbours that pay.")).parts
    assert alone.asks


def test_what_is_asked_before_is_what_counts() -> None:
    """Who is asked to help is no part at all; how to begin is one, that does not ask."""
    parts = read_need(NeedRequest("Nya krav på streckkoder ställer till det, anyone able to lend a hand?")).parts
    assert [(part.text, part.asks) for part in parts] == [("Nya krav på streckkoder ställer till det", True)]


@pytest.mark.parametrize(
    ("clause", "left"),
    [
        ("vet inte var man börjar eller vad som är värt pengarna", ""),
        ("don't know where to begin or what is worth the money", ""),
        ("vad är värt pengarna i skogen", "vad är värt pengarna i skogen"),
        ("Två saker bekymrar oss.", ""),
        ("We have two questions.", ""),
        ("Två saker vill vi göra bättre", "Två saker vill vi göra bättre"),
        ("så att vi slipper gissa", ""),
        ("so that we can stop guessing?", ""),
        ("so that we can stop burning it", "so that we can stop burning it"),
        ("I realise we ought to keep up.", ""),
        ("och jag fattar att vi borde hänga med", ""),
        ("vi måste göra något", ""),
        ("vi måste göra något åt ventilationen", "vi måste göra något åt ventilationen"),
        ("we must get started with exports", "we must get started with exports"),
    ],
)
def test_that_one_is_new_to_it_is_no_matter(clause: str, left: str) -> None:
    assert unframed(clause).strip() == left


@pytest.mark.parametrize(
    ("clause", "wanted"),
    [
        ("We sell planning software to construction companies", False),
        ("We are planning to sell it in Norway", True),
        ("kunderna frågar allt oftare om vi har koll på cybersäkerheten", True),
        ("Our customers keep asking for climate figures", True),
        ("Kunderna i butiken är nöjda", False),
    ],
)
def test_what_customers_ask_for_is_wanted_and_planning_is_a_thing_too(clause: str, wanted: bool) -> None:
    assert wants(clause) is wanted


@pytest.mark.parametrize(
    "said",
    [
        "Hur går jag vidare?",
        "They want to know where to start.",
        "De undrar var man börjar.",
        "hur kommer man igång",
        "How do we get going?",
    ],
)
def test_how_one_goes_on_asked_of_nothing_says_nothing(said: str) -> None:
    assert unframed(said) == ""
    assert read_need(NeedRequest(f"Vi vill sälja getost i Tyskland. {said}")).parts[-1].text.startswith("Vi vill")


@pytest.mark.parametrize("said", ["Hur kommer vi igång med export?", "How do we start exporting?"])
def test_of_something_it_does(said: str) -> None:
    assert unframed(said) == said

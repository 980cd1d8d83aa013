"""What is wanted, told from what there is; what is not asked at all; how a part is quoted."""

from __future__ import annotations

import pytest

from s3graph.matching.need import NeedRequest, read_need, worded
from s3graph.model import Language


@pytest.mark.parametrize(
    ("text", "language", "wishes"),
    [
        ("Vi hyr ut kanoter vid sjön. Hur når vi fler gäster på hösten?", Language.SV, (False, True)),
        ("We rent out canoes by the lake. We struggle to find kitchen staff.", Language.EN, (False, True)),
        (
            "We run a small sawmill in the woods, mostly spruce. Could we saw birch?",
            Language.EN,
            (False, False, True),
        ),
        ("Vi gör ost av mjölken. Dessutom kvantdatorer och blockkedjor.", Language.SV, (False, True)),
        ("Vi gör ost av mjölken på gården. Vi hyr ut kanoter vid sjön.", Language.SV, (True, True)),
        ("Vi hyr ut kanoter vid sjön. Gästerna borde kunna boka på nätet.", Language.SV, (False, True)),
        ("We rent out canoes by the lake. Guests ought to book on the web.", Language.EN, (False, True)),
        ("We rent out canoes by the lake. We'd also like guests from Norway.", Language.EN, (False, True)),
        ("Kan en robot ta de enkla delarna, utan att montörerna skadar händerna?", Language.SV, (True, True)),
        ("Vi har pensionat på ön. Det är för dyrt att värma de gamla husen.", Language.SV, (False, True)),
        ("We run a guesthouse by the sea. The houses are too expensive to heat.", Language.EN, (False, True)),
        ("Mekanisk verkstad, och pappa vill sluta i höst.", Language.SV, (False, True)),
        ("Webbyrå med sju anställda. Vi behöver hjälp med prissättningen.", Language.SV, (False, True)),
        ("Web agency with seven staff. We need help with pricing our service.", Language.EN, (False, True)),
        ("Pappa höll på med samma sak innan oss. Vi vill prova en ny olja.", Language.SV, (False, True)),
        ("Bokningarna görs på telefon. Hur syns vi på nätet?", Language.SV, (False, True)),
        ("Germans and Dutch drive past our glassworks. How do we get them to book rooms?", Language.EN, (False, True)),
        (
            "There are two of us in Visby who can code games. We want an office among other firms.",
            Language.EN,
            (False, True),
        ),
        ("Legoverkstad i Gnosjö, åtta pers. Kollegorna har bytt alla slipskivor.", Language.SV, (False, False, True)),
        ("Vi svetsar stativ åt skolor. Kunderna trycker på om klimatsiffror.", Language.SV, (False, True)),
        ("We weld racks for schools. Customers are pressing us for climate figures.", Language.EN, (False, True)),
        (
            "Vi gör getost på gården. Jag vill köpa en ny press och att räkna på vad den kostar.",
            Language.SV,
            (False, True, True),
        ),
        ("Vi svetsar stativ åt skolor. Elräkningen är för hög.", Language.SV, (False, True)),
        ("We weld racks for schools. The shelf life is too short.", Language.EN, (False, True)),
        ("Vi svetsar stativ åt skolor. Pengarna tar slut i vår.", Language.SV, (False, True)),
        ("Vi svetsar stativ åt skolor. Kunderna klagar på ledtiderna.", Language.SV, (False, True)),
        ("We weld racks for schools. We are thinking about a robot for it.", Language.EN, (False, True)),
        ("We weld racks for schools. We are considering another furnace.", Language.EN, (False, True)),
        ("Vi svetsar stativ åt skolor. Helst träffa andra svetsare i trakten.", Language.SV, (False, True)),
        ("Vi svetsar stativ åt skolor. Någon som kan komma in med pengar.", Language.SV, (False, True)),
        (
            "An app keeps track of who is free on Sundays. We want to sell it to hospitals abroad.",
            Language.EN,
            (False, True),
        ),
        ("We keep forty goats on the farm. We don't know who ages such cheese.", Language.EN, (False, True)),
    ],
)
def test_a_wish_is_told_from_what_there_is(text: str, language: Language, wishes: tuple[bool, ...]) -> None:
    """By its wording. Where nothing is wished for in so many words, all that asks is."""
    assert worded(read_need(NeedRequest(text, language)).parts) == wishes


@pytest.mark.parametrize(
    ("text", "language", "matter"),
    [
        (
            "Kan vi göra något av spånen i stället för att elda upp dem?",
            Language.SV,
            "Kan vi göra något av spånen?",
        ),
        (
            "Vi vill pröva en svetsrobot innan vi lägger en halv miljon på en egen.",
            Language.SV,
            "Vi vill pröva en svetsrobot.",
        ),
        (
            "We want to try a welding robot before we spend half a million on one.",
            Language.EN,
            "We want to try a welding robot.",
        ),
        (
            "Is there anything to make of our sawdust rather than burning it?",
            Language.EN,
            "Is there anything to make of our sawdust?",
        ),
        ("Rather than burning it.", Language.EN, "Rather than burning it."),
    ],
)
def test_what_is_wanted_something_else_in_place_of_is_not_compared(text: str, language: Language, matter: str) -> None:
    (part,) = read_need(NeedRequest(text, language)).parts
    assert part.text == text
    assert part.matter == matter


@pytest.mark.parametrize(
    "text",
    [
        "Innan jag vågar fylla fler hyllor skulle jag vilja prata med någon om ost.",
        "Before I dare to fill more shelves I'd like to talk to somebody about cheese.",
    ],
)
def test_what_comes_before_a_wish_in_one_breath_does_not_swallow_it(text: str) -> None:
    sell = (
        "Vi säljer kål på burk till krogar." if text.startswith("Innan") else "We sell cabbage in jars to restaurants."
    )
    _, part = read_need(NeedRequest(f"{sell} {text}")).parts
    assert part.asks
    assert part.matter == text


def test_colour_in_a_story_of_trouble_is_no_wish() -> None:
    text = "När en maskin krånglar ringer kunden, ibland trettio mil för en igensatt dysa. Vi vill sätta givare på dem."
    assert worded(read_need(NeedRequest(text)).parts) == (True, False, True)
    asked = "Vi söker en formgivare, helst med vana av trä och glas."
    assert worded(read_need(NeedRequest(asked)).parts) == (True, True)


def test_how_it_began_is_no_wish() -> None:
    text = "Det började med att grannen hade kål som ingen ville ha. Vi vill sälja den på burk i butiker."
    need = read_need(NeedRequest(text))
    assert [part.asks for part in need.parts] == [False, True]
    text = "I've drawn how the app could look on a phone. We want to know how to sell it to farmers."
    assert worded(read_need(NeedRequest(text, Language.EN)).parts) == (False, True)


def test_what_begins_a_sentence_joins_what_follows() -> None:
    text = "Vi får porer i godset. Kunden, som bygger elbilar, vill dessutom att vi kör med återvunnet material."
    parts = read_need(NeedRequest(text)).parts
    assert [(part.text, part.asks) for part in parts] == [
        ("Vi får porer i godset.", True),
        ("Kunden, som bygger elbilar", False),
        ("vill dessutom att vi kör med återvunnet material.", True),
    ]


def test_nor_does_it_ask_behind_a_comma() -> None:
    parts = read_need(NeedRequest("Is there anything to make of our sawdust, rather than burning it?")).parts
    assert [part.asks for part in parts] == [True, False]


def test_a_part_is_quoted_with_the_company_that_is_its_subject() -> None:
    parts = read_need(NeedRequest("Vår camping på Fårö lever på sju veckor om året. Hur får vi hit folk?")).parts
    assert [part.text for part in parts] == [
        "Vår camping på Fårö",
        "Vår camping på Fårö lever på sju veckor om året.",
        "Hur får vi hit folk?",
    ]
    assert parts[1].matter == "lever på sju veckor om året."


def test_a_dash_within_a_sentence_does_not_cut_it() -> None:
    text = "Vi vill sälja ett paket med grannarna – mat, ridning och övernattning."
    assert read_need(NeedRequest(text)).parts[0].text == "Vi vill sälja ett paket med grannarna – mat"
    listed = read_need(NeedRequest("Vi vill\n– sälja ost till butiker\n– köpa en robot")).parts
    assert [part.text for part in listed][-1] == "köpa en robot"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Vem på Gotland kan hjälpa oss framåt?", Language.SV),
        ("Finns det någon som kan hjälpa oss vidare?", Language.SV),
        ("Who on Gotland can help us move on?", Language.EN),
        ("Vem hjälper oss vidare?", Language.SV),
        ("Who helps us on with this?", Language.EN),
        ("Vi har aldrig kommit till skott.", Language.SV),
        ("Vem kan gå igenom det här med oss innan vi tackar ja?", Language.SV),
        ("Who can go through all this with us before we say yes?", Language.EN),
        ("We never got round to it.", Language.EN),
    ],
)
def test_a_closing_question_is_no_matter(question: str, language: Language) -> None:
    sv, en = "Vi vill göra korv av lammen på gården.", "We want to make sausages of the lambs on our farm."
    before = sv if language is Language.SV else en
    first, *rest = read_need(NeedRequest(f"{before} {question}", language)).parts
    assert first.asks
    assert not any(part.asks for part in rest)


def test_two_who_are_one_subject_stay_together() -> None:
    text = "Gästerna bokar fortfarande per telefon, och min man och jag är inga datamänniskor."
    assert [part.text for part in read_need(NeedRequest(text)).parts][-1] == "min man och jag är inga datamänniskor."


def test_what_happens_if_not_is_no_wish() -> None:
    text = "Kunden kräver att vi visar hur vi skyddar oss mot intrång, annars får vi inte leverera längre."
    assert [part.asks for part in read_need(NeedRequest(text)).parts] == [True, False]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Kunderna skickar lådor av plast, ett par ton om året, och vi undrar om nåt företag har nytta av plasten.",
            [
                "Kunderna skickar lådor av plast, ett par ton om året",
                "vi undrar om nåt företag har nytta av plasten.",
            ],
        ),
        (
            "Det måste gå att ordna smartare. En helt annan sak: vi vill nå gäster i Tyskland.",
            ["Det måste gå att ordna smartare.", "En helt annan sak: vi vill nå gäster i Tyskland."],
        ),
        (
            "Vi vill sätta givare i kanalerna så att både vi och fastighetsägaren ser i telefonen när det är dags.",
            ["Vi vill sätta givare i kanalerna så att både vi och fastighetsägaren ser i telefonen när det är dags."],
        ),
    ],
)
def test_amounts_turns_of_phrase_and_both_are_no_parts_of_their_own(text: str, parts: list[str]) -> None:
    assert [part.text for part in read_need(NeedRequest(text)).parts] == parts


def test_the_question_where_to_begin_is_not_quoted() -> None:
    """It is compared still: somebody who begins is asked for."""
    (part,) = read_need(NeedRequest("Vi vill ta betalt per månad i stället. Var börjar man?")).parts
    assert part.text == "Vi vill ta betalt per månad i stället."
    assert "börjar" in part.matter

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3graph.errors import LimitError, S3GraphError, UsageError
from s3graph.matching.need import PARTS, Need, NeedRequest, read_need, split_parts
from s3graph.matching.words import content_words
from s3graph.model import Language


def texts(text: str, language: Language = Language.SV) -> list[str]:
    return [part.text for part in split_parts(text, language)]


def test_sentences_and_turns_become_parts() -> None:
    text = (
        "Vi har ett bageri i Växjö. Ugnen drar för mycket el, men vi vill också hitta fler restauranger som köper bröd."
    )
    assert texts(text) == [
        "Vi har ett bageri i Växjö.",
        "Ugnen drar för mycket el",
        "vi vill också hitta fler restauranger som köper bröd.",
    ]


def test_english_turns() -> None:
    text = "We run a mountain hotel and need cheaper heating, and we want German guests to book online"
    assert len(texts(text, Language.EN)) == 3


def test_a_list_of_wishes_is_cut_at_its_marks() -> None:
    text = "Behov:\n- lägre energikostnad\n- fler utländska gäster\n• nytt bokningssystem"
    assert len(texts(text)) == 3


def test_words_joined_by_och_stay_together() -> None:
    assert texts("hjälp med trä och skog") == ["hjälp med trä och skog"]


def test_who_is_asking_is_told_from_what_is_asked() -> None:
    parts = split_parts("Vi är ett litet snickeri med fem anställda. Lacken släpper från luckorna.", Language.SV)
    assert [part.asks for part in parts] == [False, True]


_WHERE_WE_ARE = [
    ("Firman ligger i Ljungby.", Language.SV),
    ("Sitter i Ljungby.", Language.SV),
    ("Ligger strax utanför Ljungby.", Language.SV),
    ("Based in Ljungby.", Language.EN),
    ("Vi sitter i Vimmerby.", Language.SV),
    ("Vi håller till strax utanför Nybro.", Language.SV),
    ("Hej! Vi finns på norra Öland.", Language.SV),
    ("Företaget är baserat i Gnosjö!", Language.SV),
    ("Verksamheten bedrivs i Kalmar kommun.", Language.SV),
    ("Vi finns i Kalmar och Växjö.", Language.SV),
    ("Our company is based in Kalmar.", Language.EN),
    ("We are located in Nybro.", Language.EN),
    ("We're just outside Ljungby.", Language.EN),
]
_MATTER = {Language.SV: "Lacken släpper från luckorna.", Language.EN: "The lacquer peels off our cupboard doors."}


@pytest.mark.parametrize(("where", "language"), _WHERE_WE_ARE)
def test_where_the_company_is_does_not_ask(where: str, language: Language) -> None:
    parts = split_parts(f"{where} {_MATTER[language]}", language)
    assert [part.asks for part in parts] == [False, True]
    assert [part.asks for part in split_parts(where, language)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Vi ligger i framkant med robotar.",
        "Vi ligger i Ljungby med tre robotar.",
        "Vi sitter på mycket spillvirke.",
        "Vi finns i Nybro och säljer glas.",
        "Företaget ligger i tvist med kommunen.",
        "Bageri i Nässjö.",
    ],
)
def test_what_goes_on_after_the_place_asks(text: str) -> None:
    assert all(part.asks for part in split_parts(f"{text} Lacken släpper från luckorna.", Language.SV))


def test_a_wish_after_the_place_is_no_part_that_only_tells() -> None:
    for wish in ("vill växa", "behöver lokaler"):
        parts = split_parts(f"Vi finns i Nybro och {wish}", Language.SV)
        assert [part.asks for part in parts][-1:] == [True]


def without_places(text: str, language: Language = Language.SV) -> Need:
    names = re.compile(r"norra Öland|Ljungby|Vimmerby|Nybro|Gnosjö|Kalmar(?: kommun)?|Växjö", re.IGNORECASE)
    return read_need(NeedRequest(text, language)).without(lambda said: names.sub("", said))


@pytest.mark.parametrize(("where", "language"), _WHERE_WE_ARE)
def test_a_clause_that_only_says_where_is_not_compared(where: str, language: Language) -> None:
    need = without_places(f"{where} {_MATTER[language]}", language)
    assert [part.text for part in need.parts] == [_MATTER[language]]


def test_nor_is_one_in_small_letters() -> None:
    assert [part.text for part in without_places(f"firman ligger i ljungby. {_MATTER[Language.SV]}").parts] == [
        _MATTER[Language.SV]
    ]


def test_a_clause_with_a_place_and_a_matter_is_compared() -> None:
    need = without_places("Vi sitter i en fabrik i Vimmerby. Lacken släpper från luckorna.")
    assert [(part.matter, part.asks) for part in need.parts] == [
        ("Vi sitter i en fabrik i .", False),
        ("Lacken släpper från luckorna.", True),
    ]


def test_what_is_left_when_the_place_is_left_out_asks() -> None:
    need = without_places("firman ligger i ljungby. Vi är ett litet snickeri med fem anställda.")
    assert [(part.text, part.asks) for part in need.parts] == [("Vi är ett litet snickeri med fem anställda.", True)]


def test_a_need_that_only_says_where_is_kept() -> None:
    assert [part.asks for part in without_places("Firman ligger i Ljungby.").parts] == [True]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Can the sawdust be used for anything but burning?", ["Can the sawdust be used for anything but burning?"]),
        ("Vi tar fram ost,  mjölk\noch grädde", ["Vi tar fram ost, mjölk och grädde"]),
        ("Ost - men billigt", ["Ost - men billigt"]),
    ],
)
def test_what_is_put_together_again_reads_as_it_was_written(text: str, parts: list[str]) -> None:
    assert texts(text, Language.EN if "the" in text else Language.SV) == parts


def test_a_need_of_context_alone_is_asked_about() -> None:
    assert [part.asks for part in split_parts("Vi driver ett sågverk.", Language.SV)] == [True]


def test_parts_are_bounded() -> None:
    assert len(split_parts("Osten mögnar långsamt. " * 200, Language.SV)) == PARTS


def test_a_signature_is_left_out() -> None:
    need = read_need(NeedRequest("Vi söker råd om export av glas.\n\nMed vänlig hälsning\nBolaget AB\n070-000 00 00"))
    assert need.text == "Vi söker råd om export av glas."


@pytest.mark.parametrize("text", ["", "   \n", "?!...", "12345", "\x00\x01", "<p></p>", "😀😀"])
def test_no_words_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_need(NeedRequest(text))
    assert "Beskriv" in refused.value.detail.sv


def test_too_long_names_both_numbers() -> None:
    with pytest.raises(LimitError) as refused:
        read_need(NeedRequest("ost " * 12_500))
    assert "50000" in refused.value.detail.en
    assert "10000" in refused.value.detail.en


def test_another_language_is_refused_by_name() -> None:
    with pytest.raises(UsageError) as refused:
        read_need(NeedRequest("Wir sind ein kleines Unternehmen und suchen Hilfe für den Export"))
    assert "tyska" in refused.value.detail.sv


def test_the_asker_may_name_the_language() -> None:
    assert read_need(NeedRequest("packaging", language=Language.SV)).language is Language.SV


def test_only_function_words_leave_no_parts() -> None:
    assert read_need(NeedRequest("vi vill ha hjälp")).parts == ()


def test_a_mask_never_empties_a_part() -> None:
    need = read_need(NeedRequest("Gotland")).without(lambda text: text.replace("Gotland", ""))
    assert need.parts[0].matter == "Gotland"


def read_or_refused(text: str) -> Need | S3GraphError:
    try:
        return read_need(NeedRequest(text))
    except S3GraphError as refused:
        return refused


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    found = read_or_refused(text)
    if isinstance(found, Need):
        assert all(part.text.strip() for part in found.parts)
    else:
        assert found.detail.sv.endswith(".")


def test_what_joined_a_clause_to_the_one_before_is_left_out_of_its_text() -> None:
    _, second = split_parts("Lacken släpper från luckorna och vi vill automatisera produktionen.", Language.SV)
    assert second.text == "vi vill automatisera produktionen."
    assert second.matter == "och vi vill automatisera produktionen."


@pytest.mark.parametrize(
    "text",
    [
        "Hälsningar från Visby! Vi guidar och vill få fler gäster i oktober.",
        "Regards from Visby, we need guides who speak German.",
    ],
)
def test_a_need_that_begins_with_regards_is_no_signature(text: str) -> None:
    assert read_need(NeedRequest(text)).text == text


@pytest.mark.parametrize("text", ["Mvh Anna", "Med vänlig hälsning\nAnna på sågen", "-- \nAnna"])
def test_a_signature_alone_is_no_need(text: str) -> None:
    with pytest.raises(UsageError):
        read_need(NeedRequest(text))


def test_starting_a_business_is_a_matter() -> None:
    assert [part.text for part in read_need(NeedRequest("start your own business", language=Language.EN)).parts]


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        (
            Language.SV,
            "Vår största kund, en lastbilstillverkare, kräver siffror på utsläppen.",
            ["kräver siffror på utsläppen."],
        ),
        (Language.EN, "Our main client, a hotel chain, wants a climate label.", ["wants a climate label."]),
        (Language.SV, "Vi behöver ny lokal, en maskin, och folk.", ["Vi behöver ny lokal, en maskin, och folk."]),
        (
            Language.EN,
            "moulding plastics in gislaved, 9 ppl, find a welding robot",
            ["moulding plastics in gislaved", "find a welding robot"],
        ),
        (
            Language.EN,
            "I work with business development at a council. They mould plastic parts.",
            ["They mould plastic parts."],
        ),
        (Language.SV, "Skriver för ett företag jag känner: ägaren vill sälja åkeriet.", ["ägaren vill sälja åkeriet."]),
    ],
)
def test_who_somebody_is_does_not_ask(language: Language, text: str, asked: list[str]) -> None:
    assert [part.text for part in split_parts(text, language) if part.asks] == asked


@pytest.mark.parametrize(
    ("language", "text", "matter"),
    [
        (Language.EN, "I do not really know where to begin and want to export", " and want to export"),
        (Language.SV, "Vi vill växa men vet inte riktigt var vi ska börja.", "Vi vill växa "),
        (Language.SV, "Vi vill börja exportera", "Vi vill börja exportera"),
        (Language.SV, "Vi vill prova innan vi köper.", "Vi vill prova innan vi köper."),
        (Language.SV, "Vi vill prova en svetsrobot innan vi köper en.", "Vi vill prova en svetsrobot."),
        (Language.EN, "We want to try before we buy.", "We want to try before we buy."),
    ],
)
def test_not_to_know_where_to_begin_is_no_matter(language: Language, text: str, matter: str) -> None:
    assert [part.matter for part in split_parts(text, language)] == [matter]


def test_the_whole_leaves_out_what_its_parts_leave_out() -> None:
    """So a need of one part is encoded once."""
    need = read_need(NeedRequest("Vi vill automatisera men vet inte var vi ska börja"))
    assert [part.matter for part in need.parts] == [need.matter] == ["Vi vill automatisera "]


def test_spoken_och_joins_too() -> None:
    first, second = texts("lacken släpper från luckorna å vi vill automatisera produktionen")
    assert (first, second) == ("lacken släpper från luckorna", "vi vill automatisera produktionen")
    assert texts("vi försöker å sälja ost till butikerna") == ["vi försöker å sälja ost till butikerna"]


@pytest.mark.parametrize("said", ["ost\n", "a b. ", "vi och "])
def test_a_long_text_of_next_to_nothing_is_read_a_few_times_not_once_a_word(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def noted(text: str, language: Language) -> tuple[str, ...]:
        read.append(len(text))
        return content_words(text, language)

    monkeypatch.setattr("s3graph.matching.need.content_words", noted)
    text = said * (9000 // len(said))
    split_parts(text, Language.SV)
    assert sum(read) < 150 * len(text)

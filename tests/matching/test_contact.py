"""How a company is to be reached is no part of its need, wherever it is said."""

from __future__ import annotations

from datetime import date

import pytest

from s3graph.errors import UsageError
from s3graph.matching import Matcher, NeedRequest
from s3graph.matching.contact import without_contact
from s3graph.matching.need import read_need

TODAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Vi vill svetsa, ring 070-123 45 67", "Vi vill svetsa"),
        ("Vi vill svetsa, ring 070-123 45 67.", "Vi vill svetsa."),
        ("Vi vill svetsa. Mvh Anna 0707-12 34 56", "Vi vill svetsa."),
        ("Vi vill svetsa Mvh Anna 0707-12 34 56", "Vi vill svetsa"),
        ("Vi vill svetsa. mvh anna på sågen 0707-12 34 56", "Vi vill svetsa."),
        ("Vi vill svetsa. /Anna 070-123 45 67", "Vi vill svetsa."),
        ("Vi vill svetsa. Anna Andersson, 070-123 45 67, anna@example.org", "Vi vill svetsa."),
        ("Vem kan svetsa? Mejla anna@example.org.", "Vem kan svetsa?"),
        ("Vi vill svetsa. Hör av er till anna(at)example.org! Tack på förhand", "Vi vill svetsa."),
        ("Vi vill svetsa. Tel: 070-123 45 67. E-post: anna@example.org", "Vi vill svetsa."),
        ("Vi vill svetsa, kontakta mig på tel 070-123 45 67 dagtid", "Vi vill svetsa"),
        ("Vi vill svetsa. Kan ni ringa mig på 070–123 45 67?", "Vi vill svetsa."),
        ("Vi vill svetsa. Med vänlig hälsning Anna Svensson", "Vi vill svetsa."),
        ("Vi (070-123 45 67) vill svetsa.", "Vi vill svetsa."),
        ("Vi vill svetsa, mitt personnummer är 811228–9874", "Vi vill svetsa"),
        ("Vi vill bli av med det Mejla anna@example.org", "Vi vill bli av med det"),
        ("Ring 070-123 45 67 eller mejla anna@example.org så berättar jag mer. Vi vill svetsa.", "Vi vill svetsa."),
        ("Om ni kan hjälpa oss med export, ring 070-123 45 67", "Om ni kan hjälpa oss med export"),
        ("- vi vill svetsa\n- ring 070-123 45 67\n- vi vill bocka", "- vi vill svetsa\n\n- vi vill bocka"),
        ("We want to weld, call +46 70 123 45 67 or email me at anna@example.org. Also to export.",
         "We want to weld. Also to export."),
        ("We want to weld. Please feel free to get in touch: Anna, anna@example.org. Best regards, Anna Svensson",
         "We want to weld."),
        ("We nick steel, reach us on +46 70 123 45 67 if you can help", "We nick steel"),
        ("Vi vill svetsa, ring [telefon].", "Vi vill svetsa."),
        ("Vi vill växa. Vi finns på Gotland, ring 070-123 45 67.", "Vi vill växa. Vi finns på Gotland."),
        ("Vi vill växa. Vi finns på 070-123 45 67.", "Vi vill växa."),
        ("Bokningen sköts på papper och telefon, ring 070-123 45 67.", "Bokningen sköts på papper och telefon."),
        ("Bokningen sköts på papper och telefon. Mvh Anna 0707-12 34 56", "Bokningen sköts på papper och telefon."),
        ("We need a person Email me at anna@example.org", "We need a person"),
        ("We sell by mail and phone, call +46 70 123 45 67", "We sell by mail and phone"),
        ("Vi undrar vem vi ska kontakta, ring 070-123 45 67", "Vi undrar vem vi ska kontakta"),
    ],
)  # fmt: skip
def test_what_says_how_to_get_in_touch_is_left_out(written: str, left: str) -> None:
    assert without_contact(written) == left


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Kunder ringer 070-123 45 67 och vi hinner inte svara", "Kunder ringer [telefon] och vi hinner inte svara"),
        ("Alla order kommer på a@example.org och vi vill automatisera",
         "Alla order kommer på [e-post] och vi vill automatisera"),
        ("Vi skickar personliga hälsningar till kunder", "Vi skickar personliga hälsningar till kunder"),
        ("Vi bygger en app som ringer upp och mejlar kunder", "Vi bygger en app som ringer upp och mejlar kunder"),
        ("Hälsningar från Visby! Vi vill ha gäster", "Hälsningar från Visby! Vi vill ha gäster"),
    ],
)  # fmt: skip
def test_a_sentence_that_says_more_stays_whole_and_masked(written: str, left: str) -> None:
    assert without_contact(written) == left


def test_what_is_masked_in_a_sentence_is_shown_so_and_not_compared() -> None:
    need = read_need(NeedRequest("Alla order kommer in på order@example.org, och vi vill automatisera det."))
    assert need.parts[0].text.startswith("Alla order kommer in på [e-post]")
    for compared in (need.matter, *(part.matter for part in need.parts)):
        assert "e-post" not in compared
        assert "example" not in compared


@pytest.mark.parametrize(
    "text",
    [
        "070-123 45 67",
        "Ring mig på 070-123 45 67",
        "anna@example.org, Anna Svensson",
        "Mvh Anna Svensson Firma AB 070-123 45 67 anna@example.org",
        "811228–9874",
        "[telefon]",
    ],
)
def test_contact_details_alone_are_an_empty_need(text: str) -> None:
    with pytest.raises(UsageError, match="empty"):
        read_need(NeedRequest(text))


SV = (", ring 070-123 45 67.", " Mvh Anna 0707-12 34 56", " Mejla anna@firma.se", " Anna nås på anna(at)firma.se")
EN = (", call +46 70 123 45 67.", " Mvh Anna 0707-12 34 56", " Email me at anna@firma.se")


@pytest.mark.parametrize(
    ("text", "endings"),
    [
        ("Lacken släpper från våra snickerier, och vi behöver hjälp med ytbehandling.", SV),
        ("Vi gör ost i Nässjö. Vem kan hjälpa oss att sälja den?", SV),
        ("Vi vill göra ost av mjölken och automatisera produktionen.", SV),
        ("The varnish peels off our cabinets in Nässjö and we need help with surface treatment.", EN),
        ("We want to make cheese of our milk.", EN),
    ],
)
def test_the_answer_is_the_same_as_without_them(matcher: Matcher, text: str, endings: tuple[str, ...]) -> None:
    def answered(said: str) -> object:
        content = matcher.match(NeedRequest(said), TODAY).to_json()
        return {name: value for name, value in content.items() if name != "notices"}

    plain = answered(text)
    for ending in endings:
        stem = text.removesuffix(".") if ending.startswith(",") else text
        assert answered(stem + ending) == plain, ending


def test_a_long_text_of_contact_details_is_read_in_no_time() -> None:
    for piece in ("ring mig på ", "och vi kan nå ", "a@b.se, ", "Anna Andersson ", "070-123 45 67 "):
        without_contact(piece * (9000 // len(piece)) + "070-123 45 67")

from __future__ import annotations

import pytest

from s3graph.matching.personal import PersonalKind, masked, notice, personal_data


@pytest.mark.parametrize(
    "written",
    [
        "19121212-1212",
        "121212-1212",
        "121212+1212",
        "1212121212",
        "191212121212",
        "701063-2391",
        "19701063-2391",
        *(f"811228{dash}9874" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"),
        "811228 - 9874",
        "811228 \u2013 9874",
        "811228\u00a09874",
        "19811228 -9874",
    ],
)
def test_identity_and_coordination_numbers_are_found_however_they_are_written(written: str) -> None:
    assert (
        masked(f"Jag heter något, {written}, och vill ha hjälp.")
        == "Jag heter något, [personnummer], och vill ha hjälp."
    )


@pytest.mark.parametrize("written", ["556036-0793", "212000-0142", "4080000005", "121212 1213", "991399-1212"])
def test_numbers_of_organisations_and_wrong_numbers_stay(written: str) -> None:
    assert masked(f"Vi är {written} AB") == f"Vi är {written} AB"


@pytest.mark.parametrize("written", ["850101-1234", "121212-1213", "19850101 \u2013 1234"])
def test_a_date_and_four_digits_with_a_sign_between_are_masked_whatever_the_check_digit(written: str) -> None:
    text = f"Ägaren, {written}, vill sälja"
    assert masked(text) == "Ägaren, [personnummer], vill sälja"
    told = notice(text)
    assert told is not None
    assert "ser ut som ett personnummer" in told.sv
    assert "looks like a personal identity number" in told.en


@pytest.mark.parametrize(
    "written",
    [
        "anna@firma.se", "anna [at] firma.se", "anna(at)firma.se", "anna at firma dot se", "anna (at) firma (dot) se",
        "anna snabel-a firma punkt se", "anna @ firma.se", "anna{at}mail.firma.se",
    ],
)  # fmt: skip
def test_addresses_are_found_however_they_are_disguised(written: str) -> None:
    assert masked(f"Skriv till {written}, tack") == "Skriv till [e-post], tack"


@pytest.mark.parametrize(
    "written",
    [
        "0470-123 45",
        "070\u2013123 45 67",
        "(0470) 123 45",
        "070-123\u00a045\u00a067",
        "070-123 45 67",
        "0701234567",
        "+46 70 123 45 67",
        "+46(0)70-123 45 67",
        "0046701234567",
    ],
)
def test_phone_numbers_are_found(written: str) -> None:
    assert masked(f"Ring {written} så berättar vi") == "Ring [telefon] så berättar vi"


@pytest.mark.parametrize(
    "said",
    [
        "Vi omsätter 12 000 000 kronor och är 14 anställda sedan 2019",
        "Mellan 2024-01-01 och 2026-12-31 ska vi spara 0,5 procent",
        "SNI 16.101 och standarden ISO 9001:2015",
        "Priset är 0 kr de första 30 dagarna",
        "https://example.org/0701234567",
        "vi säljer @ marknaden",
        "look at firma.se",
        "Mellan 20240101-20261231 och SNI 16.101",
    ],
)
def test_amounts_dates_codes_and_addresses_of_pages_stay(said: str) -> None:
    assert masked(said) == said


def test_several_are_named_once_each_and_masked_in_place() -> None:
    text = "Skriv till namn.efternamn@example.org eller info@example.org, eller ring 070-123 45 67."
    assert [personal.kind for personal in personal_data(text)] == [
        PersonalKind.EMAIL,
        PersonalKind.EMAIL,
        PersonalKind.PHONE,
    ]
    assert masked(text) == "Skriv till [e-post] eller [e-post], eller ring [telefon]."
    told = notice(text)
    assert told is not None
    assert "en e-postadress, ett telefonnummer" in told.sv
    assert notice("Vi vill automatisera") is None


def test_a_long_text_of_digits_is_read_in_no_time() -> None:
    assert personal_data("0" * 50_000) == ()
    assert personal_data("a" * 50_000 + "@" + "b." * 20_000) == ()

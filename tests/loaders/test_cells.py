"""Cells as people write them: read where they can mean one thing only."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from loaders.cells import address_of, amount_of, date_of, decimal_of, organisation_number_of, text_of, truth_of
from loaders.table import Value
from s3graph.errors import ReadError
from s3graph.vocabulary import XSD


@pytest.mark.parametrize(
    ("value", "read", "kind"),
    [
        ("2026-03-01", "2026-03-01", XSD.date),
        (" 2026-3-1 ", "2026-03-01", XSD.date),
        ("20260301", "2026-03-01", XSD.date),
        ("2026-03-01 00:00:00", "2026-03-01", XSD.date),
        (date(2026, 3, 1), "2026-03-01", XSD.date),
        (datetime(2026, 3, 1), "2026-03-01", XSD.date),
        ("1 mars 2026", "2026-03-01", XSD.date),
        ("den 1:a mars 2026", "2026-03-01", XSD.date),
        ("1 March 2026", "2026-03-01", XSD.date),
        ("mars 2026", "2026-03", XSD.gYearMonth),
        ("Okt 2026", "2026-10", XSD.gYearMonth),
        ("2026-03", "2026-03", XSD.gYearMonth),
        ("2026", "2026", XSD.gYear),
        (2026, "2026", XSD.gYear),
        (2026.0, "2026", XSD.gYear),
    ],
)
def test_a_date(value: Value, read: str, kind: object) -> None:
    found = date_of(value)
    assert (found.value, found.datatype) == (read, kind)


@pytest.mark.parametrize(
    "value", ["1/3/2026", "01-03-26", "2026-02-30", "2026-13", "snart", "Q3 2026", "31 april 2026"]
)
def test_what_is_no_date_or_may_be_several_is_refused(value: str) -> None:
    with pytest.raises(ReadError) as raised:
        date_of(value)
    assert value in raised.value.detail.sv
    assert "2026-03-01" in raised.value.detail.en


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("12,5", "12.5"), ("12.5", "12.5"), ("1 234,50", "1234.50"), ("1\u00a0234", "1234"), ("2,500,000", "2500000"),
        ("1.234.567,5", "1234567.5"), ("1,234,567.5", "1234567.5"), ("-3", "-3"), ("0,125", "0.125"), (7, "7"),
        (2.5, "2.5"), (1234.5, "1234.5"), (2.125, "2.125"),
    ],
)  # fmt: skip
def test_a_number_with_swedish_or_english_decimals(value: Value, read: str) -> None:
    assert decimal_of(value) == Decimal(read)


@pytest.mark.parametrize("value", ["2,500", "2.500", "12.345", "tolv", "1,23,4", "", "1-2"])
def test_a_number_that_may_be_two_is_refused(value: str) -> None:
    with pytest.raises(ReadError):
        decimal_of(value)


@pytest.mark.parametrize(
    ("value", "amount", "currency"),
    [
        (2500000.0, "2500000", "SEK"), ("2 500 000", "2500000", "SEK"), ("2 500 000 kr", "2500000", "SEK"),
        ("2,5 Mkr", "2500000", "SEK"), ("25 MSEK", "25000000", "SEK"), ("750 tkr", "750000", "SEK"),
        ("2,5 miljoner kronor", "2500000", "SEK"), ("100 000 EUR", "100000", "EUR"), ("EUR 100 000", "100000", "EUR"),
        ("1,2 MEUR", "1200000", "EUR"),
    ],
)  # fmt: skip
def test_an_amount_has_a_currency(value: Value, amount: str, currency: str) -> None:
    assert amount_of(value) == (Decimal(amount), currency)


@pytest.mark.parametrize("value", ["ca 2 Mkr", "2-3 Mkr", "gratis", "2 500 000 dollar", "kr", "SEK 2 Mkr"])
def test_an_amount_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ReadError):
        amount_of(value)


def test_yes_and_no() -> None:
    assert [truth_of(value) for value in ("Ja", "yes", True, 1, "x")] == [True] * 5
    assert [truth_of(value) for value in ("nej", "No", False, 0)] == [False] * 4
    with pytest.raises(ReadError):
        truth_of("kanske")


@pytest.mark.parametrize(
    ("said", "iri"),
    [
        ("https://exempel.se/a?b=c", "https://exempel.se/a?b=c"),
        ("www.exempel.se", "https://www.exempel.se"),
        ("exempel.se/om", "https://exempel.se/om"),
    ],
)
def test_a_web_address(said: str, iri: str) -> None:
    found = address_of(said)
    assert (found.iri, found.completed) == (iri, iri != said)


@pytest.mark.parametrize(
    "said", ["info@exempel.se", "saknas", "https://exempel", "javascript:alert(1)", "http://a b.se"]
)
def test_what_is_no_web_address_is_refused(said: str) -> None:
    with pytest.raises(ReadError):
        address_of(said)


@pytest.mark.parametrize(
    ("value", "read"),
    [("409900-0137", "4099000137"), (4099000137.0, "4099000137"), ("16409900-0137", "4099000137"), ("okänt", "okänt")],
)
def test_an_organisation_number(value: Value, read: str) -> None:
    assert organisation_number_of(value) == read


def test_a_cell_as_it_is_read() -> None:
    assert [text_of(value) for value in (3.0, 3.5, " a ", datetime(2026, 1, 2), True)] == [
        "3", "3.5", "a", "2026-01-02", "True",
    ]  # fmt: skip

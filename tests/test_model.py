"""Dates as sources give them, and the status that follows from them."""

from __future__ import annotations

from datetime import date

import pytest

from s3graph.model import Basis, Language, PartialDate, Status, Text, status_on

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("lexical", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2026-03-29", date(2026, 3, 29), date(2026, 3, 29)),
    ],
)
def test_a_partial_date_spans_what_it_can_mean(lexical: str, first: date, last: date) -> None:
    assert (PartialDate(lexical).first_day(), PartialDate(lexical).last_day()) == (first, last)


@pytest.mark.parametrize("lexical", ["", "våren 2026", "2024-13", "2024-02-30", "24"])
def test_what_is_no_date_is_refused(lexical: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate(lexical).first_day()


@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        ("2024-04-01", "2029-03-29", Status.OPEN),
        ("2024", None, Status.UNKNOWN),
        (None, None, Status.UNKNOWN),
        ("2020", "2023", Status.ENDED),
        (None, "2026", Status.OPEN),
        ("2027", "2028", Status.PLANNED),
        (None, "2026-11-22", Status.ENDED),
        (None, "2026-11-23", Status.OPEN),
    ],
)
def test_status_follows_from_dates_and_a_missing_end_is_unknown(
    start: str | None, end: str | None, status: Status
) -> None:
    given = [PartialDate(day) if day else None for day in (start, end)]
    assert status_on(TODAY, *given) is status


def test_text_speaks_the_askers_language_and_only_read_or_confirmed_is_confirmed() -> None:
    assert [Text("behov", "need").in_language(language) for language in Language] == ["behov", "need"]
    assert [basis.value for basis in Basis if basis.confirmed] == ["read", "confirmed"]

"""What stands in a cell, as a value: texts, dates, amounts, numbers, yes and no, web addresses.

Each raises ReadError, whose sentence says what to write instead, where a cell could mean more than one thing.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from pyoxigraph import Literal

from loaders.table import Value
from s3graph.errors import ReadError
from s3graph.intake.reader import excerpt
from s3graph.model import Text
from s3graph.vocabulary import XSD

_MONTHS = (
    ("januari", "january", "jan"), ("februari", "february", "feb"), ("mars", "march", "mar"), ("april", "apr"),
    ("maj", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"), ("augusti", "august", "aug"),
    ("september", "sep", "sept"), ("oktober", "october", "okt", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_IN_WORDS = re.compile(r"(?:den )?(?:(\d{1,2})(?:\.|:e|:a|st|nd|rd|th)? )?([a-zå]+)\.?,? (\d{4})")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_AMOUNT = re.compile(r"(?:(SEK|EUR|USD|NOK|DKK|€)\s*)?(-?[\d.,\s\u00a0\u202f']*\d)\s*([^\d\s].*)?", re.IGNORECASE)
_UNITS: dict[str, tuple[int, str]] = {
    "": (0, "SEK"), "kr": (0, "SEK"), "kr.": (0, "SEK"), ":-": (0, "SEK"), "kronor": (0, "SEK"), "sek": (0, "SEK"),
    "tkr": (3, "SEK"), "ksek": (3, "SEK"), "tsek": (3, "SEK"), "mkr": (6, "SEK"), "mnkr": (6, "SEK"),
    "msek": (6, "SEK"), "miljoner": (6, "SEK"), "miljoner kr": (6, "SEK"), "miljoner kronor": (6, "SEK"),
    "eur": (0, "EUR"), "€": (0, "EUR"), "euro": (0, "EUR"), "meur": (6, "EUR"), "usd": (0, "USD"), "nok": (0, "NOK"),
    "dkk": (0, "DKK"),
}  # fmt: skip
_YES = frozenset(("ja", "j", "yes", "y", "sant", "true", "x", "1"))
_NO = frozenset(("nej", "n", "no", "falskt", "false", "0"))
_WEB = re.compile(r"https?://[^\s/]+\.[^\s/]+\S*", re.IGNORECASE)
_BARE_WEB = re.compile(r"(?:[a-z0-9åäöé](?:[a-z0-9åäöé-]*[a-z0-9åäöé])?\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_NOT_IN_ADDRESSES = re.compile(r'[\s<>"{}|\\^`]')
_NUMBER = re.compile(r"(?:16)?(\d{6})[\s-]?(\d{4})")
_WHOLE = 1 << 53


class Money(NamedTuple):
    value: Decimal
    currency: str


class Address(NamedTuple):
    """``completed``: it was written without https://."""

    iri: str
    completed: bool


def text_of(value: Value) -> str:
    """As a person reads it in the cell.

    >>> text_of(4099000137.0)
    '4099000137'
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return str(value).strip()


def date_of(value: Value) -> Literal:
    """A day, a month or a year, as xsd:date, xsd:gYearMonth or xsd:gYear.

    >>> date_of("1 mars 2026").value, date_of("mars 2026").value, date_of(2026.0).value
    ('2026-03-01', '2026-03', '2026')
    """
    if isinstance(value, datetime):
        return _day(value.year, value.month, value.day)
    if isinstance(value, date):
        return _day(value.year, value.month, value.day)
    said = _SPACES.sub(" ", text_of(value)).strip()
    try:
        if found := _ISO.fullmatch(said) or _COMPACT.fullmatch(said):
            return _day(*(int(part) for part in found.groups() if part))
        if (found := _IN_WORDS.fullmatch(said.casefold())) and (month := _MONTH_NUMBERS.get(found.group(2))):
            day = (int(found.group(1)),) if found.group(1) else ()
            return _day(int(found.group(3)), month, *day)
    except ValueError as error:
        raise _no_date(said) from error
    raise _no_date(said)


def _day(year: int, month: int = 0, day: int = 0) -> Literal:
    """ValueError for a day that does not exist."""
    found = date(year, month or 1, day or 1)
    if day:
        return Literal(found.isoformat(), datatype=XSD.date)
    return (
        Literal(found.isoformat()[:7], datatype=XSD.gYearMonth) if month else Literal(f"{year:04}", datatype=XSD.gYear)
    )


def _no_date(said: str) -> ReadError:
    return ReadError(
        Text(
            sv=f'"{excerpt(said)}" är inget datum, eller kan vara flera. Skriv 2026-03-01, 2026-03 eller 2026.',
            en=f'"{excerpt(said)}" is no date, or may be several. Write 2026-03-01, 2026-03 or 2026.',
        )
    )


def amount_of(value: Value) -> Money:
    """An amount with its currency, kronor where none is said.

    >>> amount_of("2,5 Mkr")
    Money(value=Decimal('2500000'), currency='SEK')
    """
    said = text_of(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Money(Decimal(said), "SEK")
    found = _AMOUNT.fullmatch(said)
    before, after = (found.group(1) or "", found.group(3) or "") if found else ("", "")
    unit = _UNITS.get(_SPACES.sub(" ", (before or after).casefold()).strip())
    if found is None or unit is None or (before and after):
        raise _no_amount(said)
    value_said = decimal_of(found.group(2)).scaleb(unit[0])
    return Money(Decimal(f"{value_said:f}"), unit[1])


def _no_amount(said: str) -> ReadError:
    return ReadError(
        Text(
            sv=f'"{excerpt(said)}" är inget belopp. Skriv 2 500 000, 2,5 Mkr eller 100 000 EUR.',
            en=f'"{excerpt(said)}" is no amount. Write 2 500 000, 2.5 MSEK or 100 000 EUR.',
        )
    )


def decimal_of(value: Value) -> Decimal:
    """A number with Swedish or English decimals; one that may be either is refused.

    >>> decimal_of("12,5"), decimal_of("1 234,50"), decimal_of("2,500,000")
    (Decimal('12.5'), Decimal('1234.50'), Decimal('2500000'))
    """
    said = text_of(value)
    digits = _SPACES.sub("", said).replace("'", "")
    marks = [mark for mark in digits if mark in ".,"]
    if len(set(marks)) == 2:
        last = max(digits.rfind("."), digits.rfind(","))
        digits = re.sub("[.,]", "", digits[:last]) + "." + digits[last + 1 :]
    elif len(marks) > 1:
        if not re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", digits):
            raise _no_number(said)
        digits = re.sub("[.,]", "", digits)
    elif re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", digits) and isinstance(value, str):
        raise _no_number(said)
    try:
        return Decimal(digits.replace(",", "."))
    except InvalidOperation as error:
        raise _no_number(said) from error


def _no_number(said: str) -> ReadError:
    return ReadError(
        Text(
            sv=f'"{excerpt(said)}" är inget tal, eller kan vara två. Skriv 2500 eller 2,5, inget mellan tusental.',
            en=f'"{excerpt(said)}" is no number, or may be two. Write 2500 or 2.5, nothing between thousands.',
        )
    )


def truth_of(value: Value) -> bool:
    """Yes or no.

    >>> truth_of("Ja"), truth_of("nej")
    (True, False)
    """
    said = text_of(value).casefold()
    if said in _YES or said in _NO:
        return said in _YES
    raise ReadError(
        Text(
            sv=f'"{excerpt(said)}" är varken ja eller nej. Skriv ja eller nej.',
            en=f'"{excerpt(said)}" is neither yes nor no. Write ja or nej, yes or no.',
        )
    )


def address_of(said: str) -> Address:
    """A web address, its https:// put before it where that is all that is missing.

    >>> address_of("www.exempel.se")
    Address(iri='https://www.exempel.se', completed=True)
    """
    if _WEB.fullmatch(said) and not _NOT_IN_ADDRESSES.search(said):
        return Address(said, completed=False)
    if _BARE_WEB.fullmatch(said):
        return Address(f"https://{said}", completed=True)
    raise ReadError(
        Text(
            sv=f'"{excerpt(said)}" är ingen webbadress. Skriv den som https://www.exempel.se.',
            en=f'"{excerpt(said)}" is no web address. Write it as https://www.example.se.',
        )
    )


def organisation_number_of(value: Value) -> str:
    """Ten digits where it is that, with or without hyphen and the leading 16; anything else as it stands."""
    said = text_of(value)
    found = _NUMBER.fullmatch(said)
    return found.group(1) + found.group(2) if found else said

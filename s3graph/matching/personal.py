"""Personal data that people write into a need without having to: found, named, and masked before anything is kept.

Identity numbers are those of the Swedish Tax Agency's form: a date of birth (the day plus 60 in coordination numbers),
three digits and the check digit of the Luhn formula. One whose check digit is wrong counts too where a sign stands
between: it is a slip of the pen more often than an order's number. Numbers of organisations have no such date and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from s3graph.model import Text

_CENTURIES = (20, 19)
_COORDINATION = 60
_LEAST_DIGITS, _MOST_DIGITS = 7, 13
_DASH = "\\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
"""The hyphen, the dashes and the minus, as a set of a pattern writes them."""
_BLANK = "[^\\S\\n]"
_IDENTITY = re.compile(
    rf"(?<!\d)(?P<century>\d\d)?(?P<born>\d{{6}})(?:{_BLANK}?(?P<sign>[{_DASH}+]){_BLANK}?|{_BLANK})?(?P<rest>\d{{4}})(?!\d)"
)
_AT = rf"(?:@|{_BLANK}@{_BLANK}|{_BLANK}?[\[({{<]{_BLANK}?(?:at|a|snabel-?a|@){_BLANK}?[\])}}>]{_BLANK}?)"
_AT_SPOKEN = rf"{_BLANK}(?:at|snabel-?a){_BLANK}"
_DOT_SPOKEN = rf"(?:{_BLANK}?[\[({{<]{_BLANK}?(?:dot|punkt|\.){_BLANK}?[\])}}>]{_BLANK}?|{_BLANK}(?:dot|punkt){_BLANK})"
_NAME = r"[\w-]{1,63}"
_EMAIL = re.compile(
    rf"[\w.+%-]{{1,64}}(?:{_AT}(?:{_NAME}(?:\.|{_DOT_SPOKEN}))+|{_AT_SPOKEN}(?:{_NAME}\.)*(?:{_NAME}{_DOT_SPOKEN})+)"
    r"[a-zA-ZåäöÅÄÖ]{2,24}",
    re.IGNORECASE,
)
_PHONE = re.compile(
    rf"(?<![\w/.])(?:\+|00)\d[\d ()/{_DASH}\u00a0\u202f]{{6,18}}\d(?!\d)"
    rf"|(?<![\w/.{_DASH}])(?:0\d|\(0\d{{1,3}}\))[\d /{_DASH}\u00a0\u202f]{{5,14}}\d(?![\d])"
)


class PersonalKind(StrEnum):
    """What it is."""

    IDENTITY = "identity-number"
    LIKE_IDENTITY = "like-identity-number"
    EMAIL = "e-mail"
    PHONE = "phone"

    @property
    def mask(self) -> str:
        """What stands in its place, readable in both languages."""
        return _MASKS[self]


_MASKS = {
    PersonalKind.IDENTITY: "[personnummer]",
    PersonalKind.LIKE_IDENTITY: "[personnummer]",
    PersonalKind.EMAIL: "[e-post]",
    PersonalKind.PHONE: "[telefon]",
}
_MASK = re.compile("|".join(re.escape(mask) for mask in dict.fromkeys(_MASKS.values())))
_NAMES = {
    PersonalKind.IDENTITY: Text(sv="ett personnummer", en="a personal identity number"),
    PersonalKind.LIKE_IDENTITY: Text(
        sv="något som ser ut som ett personnummer", en="what looks like a personal identity number"
    ),
    PersonalKind.EMAIL: Text(sv="en e-postadress", en="an e-mail address"),
    PersonalKind.PHONE: Text(sv="ett telefonnummer", en="a phone number"),
}
NEED, PURPOSE = Text(sv="Behovet", en="The need"), Text(sv="Ändamålet (purpose)", en="The purpose")
PUBLISHED = Text(sv="Texten som publiceras", en="The text that is published")
"""Where personal data can stand, as a notice names it."""


@dataclass(frozen=True)
class Personal:
    """One place in a text: from ``start`` to before ``end``."""

    kind: PersonalKind
    start: int
    end: int


def personal_data(text: str) -> tuple[Personal, ...]:
    """What there is, in the order of the text; places do not overlap.

    >>> [found.kind.value for found in personal_data("Ring 0470-123 45 eller skriv till info@example.org")]
    ['phone', 'e-mail']
    """
    found: list[Personal] = []
    for candidate in sorted(_candidates(text), key=lambda personal: (personal.start, -personal.end)):
        if not found or candidate.start >= found[-1].end:
            found.append(candidate)
    return tuple(found)


def masked(text: str) -> str:
    """The text with a word in place of each.

    >>> masked("Ring 0470-123 45")
    'Ring [telefon]'
    """
    for personal in reversed(personal_data(text)):
        text = f"{text[: personal.start]}{personal.kind.mask}{text[personal.end :]}"
    return text


def masks(text: str) -> Iterator[slice]:
    """Where a text, already masked, says that something was."""
    return (slice(*found.span()) for found in _MASK.finditer(text))


def unmasked(text: str) -> str:
    """A text, already masked, without the words that stand in the place of personal data.

    >>> unmasked("Kunderna ringer [telefon] dygnet runt")
    'Kunderna ringer  dygnet runt'
    """
    return _MASK.sub("", text)


def notice(text: str, where: Text = NEED) -> Text | None:
    """A sentence that names what was found, and where; None where there is nothing."""
    kinds = list(dict.fromkeys(personal.kind for personal in personal_data(text)))
    if not kinds:
        return None
    swedish = ", ".join(_NAMES[kind].sv for kind in kinds)
    english = ", ".join(_NAMES[kind].en for kind in kinds)
    why = Text(sv="Det behövs inte för att svara", en="It is not needed for an answer")
    if where != NEED:
        why = Text(sv="Det maskeras", en="It is masked")
    return Text(
        sv=f"{where.sv} innehåller {swedish}. {why.sv}; ta gärna bort det.",
        en=f"{where.en} holds {english}. {why.en}; please leave it out.",
    )


def _candidates(text: str) -> Iterator[Personal]:
    for hit in _IDENTITY.finditer(text):
        if kind := _identity(hit):
            yield Personal(kind, *hit.span())
    for hit in _EMAIL.finditer(text):
        yield Personal(PersonalKind.EMAIL, *hit.span())
    for hit in _PHONE.finditer(text):
        if _LEAST_DIGITS <= sum(letter.isdigit() for letter in hit.group()) <= _MOST_DIGITS:
            yield Personal(PersonalKind.PHONE, *hit.span())


def _identity(hit: re.Match[str]) -> PersonalKind | None:
    if not _born(hit["born"]):
        return None
    if _checks(hit["born"] + hit["rest"]):
        return PersonalKind.IDENTITY
    likely = hit["sign"] and int(hit["century"] or _CENTURIES[0]) in _CENTURIES
    return PersonalKind.LIKE_IDENTITY if likely else None


def _born(digits: str) -> bool:
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    day -= _COORDINATION if day > _COORDINATION else 0
    for century in _CENTURIES:
        try:
            date(century * 100 + year, month, day)
        except ValueError:
            continue
        return True
    return False


def _checks(digits: str) -> bool:
    """Luhn over ten digits, the last being the check digit."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0

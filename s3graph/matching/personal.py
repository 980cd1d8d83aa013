"""Personal data that people write into a need without having to: found, named, and masked before anything is kept.

Identity numbers are those of the Swedish Tax Agency's form: a date of birth (the day plus 60 in coordination numbers),
three digits and the check digit of the Luhn formula. Numbers of organisations have no such date and stay.
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
_IDENTITY = re.compile(r"(?<!\d)(?:\d{2})?(?P<born>\d{6})[-+ ]?(?P<rest>\d{4})(?!\d)")
_EMAIL = re.compile(r"[\w.+%-]{1,64}@(?:[\w-]{1,63}\.)+[a-zA-ZåäöÅÄÖ]{2,24}")
_PHONE = re.compile(r"(?<![\w/.])(?:\+|00)\d[\d ()/-]{6,18}\d(?!\d)|(?<![\w/.-])0\d[\d /-]{5,14}\d(?![\d])")


class PersonalKind(StrEnum):
    """What it is."""

    IDENTITY = "identity-number"
    EMAIL = "e-mail"
    PHONE = "phone"

    @property
    def mask(self) -> str:
        """What stands in its place, readable in both languages."""
        return {"identity-number": "[personnummer]", "e-mail": "[e-post]", "phone": "[telefon]"}[self.value]


_NAMES = {
    PersonalKind.IDENTITY: Text(sv="ett personnummer", en="a personal identity number"),
    PersonalKind.EMAIL: Text(sv="en e-postadress", en="an e-mail address"),
    PersonalKind.PHONE: Text(sv="ett telefonnummer", en="a phone number"),
}


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


def notice(text: str) -> Text | None:
    """A sentence that names what was found; None where there is nothing."""
    kinds = list(dict.fromkeys(personal.kind for personal in personal_data(text)))
    if not kinds:
        return None
    swedish = ", ".join(_NAMES[kind].sv for kind in kinds)
    english = ", ".join(_NAMES[kind].en for kind in kinds)
    return Text(
        sv=f"Behovet innehåller {swedish}. Det behövs inte för att svara; ta gärna bort det.",
        en=f"The need holds {english}. It is not needed for an answer; please leave it out.",
    )


def _candidates(text: str) -> Iterator[Personal]:
    for hit in _IDENTITY.finditer(text):
        if _born(hit["born"]) and _checks(hit["born"] + hit["rest"]):
            yield Personal(PersonalKind.IDENTITY, *hit.span())
    for hit in _EMAIL.finditer(text):
        yield Personal(PersonalKind.EMAIL, *hit.span())
    for hit in _PHONE.finditer(text):
        if _LEAST_DIGITS <= sum(letter.isdigit() for letter in hit.group()) <= _MOST_DIGITS:
            yield Personal(PersonalKind.PHONE, *hit.span())


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

"""Values that cross module borders: bilingual text, language, source names. Nothing here opens a file or a store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Language(StrEnum):
    """A language of the service. Swedish is the default for people, English for code."""

    SV = "sv"
    EN = "en"


class Text(NamedTuple):
    """One sentence or label in both languages of the service.

    >>> Text(sv="insats", en="initiative").in_language(Language.EN)
    'initiative'
    """

    sv: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.sv if language is Language.SV else self.en


def grouped(number: int, language: Language) -> str:
    """A whole number as people write it; Swedish has a no-break space between thousands.

    >>> grouped(1234567, Language.EN)
    '1,234,567'
    """
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}") if language is Language.SV else f"{number:,}"


class Status(StrEnum):
    """Whether an initiative can be joined today. A missing end date is UNKNOWN, never OPEN."""

    OPEN = "open"
    PLANNED = "planned"
    ENDED = "ended"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What a statement rests on; the slugs of the concepts under ``id/basis/``."""

    READ = "read"
    INFERRED = "inferred"
    GENERAL = "general"
    SELF_DECLARED = "self-declared"
    CONFIRMED = "confirmed"

    @property
    def confirmed(self) -> bool:
        """True where the statement was read in its source or confirmed by the one it is about."""
        return self in (Basis.READ, Basis.CONFIRMED)


_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class PartialDate:
    """A year, a year and month, or a day, as the source gave it.

    >>> PartialDate("2023").last_day()
    datetime.date(2023, 12, 31)
    """

    lexical: str

    def first_day(self) -> date:
        """The earliest day it can mean. ValueError where it is no such date."""
        if _YEAR.fullmatch(self.lexical):
            return date(int(self.lexical), 1, 1)
        if _MONTH.fullmatch(self.lexical):
            return date(int(self.lexical[:4]), int(self.lexical[5:]), 1)
        return date.fromisoformat(self.lexical)

    def last_day(self) -> date:
        """The latest day it can mean. ValueError where it is no such date."""
        first = self.first_day()
        if _YEAR.fullmatch(self.lexical):
            return date(first.year, 12, 31)
        if _MONTH.fullmatch(self.lexical):
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return date.fromordinal(following.toordinal() - 1)
        return first


def status_on(day: date, start: PartialDate | None, end: PartialDate | None) -> Status:
    """Status of an initiative on a day, from its dates alone.

    >>> status_on(date(2026, 1, 1), PartialDate("2024"), None)
    <Status.UNKNOWN: 'unknown'>
    """
    if end is not None and end.last_day() < day:
        return Status.ENDED
    if end is None:
        return Status.UNKNOWN
    if start is not None and start.first_day() > day:
        return Status.PLANNED
    return Status.OPEN

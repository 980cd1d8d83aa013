"""Words that mean one thing to one trade and another to the next: said in full where the need tells which."""

from __future__ import annotations

import re
from collections.abc import Callable

from s3graph.matching.need import Need
from s3graph.matching.staffing import as_staff
from s3graph.model import Language

_FOOD = re.compile(
    r"\b(?:\w*ost(?:en|ar|arna)?(?<!kost)(?<!kosten)(?<!post)(?<!posten)(?<!rost)(?<!rosten)|glass(?:en|ar)?|sylt(?:en|er)?|must(?:en)?|cider|saft(?:en)?"
    r"|juice(?:n|r)?|bröd(?:et)?|\w*bröd|korv(?:en|ar)?|chark\w*|kött\w*|fisk\w*|senap|chutney|sås(?:en|er|erna)?|sopp(?:a|or)"
    r"|gryt(?:a|an|or)|röra|bönröra\w*|pickles|honung\w*|mejeri\w*|ysteri\w*|bageri\w*|bryggeri\w*|livsmed\w*|mjölk\w*"
    r"|mat(?:en|varor|produkt\w*)?)\b",
    re.IGNORECASE,
)
_KEEPS = re.compile(
    r"(?<!social )(?<!ekonomisk )(?<!ekologisk )(?<!miljömässig )(?<!jobba med )(?<!jobbar med )(?<!arbeta med )"
    r"(?<!arbetar med )(?<!arbete med )\bhållbarhet(en)?\b",
    re.IGNORECASE,
)
"""How long something keeps, but not where it is said to be worked for."""
_WOOD = re.compile(
    r"\b(?:\w*såg(?:en|verk\w*)?|\w*virke[ts]?|trä(?!d)\w*|snickeri\w*|plank\w*|bräd\w*|skog\w*|timmer\w*|limträ\w*)\b",
    re.IGNORECASE,
)
_REFINED = re.compile(r"\b(?:vidare)?förädl(?:a|at|ad|ade|as)\b(?!\s+(?:livsmedel|mat))", re.IGNORECASE)


def in_full(need: Need, spelt: Callable[[str], str]) -> Need:
    """The need with what is compared ``spelt`` right, staff called staff, and words said in full."""
    whole = need.matter

    def read(text: str) -> str:
        staff = as_staff(spelt(text), need.language)
        return as_meant(staff, whole) if need.language is Language.SV else staff

    return need.respelt(read)


def as_meant(text: str, need: str) -> str:
    """A part of a Swedish need with words said in full whose sense the whole ``need`` tells: how long food keeps is not
    sustainability, and what a sawmill refines is wood.

    >>> as_meant("testa hållbarheten", "Vi gör ost och vill testa hållbarheten")
    'testa hållbarhetstiden'
    >>> as_meant("jobba med hållbarhet", "Vi gör ost och vill jobba med hållbarhet")
    'jobba med hållbarhet'
    >>> as_meant("göra något mer förädlat", "Vårt sågverk vill göra något mer förädlat")
    'göra något mer förädlat av trä'
    """
    if _FOOD.search(need):
        text = _KEEPS.sub(r"hållbarhetstid\1", text)
    if _WOOD.search(need) and not _FOOD.search(need):
        text = _REFINED.sub(r"\g<0> av trä", text)
    return text

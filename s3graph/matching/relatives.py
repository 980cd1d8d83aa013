"""Wishes that hang on who is asking, "Vi är ett bageri som vill sälja i Tyskland", or on the verb of the wish before:
"help with labels and a way to take payment".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from s3graph.matching.trades import PREPOSITIONS

_COMPANY = r"(?:kund|företag|firma|bolag|klient|client|customer|company|firm|business)"
_WHO = (
    r"(?:(?:hej|hello|hi|hallå)\b[\s,!]*)?(?:(?:och|and|men|but)\s+)?(?:"
    r"(?:vi|jag|we|i)(?:\s+(?:är|am|are|driver|run|äger|own)|['’](?:re|m))\s+"
    r"|(?:(?:vi|jag|we|i)\s+(?:har|har\s+träffat|träffade|mötte|skriver\s+för|ringer\s+för|hjälper|have|met|help|advise"
    r"|work\s+with)|(?:i['’]m|i\s+am|jag)\s+(?:writing|calling|skriver|ringer)\s+(?:for|on\s+behalf\s+of|för))\s+"
    rf"(?=(?:en|ett|två|an?|two)\s+(?:[\w-]+\s+){{0,2}}?[\w-]*{_COMPANY}\b)"
    r"|(?=(?:en|ett|an?)\s+))"
)
"""How a clause begins that names the company, whoever writes."""
_WORD = r"(?!(?:som|that|who|which|för|till|åt|av|med|with|for|to|att|och|and)\b)[\w'’&-]+,?"
_STAFF = r"(?:med|with|of|på)\s+[\w-]+\s+(?:anställda|personer|man|employees|people|staff)"
_IS_WISHED = (
    r"som\s+(?:(?:gärna|nu|också|bara|länge|just|verkligen|hellre)\s+)*"
    r"(?:vill|behöver|söker|letar|undrar|funderar|planerar|önskar|tänker|hoppas|skulle\s+(?:[\w-]+\s+)?(?:vilja|behöva)|saknar)\b"
    r"|(?:that|who|which)(?:['’](?:s|d|re)|\s+(?:is|are|would|now|also|just|really))*\s+(?:wants?|needs?|like|love|looking"
    r"|thinking|wondering|considering|planning|plans?|hopes?|hoping|seeks?|seeking|lacks?)\b"
    r"|(?:looking|hoping|wanting|wishing|planning|seeking)\s+(?:for|to|an?|[\w-]+)\b"
)
_RELATIVE = re.compile(
    rf"{_WHO}(?:{_WORD}\s+){{1,4}}?(?:(?:{_STAFF}|(?:{PREPOSITIONS})\s+{_WORD}|{_WORD})\s+){{0,6}}?(?={_IS_WISHED})",
    re.IGNORECASE,
)


def relative_wish(clause: str) -> int:
    """Where the wish begins in a clause that says who is asking before; 0 where none does.

    >>> said = "Vi är ett litet bageri i Nässjö som vill sälja knäckebröd i Tyskland"
    >>> said[relative_wish(said):]
    'som vill sälja knäckebröd i Tyskland'
    >>> relative_wish("Vi är en byrå för kunder som vill synas"), relative_wish("Vi letar efter någon som vill ta över")
    (0, 0)
    """
    found = _RELATIVE.match(clause)
    return found.end() if found else 0


_WANTED = re.compile(
    r"\b(?:behöver|söker|saknar|letar\s+efter|vill\s+ha|hjälp\s+(?:med|att)|efterlyser|tänker\s+på"
    r"|(?:pratar?|snackar?|prata|snacka)\s+(?:[\w-]+\s+){0,3}?om|(?:talk|speak)\s+(?:to\s+)?about"
    r"|needs?|seek(?:s|ing)?|lacks?|looking\s+for|wants?|help\s+(?:with|finding|getting)|thinking\s+of)\s+",
    re.IGNORECASE,
)
"""Behind it a thing is named that is wanted."""
_THING = (
    r"en|ett|n[åa]gonstans|n[åa]gon|n[åa]n|något|nåt|mer|fler|flera|bättre|nya?|nytt|lite|pengar|kapital|kontakt(?:er)?|kunskap"
    r"|an?|some(?:where|one|thing|body)?|more|better|new|money|capital|contacts?|knowledge"
)
_FUNDS = (
    r"(?:start-?)?(?:pengar|kapital)|finansiering|bidrag"
    r"|start-?up\s+(?:money|capital|funding)|funding|financing|loans?|grants?"
)
"""What is a thing by itself."""
_AND_A_THING = re.compile(
    rf"\s+(?=(?:och|samt|and)\s+(?:(?:{_THING})(?:\s+(?!and\b|och\b)[\w'’-]+){{1,12}}|(?P<funds>{_FUNDS}))[\s.!?]*$)",
    re.IGNORECASE,
)
_OWN = 2
"""Fewest words of a thing that is wanted."""
_NOR = re.compile(
    r"\b(?:(?:ingen|inget|inga|no)\s+[\w-]+(?P<joined>\s+(?=(?:och|eller|and|or)\s+(?:ingen|inget|inga|no)\s+[\w-]+))"
    r"|(?:varken|neither)\s+(?:[\w'’-]+\s+){0,5}?[\w'’-]+(?P<nor>\s+(?=(?:eller|nor)\s)))",
    re.IGNORECASE,
)
"""Two things that there are none of: "inga pengar och inget kontor", "varken kunnandet eller råd att bygga om"."""


def joined_things(clause: str) -> Iterator[int]:
    """Where another thing is joined to what is wanted.

    >>> said = "Vi behöver hjälp med etiketter och ett sätt att ta betalt utan personal"
    >>> [said[place:] for place in joined_things(said)]
    [' och ett sätt att ta betalt utan personal']
    >>> [said[place:] for said in ("we have no money and no office",) for place in joined_things(said)]
    [' and no office']
    >>> list(joined_things("Vi har en kvarn och en butik")), list(joined_things("Vi söker en robot och en"))
    ([], [])
    """
    yield from (nor.start(str(nor.lastgroup)) for nor in _NOR.finditer(clause))
    wanted = _WANTED.search(clause)
    if wanted is None:
        return
    found = _AND_A_THING.search(clause, wanted.end())
    if (
        found
        and len(clause[wanted.end() : found.start()].split()) >= _OWN - 1
        and (found["funds"] or len(clause[found.end() :].split()) > _OWN)
    ):
        yield found.start()

"""How a company is to be reached: words that say no more than that, and the personal data they lead to, left out.

"Ring mig på 070-123 45 67 så berättar jag mer", "Mvh Anna, anna@example.org": no part of a need, nothing to compare.
What personal data is woven into a sentence that says something else is masked there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from s3graph.matching.personal import masked, masks, unmasked

_THANKS = r"(?:tack(?:\s+på\s+förhand)?|tacksam\s+för\s+svar|(?:many\s+)?thanks(?:\s+in\s+advance)?|thank\s+you)"
_NAME = r"(?-i:[A-ZÅÄÖÉ])[\w'’-]*"
_BETWEEN = r"[\s,:;/|()\[\]–—-]"
_SIGN_OFF = (
    r"(?:mvh|m\.v\.h\.?|vh|(?:med\s+)?(?:många\s+|bästa\s+)?(?:vänliga?|varma|bästa)\s+hälsning(?:ar)?|hälsningar|hälsar"
    r"|(?:(?:kind(?:est)?|best|warm)\s+)?regards|sincerely|cheers)"
)
_VERB = (
    r"(?:ring(?:a|er\s+(?:du|ni|man))?|kontakta|mejla|maila|e-?posta|sms:?a|messa|skriv(?:a)?(?:\s+gärna)?\s+till|återkom(?:ma)?"
    r"|svara|höra?(?:\s+gärna)?\s+av\s+(?:er|dig|sig|mig|oss)|tag?(?:\s+gärna)?\s+kontakt(?:\s+med)?"
    r"|slå(?:\s+(?:mig|oss))?\s+en\s+signal|(?:(?-i:[A-ZÅÄÖ])\w+\s+){0,2}nås|nå|når\s+(?:du|ni|man)(?:\s+(?:mig|oss))?"
    r"|(?:du|ni|man)\s+når|(?:vi|jag)\s+(?:svarar|finns)\s+på(?=\s*\Z)"
    r"|call|(?:phone|text|mail|e-?mail)\s+(?:me|us)|contact|write\s+to|reach(?:ed|able)?|reply|respond"
    r"|get\s+(?:back\s+to|in\s+touch(?:\s+with)?)|drop\s+(?:me|us)\s+a\s+(?:line|mail|call)"
    r"|give\s+(?:me|us)\s+a\s+(?:call|ring|shout))"
)
_WAY = (
    r"(?:(?:tele?fon|tel|tfn|tlf|mobil|mob)(?:nummer|nr|telefon)?|(?:person|samordnings)nummer|nummer|numret|nr|sms|persnr|pnr"
    r"|kontaktuppgifter|(?:e-?post|e-?mail|mail|mejl)(?:adress(?:en)?)?|telephone|phone|ph|text|cell(?:\s*phone)?|mobile"
    r"|(?:(?:phone|mobile|identity|personal)\s+)*number|(?:e-?mail\s+)?address)"
)
_SAYS = re.compile(rf"\b(?:{_SIGN_OFF}|{_VERB}|{_WAY})(?!\w)|(?<!\S)//?\s?{_NAME}", re.IGNORECASE)
"""What asks to be contacted, names a way to be, or signs."""
_LINK = (
    r"(?:jag|vi|mig|mej|oss|mitt|min|vårt|vår|gärna|direkt|på|till|via|med|per|genom|om|är|har|och|eller|då|här|nu|så|helst"
    r"|enklast|bäst|lättast|snarast|också|under|hos|upp|me|us|my|our|at|on|by|via|to|is|or|and|please|directly|here|any\s?time"
    r"|also|through|with|back|for|ask)"
)
"""What may stand between that and a number or an address, beside a name."""
_LEADS = rf"(?:[\s:;/(–—-]+(?:{_LINK}|{_WAY})(?!\w))*\.?{_BETWEEN}*\Z"
_SAY = rf"\b(?:{_SIGN_OFF}(?!\w)|{_VERB}(?!\w|\s*,)|{_WAY}(?!\w)(?={_LEADS}))"
"""The same, leading on to a number or an address: not the phone of "booking is done by phone, call"."""
_OPENS = (
    r"(?:och|eller|men|så|and|or|but|so|then|(?:(?:det\s+)?går(?:\s+bra)?\s+att)|(?:du|ni|man|jag|vi)(?:\s+(?:kan|får|vill))?"
    r"|(?:kan|får|vill)\s+(?:du|ni|man|jag|vi)|(?:you|we|i)(?:\s+(?:can|could|may|am|are))?(?:\s+be)?(?:\s+best)?"
    r"|(?:can|could)\s+you|i'm|we're|(?:please\s+)?feel\s+free\s+to|please|gärna|vänligen|mitt|min|vårt|vår|my|our)"
)
"""What begins a clause that says so, where it is no sentence of its own."""
_IF = (
    r"(?:om|har|vet|if|should|can)\s+(?:ni|du|någon|nån|you|anyone|anybody)"
    r"(?:\s+(?:kan|vill|vet|veta|har|hjälpa|till|oss|mig|mer|något|någon|tips|frågor|intresserad\w*|förslag|råd|can|could|know|have"
    r"|want|help|us|me|more|any|questions?|interested|are|to|out|anything|details|ideas|be|able))*"
)
_SLASHED = rf"(?<!\S)//?\s?{_NAME}(?:\s+{_NAME}){{0,2}}"
"""How a name is signed: "/Anna"."""
_LEAD = re.compile(
    rf"(?:(?:{_IF}\s*,\s*)?(?:(?:\b{_OPENS}\s+)*(?-i:(?![A-ZÅÄÖ]))|(?<!\w)){_SAY}(?:{_BETWEEN}+(?:{_SAY}|{_LINK}\b|{_NAME})|\.(?=\s*\Z)){{0,10}}"
    rf"|{_SLASHED}|(?<![^.!?\n])\s*{_NAME}(?:\s+{_NAME}){{1,2}}){_BETWEEN}*\Z",
    re.IGNORECASE,
)
_MVH = re.compile(rf"\bmvh(?:{_BETWEEN}+[\w'’-]+){{0,4}}{_BETWEEN}*\Z", re.IGNORECASE)
"""So short a greeting is one whatever follows: "mvh anna på sågen 070-123 45 67"."""
_JOINS = re.compile(rf"{_BETWEEN}*(?:(?:{_SAY}|{_LINK}\b|{_NAME})\.?{_BETWEEN}+)*", re.IGNORECASE)
"""What may stand between two numbers or addresses that are told together."""
_TAIL = re.compile(
    r"(?:[\s,]*(?:"
    r"så\s+(?:berättar|pratar|tar|hörs|förklarar|svarar)(?:\s+(?:jag|vi|mer|vidare|det|resten))*"
    r"|för\s+(?:mer\s+|ytterligare\s+)?(?:info\w*|detaljer|frågor)|for\s+(?:more\s+|further\s+)?(?:info\w*|details|questions)"
    rf"|{_IF}|{_THANKS}"
    r"|dagtid|kvällstid|(?:på\s+)?vardagar|när\s+som\s+helst|any\s?time|weekdays"
    r"|(?:är|is)\s+(?:mitt|vårt|min|vår|my|our)\s+(?:\w*nummer|\w*adress|number|address|mejl|e-?mail|mail|e-?post))"
    rf"(?![\w-]))+|\s*\([\s]*{_NAME}(?:\s+{_NAME})?\s*\)|\s*{_SLASHED}"
    rf"|[\s,]+{_NAME}(?:\s+{_NAME}){{1,2}}[\s.,!]*\Z",
    re.IGNORECASE,
)
_SIGNED_OFF = re.compile(
    rf"\s+(?:mvh(?:[\s,/–-]+[\w'’-]+){{0,6}}|{_SIGN_OFF}(?:[\s,/–-]+{_NAME}){{1,6}}|(?<=[.!?]\s)(?:{_SIGN_OFF}|{_THANKS}))[\s.,!]*\Z",
    re.IGNORECASE,
)
"""A greeting and a name at the end of the last line."""
_LONGEST_LEAD = 160
"""Letters before a number in which what leads to it is looked for."""
_ENDS, _PAUSES = ".!?\n", ",;:–—-|/ \t"


class _Cut(NamedTuple):
    start: int
    stop: int


def without_contact(text: str) -> str:
    """The text without what only says how to get in touch; other personal data in it masked.

    >>> without_contact("Vi vill automatisera svetsningen, ring 070-123 45 67.")
    'Vi vill automatisera svetsningen.'
    >>> without_contact("Kunderna ringer till 070-123 45 67 dygnet runt och vi hinner inte svara")
    'Kunderna ringer till [telefon] dygnet runt och vi hinner inte svara'
    """
    text = _SIGNED_OFF.sub("", masked(text))
    for cut in reversed(list(_cuts(text))):
        text = _cut(text, cut)
    return _SIGNED_OFF.sub("", text)


def _cuts(text: str) -> Iterator[_Cut]:
    """What is left out, in order; the places do not overlap."""
    end = 0
    for first, last in _together(text):
        start = _led(text, end, first)
        tail = _TAIL.match(text, last)
        stop = tail.end() if tail else last
        if _SAYS.search(unmasked(text[start:stop])) or _stands_alone(text[end:start], text[stop:]):
            yield _Cut(start, stop)
            end = stop


def _together(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers and addresses that are told together begin and end."""
    first = last = -1
    for mask in masks(text):
        if first >= 0 and _JOINS.fullmatch(text, last, mask.start):
            last = mask.stop
            continue
        if first >= 0:
            yield first, last
        first, last = mask.start, mask.stop
    if first >= 0:
        yield first, last


def _led(text: str, end: int, first: int) -> int:
    """Where the words begin that lead to a number: ``first`` where there are none."""
    since = max(end, first - _LONGEST_LEAD)
    found = (lead.search(text, since, first) for lead in (_MVH, _LEAD))
    return min((lead.start() for lead in found if lead), default=first)


def _stands_alone(before: str, after: str) -> bool:
    """Whether nothing of the same clause, or of the same brackets, stands on either side."""
    left, right = before.rstrip(" \t/"), after.lstrip(" \t/")
    return (not left or left[-1] in f"{_ENDS},;:(") and (not right or right[0] in f"{_ENDS},;:)")


def _cut(text: str, cut: _Cut) -> str:
    """What is left, without the marks that set off what is left out."""
    before, after = text[: cut.start].rstrip(_PAUSES + "("), text[cut.stop :].lstrip(" \t)")
    sentence = text[cut.start : cut.stop].lstrip(_PAUSES + "(")[:1].isupper() and not after.strip(_PAUSES + _ENDS)
    if not before or before[-1] in _ENDS or sentence:
        after = after.lstrip(_PAUSES + ("" if after.startswith("\n") else ".!?"))
    if not after.strip(_PAUSES):
        return before
    close = not before or before[-1] == "\n" or after[0] in _ENDS + ",;:"
    return before + after if close else f"{before} {after}"

"""Who is asking, as clauses say it by a trade: "vår cykelaffär i Tranås", "vi har ett åkeri", "our bakery".

It is background beside what is asked: a bicycle shop that loses customers to the web does not ask about bicycles.
"""

from __future__ import annotations

import re

PREPOSITIONS = (
    r"i|på|från|utanför|nära|kring|runt|vid|(?:norr|söder|öster|väster)\s+om|in|on|from|outside|near|around|at|of"
)
"""What the name of a place follows, in either language."""
_SV = (
    r"affär|butik|verkstad|firma|fabrik|företag|bolag|gård|hotell|pensionat|vandrarhem|restaurang|krog|kafé|café"
    r"|bageri|konditori|snickeri|mejeri|ysteri|bryggeri|musteri|destilleri|sågverk|såg|camping|studio|byrå|salong|åkeri"
    r"|gjuteri|slakteri|charkuteri|rökeri|tryckeri|rederi|bruk|tvätteri|kennel|gym|klinik|plantskola|bokhandel|järnhandel|lanthandel"
    r"|ateljé|smedja|stenhuggeri|garveri|förlag|apotek|skola"
)
_EN = (
    r"shop|store|firm|company|business|workshop|bakery|factory|farm|hotel|hostel|guesthouse|restaurant|café|cafe|pub"
    r"|joinery|dairy|brewery|cidery|distillery|sawmill|mill|campsite|studio|agency|salon|foundry|smokehouse|kennel|gym"
    r"|clinic|nursery|garage|butcher's|printer's|forge|practice|bookshop"
)
_TRADE = rf"(?:[\w-]*(?:{_SV})(?:en|n|et|t)?|{_EN})"
_PART = r"(?:norra|södra|östra|västra|centrala|northern|southern|eastern|western|central)"
_PLACE = rf"(?:\s+(?:{PREPOSITIONS})\s+(?:{_PART}\s+)?(?-i:[A-ZÅÄÖ])[\w-]*(?:\s+(?:län|kommun|county))?)"
_STAFF = r"(?:\s+(?:med|with|of)\s+[\w-]+(?:\s+(?:anställda|man|personer|employees|people|staff))?)"
_OUR = r"(?:vår[at]?|min|mitt|our|my)"
_HAVE = r"(?:(?:vi|jag|we|i)\s+(?:har|driver|äger|är|have|run|own|am|are))"
_SUBJECT = re.compile(rf"(?:{_OUR})\s+(?:[\w-]+\s+){{0,2}}?{_TRADE}\b{_PLACE}?(?=\s+\w)", re.IGNORECASE)
"""The company as the subject of a clause; at most two words describe it."""
_ALONE = re.compile(
    rf"(?:{_OUR}|{_HAVE})\s+(?:[\w-]+\s+){{0,3}}?{_TRADE}{_PLACE}?{_STAFF}?{_PLACE}?[.,:;!]*", re.IGNORECASE
)
"""A clause that is no more than a trade and its place."""

_NAMED = re.compile(
    rf"(?!(?:{_OUR}|starta|öppna|köpa|sälja|bygga|driva|hyra|egen|eget|ny|nytt|start|open|buy|sell|build|run|rent|own|new|an?|en|ett)\b)"
    rf"(?:[\w-]+\s+)??{_TRADE}{_STAFF}?{_PLACE}?[.,:;!]*",
    re.IGNORECASE,
)
"""A kind of company, in a word or two, and how many it has: "Mekanisk verkstad", "Web agency with seven staff"."""
_WORD = (
    rf"(?!(?:{_OUR}|vi|jag|we|i|som|that|who|vill|behöver|söker|sälja|nå|växa|wants?|needs?|sell|reach|grow)\b)[\w-]+,?"
)
_SEATED = re.compile(rf"{_WORD}(?:\s+{_WORD}){{0,4}}?{_PLACE}[.,:;!]*", re.IGNORECASE)
"""A few words that say neither who nor what for, and a place."""


def subject_end(clause: str) -> int:
    """Where the words end with which a clause names the asker's company before it says something; 0 where none do.

    >>> "Vår cykelaffär i Tranås tappar kunder"[: subject_end("Vår cykelaffär i Tranås tappar kunder")]
    'Vår cykelaffär i Tranås'
    """
    found = _SUBJECT.match(clause)
    return found.end() if found else 0


def only_names_trade(clause: str) -> bool:
    """Whether a clause says no more than what the company is and where.

    A trade without such words ("Mejeri på Gotland:") is not left behind: it mostly says what is asked for too.

    >>> only_names_trade("Vi har en camping på norra Öland."), only_names_trade("Mejeri på Gotland:")
    (True, False)
    """
    return _ALONE.fullmatch(clause) is not None


def names_trade(clause: str) -> bool:
    """Whether a clause is no more than a trade, its place or its size, with or without words such as "we run".

    >>> names_trade("Mejeri på Gotland:"), names_trade("Camping på norra Öland."), names_trade("Mögel i proverna")
    (True, True, False)
    >>> names_trade("Webbyrå med sju anställda."), names_trade("Mekanisk verkstad"), names_trade("Starta bageri")
    (True, True, False)
    """
    return any(form.fullmatch(clause) for form in (_ALONE, _SEATED, _NAMED))

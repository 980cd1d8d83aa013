"""In which thematic area a company is, by the word it has for itself: a hotel, our bakery, a sawmill with ten staff."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TRADES: Mapping[str, str] = {
    "besoksnaring": (
        r"hotell(?:et)?|pensionat(?:et)?|vandrarhem(?:met)?|restaurang(?:en)?|krog(?:en)?|stugby(?:n)?|kafé(?:et)?|café(?:et)?"
        r"|[\w-]*camping(?:en|plats(?:en)?)?|hotel|hostel|guesthouse|guest\s+house|campsite|restaurant|pub|cafe"
    ),
    "livsmedel": (
        r"[\w-]*(?:bageri|mejeri|ysteri|bryggeri|musteri|destilleri|slakteri|charkuteri|rökeri|konditori)(?:et)?"
        r"|bakery|dairy|brewery|cidery|distillery|smokehouse|butcher['’]?s"
    ),
    "tra-skog": (
        r"[\w-]*snickeri(?:et)?|sågverk(?:et)?|hyvleri(?:et)?|möbel(?:företag|fabrik)(?:et|en)?|joinery|sawmill"
    ),
    "industri": (
        r"(?:mekanisk[at]?\s+|plåt|svets)verkstad(?:en)?|[\w-]*gjuteri(?:et)?|legotillverkare|foundry|machine\s+shop"
        r"|(?:sheet[\s-]metal|welding|engineering)\s+(?:work)?shop|contract\s+manufacturer|subcontractor"
    ),
    "digital": (
        r"it-?(?:bolag|företag|firma)(?:et|n)?|webbyrå(?:n)?|spelstudio(?:n)?|mjukvaruföretag(?:et)?"
        r"|it\s+(?:company|firm)|software\s+(?:company|firm)|web\s+agency|game\s+studio"
    ),
}
_OWN = (
    r"vår[at]?|min|mitt|våra|our|my|(?:är|driver|har|äger|are|am|run|have|own)(?:\s+(?:en|ett|an?))?|['’](?:re|m)\s+an?"
    r"|^(?:en|ett|an?)?"
)
_FEW = r"(?:(?!(?:som|that|who|för|till|for|to)\b)[\w'’-]+\s+){0,3}?"
"""Words between: "our sourdough bakery", "vårt lilla hotell"; not "an app for hotels"."""
_FORMS = {
    area: re.compile(rf"(?:{_OWN})\s*{_FEW}\b(?:{trades})\b", re.IGNORECASE | re.MULTILINE)
    for area, trades in _TRADES.items()
}


def areas_of_trade(text: str) -> tuple[str, ...]:
    """The areas, by slug, of the trades that the asker says are its own; nothing of those it sells to.

    >>> areas_of_trade("Vårt lilla hotell i Visby sliter med elräkningen")
    ('besoksnaring',)
    >>> areas_of_trade("We sell sensors to hotels and one bakery"), areas_of_trade("Vi har ett sågverk")
    ((), ('tra-skog',))
    """
    return tuple(area for area, form in _FORMS.items() if form.search(text))

"""Whom a company looks for: "vi får inte tag i svetsare" asks for people, not for help with welding.

A trade that somebody is to be found for is read as staff; the words that are quoted stay those that were written.
"""

from __future__ import annotations

import re

from s3graph.model import Language

_TRADES = {
    Language.SV: (
        r"svetsare|plåtslagare|svarvare|fräsare|operatör(?:er)?|montör(?:er)?|förare|chaufför(?:er)?|snickare|timmermän|målare"
        r"|elektriker|mekaniker|reparatör(?:er)?|smed(?:er)?|gjutare|verktygsmakare|kock(?:ar)?|servitris(?:er)?|bagare"
        r"|servitör(?:er)?|hovmästare|konditor(?:er)?|slaktare|styckare|mejerist(?:er)?|ystare|bryggare|receptionist(?:er)?"
        r"|städare|städerskor|badvakter|diskare|kallskänk(?:a|or)|trädgårdsmästare|djurskötare|plockare|planterare|röjare"
        r"|huggare|sågare|tapetserare|sömmersk(?:a|or)|skräddare|lärling(?:ar)?|hantverkare|lackerare|arbetare|vikarie(?:r)?"
        r"|jobbare|yrkesfolk|yrkesmän"
    ),
    Language.EN: (
        r"welders?|carpenters?|joiners?|chefs?|cooks?|waiters?|waitress(?:es)?|bakers?|butchers?|cheesemakers?|brewers?"
        r"|drivers?|operators?|machinists?|fitters?|electricians?|mechanics?|receptionists?|cleaners?|housekeepers?"
        r"|upholsterers?|seamstress(?:es)?|tailors?|painters?|pickers?|planters?|toolmakers?|moulders?|workers?"
        r"|apprentices?|tradespeople|craftsmen|craftspeople"
    ),
}
_PROFESSIONS = {
    Language.SV: r"ingenjör(?:er)?|konstruktör(?:er)?|tekniker|utvecklare|programmerare|kodare|säljare|ekonom(?:er)?",
    Language.EN: r"engineers?|technicians?|developers?|programmers?|coders?|salespeople|accountants?",
}
"""Whom a company may also look for to have a thing done: staff only where it hires or lacks them."""
_HIRES = {
    Language.SV: (
        r"tag\s+(?:i|på)|rekryterar?|anställ(?:a|er)|värvar?|behåll(?:a|er)|brist(?:en)?\s+på|ont\s+om|finns\s+inga"
        r"|behöver\s+(?:fler|flera|hyra\s+in)|hittar\s+(?:inte|inga|aldrig|knappt)"
    ),
    Language.EN: (
        r"recruit(?:ing)?|hir(?:e|ing)|employ(?:ing)?|retain(?:ing)?|shortage\s+of|short\s+of|need\s+more|there\s+are\s+no"
        r"|get(?:ting)?\s+hold\s+of|run\s+out\s+of|can(?:'t|not)\s+find"
    ),
}
_LOOKS = {
    Language.SV: r"hitta[rt]?|finna|finner|lockar?|saknar|saknas|fattas|letar\s+efter|söker|tappar",
    Language.EN: r"find(?:ing)?|get(?:ting)?|attract(?:ing)?|lack(?:\s+of|ing)?|looking\s+for|losing",
}
_TO = r"bland|för|till|åt|hos|med|av|från|som|among|for|to|with|from|of|by|as|who|that"
"""What leads to another than who is looked for: customers among joiners, courses for drivers."""
_STAFF = {Language.SV: "personal", Language.EN: "staff"}


def _sought(language: Language) -> re.Pattern[str]:
    """What looks or lacks, at most four words that lead to nothing else, and a trade or a compound that ends in one."""
    trade, both = _TRADES[language], f"{_TRADES[language]}|{_PROFESSIONS[language]}"
    between, end = rf"(?:\s+(?!(?:{_TO})\b)[\w-]+){{0,4}}?\s+", r"\b(?!-)"
    return re.compile(
        rf"(\b(?:{_HIRES[language]}){between})(?!återför)[\w-]*(?:{both}){end}"
        rf"|(\b(?:{_LOOKS[language]}){between})[\w-]*(?:{trade}){end}",
        re.IGNORECASE,
    )


_SOUGHT = {language: _sought(language) for language in Language}


def as_staff(text: str, language: Language) -> str:
    """The text with the trade somebody is looked for in called staff.

    >>> as_staff("Vi får inte tag i duktiga svetsare till verkstan", Language.SV)
    'Vi får inte tag i duktiga personal till verkstan'
    >>> as_staff("we can't find CNC operators", Language.EN), as_staff("vi svetsar åt plåtslagare", Language.SV)
    ("we can't find CNC staff", 'vi svetsar åt plåtslagare')
    """
    return _SOUGHT[language].sub(lambda found: (found[1] or found[2]) + _STAFF[language], text)

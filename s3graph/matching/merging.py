"""Stretches of a text that say too little to be parts of a need, joined with their neighbours."""

from __future__ import annotations

import re

from s3graph.matching.frames import only_tells_how_much, unframed
from s3graph.matching.personal import unmasked
from s3graph.matching.relatives import relative_wish
from s3graph.matching.turns import begins_another, refers_back
from s3graph.matching.wanting import in_so_many_words
from s3graph.matching.words import content_words
from s3graph.model import Language

FEWEST_WORDS = 2
"""Of its own that a part has."""
_LONG = 400
"""Letters from which what says too little is not looked at again: so much of nothing would take seconds to read."""
_ALONE = frozenset(
    {"pengar", "kapital", "finansiering", "lån", "bidrag", "money", "capital", "funding", "loan", "loans", "grant"}
    | {"kunnandet", "kunskapen", "kunskap", "kompetensen", "know-how", "råd", "afford", "koda", "code"}
    | {"testa", "prova", "test", "patent", "lokal", "lokaler", "kontor", "premises", "office"}
)
"""Words of which one is a wish of its own: "både pengar och någon som kan ...", "hjälpa oss att testa"."""
_ANY_COMPANY = frozenset({"kund", "klient", "firma", "bolag", "customer", "client", "firm", "business"})
"""Words for who asks that say nothing of a trade, beside those that say nothing anywhere."""
_ABROAD = re.compile(r"\b(?:ut\s+(?:i|till|på)|into)\s+(?-i:[A-ZÅÄÖ])\w", re.IGNORECASE)
"""Where one wants to go: "någon som kan hjälpa mig ut i Danmark"."""
_UNFOUNDED = re.compile(
    r"\b(?:inget|ingen|no|(?:not|inte|n['’]t)\s+(?:[\w-]+\s+)??(?:ett|en|något|any|an?))\s+(?:(?:egen|eget|own|registered)\s+)?"
    r"(?:företag|bolag|firma|company|business|firm)\b(?!\s+(?:som|that|who|which|i|in)\b)",
    re.IGNORECASE,
)
"""That there is no company yet: words that say nothing elsewhere."""
_AND = re.compile(r"(?:och|eller|and|or)\s", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:(?:och|eller|and|or)\s+)?(?:vilken|vilket|vilka|vad|om\s+man|what|which|whether)\s", re.IGNORECASE
)
_TELLING = 6
"""Letters of a word by which a question says what it is about: "vilken flaska jag ska ha"."""
_COMPOUND = 10
"""Letters of a word that is a compound, and says as much as two."""


def merged(text: str, spans: list[slice], language: Language) -> list[slice]:
    """Neighbours of which one says too little by itself, together, with all that stood between them.

    What begins a sentence joins what follows in it, unless something is wanted of what was said before ("I want to have
    it tested and ..."); so does what ends with a colon. Another thing joins nothing before.
    """
    found: list[slice] = []
    wants_more = False
    for place, span in enumerate(spans):
        follows = place + 1 < len(spans) and not _begins(text, spans[place + 1])
        opens = _begins(text, span) and (follows or text[span].endswith(":"))
        thin = _thin(text[span], language) and not (opens and _wants_it(text[span], language))
        thin = thin and not (follows and _asks_next(text[span.start : spans[place + 1].stop], text[span], language))
        if found and (wants_more or (thin and not opens)) and not begins_another(text[span]):
            found[-1] = slice(found[-1].start, span.stop)
            short = found[-1].stop - found[-1].start < _LONG
            wants_more = wants_more and short and _thin(text[found[-1]], language)
        else:
            found.append(span)
            wants_more = thin
    return found


def says_enough(piece: str, language: Language) -> bool:
    """Whether it has enough words of its own to be a part; a long one is a compound and says as much as two."""
    own = content_words(unframed(unmasked(piece)), language)
    alone = any(len(word) >= _COMPOUND or word.casefold() in _ALONE for word in own)
    return len(own) >= FEWEST_WORDS or alone or _ABROAD.search(piece) is not None or says_no_company(piece)


def says_no_company(piece: str) -> bool:
    """Whether it says that who asks has no company.

    >>> says_no_company("men vi har inget företag än"), says_no_company("We know no company that does it")
    (True, False)
    """
    return _UNFOUNDED.search(piece) is not None


def _thin(piece: str, language: Language) -> bool:
    """Too little to be a part of its own."""
    return only_tells_how_much(piece) or not (says_enough(piece, language) or _asks_for(piece, language))


def _asks_for(piece: str, language: Language) -> bool:
    """Whether it says in so many words that something is wanted, and names it: "behöver hjälp med ritningar"; of what
    was said before only where that is joined to another wish: "and who does research on that".
    """
    if refers_back(piece) and not _AND.match(piece):
        return False
    own = content_words(unframed(unmasked(piece)), language)
    if _QUESTION.match(piece) and any(len(word) >= _TELLING for word in own):
        return True
    return in_so_many_words(piece) and bool(own)


def _wants_it(piece: str, language: Language) -> bool:
    """Whether it says in so many words what is wanted of something that was said before."""
    return in_so_many_words(piece) and refers_back(piece) and bool(content_words(unframed(piece), language))


def _asks_next(both: str, first: str, language: Language) -> bool:
    """Whether a clause names the trade of who asks, of which the next says what it wants: "Vi är ett snickeri"."""
    told = {word.casefold() for word in content_words(first, language)} - _ANY_COMPANY
    return bool(told) and relative_wish(both) > 0


def _begins(text: str, span: slice) -> bool:
    """Whether a clause begins a sentence."""
    before = text[: span.start].rstrip(" -*•–\t")
    return not before or before[-1] in ".!?:;\n"

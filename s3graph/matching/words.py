"""Words of a text: normalised, cut into tokens, stripped of grammar. Swedish and English; nothing is downloaded."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from s3graph.model import Language

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SPACE = re.compile(r"[^\S\n]+")
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>")
_LINES = re.compile(r"\n\s*\n+")

_SV = """
alla allt andra att av bara bli blir blivit bort bra båda både bör börja börjar de dem den denna deras dess dessa
det detta dig din dina ditt dock du där därför då efter eftersom eller en er era ert ett fanns finns flera fler fram
från få får fått för före ganska genom ge ger gå går gör göra ha hade han har hela helt hej henne hjälp hjälpa hon
honom hos hur här i igen inga ingen inget in inne innan inom inte ja jag jo just kan kanske kom komma kommer kunna
kunde lite man med mellan men mer mest mig min mina mindre mitt mot mycket måste många ni nog nu nya ny nytt någon
något några när nästan och också ofta om oss på redan rätt sa samma samt se sedan sen sig sin sina sitt ska skall
skulle som så sådan söker tack ta tar till tills tycker under undrar upp ut utan vad var vara varit vem vet vi vid
vilka vilken vilket vill ville vår våra vårt väl vårat åt än ännu är även över idag snart hellre gärna själv själva
ihop tror veta hitta behöver behov behövs företag företaget firma litet små liten större stora stor driver
"""
_EN = """
a about after all also am an and any are as at back be because been before being between both but by can cannot
could did do does doing don't down during each even few find first for from further get getting go going got had has
have having he help helped her here hi hello him his how i if i'm in into is isn't it it's its just know like little
long look looking lot made make many may me more most much must my need needs new no nobody nor not now of off on
once one only or other our ours out over own please same see she should so some someone such than thank thanks
that the their them then there these they they're thing things this those through to too under until up us use very
want wants was we we're well were what when where which while who whom why will with without wonder would you your
yours yet company companies business firm small larger big run running
"""
_FUNCTION_WORDS = {Language.SV: frozenset(_SV.split()), Language.EN: frozenset(_EN.split())}

_SV_ENDINGS = """
heterna ningarna heten ningen ningar ernas arnas ornas andet anden erna arna orna aren ande ades ade are ast het ern
ens ets ar er or en et at na as es a e s n t
"""
_EN_ENDINGS = """
ations ation ingly ments ment ings ness ing ies ers ed er es ly s e y
"""
_ENDINGS = {Language.SV: _SV_ENDINGS.split(), Language.EN: _EN_ENDINGS.split()}
_SHORTEST_STEM = 4


class _Text(HTMLParser):
    """Collects what a reader of the page would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        if tag in ("p", "br", "li", "div", "h1", "h2", "h3", "tr"):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= self._hidden > 0 and tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def clean(text: str) -> str:
    """Plain text as a person would read it: no markup, no control characters, composed letters, single spaces.

    Line breaks stay.

    >>> clean("<p>Vi\\x00 säljer&nbsp;ost</p>")
    'Vi säljer ost'
    """
    if _TAG.search(text):
        parser = _Text()
        parser.feed(text)
        parser.close()
        text = "".join(parser.pieces)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(letter if letter == "\n" or unicodedata.category(letter)[0] != "C" else " " for letter in text)
    return _LINES.sub("\n", _SPACE.sub(" ", kept)).strip()


def words(text: str) -> tuple[str, ...]:
    """Words in lower case, in order; hyphenated words stay whole.

    >>> words("CAD/CAM för 5-axlig fräs")
    ('cad', 'cam', 'för', '5-axlig', 'fräs')
    """
    return tuple(_WORD.findall(text.lower()))


def is_function_word(word: str, language: Language) -> bool:
    """True for words that carry grammar or the frame of asking ("vi söker hjälp med"), not the matter asked about."""
    return word in _FUNCTION_WORDS[language] or (len(word) < 2 and not word.isdigit())


def content_words(text: str, language: Language) -> tuple[str, ...]:
    """The words that say what a text is about.

    >>> content_words("Vi vill ha hjälp med export av möbler", Language.SV)
    ('export', 'möbler')
    """
    return tuple(word for word in words(text) if not is_function_word(word, language))


def stem(word: str, language: Language) -> str:
    """The word without its commonest endings; never shorter than four letters.

    >>> stem("förpackningarna", Language.SV), stem("packages", Language.EN)
    ('förpack', 'packag')
    """
    for ending in _ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def unended(text: str) -> str:
    """A text without the marks that end it; a question stays one.

    >>> unended("Vi gör ost . "), unended("Hur når vi butiker?"), unended("...")
    ('Vi gör ost', 'Hur når vi butiker?', '...')
    """
    return text.rstrip(" .!,;:\n") or text

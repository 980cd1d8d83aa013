"""Where a text turns from one thing to the next: its sentences, and clauses that ask or tell something of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from s3graph.matching.infinitives import joined_wishes
from s3graph.matching.relatives import joined_things, relative_wish
from s3graph.matching.trades import PREPOSITIONS, subject_end
from s3graph.matching.words import words

_MARKS = " ,-*•–\t"
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+|\s+[–—]\s+|(?<=\n)[-*•–]\s+|(?<=\s)[-*•]\s+|,(?=\s)")
_DOES_SV = (
    r"vill|kan|ska|skall|är|va|var|har|hade|får|fick|måste|säger|sa|sade|kommer|går|ligger|står|finns|blir|blev|vet"
    r"|behöver|tar|gör|ser|kräver|frågar|undrar|ringer|slutar|tappar|klarar|orkar|hinner|räcker|borde|skulle|kunde"
    r"|köper|äter|bor|sitter|jobbar|funkar|fungerar|tycker|tror|letar|söker|håller|drar|stänger|ger|vågar|pratar"
    r"|skickar|sköter|väntar"
)
_DOES_EN = (
    r"is|are|was|were|has|have|had|can|can't|cannot|will|won't|wants?|needs?|says?|said|keeps?|don't|doesn't|didn't|do"
    r"|does|did|gets?|goes|go|knows?|must|should|would|could|asks?|requires?|isn't|aren't|wasn't|comes?|takes?|makes?"
    r"|seems?|looks?|works?|buys?|thinks?|tells?|costs?|runs?|gives?|sits?|stands?|lies"
)
_WISHES_SV = (
    r"vill|behöver|söker|undrar|funderar|letar|planerar|tänker|överväger|hoppas|vet|skulle|får?|hitta|att|hur|kanske|också"
    r"|även|gärna|helst|har\s+(?:ingen|inga|inget)|vem|vilka|vilken|vilket|vad|(?:snackar|pratar)\s+om|hjälp\s+(?:att|med|på)|(?:var|vart)\s+\w+"
    r"|(?:kan|går|finns|ska|bör)\s+(?:det|man|vi|jag|ni|någon|nån|en|ett)"
)
_WISHES_EN = (
    r"wants?|needs?|would|wonder|look|how|maybe|perhaps|also|to|get|find|don't|preferably|ideally|who|what|which|where|whether"
    r"|have\s+no|(?:(?:are|am|is|keeps?)\s+)?(?:thinking|looking|considering|wondering|planning|hoping|talking)|help\s+(?:to|with|getting)"
    r"|(?:can|could|should|do|does|is|are)\s+(?:there|it|we|i|you|one|any(?:one|body)?|some(?:one|body)?)"
)
"""How a wish or a question goes on after "och" or "and"."""
_ELSE_SV = (
    r"vem|vilka|vilken|vilket|vad|hur|kanske|(?:kan|går|finns|ska|bör)\s+(?:det|man|vi|jag|ni|någon|nån|en|ett)"
    r"|(?:en|ett)\s+[\w-]+\s+som"
)
_ELSE_EN = (
    r"who|what|which|where|whether|how|perhaps|maybe|(?:can|could|should|do|does|is|are)\s+(?:there|it|we|i|you|one|any(?:one|body)?|some(?:one|body)?)"
    r"|an?\s+[\w-]+\s+(?:who|that)"
)
"""The same after "eller" or "or"."""
_TURN = re.compile(
    r"\s+(?=(?:men|samt|eftersom|därför att)\s)"
    rf"|\s+(?=dessutom\s+(?:{_DOES_SV})\s)"
    r"|\s+(?=[åo]\s+(?:vi|jag|hur|kanske|också|även)\s)"
    rf"|\s+(?=och\s+(?:vi|jag|{_WISHES_SV})\s)|\s+(?=eller\s+(?:{_ELSE_SV})\s)"
    rf"|\s+(?=and\s+(?:we|i|{_WISHES_EN})\s)|\s+(?=or\s+(?:{_ELSE_EN})\s)"
    r"|\s+(?=(?:och|samt)\s+dessutom\s)|\s+(?=and\s+(?:besides|moreover|in\s+addition)\s)"
    r"|\s+(?=(?:och|and)\s+(?:det|it)\s+(?:är|blir|känns|is|has\s+become|feels)\s+(?:[\w-]+\s+)?(?:hopplöst|svårt|omöjligt|hopeless|hard|difficult|impossible)\s)"
    r"|\s+(?=(?:but|besides|because|as well as)\s)",
    re.IGNORECASE,
)
_WHO = (
    r"(?!(?:vad|det|som|att|för|när|om|med|och|eller|what|what's|it|that|which|who|to|for|when|if|with|less|and|or)\b)"
    r"[\w'’-]+\s+"
)
_OTHER = re.compile(
    r"\s+(?=(?:och|[åo]|eller|elle)\s+(?:nån|någon|några|nåt|något|en|ingen|inget)\s+som\s"
    rf"|(?:och|[åo]|eller|elle|så)\s+(?:{_WHO}){{1,4}}(?:{_DOES_SV})\b"
    r"|och\s+det\s+(?:står|finns|ligger|saknas|fattas)\b"
    r"|(?:and|or)\s+(?:some|any|no)(?:one|body|\sone|thing)\s+(?:who|that|to|can|could|knows?)\s"
    rf"|(?:and|or|so)\s+(?:{_WHO}){{1,4}}(?:{_DOES_EN})\b)",
    re.IGNORECASE,
)
"""Where somebody or something else than before begins to do something, or is looked for."""
_BOTH = re.compile(r"\b(?:både|both)\s+[\w'’-]+$", re.IGNORECASE)
"""What is one subject with what follows: "både vi och ägaren ser"."""
_LOOKED_FOR = re.compile(
    r"\s+(?:och|and)\s+(?:n[åa](?:gon|n)|ingen|some(?:one|body)|no(?:ne|body|\s+one))\s", re.IGNORECASE
)
"""What is not that, but a wish of its own: "både pengar och någon som kan hjälpa oss till Danmark", or the want of
somebody: "och ingen av oss kan koda"."""
_NAME, _AND_NAME = re.compile(r"\b[A-ZÅÄÖ][\w-]+$"), re.compile(r"\s+(?:och|and)\s+[A-ZÅÄÖ]")
"""Names that are one subject: "hotels in Germany and Denmark would like it"."""
_BEFORE, _AFTER = 5, 4
"""Fewest words before such a turn, and from it on: less is a list ("tak och väggar är klara")."""
_LEAST = 3
"""Fewest before one in which somebody is looked for."""


_DID = (
    r"hade|höll|gjorde|fick|tog|körde|drev|kom|gick|stod|låg|satt|bodde|sålde|köpte|byggde|började|slutade|startade|brukade"
    r"|kör|åker|går|görs|säljs|köps|passerar|säljer|driver|bygger|odlar|hyr|lagar|bakar|kallar|heter|gillar"
    r"|kept|held|ran|made|took|began|started|used|sold|bought|built|drives?|spends?|spent|sells?|builds?|grows?|likes?|calls?|pass(?:es)?"
)
"""What is done or was, beside what ``clauses`` cuts at."""
_SAID = re.compile(
    rf"\b(?:vi|jag|han|hon|den|det|de|dem|man|we|i|i've|we've|he|she|it|they|them|one|{_DOES_SV}|{_DOES_EN}|{_DID})\b",
    re.IGNORECASE,
)
_SOMEBODY = (
    r"kompis|kompisar|vän|vänner|väninna|kollega|kollegor|kamrat|granne|syster|bror|kusin|student"
    r"|friends?|mates?|colleagues?|neighbours?|sister|brother|cousin|partner|student"
)
_TOGETHER = re.compile(
    r"\b(?:(?:min|mina|mitt|vår|våra|my|our)\s+[\w-]+|(?:en|ett|två|an?|two|some)\s+(?:[\w-]+\s+)?"
    rf"(?:{_SOMEBODY}))(?:\s+(?:{PREPOSITIONS})\s+(?:[\w-]+\s+){{0,2}}?[\w-]+)?\s+(?:och|and)\s+(?:jag|vi|i|we)\b",
    re.IGNORECASE,
)
"""Who are one subject: "min man och jag", "a friend from Linnaeus University and I"."""


_JOINED = r"(?:(?:och|men|sen|så|nu|and|but|then|so)\s+)?"
_ADDS = re.compile(
    rf"{_JOINED}(?:"
    r"(?:sedan|sen)\s+(?:har|vill|skulle|undrar|behöver|är|finns|funderar|letar|söker|måste|ska|kan|vet)\b"
    r"|dessutom\b|dels\b|därutöver\b|(?:utöver|förutom)\s+det\b|parallellt\b|för\s+det\s+andra\b"
    r"|(?:vi|jag)\s+(?:vill|behöver|skulle|undrar|funderar|letar|söker|måste|har)\s+(?:också|även|dessutom)\b"
    r"|also\b|besides\b|for\s+another\b|in\s+addition\b|additionally\b|on\s+top\s+of\b|separately\b|secondly\b|then\s+again\b"
    r"|(?:we|i)(?:(?:\s+(?:would|do|are|have))|['’](?:d|re|ve))?\s+also\b"
    r"|(?:apart\s+from|other\s+than)\s+that\b)",
    re.IGNORECASE,
)
"""How a clause begins that adds something: another wish, or more of the same."""
_ANOTHER = re.compile(
    rf"{_JOINED}(?:(?:sedan|sen|det)\s+(?:är|finns)\s+(?:det\s+)?)?(?:"
    r"(?:en|ett)\s+(?:(?:helt\s+)?(?:annan|annat)|sista)\s+(?:sak|fråga|bekymmer|problem)\b"
    r"|(?:den|det)\s+andra\s+(?:\w+\s+)?är\b|en\s+(?:sak|fråga)\s+till\b"
    r"|(?:another|the\s+other)\s+(?:thing|matter|question)\b|something\s+else\b"
    r"|one\s+(?:more|last|other)\s+(?:thing|question)\b|on\s+another\s+note\b|the\s+other\s+is\b"
    r"|then\s+there(?:['’]s|\s+(?:is|are))\b)",
    re.IGNORECASE,
)
"""How one begins that says it is about another thing."""


_REFUSES = re.compile(
    r"^(?:(?:och|men|and|but)\s+)?(?:(?:vi|jag)\s+vill\s+(?:absolut\s+|verkligen\s+|helst\s+)?inte\b"
    r"|(?:we|i)\s+(?:really\s+)?(?:don['’]t|do\s+not|wouldn['’]t)\s+(?:really\s+)?(?:want|like)\b"
    r"|(?:(?:vi|jag)\s+)?(?:har\s+)?(?:vi\s+|jag\s+)?inte\s+råd\s+med\s+(?:[\w-]+\s+)?dyra?\b"
    r"|(?:(?:we|i)\s+)?(?:can['’]?t|cannot)\s+afford\s+(?:[\w-]+\s+)?(?:expensive|costly|pricey)\b)[^.!?\n]*[.!]*$",
    re.IGNORECASE,
)
"""What says what is not wanted, and no more; so does that an expensive one cannot be afforded."""


_REFERS_BACK = re.compile(
    r"\b(?:(?<!finns )(?<!är )(?<!skulle )(?<!vore )det|den|dem|dom|detta|dessa|n[åa](?:got|t)\s+som"
    r"|it|this|that|them|these|those|something)\b",
    re.IGNORECASE,
)
"""What is about the same: "Hur lägger man upp det så att det blir rättvist?", "få till något som håller hela året"."""


_MADE_OF_IT = re.compile(
    r"\b(?:av|med|åt|of|with|from|out\s+of)\s+(?:det|den|dem|dom|it|them|that|those)\b", re.IGNORECASE
)
"""What is to be done with what was said before: "göra något mer värdefullt av det"."""


def makes_of_it(clause: str) -> bool:
    """Whether a clause is about what is to be done with what was said before it.

    >>> makes_of_it("göra något mer värdefullt av det"), makes_of_it("innan det händer igen")
    (True, False)
    """
    return _MADE_OF_IT.search(clause) is not None


def refuses(clause: str) -> bool:
    """Whether a clause says what the company does not want, and no more.

    >>> refuses("Jag vill inte sälja till någon utomlands"), refuses("Barnen vill inte ta över")
    (True, False)
    """
    return _REFUSES.match(clause) is not None


def adds(clause: str) -> bool:
    """Whether a clause begins by adding something: another wish, or more of the same."""
    return _ADDS.match(clause) is not None


def begins_another(clause: str) -> bool:
    """Whether a clause begins by saying that it is about another thing.

    >>> begins_another("En annan sak är elräkningen"), begins_another("Elräkningen är en annan sak")
    (True, False)
    """
    return _ANOTHER.match(clause) is not None


def refers_back(clause: str) -> bool:
    """Whether a clause is about what was said before it.

    >>> refers_back("vi har ingen aning om hur man räknar ut det"), refers_back("Vi vill sälja i Tyskland")
    (True, False)
    """
    return _REFERS_BACK.search(clause) is not None


def only_names(clause: str) -> bool:
    """Whether a clause names something and says of nobody that they do anything.

    >>> only_names("Dessutom kvantdatorer och blockkedjor."), only_names("Arkitekterna gillar den")
    (True, False)
    """
    return _SAID.search(clause) is None


def clauses(text: str) -> Iterator[slice]:
    """Where the clauses of a text lie, without the marks around them.

    >>> said = "Vi behöver pengar för ett halvår till och nån som kan patent, men banken säger nej"
    >>> [said[span] for span in clauses(said)]
    ['Vi behöver pengar för ett halvår till', 'och nån som kan patent', 'men banken säger nej']
    """
    for sentence in _between(_SENTENCE, text, slice(0, len(text))):
        for turn in _between(_TURN, text, sentence):
            for clause in _told_apart(text, turn):
                for wish in _wished_apart(text, clause):
                    yield from _trimmed(text, wish)


def _trimmed(text: str, clause: slice) -> Iterator[slice]:
    """A clause, and before it who is asking, without marks."""
    piece = text[clause]
    start = clause.stop - len(piece.lstrip(_MARKS))
    stop = clause.start + len(piece.rstrip(_MARKS))
    told = start + subject_end(text[start:stop])
    for span in (slice(start, told), slice(told, stop)):
        if words(text[span]):
            yield span


def _told_apart(text: str, turn: slice) -> Iterator[slice]:
    """A turn, cut where somebody else begins to do something."""
    start = turn.start
    for found in _OTHER.finditer(text, turn.start, turn.stop):
        before, looked_for = text[start : found.start()], _LOOKED_FOR.match(text, found.start())
        if (
            len(before.split()) >= (_LEAST if looked_for else _BEFORE)
            and not (_NAME.search(before) and _AND_NAME.match(text, found.start()))
            and (looked_for or not _BOTH.search(before))
            and len(text[found.end() : turn.stop].split()) > (0 if looked_for else _AFTER)
        ):
            yield slice(start, found.start())
            start = found.end()
    yield slice(start, turn.stop)


def _wished_apart(text: str, clause: slice) -> Iterator[slice]:
    """A clause, cut where another wish is joined."""
    first = relative_wish(text[clause])
    wish = text[clause.start + first : clause.stop]
    places = {first, *(first + place for place in (*joined_wishes(wish), *joined_things(wish)))}
    cuts = [clause.start + place for place in sorted(places) if place]
    yield from map(slice, (clause.start, *cuts), (*cuts, clause.stop))


def _between(cut: re.Pattern[str], text: str, span: slice) -> Iterator[slice]:
    start = span.start
    joined = [together.span() for together in _TOGETHER.finditer(text, span.start, span.stop)]
    for found in cut.finditer(text, span.start, span.stop):
        if not any(first < found.start() < last for first, last in joined):
            yield slice(start, found.start())
            start = found.end()
    yield slice(start, span.stop)

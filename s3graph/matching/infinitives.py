"""Verbs of what a company wants done, as they stand after "vill" and "want to"; and where one wish joins another."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SV = (
    r"(?!flera\b|lera\b|nedera\b)[\w-]{2,}era|anlita|använda|anställa|avlöna|arrangera|avsluta|bearbeta|bedöma|behålla|beräkna|beställa"
    r"|betala|bilda|bjuda|bli|blanda|boka|bredda|brygga|bryta|bygga|byta|börja|dela|dra|driva|dryga|erbjuda|få|fånga|finna"
    r"|fixa|fläta|flytta|följa|förbereda|förbättra|fördela|förenkla|förlänga|förnya|förpacka|försöka|förvandla|förädla|ge"
    r"|gjuta|granska|göra|hantera|hitta|hjälpa|hyra|hålla|hämta|höja|införa|inreda|jämföra|kartlägga|knyta|komma|koppla"
    r"|kolla|korta|kunna|köpa|köra|ladda|laga|lansera|leda|leta|locka|lyfta|låna|lägga|lämna|lära|lösa|marknadsföra|mata|minska|mäta|nå|odla"
    r"|ordna|packa|planera|plocka|pröva|prova|resa|rita|räkna|röra|samarbeta|samla|satsa|se|sjösätta|skaffa|skala|skapa|skicka"
    r"|skilja|skriva|skydda|sköta|slippa|slå|sluta|spara|sprida|spåra|starta|stoppa|styra|ställa|stänga|stärka|svara|svetsa"
    r"|sy|sälja|sänka|sätta|söka|ta|teckna|testa|tillverka|torka|träna|tvätta|tälja|utbilda|utveckla|utvärdera|veta|visa|växa"
    r"|välja|vända|värma|värva|återanvända|återbruka|återvinna|äga|ändra|öka|öppna|öva|översätta"
)
_EN = (
    r"[a-z]{3,}(?:ise|ize)|add|apply|arrange|attract|avoid|be\s+(?:able|rid)|become|bid|borrow|bottle|bring|build|buy|calculate|carry|certify"
    r"|change|charge|check|collect|convert|count|create|cut|deliver|develop|document|draw|drive|earn|employ|expand|export"
    r"|extend|find|finance|finish|fix|follow|get|give|go|grow|handle|hire|improve|increase|install|introduce|invest|keep|know"
    r"|launch|learn|lengthen|let|license|lower|make|manage|map|measure|meet|mend|move|offer|open|pack|patent|pay|plan"
    r"|prepare|prevent|price|produce|promote|protect|prove|publish|put|raise|reach|recruit|recycle|reduce|rent|repair|replace|reserve|book|order"
    r"|reuse|run|save|scale|sell|send|serve|share|show|simplify|sort|speed|spread|start|stop|store|strengthen|switch|take"
    r"|teach|test|track|train|translate|try|turn|understand|use|welcome|win|work|write"
)
_SAME = (
    r"(?:(?:den|det)(?!\s+[\w-]+a\s+[\w-]+(?:en|et|na|an)\b)|(?:dem|dom|oss|mig|själva?|och|eller"
    r"|it|them|us|me|themselves|ourselves|and|or|of))\b"
)
_NOT_DOING = r"(?!(?:(?:some|any|every|no)?thing|spring|string|morning|evening|building|ceiling|being|during|ring)\b)"
_JOINED = re.compile(
    rf"\s+(?=(?:och|eller|samt)\s+(?:{_SV})\s+(?!{_SAME})|(?:and|or)\s+(?:{_EN})\s+(?!{_SAME}))", re.IGNORECASE
)
"""Where an infinitive is joined that has a thing of its own: "reparera dem" is of what was named before."""
_DOING = re.compile(
    rf"\b(?:help|with|without|of|about|in|at|on|for|started?)\s+(?:[a-z]+ly\s+)?[a-z]{{2,}}ing\s.{{0,200}}?"
    rf"(?P<joined>\s+(?=(?:and|or)\s+{_NOT_DOING}[a-z]{{2,}}ing\s+(?!{_SAME})))",
    re.IGNORECASE,
)
"""Where what is helped with goes on in the same form, in English: "help getting it in order and training staff"."""
_OPEN = re.compile(rf"(?<![\w-])(?:{_SAME}|{_SV}|{_EN})$", re.IGNORECASE)
"""How a clause ends that has no thing of its own: "boka och betala resan"."""
_HANGS_ON = re.compile(
    r"\b(?:vill|ska|skulle|kan|kunna|behöver|måste|borde|vilja|att|hjälpa?|hjälp|to|can|could|should|must|will|would|help)\s",
    re.IGNORECASE,
)
_ING = r"(?:working|figuring)\s+out|(?:calculat|cost|test|find|reach|gett|learn|protect|improv|develop)ing"
_GOES_ON = re.compile(rf"\s*(?:(?:och|eller|samt|and|or)\s+)?(?:(?:att\s+)?(?:{_SV})|(?:{_EN})|(?:{_ING}))\s")
_BEFORE, _AFTER = 4, 3
"""Fewest words before, and from the joining word on: less is one wish ("göra och sälja ost")."""
_FEW = 2
"""Fewest words before, in a clause that goes on."""


def goes_on(clause: str) -> bool:
    """Whether a clause begins with an infinitive, or as one, as a wish does that goes on.

    >>> [goes_on(said) for said in ("sänka elräkningen", "att räkna på det", "working out the cost", "Vi gör ost")]
    [True, True, True, False]
    """
    return _GOES_ON.match(clause) is not None


def joined_wishes(clause: str) -> Iterator[int]:
    """Where another wish is joined to the one before.

    >>> said = "vill sänka vår elräkning och ta patent på vårt lås"
    >>> [said[place:].strip() for place in joined_wishes(said)]
    ['och ta patent på vårt lås']
    >>> said = "We need help getting our IT security in order and training the staff"
    >>> [said[place:].strip() for place in joined_wishes(said)]
    ['and training the staff']
    >>> list(joined_wishes("Vi vill göra och sälja ost")), list(joined_wishes("Vi har många maskiner och flera lager"))
    ([], [])
    """
    start, continued = 0, goes_on(clause)
    fewest = _FEW if continued else _BEFORE
    for found in _JOINED.finditer(clause):
        before, after = clause[start : found.start()], clause[found.end() :]
        if len(before.split()) < fewest or len(after.split()) < _AFTER or _OPEN.search(before):
            continue
        if continued or _HANGS_ON.search(clause[: found.start()]):
            yield found.start()
            start = found.end()
    yield from _doing(clause)


def _doing(clause: str) -> Iterator[int]:
    """The first place where a gerund is joined to one before, each with a thing of its own."""
    found = _DOING.search(clause)
    if found is None:
        return
    before, after = clause[: found.start("joined")], clause[found.end() :]
    if len(before.split()) >= _BEFORE and len(after.split()) >= _AFTER:
        yield found.start("joined")

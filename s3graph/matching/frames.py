"""How a clause is framed: whether it asks, or tells who asks and from where, and what of it is no matter at all."""

from __future__ import annotations

import re

from s3graph.matching.asides import without_asides
from s3graph.matching.trades import PREPOSITIONS, only_names_trade
from s3graph.matching.wanting import in_so_many_words
from s3graph.matching.words import words

_CONTEXT = re.compile(
    r"^(?:(?:hej|hello|hi|hallå)\b[\s,!]*)?(?:(?:vi|jag|we|i)\s+(?:är|driver|har\s+\w+\s+anställda|äger|are|am|run|own|have\s+\w+\s+employees)\b"
    r"|(?:making|producing|selling|building|manufacturing|som\s+(?:gör|tillverkar|säljer|bygger))\b"
    r"|(?:i'm|we're)\b|\w+\s+(?:anställda|pers|personer|employees|people|ppl|staff)[.,]?$|\w+\s+(?:anställda|employees)\b"
    r"|(?:(?:jag|vi|i|we)(?:'m|'re|\s+am|\s+are)?\s+)?(?:skriver\s+(?:för|åt|å)|writing\s+(?:for|on\s+behalf\s+of))\b"
    r"|(?:jag|vi|i|we)\s+(?:kept|was|were|worked|ran|had|drev|var|hade|arbetade|jobbade)\s+(?:[\w-]+\s+){0,4}(?:i|for)\s+(?:[\w-]+\s+){1,2}(?:år|years)[.,]?$"
    r"|(?:det|allt|alltihop|it|everything|this)\s+(?:hela\s+|all\s+)?(?:började|startade|began|started)\b"
    r"|(?:jag|i)\s+(?:(?:jobbar|arbetar)\s+(?:på|med|som|åt|för|hos)|work\s+(?:at|with|as|for|in)|advise)\b)",
    re.IGNORECASE,
)
_ELSE = re.compile(r"^(?:(?:för|or|eller)\s+)?(?:annars|else|otherwise)\b", re.IGNORECASE)
"""What happens if not: a threat, no wish."""
_WE = r"(?:vi|jag|(?:vår[at]?\s+)?(?:firman?|företag(?:et)?|bolag(?:et)?|verksamhet(?:en)?|(?:huvud)?kontor(?:et)?))"
SEAT = re.compile(
    r"^(?:(?:och|samt|men|and|but)\s+)?(?:(?:hej|hello|hi|hallå)\b[\s,!]*)?"
    rf"(?:(?:{_WE}\s+)?(?:ligger|sitter|finns|bor|baserade?|belägna?)"
    rf"|{_WE}\s+(?:verkar|huserar|bedrivs|håller\s+till|är(?:\s+(?:baser|beläg|lokaliser|etabler|verksam|hemmahör)\w+)?)"
    r"|(?:(?:we|i|(?:our|my|the)\s+(?:company|firm|business|office|headquarters))\s+(?:are|am|is|sit|live|operate)|we're|i'm)"
    r"(?:\s+(?:based|located|situated|established|headquartered))?"
    r"|based|located|situated)"
    r"(?:\s+(?:mitt|strax|precis|ute|nere|uppe|just|right))?"
    rf"\s+(?:{PREPOSITIONS})\s+"
    r"(?:(?:norra|södra|östra|västra|centrala|northern|southern|eastern|western|central)\s+)?",
    re.IGNORECASE,
)
"""How a clause begins that says where the company is, up to the name of the place."""
_SEATED = re.compile(
    r"(?:(?!(?:med|för|som|with|for|that)\b)[\w-]+,?\s+){0,3}"
    r"(?-i:[A-ZÅÄÖ])[\w-]*(?:\s+(?:län|kommun|centrum|county|municipality))?[.!]*$",
    re.IGNORECASE,
)
"""How it ends where it says no more: with a proper name, at most three words on."""
_COUNTED = re.compile(
    r"(?:vi\s+är\s+|we\s+are\s+|we're\s+)?(?:\d+|två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv|two|three|four|five|six|seven|eight|nine"
    r"|ten|twelve)\s+\w",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?:(?:ungefär|cirka|ca|runt|nästan|över|about|around|nearly|over)\s+)?"
    r"(?:\d[\d\s.,]*|ett\s+par|några|flera|ett\s+antal|två|tre|fyra|fem|sex|sju|åtta|nio|tio|hundratals|tusentals"
    r"|a\s+(?:couple\s+of|few|dozen)|several|two|three|four|five|six|seven|eight|nine|ten|dozens\s+of|hundreds\s+of)\s+"
    r"(?:[\w-]+\s+){0,4}(?:om|i|per|varje|a|an|each|every)\s+"
    r"(?:året?|månad(?:en)?|vecka(?:n)?|dag(?:en)?|säsong(?:en)?|år|year|month|week|day|season)[.!]*",
    re.IGNORECASE,
)
"""How much of something there is in a time: "ett par ton om året"."""
_AT_A_LOSS = re.compile(
    r"\b(?:(?:och|men|and|but|så)\s+)?(?:(?:jag|vi|man|de|i|we|one|they)\s+)?"
    r"(?:(?:(?:vet|do|don't|really|riktigt|inte|not|know|helt)\s+){2,5}|undrar\s+|wonder\s+"
    r"|(?:(?:har|have)\s+)?(?:ingen\s+aning\s+(?:om\s+)?|no\s+idea\s+(?:of\s+)?))"
    r"(?:var|vart|hur|where|how)\s+(?:(?:jag|vi|man|i|we|one)\s+)?(?:(?:ska|skall|bör|should|to)\s+)?(?:börjar?|begin|start)\b[.?!]*",
    re.IGNORECASE,
)
"""That one does not know where to begin: it says nothing of what the matter is."""
_ONWARD = re.compile(
    r"\b(?:(?:och|men|and|but|så|so)\s+)?(?:(?:(?:de|vi|jag|hon|han|they|we|i|she|he)\s+)?"
    r"(?:undrar|vill\s+(?:bara\s+)?veta|vet\s+inte|har\s+ingen\s+aning\s+om"
    r"|wonders?|(?:just\s+)?wants?\s+to\s+know|do(?:es)?n['’]t\s+know|have\s+no\s+idea)\s+)?"
    r"(?:hur|var|vart|how|where)\s+(?:(?:do|does|should|ska|skall|bör|går|kommer)\s+)?"
    r"(?:(?:jag|vi|man|de|i|we|one|you|they|to)\s+)?(?:(?:ska|skall|bör|should|to)\s+)?(?:(?:går?|komma?|kommer)\s+)?"
    r"(?:vidare|igång|börjar?|begins?|start|proceed|move\s+on|go\s+on|get\s+(?:going|started)|go\s+from\s+here)"
    r"(?:\s+(?:now|nu))?(?=\s*(?:[.?!,;:]|$))[.?!]*",
    re.IGNORECASE,
)
"""How one goes on, asked of nothing: "De undrar var man börjar", "Hur går jag vidare?"."""
_FEW = (
    r"(?:två|tre|ett\s+par|några|two|three|a\s+couple\s+of)\s+"
    r"(?:saker|ting|frågor|bekymmer|problem|önskemål|things|questions|worries|problems|wishes)"
)
_NOTHING_SAID = re.compile(
    r"\b(?:(?:och|men|and|but|så|so)\s+)?(?:"
    r"(?:ingen|nobody|no\s+one|none)(?:\s+(?:av\s+oss|här|hos\s+oss|of\s+us|here))*\s+(?:vet|knows?)(?:\s+(?:riktigt|really))?"
    r"\s+(?:var|vart|hur|where|how)\s+(?:(?:man|vi|to|we|one)\s+)?(?:(?:ska|skall|bör|should)\s+)?(?:börja|börjar|begin|start)"
    r"|(?:ingen|none)\s+(?:av\s+oss|of\s+us)\s+(?:har|has|have)\s+(?:ever\s+)?(?:gjort|done)\s+(?:något|nåt|anything)\s+(?:sådant|sånt|liknande|like\s+(?:it|this|that))"
    r"(?:\s+(?:förut|tidigare|before))?"
    r"|(?:ingen|nobody|no\s+one|none)(?:\s+(?:av\s+oss|här|hos\s+oss|of\s+us|here))*\s+(?:kan|vet|förstår\s+sig\s+på|knows?|understands?)"
    r"\s+(?:sådant|sånt|sådana\s+saker|det(?:\s+här)?|that|this|(?:that|this)\s+sort\s+of\s+thing|such\s+things)"
    r"|har\s+(?:ingen|inte\s+någon|inte\s+nån)(?:\s+(?:här|hos\s+oss))?\s+som\s+(?:kan|vet|förstår\s+sig\s+på)\s+(?:sådant|sånt|det(?:\s+här)?)"
    r"|(?:jag|vi|i|we)\s+(?:vet|know)?\s*(?:knappt|inte|hardly|barely|don't)\s+(?:know\s+)?(?:ens\s+|even\s+)?(?:vad|what)\s+(?:(?:jag|vi|man|to|we|i)\s+)?"
    r"(?:(?:ska|skall|should)\s+)?(?:be\s+om|fråga\s+efter|ask\s+for)"
    r"|(?:det|allt|things?|it|business)(?:\s+(?:går|rullar|tuffar|are|is|go|goes|tick|ticks)|'s)(?:\s+(?:väl|ju|nog|all|going|really))*"
    r"\s+(?:på|bra|fint|fine|well|okay|ok|along)(?:\s+(?:egentligen|really|just\s+fine))?"
    r"|(?:en|ett)\s+(?:(?:helt\s+)?(?:annan|annat)|sista)\s+(?:sak|fråga)|en\s+(?:sak|fråga)\s+till"
    r"|something\s+else(?:\s+(?:entirely|altogether))?|another\s+(?:thing|matter|question)(?:\s+entirely)?"
    r"|one\s+(?:more|last|other)\s+(?:thing|question)"
    rf"|(?:(?:vi|jag|we|i|there|det)\s+(?:har|är|finns|undrar|have|are|wonder)\s+(?:över\s+|about\s+)?)?(?<!these\s)(?<!the\s)(?<!de\s){_FEW}(?:\s+(?:som|that|which))?"
    r"(?:\s+(?:bekymrar|oroar|stör|plågar|trycker|worry|bother|trouble|puzzle)\s+(?:oss|mig|us|me))?"
    r"|(?:så\s+att|so(?:\s+that)?)\s+(?:vi|jag|man|we|i)\s+(?:slipper|kan\s+sluta|can\s+stop|don['’]t\s+have\s+to|no\s+longer\s+have\s+to)"
    r"\s+(?:gissa|chansa|undra|oroa\s+oss|guess(?:ing)?|wonder(?:ing)?|worry(?:ing)?)"
    r"|(?:sedan|sen|then)\s+(?:händer\s+(?:det\s+)?(?:ingenting|inget)|nothing\s+happens)"
    r"|(?:(?:eller|or)\s+)?(?:vad|what)(?:\s+(?:som|det|that|it))?(?:\s+(?:egentligen|really))?\s+(?:är|is|['’]s)\s+(?:värt|worth)"
    r"\s+(?:pengarna|the\s+money)"
    r"|(?:(?:jag|vi|i|we)\s+(?:fattar|förstår|inser|vet|känner|realise|realize|know|feel|guess|see)\s+(?:(?:att|that)\s+)?)?"
    r"(?:vi|jag|man|we|i|one)\s+(?:borde|bör|måste|behöver|ought\s+to|should|must|need\s+to|have\s+to)\s+"
    r"(?:hänga\s+(?:med|på)|komma\s+(?:i\s*gång|vidare)|göra\s+n[åa](?:got|t)(?:\s+åt\s+(?:det|saken))?|ta\s+tag\s+i\s+(?:det|saken)(?:\s+här)?"
    r"|(?:keep|catch)\s+up|get\s+(?:going|started)|do\s+something(?:\s+about\s+(?:it|this|that))?)"
    r"|(?:(?:vi|jag)\s+)?har\s+aldrig\s+(?:gjort|provat)\s+(?:det|sånt|sådant|något\s+sådant)(?:\s+(?:förut|förr|tidigare))?"
    r"|(?:(?:we|i)\s+)?(?:have|'ve|’ve)\s+never\s+(?:done|tried)\s+(?:it|that|this|anything\s+like\s+it)(?:\s+before)?"
    r"|(?:(?:vi|jag|we|i)\s+)?(?:vill|want\s+to)\s+(?:ta\s+tag\s+i|ordna|deal\s+with|sort\s+out)\s+(?:båda|bägge|both)(?:\s+(?:sakerna|delarna|things))?"
    r"|(?:vi|jag)\s+har\s+aldrig\s+kommit\s+(?:till\s+skott|i\s*gång)|(?:we|i)(?:\s+have|'ve|’ve)?\s+never\s+(?:got|gotten)\s+(?:round|around)\s+to\s+(?:it|that)"
    r")(?=\s*(?:[.?!,;:]|$))[.?!,;:]*",
    re.IGNORECASE,
)
"""That things go on, or nothing happens, that one is new to it, or has two things to say: what sounds like a matter."""
_HOW_MANY = re.compile(rf"\b{_FEW}(?:na)?\b", re.IGNORECASE)
_COUNTS = re.compile(rf"(?:^|[.!?\n]\s*)[^.!?,;:\n]{{0,25}}\b{_FEW}[^.!?,;:\n]{{0,25}}(?=[.!?:])", re.IGNORECASE)
_NEXT = re.compile(r"[.!?\n]\s*(?:och|sen|sedan|and|then)\s+$", re.IGNORECASE)
_WANTS = re.compile(r"\b(?:vill|skulle|behöver|would|want|need)\b|['’]d\s+like\b", re.IGNORECASE)
_INSTEAD = r"(?:i\s+stället|istället)\s+för|instead\s+of|rather\s+than"
_BEFORE_THAT = (
    r"innan\s+(?:vi|jag|man)\s+(?:lägger|satsar|betalar|köper|bestämmer|vågar|ger|tackar|skriver)"
    r"|before\s+(?:we|i)\s+(?:spend|put|pay|buy|invest|commit|decide|dare|say\s+yes|sign)"
)
_NOT_THAT = re.compile(rf",?\s*\b(?:{_INSTEAD}|{_BEFORE_THAT})\b[^.?!,;:\n]*", re.IGNORECASE)
"""What is done today, or would be done, and is not what is asked: "rather than burning it"; and what comes after it:
"before we spend half a million"."""
_BEFORE = re.compile(rf"\b(?:{_BEFORE_THAT})\b", re.IGNORECASE)
_THERE = r"(?:\s+(?:i|på|in|on)\s+(?-i:[A-ZÅÄÖ])[\w-]+(?:\s+(?:kommun|län|county|municipality))?)?"
"""Where somebody to help is looked for."""
_WHO = re.compile(
    r"\b(?:(?:och|men|and|but|så|so)\s+)?(?:(?:finns|är)\s+(?:det\s+)?|(?:is|are)\s+there\s+)?"
    r"(?:(?:vem|vilka)\s+hjälper\s+(?:oss|mig)(?:\s+(?:till|vidare|framåt|på\s+traven|i\s+gång|igång|med\s+(?:det\s+här|det|detta|båda|bägge|(?:de(?:t|m)?\s+)?(?:här\s+)?(?:båda|två)(?:\s+(?:sakerna|delarna))?)))*"
    r"|(?:vem|vilka|nån|någon|några|någon\s+av\s+er|nån\s+av\s+er)\s+(?:(?:i|på|här\s+i)\s+[\w-]+\s+|(?:neutral|opartisk|oberoende|erfaren|lokal)\s+)?"
    r"(?:som\s+)?(?:kan|skulle\s+kunna|vill)\s+(?:hjälpa|bistå|stötta|gå\s+igenom\s+(?:allt\s+)?(?:det\s+här|det|detta))"
    r"(?:\s+(?:oss|mig|till|vidare|framåt|på\s+traven|(?:(?:att\s+)?komma\s+)?(?:i\s+gång|igång)|på\s+ett\s+(?:vettigt|bra|klokt|smart|tryggt|enkelt)\s+sätt|med\s+(?:oss|mig|det\s+här|det|detta|båda|bägge|(?:de\s+)?(?:här\s+)?(?:båda|två)(?:\s+(?:sakerna|delarna))?)))*"
    r"|(?:vem|vilka)\s+(?:kan|ska|bör)\s+(?:jag|vi|man|de|dom|hon|han)\s+(?:(?:prata|tala|snacka|bolla)(?:\s+(?:det|det\s+här|sånt|saken|idéer))?|ta\s+det)\s+med"
    r"(?:\s+om\s+(?:det\s+ena\s+(?:och|eller)\s+det\s+andra|det\s+här|det|detta|båda|sånt|sådant))?"
    r"|(?:var|vart|hur)\s+(?:vänder|börjar|ringer|går|gör)\s+(?:jag|vi|man)(?:\s+(?:mig|oss|sig|då|nu))?"
    rf"{_THERE}"
    r"|(?:vem|vilka)\s+(?:pratar|talar|snackar|ringer|frågar|kontaktar|vänder)\s+(?:jag|vi|man)(?:\s+(?:sig|mig|oss))?(?:\s+(?:med|till))?"
    rf"{_THERE}"
    r"|(?:vart|var)\s+(?:hänvisar|skickar)\s+(?:jag|vi|man)\s+(?:dem|dom|henne|honom|den|det)"
    r"|(?:anyone|someone|anybody|somebody|who)\s+(?:(?:in|on|around|here\s+in)\s+[\w-]+\s+|(?:neutral|impartial|independent|experienced|local)\s+)?"
    r"(?:(?:who|that)\s+)?(?:can|could|might|able\s+to|to)\s+(?:help|assist|lend\s+(?:us\s+)?a\s+hand)"
    r"(?:\s+(?:us|me|out|along|in\s+a\s+(?:sensible|good|smart|safe|simple)\s+way|(?:to\s+)?(?:move\s+|get\s+)?(?:on|forward|further|started|going)|with\s+(?:it|this|that|both(?:\s+of\s+them)?|(?:the|these)\s+two(?:\s+things)?)))*"
    r"|whom?\s+(?:can|could|should)\s+(?:we|i)\s+bounce\s+(?:it|that|this|ideas)\s+(?:around|off)(?:\s+with)?"
    r"|(?:vem|vilka|n[åa]gon|n[åa]n)\s+(?:som\s+)?(?:kan|skulle\s+kunna|vill)\s+komma\s+(?:ut|hit|förbi)(?:\s+hit|\s+till\s+oss)?(?:\s+och\s+(?:titta|kolla|se|kika))?"
    r"|(?:anyone|someone|anybody|somebody|who)\s+(?:(?:who|that)\s+)?(?:can|could|might|would|to)\s+come\s+(?:out|round|by|over|and\s+see\s+us)"
    r"(?:\s+(?:here|to\s+us))?(?:\s+(?:and|to)\s+(?:(?:have|take)\s+a\s+look|look|see))?"
    r"|(?:(?:känner|vet)\s+ni(?:\s+(?:till|av))?|do\s+you\s+know(?:\s+of)?)\s+(?:n[åa]gon|n[åa]n|any(?:one|body)|some(?:one|body))\s+(?:som|who|that)"
    r"(?:\s+(?:är|is|are)|['’]s)\s+(?:bra|duktiga?|haj|good|skilled)\s+(?:på|at|with)\s+(?:det(?:\s+här)?|sånt|sådant|that|this|it|such\s+things)"
    r"|who\s+helps\s+(?:us|me)(?:\s+(?:out|along|on|forward|further|with\s+(?:it|this|that)))*"
    r"|who\s+(?:can|could)\s+go\s+through\s+(?:all\s+)?(?:it|this|that)(?:\s+with\s+(?:us|me))?"
    r"|whom?\s+(?:can|could|should|do|does)\s+(?:i|we|they|she|he|one)\s+(?:talk|speak)\s+(?:to|with)(?:\s+about\s+(?:it|this|that|both|either|one\s+or\s+the\s+other))?"
    rf"{_THERE}"
    r"|(?:where|how)\s+(?:do|does|should|can)\s+(?:i|we|you|one)\s+(?:start|begin|turn|go\s+about\s+(?:it|this|that))"
    r"|what(?:'s|’s|\s+is)\s+(?:a|one)(?:\s+(?:body|man|person))?\s+to\s+do|what\s+(?:do|can|should|shall)\s+(?:i|we|you|one)\s+do"
    r"|vad\s+(?:gör|ska|kan|bör)\s+(?:jag|vi|man)(?:\s+(?:göra|då|nu|åt\s+det))*|whom?\s+(?:do|should|can)\s+(?:i|we)\s+(?:contact|ask|call|turn\s+to)"
    rf"{_THERE})"
    r"(?=\s*(?:[.?!,;]|$))[.?!]*",
    re.IGNORECASE,
)
"""That somebody is asked to help, and no more."""
_PERSON = re.compile(r"\b(?:vem|vilka|n[åa]gon|n[åa]n|några|whom?|(?:any|some)(?:one|body))\b", re.IGNORECASE)
APPOSED = re.compile(
    r"(?:(?<=[.!?:;]\s)|(?<=\n)|^)"
    r"(?:(?:vår[at]?|min[a]?|mitt|our|my)(?:\s+[\w-]+){1,3},\s+(?:en|ett|an?)(?:\s+[\w-]+){1,4}"
    r"|(?:[\w-]+\s+){0,3}[\w-]+,\s+(?:som|vilka|who|which)(?:\s+[\w-]+){1,6}),(?=\s+\w)",
    re.IGNORECASE,
)
"""Who somebody else is: "Vår största kund, en lastbilstillverkare, kräver ...", "Kunden, som bygger elbilar, vill ...".
It is not what is asked."""


def asks(piece: str) -> bool:
    """Whether a clause asks, and does not only say who is asking, or that somebody is asked, or nothing."""
    if only_turns_to(piece) or _ELSE.match(piece) or not words(rid_of_what_is_not_asked(unframed(piece))):
        return False
    seat = SEAT.match(piece)
    tells = _CONTEXT.match(piece) or (seat and _SEATED.match(piece, seat.end())) or only_names_trade(piece)
    return not tells or in_so_many_words(piece)


def says_how_many(text: str) -> bool:
    """Whether a text says that it holds a few things: "Vem kan hjälpa oss med de två sakerna?"."""
    return _HOW_MANY.search(text) is not None


def counted_on(text: str, start: int) -> bool:
    """Whether a sentence that goes on with "and" begins the next of the few things that a text said before it has.

    >>> said = "Two things worry us. We cannot sleep. And the roof leaks."
    >>> counted_on(said, said.index("the roof")), counted_on(said[20:], said.index("the roof") - 20)
    (True, False)
    """
    before = text[: max(start, 0)]
    return _NEXT.search(before) is not None and _COUNTS.search(before) is not None


def counts_up(piece: str) -> bool:
    """Whether a clause names how many of something there are, and asks nothing: "Two developers in Västervik"."""
    return _COUNTED.match(piece) is not None and "?" not in piece and not in_so_many_words(piece)


def only_tells_how_much(clause: str) -> bool:
    """Whether a clause tells how much of something there is in a time, and no more.

    >>> only_tells_how_much("flera kubik i månaden"), only_tells_how_much("Vi vill sälja flera ton om året")
    (True, False)
    """
    return _AMOUNT.fullmatch(clause.strip()) is not None


def unframed(clause: str) -> str:
    """A clause without that one does not know where to begin, and the like.

    >>> unframed("Det rullar på, men taket läcker"), unframed("none of us has done anything like it before.")
    (' men taket läcker', '')
    """
    return _NOTHING_SAID.sub("", _ONWARD.sub("", _AT_A_LOSS.sub("", without_asides(clause))))


def rid_of_what_is_not_asked(clause: str) -> str:
    """A clause without what it would have something else in place of.

    >>> rid_of_what_is_not_asked("Is there anything to make of our sawdust rather than just burning it?")
    'Is there anything to make of our sawdust?'

    It stays where it stands first and no mark ends it: "Innan jag köper fler hyllor vill jag prata med någon".
    """
    left = _NOT_THAT.sub("", clause)
    return clause if not words(left) and _WANTS.search(clause) else left


def says_before_what(clause: str) -> bool:
    """Whether a clause says before what something is wanted.

    >>> says_before_what("Vi vill prova innan vi köper"), says_before_what("Vi vill prova i stället för att gissa")
    (True, False)
    """
    return _BEFORE.search(clause) is not None


def only_turns_to(clause: str) -> bool:
    """Whether a clause says that somebody is asked to help, and no more.

    >>> only_turns_to("Vart vänder vi oss?"), only_turns_to("Vem kan hjälpa oss att exportera?")
    (True, False)
    >>> only_turns_to("so what's a body to do"), only_turns_to("Vad kan vi göra av spillet?")
    (True, False)
    """
    asked = rid_of_what_is_not_asked(clause)
    return bool(words(asked) or not words(clause)) and not words(_WHO.sub("", asked))


def only_asks_who(clause: str) -> bool:
    """Whether a clause asks who can help, and no more: it says nothing of what with, as where to begin may.

    >>> only_asks_who("Who can help us?"), only_asks_who("Hur börjar vi?")
    (True, False)
    """
    return _PERSON.search(clause) is not None and only_turns_to(clause)

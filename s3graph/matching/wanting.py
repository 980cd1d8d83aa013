"""Whether a clause says that something is wanted, wondered or wrong, and by whom."""

from __future__ import annotations

import re

from s3graph.matching.trades import subject_end

_ASKS = re.compile(
    r"\b(?:vill|behöver|söker|hjälp|undrar|skulle|saknar|vem|vilka|kan\s+(?:ni|någon)|(?<!har\s)n[åa](?:gon|n)\s+(?:som\s+)?(?:kan|vill)|funderar|letar|önskar|måste|borde"
    r"|tänker\s+(?:oss|på|skaffa|köpa|bygga|öppna|starta)|tänkt\s+oss|planerar|hoppas|drömmer"
    r"|want|need|looking|thinking\s+(?:of|about)|considering|surely|help|wonder|would|lack|seek|wish|must|should|ought|hope|hoping|planning\s+(?:to|on)|keen"
    r"|(?:some|any)(?:one|body)\s+(?:who\s+|that\s+)?(?:could|can)|['’]d\s+(?:also\s+|really\s+|very\s+much\s+)?(?:like|love|rather))\b"
    r"|(?:^|[,;:(–-]\s*|\b(?:och|men|eller|så|vet|veta|undra|om|på|för|med|förstå|förstår|lära|lär|oss|visa|se|fråga|inte"
    r"|and|or|but|so|knows?|idea|sure|unsure|wonder|ask|asking|about|of|on|to|out|with|not|learn|see|understand|us|show)\s+)"
    r"(?:hur|how)\b"
    r"|(?:^|[,;:(–-]\s*|\b(?:and|or|but|so|knows?|idea|sure|unsure|wonder|ask|asking|about|(?<!track\s)of|on|to"
    r"|(?:any|some)(?:one|body))\s+)who\b",
    re.IGNORECASE,
)
"""That something is wanted or asked; "who" and "how", where they do not tell more of what is before them: "seven of us
who build", "I've drawn how it could look"."""
_OTHERS_SEEK = re.compile(
    r"\b(?:alla|de|dom|folk|everybody|everyone|they|people)(?:\s+(?:som|who)\s+\w+)?\s+(?:vill\s+bara|bara\s+vill|only\s+wants?|just\s+wants?)\b|"
    r"(?<![\w'’-])(?!(?:vi|jag|och|men|nu|därför|firman?|företaget|bolaget|föreningen|we|i|and|but|so|now|are|am|be|been|were|is"
    r"|company|firm|business)\b)[\w'’-]+\s+(?:går\s+och\s+|go(?:es)?\s+)?"
    r"(?:söker|letar|looking|seek)\b(?!\s+(?:vi|jag)\b)",
    re.IGNORECASE,
)
"""That somebody else looks for something: "folk letar efter ritningar", "alla som ringer vill bara sälja"."""
_TROUBLE = re.compile(
    r"\b(?:svårt|svårigheter|problem\w*|bekymmer|tappar|förlorar|brist\w*|klarar|räcker|orkar|hinner|kärvar|krånglar|strular"
    r"|kund(?:en|er|erna)?\s+(?:[\w-]+\s+){0,3}(?:frågar|efterfrågar)|(?:customers?|clients?)\s+(?:[\w-]+\s+){0,3}ask(?:s|ing)?\b"
    r"|får\s+(?:vi\s+|jag\s+)?(?:inte|ingen|inget|inga)|(?:kan|vet|har|hittar)\s+(?:vi\s+|jag\s+)?(?:inte|ingen|inget|inga)"
    r"|för\s+(?:mycket|många|lite|få|dyrt?|dyra|hög[at]?|låg[at]?|kort[at]?|lång[at]?)|äter\s+upp|knäcker|klagar|trycker\s+på|krav|(?:tar|är(?:\s+snart)?)\s+slut|kräver|gärna|helst|too\s+(?:much|many|little|few|expensive|costly|high|low|short|long)|eat(?:s|ing)\s+(?:us\s+)?up|kill(?:s|ing)\s+us|complain(?:s|ing)?|press(?:ing)?\s+us|(?:is|are)\s+(?:being\s+)?required|requires?|demands?|wants|ideally|thinking\s+(?:about|of)"
    r"|struggl\w+|hard|difficult\w*|trouble\w*|problems?|losing|lose|short\s+of|shortage|lacks?|run(?:ning)?\s+out"
    r"|can't|cannot|don't(?!\s+have\s+to\b)|doesn't|haven't|no\s+(?:one|idea|good)|nobody)\b",
    re.IGNORECASE,
)
"""What is wrong, or demanded: a company that tells of it wants it mended."""
_INVERTED = re.compile(
    r"(?:(?:och|men|så|eller|and|but|so|or)\s+)?"
    r"(?:(?:kan|skulle|går|finns|borde|bör|ska)\s+(?:det|man|vi|jag|ni|någon|nån|en|ett|den)"
    r"|(?:can|could|would|should|is|are|does|do)\s+(?:there|it|we|i|you|one|any(?:one|body)?|some(?:one|body)|an?|that|this))\s",
    re.IGNORECASE,
)
"""How a question begins that is cut before its mark: "Kan en AI ta de enkla, utan att ...?"."""
_WHETHER = re.compile(r"(?:(?:och|eller|and|or)\s+)?(?:whether|huruvida|om\s+det\s+(?:finns|går|är))\s", re.IGNORECASE)
"""How a clause begins that goes on with what is wondered: "they wonder whether ..., and whether there is support"."""
_OURSELVES = re.compile(r"\b(?:vi|jag|we|(?-i:I))\b", re.IGNORECASE)
_WISHES = re.compile(
    r"(?:(?:och|eller|men|and|or|but)\s+)?(?:vill|skulle|behöver|söker|undrar|funderar|vet\s+inte|vet\s+varken|want|need|wonder|would|look|whether)\b",
    re.IGNORECASE,
)
"""Who wants something, where it is said: the company, or nobody but what was the subject before."""
_WE_WANT = re.compile(
    r"\b(?:vi|jag)\s+(?:[\w-]+\s+)?(?:vill|behöver|söker|letar|undrar|funderar|planerar|önskar|skulle\s+(?:[\w-]+\s+)?(?:vilja|behöva))\b(?!\s+inte\b)"
    r"|\b(?:vill|behöver|söker|undrar|önskar|skulle)\s+(?:vi|jag)\b|^(?:vill|behöver|söker|letar|undrar|funderar|önskar|skulle)\b"
    r"|\b(?:we|(?-i:I))(?:['’]d|\s+would)?\s+(?:[\w-]+\s+)?(?:want|need|like|love|seek|wonder|plan|hope|wish)\b"
    r"|\b(?:we|(?-i:I))(?:['’](?:re|m)|\s+(?:are|am))\s+(?:[\w-]+\s+)?(?:looking|considering|thinking|wondering|planning|hoping|seeking)\b"
    r"|^(?:want|need|looking|seeking|wondering|considering|help)\b",
    re.IGNORECASE,
)
"""The company itself wants something, with its verb."""
_LACKS = re.compile(
    r"\b(?:har|finns|hittar|får|kan|have|has|['’]ve|got|there(?:['’]s|\s+(?:is|are)))\s+(?:[\w-]+\s+){0,2}?(?:ingen|inget|inga|no|nobody)\b"
    r"|\b(?:ingen|nobody|no\s*one|none)\s+(?:[\w-]+\s+){0,3}?(?:som\s+kan|vet|kan|knows?|can)\b|\b(?:saknar|saknas|lacks?|lacking)\b",
    re.IGNORECASE,
)
"""That there is none of something, or nobody who can."""
_NOT_WANTED = re.compile(
    r"\b(?:vill\s+(?:\w+\s+)?inte|(?:do|does|did)\s+not\s+(?:want|wish)|(?:don|doesn|didn)['’]t\s+want)\b",
    re.IGNORECASE,
)
_PRESENTS = re.compile(
    r"(?:(?:hej|hello|hi)\b[\s,!]*)?(?:(?:och|and|men|but|nu|now)\s+)?(?:vi|jag|we|i)(?:\s+|['’](?:m|re|ve)\b\s*)"
    r"(?:(?:också|just|also|mest|mostly)\s+)*"
    r"(?:built|developed|invented|started|come\s+up|är|har|driver|säljer|gör|tillverkar|odlar|bygger|hyr|rostar|bakar|kör|levererar|jobbar|arbetar|kokar|syr|limmar"
    r"|are|am|have|run|sell|make|produce|manufacture|grow|build|rent|roast|bake|drive|deliver|work|boil|sew|glue|employ)\b"
    r"(?!(?:\s+[\w-]+){0,3}\s+(?:ingen|inget|inga|inte|no|not)\b)",
    re.IGNORECASE,
)
"""Who the company is and what it does, without saying what it lacks."""


def presents(clause: str) -> bool:
    """Whether a clause presents the company: what it is, has or makes, not what has happened to it.

    >>> presents("Vi säljer möbler på nätet"), presents("Vi blev hackade i våras"), presents("Jag har ingen prototyp")
    (True, False, False)
    """
    return _PRESENTS.match(clause) is not None


def is_in_trouble(clause: str) -> bool:
    """Whether a clause says what is wrong, or demanded."""
    return _TROUBLE.search(clause) is not None


def says_what_is_not_wanted(clause: str) -> bool:
    """Whether a clause says of something that it is not wanted."""
    return _NOT_WANTED.search(clause) is not None


def lacks(clause: str) -> bool:
    """Whether a clause says that there is none of something, or nobody who can.

    >>> lacks("Vi har inga pengar"), lacks("nobody here knows how"), lacks("Vi har får")
    (True, True, False)
    """
    return _LACKS.search(clause) is not None


def says_we_want(clause: str) -> bool:
    """Whether a clause says in the company's own person that it wants something.

    >>> says_we_want("Vi skulle gärna vilja bygga ut"), says_we_want("Need help with patents")
    (True, True)
    >>> says_we_want("Butikerna vill ha ost"), says_we_want("We don't want a loan")
    (False, False)
    """
    return _WE_WANT.search(clause) is not None and not says_what_is_not_wanted(clause)


def speaks_for_itself(clause: str) -> bool:
    """Whether a clause says "we" or "I"."""
    return _OURSELVES.search(clause) is not None


def in_so_many_words(clause: str) -> bool:
    """Whether a clause says that something is wanted, needed or wondered."""
    return _ASKS.search(clause) is not None


def outright(clause: str) -> bool:
    """Whether a clause wants something in so many words, asks it, or goes on with what is wondered.

    >>> [outright(said) for said in ("Vi vill sälja ost", "whether there is support", "The roof leaks")]
    [True, True, False]
    """
    return in_so_many_words(clause) or "?" in clause or _WHETHER.match(clause) is not None


def wants_it_ourselves(clause: str) -> bool:
    """Whether who asks wants something outright: not what others want, nor what it does not want.

    >>> wants_it_ourselves("vet inte vem som skulle köpa den"), wants_it_ourselves("Butikerna vill ha ost som håller")
    (True, False)
    >>> wants_it_ourselves("I don't want to sell it to anybody"), wants_it_ourselves("Who could test it?")
    (False, True)
    """
    if not outright(clause) or says_what_is_not_wanted(clause):
        return False
    return "?" in clause or speaks_for_itself(clause) or _WISHES.match(clause) is not None


def wants(clause: str) -> bool:
    """Whether a clause says that something is wanted or wondered, or what is the trouble; not only what there is.

    >>> wants("Vi hyr ut kanoter och har åtta stugor"), wants("We also struggle to find kitchen staff")
    (False, True)
    >>> wants("Could an AI take the easy ones"), wants("There are two of us who can code")
    (True, False)
    >>> wants("folk letar efter ritningar"), wants("Vi letar efter en formgivare"), wants("Vår verkstad söker kapital")
    (False, True, True)
    """
    own = clause if subject_end(clause) else _OTHERS_SEEK.sub("", clause)
    return outright(own) or is_in_trouble(own) or _INVERTED.match(own) is not None

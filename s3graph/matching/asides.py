"""What is said in passing of a matter and is none itself: how it feels, and what others think of it."""

from __future__ import annotations

import re

_FEELS = (
    r"korkat|dumt|fel|trist|synd|onödigt|tråkigt|pinsamt|vansinnigt|galet|så\s+där|sådär|ett\s+slöseri|en\s+skam|svårt|krångligt|knepigt|läskigt|tungt|stressigt"
    r"|stupid|silly|daft|wrong|sad|unnecessary|embarrassing|crazy|mad|hard|tricky|scary|a\s+(?:shame|pity|waste|bit\s+much)|such\s+a\s+(?:shame|waste|pity)"
)
_GREAT = (
    r"(?:jätte|kanon|skit)?bra|toppen|fantastiskt|genialt|kanon|suveränt|roligt|great|brilliant|fantastic|good|lovely"
)
_ASIDE = re.compile(
    r"\b(?:(?:och|men|and|but|så|so)\s+)?(?:"
    rf"(?:det|sånt|allt\s+det\s+här|it|that|this)(?:\s+(?:känns|verkar|är|feels|seems|is|looks)|['’]s)(?:\s+(?:ju|så|väldigt|lite|bara|rätt|ganska|faktiskt|ändå|just|a\s+bit|a\s+little|rather|really|so|too|very))*\s+(?:{_FEELS})"
    r"|(?:det|it)\s+(?:gör\s+ont|svider|skär|hurts|stings|pains\s+(?:us|me))(?:\s+(?:lite|a\s+bit))?(?:\s+(?:i|in)\s+(?:[\w]+\s+)?(?:magen|hjärtat|själen|plånboken|stomach|heart|soul|wallet))?"
    r"|(?:man|vi|jag|one|we|i)\s+(?:skäms|blir\s+(?:ledsen|matt|trött|less)|feels?\s+(?:ashamed|bad)(?:\s+about\s+it)?)"
    r"|(?:it\s+|that\s+)?makes?\s+(?:you|one|us|me)\s+(?:feel\s+)?(?:ashamed|sad|sick|ill|bad|guilty|cringe|tired)|(?:it\s+|that\s+)?breaks\s+(?:my|our|your)\s+hearts?"
    rf"|(?:\w+\s+){{0,3}}(?:säger|tycker|menar|says?|thinks?|reckons?)\s+(?:att\s+|that\s+)?(?:det|den|it)(?:\s+(?:är|låter|verkar|is|sounds|looks)|['’]s)(?:\s+(?:ju|så|jätte|really|just|absolutely))*\s+(?:{_GREAT})"
    r")(?=\s*(?:[.?!,;:]|$))[.?!,;:]*",
    re.IGNORECASE,
)


def without_asides(clause: str) -> str:
    """A clause without what it says in passing.

    >>> without_asides("vi slänger en hink om dagen, det gör ont i magen."), without_asides("They say it's great!")
    ('vi slänger en hink om dagen, ', '')
    >>> without_asides("Det är svårt att hitta folk"), without_asides("The harbour says it is full")
    ('Det är svårt att hitta folk', 'The harbour says it is full')
    """
    return _ASIDE.sub("", clause)

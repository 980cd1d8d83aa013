"""Money that is wanted, or that there is none of: whatever it is for, the wish is for money."""

from __future__ import annotations

import re

from s3graph.matching.wanting import in_so_many_words

_MONEY = r"(?:lån|pengar|kapital|startkapital|finansiering|bidrag|loans?|grants?|money|capital|financing|finance)"
_NONE = (
    r"(?:(?:inte|varken|knappt|aldrig|ej|(?:varken\s+(?:[\w-]+\s+){1,3}|^)eller)\s+(?:har\s+)?råd|(?:inga|utan|varken|eller)\s+(?:egna\s+)?pengar(?:na)?"
    r"|(?:inget|utan|varken|eller)\s+kapital(?:et)?|saknar\s+(?:pengar(?:na)?|kapital(?:et)?)|bank(?:en)?\s+(?:säger|sa|sade)\s+nej"
    r"|(?:can['’]t|cannot|can\s+(?:hardly|barely|scarcely)|nor|neither|couldn['’]t|not)\s+(?:[a-z]+\s+){0,2}?afford"
    r"|(?:(?<!by\s)no|without|nor(?:\s+the)?|neither(?:\s+the)?|lack(?:s|ing)?(?:\s+the)?|short\s+of(?:\s+the)?)\s+(?:money|capital|funds|means)"
    r"|bank\s+(?:says|said|has\s+said)\s+no)"
)
"""How it is said that there is none."""
_FOR = re.compile(rf"\b(?P<money>{_MONEY})\s+(?:till|för|åt|for|towards|to)\s+[^.?!,;:\n]+", re.IGNORECASE)
"""Money, and what it is for."""
_ASKED = re.compile(
    r"\b(?:går\s+det\s+att\s+(?:få|söka|hitta)|finns\s+det|kan\s+(?:vi|man|jag|de)\s+(?:få|söka)"
    r"|can\s+(?:we|i|one|you|they)\s+(?:get|apply\s+for)|(?:is|are)\s+there)\s+(?:[\w-]+\s+){0,2}?"
    rf"{_MONEY}\b",
    re.IGNORECASE,
)
"""How it is asked whether there is any."""
_SHORT = re.compile(
    rf"\b(?P<none>{_NONE})\s+(?:att|med|till|för|åt|to|for|towards|(?<=afford\s))[^.?!,;:\n]+", re.IGNORECASE
)
"""That there is none, and what it is short for."""
_ENDS = re.compile(
    rf"\b(?:{_NONE}|(?:start(?:-?up)?[\s-]?)?{_MONEY}|startpengar|bidrag|grants?|funding)[\s.!?]*$", re.IGNORECASE
)
_MADE = re.compile(
    r"\b(?:spara|sparar|tjäna|tjänar|kosta|kostar|förlorar?|sav(?:e|es|ing)|earn(?:s|ing)?|mak(?:e|es|ing)|los(?:e|es|ing)"
    r"|costs?|costing|wast(?:e|es|ing))\s+(?:[\w'’-]+\s+){0,2}?(?:pengar|money)\b",
    re.IGNORECASE,
)
"""Money that is earned or spent."""


def rid_of_what_it_is_for(clause: str) -> str:
    """A clause that wants money in so many words, or says that there is none, without what the money is for.

    >>> rid_of_what_it_is_for("Vi skulle behöva ett litet lån till stolar och inredning.")
    'Vi skulle behöva ett litet lån.'
    >>> rid_of_what_it_is_for("Vi har fått pengar till en ny ugn")
    'Vi har fått pengar till en ny ugn'
    >>> rid_of_what_it_is_for("går det att få bidrag för att bygga en bastu?")
    'går det att få bidrag?'
    >>> rid_of_what_it_is_for("nor can we afford to pay for it all ourselves")
    'nor can we afford'
    """
    left = _SHORT.sub(r"\g<none>", clause)
    return _FOR.sub(r"\g<money>", left) if in_so_many_words(clause) or _ASKED.search(clause) else left


def is_of_money(matter: str) -> bool:
    """Whether what is compared of a clause ends with the money that is wanted, or that there is none of.

    >>> [is_of_money(said) for said in ("och har inga pengar.", "and start-up money?", "We want to save money")]
    [True, True, False]
    """
    return _ENDS.search(matter) is not None and _MADE.search(matter) is None

"""Which language a need is written in: Swedish, English, a mix of the two, or another one. No model, no download."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from s3graph.matching.words import is_function_word, words
from s3graph.model import Language, Text

_OTHERS = {
    Text(sv="tyska", en="German"): frozenset(
        words(
            "der die das und ist nicht wir ich ein eine einen mit für auf von zu den dem des sich auch wie unser "
            "unsere suchen brauchen sind haben möchten oder bei werden kann können"
        )
    ),
    Text(sv="danska eller norska", en="Danish or Norwegian"): frozenset(
        words(
            "og ikke jeg af hvad hvordan vores os mig dig noget nogen til fra blive bliver også kunne skal søger "
            "hjælp hjelp virksomhed bedrift våre vår virksomheter eller har trenger ønsker brug"
        )
    ),
    Text(sv="finska", en="Finnish"): frozenset(
        words(
            "ja ei on me olemme että se hän mutta tai kun kanssa meidän tarvitsemme apua yritys yrityksemme "
            "haluamme ovat joka niin myös miten"
        )
    ),
    Text(sv="franska", en="French"): frozenset(
        words(
            "le la les des et est nous vous je un une pour avec dans sur pas qui que notre nos du au cherchons "
            "besoin sommes avons aide"
        )
    ),
    Text(sv="spanska", en="Spanish"): frozenset(
        words(
            "el la los las y es de que en un una para con por no nuestro nuestra somos necesitamos buscamos ayuda "
            "empresa queremos como más"
        )
    ),
    Text(sv="polska", en="Polish"): frozenset(
        words(
            "i w na z nie jest się do to że jak dla po od czy my nasz nasza firma szukamy potrzebujemy pomocy "
            "jesteśmy oraz chcemy"
        )
    ),
    Text(sv="nederländska", en="Dutch"): frozenset(
        words(
            "de het een en van wij niet met voor op zijn ons onze hebben zoeken hulp nodig bij maar ook aan dat "
            "willen bedrijf"
        )
    ),
}
_FEWEST_FOREIGN = 3
CLEARLY = 0.1
"""By how much better one vocabulary knows a word than the other, where no function word tells."""
WHOLLY, MORE, BORROWED, LONG = 0.9, 0.35, 2, 5
"""So many words of so many letters, known ``WHOLLY`` in the other language and so much less in the text's: a mix."""
Knows = Callable[[str, Language], float]
"""How well the vocabulary of a language knows a word, 0 to 1."""


class Identified(NamedTuple):
    """The language to answer in; ``mixed`` where the other is used too; ``foreign`` names another language where the
    text is clearly neither.
    """

    language: Language
    mixed: bool
    foreign: Text | None


def identify(text: str, knows: Knows | None = None) -> Identified:
    """Count the function words of each language; ``knows``, the vocabulary of what is searched, breaks ties and tells
    words borrowed from the other language ("we need a pilotkund and mjuka pengar").

    >>> identify("We need help with our web shop").language
    <Language.EN: 'en'>
    """
    script = _foreign_script(text)
    if script is not None:
        return Identified(Language.SV, mixed=False, foreign=script)
    tokens = words(text)
    swedish = sum(_is_swedish(token) for token in tokens)
    english = sum(is_function_word(token, Language.EN) and not is_function_word(token, Language.SV) for token in tokens)
    foreign = _foreign(tokens, swedish + english)
    if foreign is not None:
        return Identified(Language.SV, mixed=False, foreign=foreign)
    if swedish == english and knows is not None:
        lead = [knows(token, Language.SV) - knows(token, Language.EN) for token in tokens]
        swedish += sum(more > CLEARLY for more in lead)
        english += sum(more < -CLEARLY for more in lead)
    mixed = min(swedish, english) >= 2 and min(swedish, english) * 3 >= max(swedish, english)
    language = Language.EN if english > swedish and not mixed else Language.SV
    return Identified(language, mixed or (knows is not None and _borrows(tokens, language, knows)), None)


def _borrows(tokens: tuple[str, ...], language: Language, knows: Knows) -> bool:
    other = Language.EN if language is Language.SV else Language.SV
    long = (token for token in set(tokens) if len(token) >= LONG and not is_function_word(token, language))
    found = (knows(token, other) >= max(WHOLLY, knows(token, language) + MORE) for token in long)
    return sum(found) >= BORROWED


def _is_swedish(token: str) -> bool:
    return (is_function_word(token, Language.SV) and not is_function_word(token, Language.EN)) or any(
        c in "åäö" for c in token
    )


def _foreign(tokens: tuple[str, ...], familiar: int) -> Text | None:
    """The language whose function words outnumber those of Swedish and English together."""
    found = {name: sum(token in marks for token in tokens) for name, marks in _OTHERS.items()}
    name = max(found, key=lambda key: found[key])
    return name if found[name] >= _FEWEST_FOREIGN and found[name] > familiar else None


def _foreign_script(text: str) -> Text | None:
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if letters and latin * 2 < len(letters):
        return Text(sv="ett språk med annan skrift än den latinska", en="a language in another script than the Latin")
    return None

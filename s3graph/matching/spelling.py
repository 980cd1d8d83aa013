"""Words misspelt by a letter doubled or left single ("svettsar", "robbot"), as Swedish often is, or by their sound.

Other letters are not guessed at: of the words of companies that no passage has, one in fourteen is one letter from a
word of another meaning ("löpning", "lösning").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.words import is_function_word

SHORTEST, LONGEST = 5, 40
"""Letters of a word that is looked at: shorter ones are too like others, and none so long is a word."""
_WORD = re.compile(rf"\b\w{{{SHORTEST},{LONGEST}}}\b")
_DOUBLED = "bdfgklmnprst"
_SOUNDS = (
    ("ding", "dning"),
    ("sj", "sk"),
    ("ks", "x"),
    ("hje", "hjä"),
    ("tje", "tjä"),
    ("vext", "växt"),
    ("le$", "el"),
)
"""What is written for what: "utbilding", "masjiner", "ekspert", "hjelp", "tjenst", "tillvext", "lable"."""


def respelt(text: str, passages: LexicalIndex) -> str:
    """The text with each word that no passage has, and one letter more or less would make one that some have, so spelt.

    A word that passages know is never touched, nor one of which they know no such form.
    """
    return _WORD.sub(lambda found: _known(found[0], passages), text)


def _known(word: str, passages: LexicalIndex) -> str:
    spelt = word.lower()
    if is_function_word(spelt, passages.language) or passages.share(spelt):
        return word
    forms = [(passages.share(form), form) for form in _forms(spelt)]
    share, best = max(forms, default=(0.0, word), key=lambda pair: pair[0])
    return best if share else word


def _forms(word: str) -> Iterator[str]:
    """The word with one double consonant single, one single consonant between vowels double, or one sound otherwise.

    >>> sorted(_forms("robbot")), sorted(_forms("kontolera")), sorted(_forms("ekspert"))
    (['robot'], ['kontolerra', 'kontollera'], ['expert'])
    """
    for written, meant in _SOUNDS:
        form = re.sub(written, meant, word)
        if form != word:
            yield form
    for place in range(1, len(word) - 1):
        letter, before, after = word[place], word[place - 1], word[place + 1]
        if letter in _DOUBLED and after == letter:
            yield word[:place] + word[place + 1 :]
        elif letter in _DOUBLED and before not in _CONSONANTS and after not in _CONSONANTS:
            yield word[:place] + letter + word[place:]


_CONSONANTS = "bcdfghjklmnpqrstvwxz"

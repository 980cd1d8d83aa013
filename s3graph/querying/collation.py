"""The order of names: Swedish puts å, ä and ö after z, English beside a and o."""

from __future__ import annotations

import unicodedata

from s3graph.model import Language

_AFTER_Z = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}
"""Characters that follow z in ASCII and occur in no name once the rest is left out."""


def order(name: str, language: Language) -> str:
    """Key to sort by; case, accents and signs do not count.

    >>> sorted(["Östra", "Zon", "Ängen", "Åre", "Ekö"], key=lambda name: order(name, Language.SV))
    ['Ekö', 'Zon', 'Åre', 'Ängen', 'Östra']
    """
    composed = unicodedata.normalize("NFC", name).casefold()
    return "".join(_place(letter, language) for letter in composed).strip()


def _place(letter: str, language: Language) -> str:
    if language is Language.SV and letter in _AFTER_Z:
        return _AFTER_Z[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isalnum() or base == " " else ""

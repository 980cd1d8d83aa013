"""What somebody who asks is after: whether it is what support actors are asked, read by a transformer of its own.

Words alone do not tell: "the bank said no" is said of a cheese vat and of a caravan. It starts as the embedded encoder
and shares that one's word tables; ``training/intent.py`` tunes it on the texts of ``training/sides.py``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder
from s3graph.matching.encoder import Floats
from s3graph.matching.word_table import last_of
from s3graph.model import Language
from s3graph.resources import shelf

ODDS = "odds.npy"


class Intent:
    """``odds[dimension + 1]``: what a text's vector is multiplied with to give the odds, and what is added."""

    def __init__(self, reader: EmbeddedEncoder, odds: Floats) -> None:
        self._reader = reader
        self._odds = odds

    def margin(self, text: str, language: Language) -> float:
        """Logarithm of the odds that a text is what support actors are asked; a mixed text counts as Swedish.

        Of a text that is too long its end is read: a story says last what it wants.
        """
        (vector,) = self._reader.encode([text], language, need=True)
        return float(vector @ self._odds[:-1] + self._odds[-1])


def intent_folder() -> Path:
    """Where its weights lie in this installation."""
    return shelf("models") / "intent"


@cache
def intent() -> Intent:
    """The shipped one, on one thread: it reads one text a need. EncoderError where its weights are damaged, or where
    they were made for other word tables than the encoder's.
    """
    folder = intent_folder()
    return Intent(EmbeddedEncoder(folder, tables=embedded_folder(), cut=last_of), np.load(folder / ODDS))

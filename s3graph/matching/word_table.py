"""The tokenizer and the word vectors of one language, as a model's folder holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from s3graph.matching.encoder import Floats
from s3graph.matching.vectors import Vectors
from s3graph.model import Language

TABLES: Mapping[Language, str] = {Language.SV: "swedish", Language.EN: "english"}
Subwords = Sequence[int]


class WordTable:
    """Safe to share between threads and models. Mapped: of 30,000 subwords a text has a few."""

    def __init__(self, folder: Path, name: str) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / f"{name}.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._words = Vectors.load(folder / f"{name}.npy")

    def read(self, texts: Sequence[str]) -> list[Subwords]:
        """All subwords of each text, between a first and a last that mark its ends."""
        return [token.ids for token in self._tokenizer.encode_batch_fast(list(texts))]

    def embed(self, texts: Sequence[Subwords]) -> tuple[Floats, NDArray[np.int64]]:
        """Word vectors ``[text, subword, dimension]`` and which of them are there, ``[text, subword]``."""
        longest = max(map(len, texts))
        ids = np.zeros((len(texts), longest), np.int64)
        mask = np.zeros((len(texts), longest), np.int64)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        return self._words[ids], mask


@lru_cache(maxsize=2)
def word_tables(folder: Path, revision: str) -> Mapping[Language, WordTable]:
    """Those of a model's folder, one for all models that share them; ``revision`` tells them from any there before."""
    return {language: WordTable(folder, name) for language, name in TABLES.items()}


def first_of(text: Subwords, most: int) -> Subwords:
    """A text with its last subwords left out, but for the mark of its end."""
    return text if len(text) <= most else [*text[: most - 1], text[-1]]


def last_of(text: Subwords, most: int) -> Subwords:
    """A text with its first subwords left out, but for the mark of its beginning."""
    return text if len(text) <= most else [text[0], *text[1 - most :]]

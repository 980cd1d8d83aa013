"""Texts to vectors: the Encoder interface, which encoder the settings name, and a stand-in for tests."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from s3graph.errors import EncoderError
from s3graph.model import Language, Text
from s3graph.settings import Settings

Floats = NDArray[np.float32]
EMBEDDED = "embedded"
HASHING = "hashing"
SENTENCE_TRANSFORMERS = "sentence-transformers:"


class Encoder(Protocol):
    """Vectors of two encoders may be compared only where both ``model_id`` and ``revision`` are equal."""

    @property
    def model_id(self) -> str:
        """Name of the model."""

    @property
    def revision(self) -> str:
        """Digest of the weights: another training of the same model is another revision."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str], language: Language, *, need: bool = False) -> Floats:
        """``[text, dimension]``, rows of unit length. A mixed text counts as Swedish; ``need`` marks what is asked."""


def load_encoder(settings: Settings) -> Encoder:
    """The encoder ``settings.encoder`` names.

    EncoderError where the name is unknown or the weights are damaged; MissingExtraError where its packages are absent.
    """
    name = settings.encoder
    if name == EMBEDDED:
        from s3graph.matching.embedded_encoder import EmbeddedEncoder, embedded_folder

        return EmbeddedEncoder(embedded_folder(), settings.encoder_threads)
    if name.startswith(SENTENCE_TRANSFORMERS) and len(name) > len(SENTENCE_TRANSFORMERS):
        from s3graph.matching.transformers_encoder import TransformersEncoder

        return TransformersEncoder(
            name.removeprefix(SENTENCE_TRANSFORMERS), settings.encoder_prefix, settings.encoder_passage_prefix
        )
    if name == HASHING:
        return HashingEncoder()
    raise EncoderError(
        Text(
            sv=f"Kodaren {name!r} är okänd. Sätt S3GRAPH_ENCODER till 'embedded' eller 'sentence-transformers:<namn>'.",
            en=f"The encoder {name!r} is unknown. Set S3GRAPH_ENCODER to 'embedded' or 'sentence-transformers:<name>'.",
        )
    )


class HashingEncoder:
    """A stand-in for tests: words and letter trigrams hashed into 256 places. Knows no meaning and no translation."""

    model_id = "s3graph/hashing"
    revision = "1"
    dimension = 256

    def encode(self, texts: Sequence[str], language: Language, *, need: bool = False) -> Floats:
        """The language is not looked at; an empty text is the vector of the empty word."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            places = b"".join(_places(word) for word in text.casefold().split() or [""])
            vectors[row] = np.bincount(np.frombuffer(places, np.uint8), minlength=self.dimension)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


@lru_cache(maxsize=65_536)
def _places(word: str) -> bytes:
    """Of a word and its trigrams, the last byte of each one's checksum: texts have most words many times."""
    marked = f"<{word}>"
    grams = (marked, *(marked[start : start + 3] for start in range(len(marked) - 2)))
    return bytes(zlib.crc32(gram.encode()) % 256 for gram in grams)

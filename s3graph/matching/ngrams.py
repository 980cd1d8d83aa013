"""N-grams of words, known by their checksums, and how often each of many texts has which."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.words import content_words, is_function_word, stem, words
from s3graph.model import Language

SHORTEST, LONGEST = 3, 5
Checksums = NDArray[np.uint32]
Places = NDArray[np.int64]


def grams(text: str, language: Language) -> Checksums:
    """Checksums of the n-grams and stems of a text's content words, word ends marked, repeats kept.

    Splitting compounds against the vocabulary was tried too and added nothing: n-grams already meet their parts.
    """
    tokens = content_words(text, language) or words(text)
    return np.frombuffer(b"".join(_checksums(word, language) for word in tokens), np.uint32)


def stem_gram(word: str, language: Language) -> Checksums:
    """The one checksum that all endings of a word share."""
    return np.array([zlib.crc32(_marked_stem(word, language))], np.uint32)


@lru_cache(maxsize=65_536)
def _checksums(word: str, language: Language) -> bytes:
    """Of one word, as an array's bytes: a release has few different words, and most of them many times."""
    framed = f" {word} "
    sums = [zlib.crc32(_marked_stem(word, language))]
    for size in range(SHORTEST, LONGEST + 1):
        sums += [zlib.crc32(framed[at : at + size].encode()) for at in range(max(1, len(framed) - size + 1))]
    return np.array(sums, np.uint32).tobytes()


def _marked_stem(word: str, language: Language) -> bytes:
    return f"#{stem(word, language)}".encode()


class Occurrences(NamedTuple):
    """The n-gram ``vocabulary[columns[i]]`` is ``counts[i]`` times in text ``rows[i]``: n-gram after n-gram, as sorted
    in the vocabulary, and of each, text after text. What a text has is what ``grams`` gives of it.
    """

    vocabulary: Checksums
    columns: Places
    rows: Places
    counts: Places

    @classmethod
    def of(cls, texts: Sequence[str], language: Language) -> Occurrences:
        """N-grams are cut and looked up once for each different word: most words of many texts are there again."""
        different, rows, tokens = _tokens(texts, language)
        used, tokens = np.unique(tokens, return_inverse=True)
        cut = [_checksums(different[number], language) for number in used]
        vocabulary, columns = np.unique(np.frombuffer(b"".join(cut), np.uint32), return_inverse=True)
        lengths = np.array([len(sums) for sums in cut], np.int64) // np.dtype(np.uint32).itemsize
        spans = lengths[tokens]
        within = np.arange(spans.sum()) - np.repeat(np.cumsum(spans) - spans, spans)
        met = columns[np.repeat((np.cumsum(lengths) - lengths)[tokens], spans) + within]
        most = max(len(texts), 1)
        pairs, counts = np.unique(met * most + np.repeat(rows, spans), return_counts=True)
        return cls(vocabulary, *np.divmod(pairs, most), counts)


def _tokens(texts: Sequence[str], language: Language) -> tuple[list[str], Places, Places]:
    """All different words, and of each word that speaks for its text the text's row and its place among them.

    Those are a text's content words, or all of its words where it has no other.
    """
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    said = [[numbers[word] for word in words(text)] for text in texts]
    tokens = np.array([number for own in said for number in own], np.int64)
    rows = np.repeat(np.arange(len(said)), [len(own) for own in said])
    telling = np.array([not is_function_word(word, language) for word in numbers], np.bool_)[tokens]
    mute = np.bincount(rows[telling], minlength=len(said)) == 0
    kept = telling | mute[rows]
    return list(numbers), rows[kept], tokens[kept]

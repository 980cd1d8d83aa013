"""Which concepts are held out: a rule over the concept's identifier alone, so that anyone can draw the same line.

``part_of`` takes the first eight hexadecimal digits of SHA-256 of the identifier (an ESCO URI, ``cpv:<code>``,
``swecris:<project>``, ``competence:<slug>``), modulo 100. Below 25 is TEST, below 30 DEV, the rest TRAIN. Everything a
held-out concept says (labels, alternatives, definition, sentences, in both languages) is held out with it, and a
training row any of whose texts equals a held-out text is dropped (``held_out_texts``). Kinds that are never measured
(WordNet, Tatoeba, procurement phrases) are all TRAIN.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum

TEST_BELOW = 25
DEV_BELOW = 30


class Part(StrEnum):
    """Part of the data. Figures are of TEST; choices between variants are made on DEV."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


def part_of(identifier: str) -> Part:
    """The part of one concept.

    >>> part_of("http://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab")
    <Part.TEST: 'test'>
    """
    place = int(hashlib.sha256(identifier.encode()).hexdigest()[:8], 16) % 100
    if place < TEST_BELOW:
        return Part.TEST
    return Part.DEV if place < DEV_BELOW else Part.TRAIN


def folded(text: str) -> str:
    """The form in which two texts are held to be equal."""
    return " ".join(text.casefold().split())


def held_out_texts(rows: Iterable[tuple[Part, Iterable[str]]]) -> frozenset[str]:
    """The folded texts of everything that is not TRAIN."""
    return frozenset(folded(text) for part, texts in rows if part is not Part.TRAIN for text in texts)

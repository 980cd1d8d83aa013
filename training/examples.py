"""What the table is trained on: a text read through it, and the English text whose vector it should get."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from s3graph.model import Language
from training.competences import Competence
from training.sources import Concept
from training.split import Part, folded, held_out_texts

ALTERNATIVES = 3
ENGLISH_SHARE = 0.25
"""Share of the English texts that are read through the bilingual table too, so that it knows mixed text."""


class Example(NamedTuple):
    """``exact`` is 0 where the target only says what the text is about: then the contrastive loss alone is used."""

    text: str
    target: str
    concept: str
    exact: float


def usable(everything: Sequence[Concept]) -> list[Concept]:
    """Concepts of TRAIN, without those any of whose texts a held-out concept has too."""
    held = held_out_texts((concept.part, concept.texts()) for concept in everything)
    return [c for c in everything if c.part is Part.TRAIN and not any(folded(text) in held for text in c.texts())]


def examples(chosen: Sequence[Concept], seed: int) -> list[Example]:
    """One epoch: alternatives and English views are drawn anew with every seed."""
    draw = random.Random(seed)
    return [example for concept in chosen for example in _of(concept, draw)]


def _of(concept: Concept, draw: random.Random) -> Iterator[Example]:
    label = concept.en[0]
    for text in concept.sv:
        yield Example(text, label, concept.identifier, 1.0)
    if concept.definition:
        yield Example(concept.sv[0], concept.definition, concept.identifier, 0.0)
    others = concept.en[1:]
    for other in draw.sample(others, min(ALTERNATIVES, len(others))):
        yield Example(concept.sv[0], other, concept.identifier, 0.0)
    for english in (*concept.en, *((concept.definition,) if concept.definition else ())):
        if draw.random() < ENGLISH_SHARE:
            yield Example(english, english, concept.identifier, 1.0)


def own_batches(
    ours: Sequence[Concept], told: Sequence[Competence], counts: tuple[int, int], seed: int
) -> Iterator[list[Example]]:
    """Without end: so many sentences with their translation, then so many names (exact) and phrasings (not)."""
    said = [Example(c.sv[0], c.en[0], c.identifier, 1.0) for c in ours]
    called = [
        Example(text, competence.texts[Language.EN][0], competence.identifier, float(place == 0))
        for competence in told
        for place, text in enumerate(competence.texts[Language.SV])
    ]
    draw = random.Random(seed)
    for sentences, names in zip(_drawn(said, counts[0], draw), _drawn(called, counts[1], draw), strict=True):
        yield [*sentences, *names]


def _drawn(rows: list[Example], count: int, draw: random.Random) -> Iterator[list[Example]]:
    """Each row once before any comes again; what is left over at the end of a round waits for the next."""
    while True:
        order = draw.sample(rows, len(rows))
        yield from (order[start : start + count] for start in range(0, len(order) - count + 1, count))

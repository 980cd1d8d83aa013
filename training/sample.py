"""A stratified sample of the training data, for a machine where the teacher cannot read all of it.

Which concepts are kept is told by a hash of their identifier and which alternatives by a hash of the text, so that the
same sample is drawn everywhere and teacher's vectors can be kept between runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from training.competences import Competence, competences
from training.examples import usable
from training.sources import Concept, concepts, everyday
from training.split import Part
from training.twins import said_by, says_any

SHARES = {"cpv": 0.3, "phrase": 0.2, "abstract": 0.3}
"""Share kept of each kind; what is not named is kept whole."""
ALTERNATIVES = 2
"""English alternatives kept of each skill and occupation; Swedish ones are scarce and all kept."""
DESCRIBED = "skill"
"""The kind whose definitions are kept: what is asked is more like them than like a gloss."""


def sampled(chosen: Sequence[Concept]) -> list[Concept]:
    """In the given order."""
    return [_shortened(c) for c in chosen if _place(c.identifier) < SHARES.get(c.kind, 1.0)]


def training_concepts() -> tuple[list[Concept], list[Competence]]:
    """The sample of everything that may be trained on, our own sentences whole; and the competences of TRAIN."""
    rows, told = training_rows()
    return sampled(rows), told


def training_rows(more: Iterable[Concept] = ()) -> tuple[list[Concept], list[Competence]]:
    """Everything that may be trained on, with ``more`` by the same rules, and the competences of TRAIN.

    A row that says what a held-out competence says is left out too, and so is one that holds a sentence of a held-out
    abstract: pairs of sentences may be of several.
    """
    told = competences()
    held = [
        Concept("competence", c.identifier, c.part, (text,), ())
        for c in told
        for own in c.texts.values()
        for text in own
    ]
    rows = usable([*concepts(), *everyday(), *more, *(c for c in held if c.part is not Part.TRAIN)])
    sentences = said_by(Part.DEV) | said_by(Part.TEST)
    rows = [c for c in rows if c.kind != "abstract" or not says_any({"sv": c.sv[0], "en": c.en[0]}, sentences)]
    return rows, [c for c in told if c.part is Part.TRAIN]


def _shortened(concept: Concept) -> Concept:
    label, *others = concept.en
    definition = concept.definition if concept.kind == DESCRIBED else ""
    return replace(concept, en=(label, *sorted(others, key=_place)[:ALTERNATIVES]), definition=definition)


def _place(text: str) -> float:
    """Between 0 and 1, the same for the same text everywhere."""
    return int(hashlib.sha256(f"sample:{text}".encode()).hexdigest()[:8], 16) / 0x1_0000_0000

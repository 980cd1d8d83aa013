"""A linear map after the pooling, one for both languages, trained on vectors that the frozen encoder has made.

Run: ``python -m training.head MODEL`` (reads the model's folder and the teacher's vectors in ``training/work``, writes
``training/work/head.npy``, ``[dimension, dimension]``, to be multiplied with the pooled vector from the left). It
starts as the identity and is held near it. Contrastive both ways in batches of one family (names across languages,
definitions, alternative names, titles with sentences of abstracts), and everyday sentences among all competences of
TRAIN. Nothing goes through the transformer, so that a run takes a minute.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from s3graph.matching.embedded_encoder import EmbeddedEncoder
from s3graph.model import Language
from training.competences import Competence, kin
from training.sample import training_concepts
from training.sources import WORK, Concept
from training.teacher import DIMENSION, TeacherVectors

Floats = NDArray[np.float32]
BATCH = 512
RATE = 1e-3
SHARPNESS = 20.0
SENTENCES = 128
"""Everyday sentences of a step, beside ``BATCH`` pairs."""


class Course(NamedTuple):
    """``near`` holds the map to the identity by the square, ``sentences`` weighs everyday sentences."""

    seed: int = 1
    steps: int = 1500
    near: float = 0.01
    sentences: float = 1.0


class Pair(NamedTuple):
    """Rows of two texts that mean the same or are about the same."""

    one: int
    other: int
    concept: int


class Texts:
    """Texts of both languages and their row among the vectors."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, Language], int] = {}

    def row(self, text: str, language: Language) -> int:
        return self.rows.setdefault((text, language), len(self.rows))

    def vectors(self, encoder: EmbeddedEncoder, targets: TeacherVectors) -> torch.Tensor:
        """Swedish by the encoder; English as the teacher's, which are the same and kept, where it knows the text."""
        found = np.zeros((len(self.rows), DIMENSION), np.float32)
        for language in Language:
            own = [(text, row) for (text, spoken), row in self.rows.items() if spoken is language]
            kept = [(text, row) for text, row in own if language is Language.EN and text in targets.rows]
            new = [(text, row) for text, row in own if language is not Language.EN or text not in targets.rows]
            if kept:
                found[[row for _, row in kept]] = targets.of([text for text, _ in kept])
            if new:
                found[[row for _, row in new]] = encoder.encode([text for text, _ in new], language)
        return functional.normalize(torch.from_numpy(found))


def families(rows: Sequence[Concept], texts: Texts) -> dict[str, list[Pair]]:
    """Pairs by how their sides are to each other."""
    found: dict[str, list[Pair]] = {}
    numbers: dict[str, int] = {}
    titles = {row.identifier: row.sv[0] for row in rows if row.kind == "title"}
    for concept in rows:
        number = numbers.setdefault(concept.identifier, len(numbers))
        for name, one, other in _pairs(concept):
            found.setdefault(name, []).append(Pair(texts.row(*one), texts.row(*other), number))
        if concept.kind == "abstract" and concept.identifier in titles:
            title = texts.row(titles[concept.identifier], Language.SV)
            for text, language in ((concept.sv[0], Language.SV), (concept.en[0], Language.EN)):
                found.setdefault("long", []).append(Pair(title, texts.row(text, language), number))
    return found


def _pairs(concept: Concept) -> Iterator[tuple[str, tuple[str, Language], tuple[str, Language]]]:
    swedish, english = (concept.sv[0], Language.SV), (concept.en[0], Language.EN)
    yield concept.kind, swedish, english
    if concept.kind in ("skill", "occupation"):
        for other in concept.en[1:]:
            yield "alternative", (other, Language.EN), english
        for other in concept.sv[1:]:
            yield "alternative", (other, Language.SV), swedish
        if concept.definition:
            yield "definition", (concept.definition, Language.EN), english
            yield "definition in Swedish", (concept.definition, Language.EN), swedish


class Sentences(NamedTuple):
    """Everyday sentences, ``rows``, and the rows of ``passages[competence, passage]``; -1 where there are fewer."""

    rows: torch.Tensor
    own: torch.Tensor
    passages: torch.Tensor
    kin: torch.Tensor

    def loss(self, vectors: torch.Tensor, head: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
        """Cross-entropy of the own competence, which meets by the best of what it says in either language."""
        said = functional.normalize(vectors[self.passages.clamp(min=0)].flatten(0, 1) @ head.T)
        asked = functional.normalize(vectors[self.rows[chosen]] @ head.T)
        near = (asked @ said.T).unflatten(1, self.passages.shape)
        near = near.masked_fill((self.passages < 0)[None], -1.0).amax(2)
        own = self.own[chosen]
        return functional.cross_entropy((SHARPNESS * near).masked_fill(self.kin[own], -1e4), own)


def sentences(rows: Sequence[Concept], told: Sequence[Competence], texts: Texts) -> Sentences:
    places = {competence.identifier: place for place, competence in enumerate(told)}
    said = [[texts.row(text, lang) for lang, own in c.texts.items() for text in own] for c in told]
    passages = torch.full((len(told), max(map(len, said))), -1)
    for place, own in enumerate(said):
        passages[place, : len(own)] = torch.tensor(own)
    asked = [
        (texts.row(text, language), places[row.identifier])
        for row in rows
        if row.kind == "everyday"
        for text, language in ((row.sv[0], Language.SV), (row.en[0], Language.EN))
    ]
    numbers, wanted = torch.tensor(asked).T
    return Sentences(numbers, wanted, passages, torch.from_numpy(kin(told)))


def trained(vectors: torch.Tensor, pairs: Mapping[str, Sequence[Pair]], own: Sentences, course: Course) -> Floats:
    """The map after Adam's last step; the same seed and vectors give the same within rounding."""
    draw = random.Random(course.seed)
    torch.manual_seed(course.seed)
    moved = torch.zeros(DIMENSION, DIMENSION, requires_grad=True)
    adam = torch.optim.Adam([moved], lr=RATE)
    names = sorted(name for name, held in pairs.items() if len(held) >= BATCH)
    for step in range(course.steps):
        for group in adam.param_groups:
            group["lr"] = RATE * (1 - step / course.steps)
        head = torch.eye(DIMENSION) + moved
        batch = torch.tensor(draw.sample(list(pairs[names[step % len(names)]]), BATCH))
        one, other = (functional.normalize(vectors[batch[:, side]] @ head.T) for side in (0, 1))
        loss = contrast(one, other, batch[:, 2]) + course.near * moved.square().sum()
        if course.sentences:
            loss = loss + course.sentences * own.loss(vectors, head, torch.randint(len(own.rows), (SENTENCES,)))
        adam.zero_grad()
        loss.backward()
        adam.step()
        if (step + 1) % 500 == 0:
            print(f"head: step {step + 1} of {course.steps}, loss {float(loss.detach()):.3f}", flush=True)
    return (torch.eye(DIMENSION) + moved).detach().numpy()


def contrast(one: torch.Tensor, other: torch.Tensor, concepts: torch.Tensor) -> torch.Tensor:
    """Each its own in the batch, both ways; other rows of the same concept are left out."""
    same = (concepts[:, None] == concepts[None, :]).fill_diagonal_(fill_value=False)
    scores = (SHARPNESS * one @ other.T).masked_fill(same, -1e4)
    own = torch.arange(len(one))
    return (functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)) / 2


def material(folder: Path, held: frozenset[str] = frozenset()) -> tuple[torch.Tensor, dict[str, list[Pair]], Sentences]:
    """Vectors of the model in the folder and what is to be learnt from them, without the competences ``held``."""
    rows, told = training_concepts()
    rows = [row for row in rows if row.identifier not in held]
    texts = Texts()
    pairs = families(rows, texts)
    own = sentences(rows, [competence for competence in told if competence.identifier not in held], texts)
    return texts.vectors(EmbeddedEncoder(folder, threads=2), TeacherVectors()), pairs, own


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("model", type=Path)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    np.save(WORK / "head.npy", trained(*material(chosen.model), Course(chosen.seed)))


if __name__ == "__main__":
    main()

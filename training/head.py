"""A linear map after the pooling, one for both languages, trained on vectors that the frozen encoder has made.

Run: ``python -m training.head`` (reads the model without a head and the teacher's vectors in ``training/work``; writes
``head.npy`` there, ``[dimension, dimension]``, to be multiplied with the pooled vector from the left). It starts as the
identity and is held near it. Contrastive both ways in batches of one family (names across languages, definitions,
alternative names, titles with sentences of abstracts), and everyday sentences among all competences of TRAIN. Nothing
goes through the transformer, so that a run takes a minute.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from s3graph.matching.embedded_encoder import EmbeddedEncoder
from s3graph.model import Language
from training.corpus import Pair
from training.pairs import Sentences, Texts, families, sentences
from training.sample import training_concepts
from training.shape import DIMENSION
from training.sources import BARE, WORK
from training.teacher import TeacherVectors

Floats = NDArray[np.float32]
BATCH = 512
RATE = 1e-3
SHARPNESS = 20.0
SENTENCES = 128
"""Everyday sentences of a step, beside ``BATCH`` pairs."""


class Course(NamedTuple):
    """``near`` holds the map to the identity by the square, ``sentences`` weighs everyday sentences.

    ``level`` holds the mean cosine of any two texts where it was: to the contrastive losses it is all the same, but
    what reads cosines (bands, "nobody fits", links) has thresholds. Without it they sank by .04.
    """

    seed: int = 1
    steps: int = 400
    near: float = 0.03
    sentences: float = 0.3
    level: float = 100.0


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
        before = vectors[batch[:, 0]].mean(0) @ vectors[batch[:, 1]].mean(0)
        loss = contrast(one, other, batch[:, 2]) + course.near * moved.square().sum()
        loss = loss + course.level * (one.mean(0) @ other.mean(0) - before).square()
        if course.sentences:
            loss = loss + course.sentences * among(own, vectors, head)
        adam.zero_grad()
        loss.backward()
        adam.step()
        if (step + 1) % 500 == 0:
            print(f"head: step {step + 1} of {course.steps}, loss {float(loss.detach()):.3f}", flush=True)
    return np.asarray((torch.eye(DIMENSION) + moved).detach().numpy(), np.float32)


def among(own: Sentences, vectors: torch.Tensor, head: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of the own competence of some sentences; a competence meets by the best of what it says."""
    chosen = torch.randint(len(own.rows), (SENTENCES,))
    passages, wanted = torch.from_numpy(own.passages), torch.from_numpy(own.own)[chosen]
    said = functional.normalize(vectors[passages.clamp(min=0)].flatten(0, 1) @ head.T)
    asked = functional.normalize(vectors[torch.from_numpy(own.rows)[chosen]] @ head.T)
    near = (asked @ said.T).unflatten(1, passages.shape).masked_fill((passages < 0)[None], -1.0).amax(2)
    return functional.cross_entropy((SHARPNESS * near).masked_fill(torch.from_numpy(own.kin)[wanted], -1e4), wanted)


def contrast(one: torch.Tensor, other: torch.Tensor, concepts: torch.Tensor) -> torch.Tensor:
    """Each its own in the batch, both ways; other rows of the same concept are left out."""
    same = (concepts[:, None] == concepts[None, :]).fill_diagonal_(fill_value=False)
    scores = (SHARPNESS * one @ other.T).masked_fill(same, -1e4)
    own = torch.arange(len(one))
    return (functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)) / 2


def vectors_of(texts: Texts, swedish: EmbeddedEncoder, targets: TeacherVectors) -> torch.Tensor:
    """``[row, dimension]``, unit rows: Swedish through the table, English as the teacher's."""
    found = np.zeros((len(texts.rows), DIMENSION), np.float32)
    ours, theirs = texts.of(Language.SV), texts.of(Language.EN)
    found[list(ours.values())] = swedish.encode(list(ours), Language.SV)
    found[list(theirs.values())] = targets.of(list(theirs))
    return functional.normalize(torch.from_numpy(found))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    texts = Texts()
    rows, told = training_concepts()
    pairs, own = families(rows, texts), sentences(rows, told, texts)
    vectors = vectors_of(texts, EmbeddedEncoder(BARE), TeacherVectors())
    np.save(WORK / "head.npy", trained(vectors, pairs, own, Course(options.parse_args().seed)))


if __name__ == "__main__":
    main()

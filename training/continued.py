"""Training goes on from a grafted table: everyday sentences towards their competence, the rest kept in mind.

Run: ``python -m training.continued`` (reads ``training/work/start.npy``, a copy of ``table.npy`` where there is none,
and writes ``table.npy``; a run that was broken off goes on from ``continued.pt``). Three in four batches
are those of ``training.graft``; every fourth holds our own Swedish sentences and what competences are called in
Swedish, and each is to find its own competence among all of TRAIN (cross-entropy over the best of what each says, the
ones just above and below left out). What a step moves is held to the start by the square of the distance.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional
from transformers import BertModel

from s3graph.model import Language
from training.competences import Competence, kin
from training.examples import Example, own_batches
from training.graft import BATCH, LENGTH, SHARPNESS, Grafted, batch_loss, batches, padded
from training.sample import training_concepts
from training.shape import EVENNESS, LIKELIEST
from training.sources import WORK
from training.teacher import TeacherVectors, load_teacher
from training.vocabulary import load_tokenizer

RATE, LAST_RATE, WARM_UP = 1e-3, 0.1, 50
SUBJECT = 0.1
"""Weight of the cross-entropy over competences beside the distance to the teacher."""
DRIFT = 0.5
EVERY = 4
OWN = 64
"""Sentences of a batch of our own; ``BATCH - OWN`` are what competences are called."""
SAVE_EVERY = 100


class Subjects(NamedTuple):
    """What is told apart: ``vectors[competence, passage]`` of the English side, zero rows where there are fewer."""

    places: dict[str, int]
    vectors: torch.Tensor
    present: torch.Tensor
    kin: torch.Tensor

    def loss(self, found: torch.Tensor, batch: Sequence[Example]) -> torch.Tensor:
        """Cross-entropy of each text's own competence."""
        own = torch.tensor([self.places[example.concept] for example in batch])
        near = torch.einsum("td,cpd->tcp", found, self.vectors).masked_fill(~self.present[None], -1.0)
        scores = (SHARPNESS * near.amax(2)).masked_fill(self.kin[own], -1e4)
        return functional.cross_entropy(scores, own)


def subjects(told: Sequence[Competence], targets: TeacherVectors) -> Subjects:
    longest = max(len(competence.texts[Language.EN]) for competence in told)
    vectors = torch.zeros(len(told), longest, targets.vectors.shape[1])
    for place, competence in enumerate(told):
        own = functional.normalize(torch.from_numpy(targets.of(competence.texts[Language.EN])))
        vectors[place, : len(own)] = own
    places = {competence.identifier: place for place, competence in enumerate(told)}
    return Subjects(places, vectors, vectors.abs().sum(2) > 0, torch.from_numpy(kin(told)))


def drawing(tokenizer: Tokenizer, segments: int) -> Tokenizer:
    """The tokenizer with segmentations drawn anew at each reading; with one segment, as it is."""
    if segments > 1:
        model = tokenizer.model
        model.alpha, model.nbest_size = EVENNESS, segments
        tokenizer.model = model
    return tokenizer


class Course:
    """The course of a training: data, model and optimiser, and how far it has come."""

    def __init__(self, steps: int, seed: int, segments: int) -> None:
        torch.manual_seed(seed)
        self._tokenizer = drawing(load_tokenizer(), segments)
        self._tokenizer.enable_truncation(LENGTH)
        teacher: BertModel = load_teacher()[0].auto_model
        self._targets = TeacherVectors()
        if not (WORK / "start.npy").exists():
            shutil.copyfile(WORK / "table.npy", WORK / "start.npy")
        self._start = torch.from_numpy(np.load(WORK / "start.npy"))
        self._model = Grafted(np.load(WORK / "start.npy"), teacher.eval())
        self._adam = torch.optim.SparseAdam(self._model.table.parameters(), lr=RATE)
        rows, told = training_concepts()
        self._subjects = subjects(told, self._targets)
        ours = [row for row in rows if row.kind == "everyday"]
        self._common = batches(self._tokenizer, [row for row in rows if row.kind != "everyday"], seed)
        self._own = own_batches(ours, told, (OWN, BATCH - OWN), seed)
        self._steps, self._step = steps, 0

    def run(self) -> None:
        """Ends with the last step; what was done before a break is not done again."""
        self._go_on()
        shown: dict[bool, list[float]] = {True: [], False: []}
        while self._step < self._steps:
            own = self._step % EVERY == EVERY - 1
            batch = next(self._own) if own else next(self._common)
            shown[own].append(self._move(batch, own))
            self._step += 1
            if self._step % SAVE_EVERY == 0:
                common, ours = (float(np.mean(shown[kind])) for kind in (False, True))
                print(f"continued: step {self._step} of {self._steps}, loss {common:.4f}, own {ours:.4f}", flush=True)
                shown = {True: [], False: []}
                self._keep()
        self._keep()

    def _move(self, batch: Sequence[Example], own: bool) -> float:
        share = self._step / self._steps
        for group in self._adam.param_groups:
            group["lr"] = RATE * min(1, (self._step + 1) / WARM_UP) * (1 - (1 - LAST_RATE) * share)
        ids, mask = padded(self._tokenizer, batch)
        found = self._model(ids, mask)
        loss = batch_loss(found, batch, self._targets)
        if own:
            loss = loss + SUBJECT * self._subjects.loss(found, batch)
        used = ids.unique()
        away = (self._model.table(used) - self._start[used]).square().sum(1) / self._start[used].square().sum(1)
        self._adam.zero_grad()
        (loss + DRIFT * away.mean()).backward()
        self._adam.step()
        return float(loss.detach())

    def _keep(self) -> None:
        table = self._model.table.weight.detach()
        np.save(WORK / "table.npy", table.numpy())
        kept = {"table": table, "adam": self._adam.state_dict(), "step": self._step, "steps": self._steps}
        torch.save(kept, WORK / "continued.pt.new")
        (WORK / "continued.pt.new").replace(WORK / "continued.pt")

    def _go_on(self) -> None:
        """Where a run was broken off; a run that came to its end begins anew."""
        path = WORK / "continued.pt"
        kept = torch.load(path) if path.exists() else {}
        if not kept or kept["step"] >= kept["steps"]:
            return
        with torch.no_grad():
            self._model.table.weight.copy_(kept["table"])
        self._adam.load_state_dict(kept["adam"])
        self._step = kept["step"]
        own = self._step // EVERY
        for seen, count in ((self._own, own), (self._common, self._step - own)):
            next(itertools.islice(seen, count, count), None)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--steps", type=int, default=1500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--segments", type=int, default=LIKELIEST)
    chosen = options.parse_args()
    torch.set_num_threads(1)
    Course(chosen.steps, chosen.seed, chosen.segments).run()


if __name__ == "__main__":
    main()

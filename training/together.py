"""Transformer, word tables and head trained together, on a graphics processor where one is.

Run: ``python -m training.together OUT NAME[:SETTING=VALUE,...] ...`` (reads ``training/work/corpus.json.xz`` and the
shipped model, in which it starts; the named trials run beside each other; writes what each is worth on DEV to
``OUT/NAME.json``, and its weights at the end, with the revision it started from, to ``OUT/all/NAME``: of these
``training.assemble`` makes a model). Needs torch, transformers, tokenizers and onnx alone.

A step is a batch of pairs of one family, contrastive both ways, and, every other time, everyday sentences and what is
said of competences, which each find their competence among all of TRAIN.
What holds it back: English texts keep near where the start had them and Swedish ones near their translation
(``hold``; Reimers and Gurevych 2020, arXiv 2004.09813), the mean cosine stays (``level``), and what is measured are
means of the start's weights and the end's (``SHARES``; Wortsman and others 2022, arXiv 2109.01903).
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import random
import time
from collections.abc import Mapping, Sequence
from multiprocessing import connection
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch.nn import functional

from training import weights
from training.bilingual import Bilingual, Reader
from training.corpus import Corpus, Pair, read

MODEL = Path(__file__).resolve().parents[1] / "models" / "bilingual-minilm"
SHARPNESS = 20.0
FAMILIES = {
    "skill": 3.0,
    "definition": 2.0,
    "definition in Swedish": 3.0,
    "alternative": 3.0,
    "alternative across": 2.0,
    "alternative in Swedish": 2.0,
    "occupation": 1.0,
    "cpv": 1.0,
    "phrase": 0.5,
    "word": 1.0,
    "synonym": 1.0,
    "gloss": 0.5,
    "gloss in Swedish": 1.0,
    "sentence": 1.5,
    "abstract": 1.0,
    "title": 0.5,
    "title and abstract": 1.0,
    "title and whole abstract": 1.5,
    "everyday": 1.0,
    "need": 1.5,
    "skill in use": 1.0,
    "use of a skill": 2.5,
    "use as described": 0.5,
}
"""How often a batch is of each."""
SHARES = (0.5, 0.75, 1.0)
"""So much of the end is measured, the rest of the start."""
TRANSLATED = (
    *("skill", "occupation", "cpv", "phrase", "word", "sentence", "abstract", "title"),
    *("everyday", "need", "skill in use"),
)
"""Families whose two sides mean the same, so that the first should get the other's vector."""
PASSAGES = 6
"""What is read of a competence in a step: its name and others drawn anew."""
LONGEST = 90_000
"""So many subwords at most in a batch: of long texts fewer are read in a step."""


class Course(NamedTuple):
    """Settings of a training; rates fall to a tenth along a cosine.

    ``own`` is the share of what is asked that is itself said of a competence, the rest being everyday sentences.
    ``less`` names families that are left out, joined by "+"; ``dropped`` layers of the transformer, digit by digit.
    """

    steps: int = 3000
    batch: int = 512
    tables: float = 5e-4
    english: float = 1e-4
    transformer: float = 2e-5
    head: float = 3e-4
    hold: float = 1.0
    level: float = 20.0
    sentences: float = 0.3
    every: int = 2
    asked: int = 512
    own: float = 0.5
    less: str = ""
    dropped: str = ""
    dropout: float = 0.1
    seed: int = 1
    minutes: float = 60.0

    def of(self, start: Mapping[str, weights.Floats]) -> weights.Named:
        """What the training begins with: the start, without the layers that are dropped."""
        return weights.without(start, [int(digit) for digit in self.dropped])


def course_of(settings: str) -> Course:
    """From ``NAME=VALUE,...``. KeyError for a name that is none."""
    kinds = {name: type(value) for name, value in Course()._asdict().items()}
    said = dict(part.split("=") for part in settings.split(",") if part)
    return Course(**{name: kinds[name](value) for name, value in said.items()})


class Training:
    """One trial."""

    def __init__(self, corpus: Corpus, reader: Reader, start: Mapping[str, weights.Floats], course: Course) -> None:
        torch.manual_seed(course.seed)
        self._corpus, self._reader, self._course = corpus, reader, course
        self._draw = random.Random(course.seed)
        teacher = Bilingual(start, 0.0).to(reader.device).eval().requires_grad_(requires_grad=False)
        self._before = torch.from_numpy(reader.vectors(teacher, range(len(corpus.texts)))).to(reader.device)
        self.model = Bilingual(course.of(start), course.dropout).to(reader.device)
        self._optimiser = torch.optim.AdamW(self._groups(), weight_decay=0.0, fused=reader.device.type == "cuda")
        self._kin = torch.eye(len(corpus.passages), dtype=torch.bool, device=reader.device)
        for one, other in corpus.kin:
            self._kin[one, other] = self._kin[other, one] = True
        self._own = [(row, competence) for competence, said in enumerate(corpus.passages) for row in said[1:]]
        lengths = {name: reader.mean_length(pairs) for name, pairs in corpus.pairs.items()}
        self._batch = {name: min(course.batch, int(LONGEST / (2 * length))) for name, length in lengths.items()}

    def run(self) -> int:
        """To the last step, or as far as the minutes last; the number of steps."""
        course, began = self._course, time.monotonic()
        names = [n for n in FAMILIES if self._corpus.pairs.get(n) and n not in course.less.split("+")]
        shares = [FAMILIES[name] for name in names]
        self.model.train()
        for step in range(course.steps):
            done = max(step / course.steps, (time.monotonic() - began) / 60 / course.minutes)
            if done >= 1:
                return step
            warm = min(1.0, (step + 1) / 100)
            for group in self._optimiser.param_groups:
                group["lr"] = group["rate"] * warm * (0.1 + 0.9 * (1 + math.cos(math.pi * done)) / 2)
            name = self._draw.choices(names, shares)[0]
            known = self._corpus.pairs[name]
            loss = self._pairs(name, self._draw.sample(known, min(self._batch[name], len(known))))
            if course.sentences and step % course.every == 0:
                loss = loss + course.sentences * self._sentences()
            self._optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self._optimiser.step()
            if step % 500 == 0:
                print(f"{step} {name} {float(loss.detach()):.3f} {time.monotonic() - began:.0f} s", flush=True)
        return course.steps

    def _groups(self) -> list[dict[str, object]]:
        course = self._course
        rates = {"swedish": course.tables, "english": course.english, "head": course.head}
        groups: dict[str, list[torch.nn.Parameter]] = {}
        for name, parameter in self.model.named_parameters():
            groups.setdefault(name.split(".")[0], []).append(parameter)
        for name, parameters in groups.items():
            for parameter in parameters:
                parameter.requires_grad_(rates.get(name, course.transformer) > 0)
        return [
            {"params": found, "lr": 0.0, "rate": rates.get(name, course.transformer)}
            for name, found in groups.items()
            if found[0].requires_grad
        ]

    def _pairs(self, name: str, batch: Sequence[Pair]) -> torch.Tensor:
        texts = [*(pair.one for pair in batch), *(pair.other for pair in batch)]
        found = self._reader.encoded(self.model, texts, self._draw)
        one, other = found.chunk(2)
        concepts = torch.tensor([pair.concept for pair in batch], device=found.device)
        rows = torch.tensor(texts, device=found.device).view(2, -1)
        same = (concepts[:, None] == concepts) | (rows[0][:, None] == rows[0]) | (rows[1][:, None] == rows[1])
        same.fill_diagonal_(fill_value=False)
        scores = (SHARPNESS * one @ other.T).masked_fill(same, -1e4)
        own = torch.arange(len(batch), device=found.device)
        loss = (functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)) / 2
        before = self._before[torch.tensor(texts, device=found.device)]
        level = before.chunk(2)[0].mean(0) @ before.chunk(2)[1].mean(0)
        loss = loss + self._course.level * (one.mean(0) @ other.mean(0) - level).square()
        return loss + self._course.hold * self._away(name, found, before, texts)

    def _away(self, name: str, found: torch.Tensor, before: torch.Tensor, texts: Sequence[int]) -> torch.Tensor:
        """How far English is from where it was, and Swedish from its translation, as 1 - cosine."""
        english = torch.tensor([self._corpus.texts[row][1] == "en" for row in texts], device=found.device)
        wanted = before
        if name in TRANSLATED:
            half = len(texts) // 2
            wanted, english = before[half:].repeat(2, 1), torch.ones_like(english)
        distance = (1 - (found * wanted).sum(1)) * english
        return distance.sum() / english.sum().clamp(min=1)

    def _sentences(self) -> torch.Tensor:
        """What is asked to its competence by the nearest of what is said of each; kin are no mistakes."""
        course = self._course
        own = min(round(course.asked * course.own), len(self._own))
        asked = self._draw.sample(self._corpus.asked, min(course.asked - own, len(self._corpus.asked)))
        asked += self._draw.sample(self._own, own)
        known = {row for row, _ in asked}
        texts = [row for row, _ in asked]
        for said in self._corpus.passages:
            others = [row for row in said[1:] if row not in known] or said[:1]
            texts += [said[0], *self._draw.choices(others, k=PASSAGES - 1)]
        found = self._reader.encoded(self.model, texts, self._draw)
        said_of = found[len(asked) :].view(len(self._corpus.passages), PASSAGES, -1)
        near = torch.einsum("td,cpd->tcp", found[: len(asked)], said_of).amax(2)
        wanted = torch.tensor([competence for _, competence in asked], device=found.device)
        kin = self._kin[wanted].clone()
        kin[torch.arange(len(asked), device=found.device), wanted] = False
        return functional.cross_entropy((SHARPNESS * near).masked_fill(kin, -1e4), wanted)


def worth(corpus: Corpus, reader: Reader, model: Bilingual) -> dict[str, tuple[float, float]]:
    """R@1 and MRR on the tasks of DEV, equal scores counted with their mean rank."""
    model.eval()
    rows = sorted({row for task in corpus.tasks for row in (*task.queries, *task.candidates)})
    places = {row: place for place, row in enumerate(rows)}
    vectors = reader.vectors(model, rows)
    texts = np.array([text for text, _ in corpus.texts], dtype=object)
    found = {}
    for task in corpus.tasks:
        near = vectors[[places[row] for row in task.queries]] @ vectors[[places[row] for row in task.candidates]].T
        names = texts[task.candidates]
        ranks = []
        for line, wanted in zip(near, task.wanted, strict=True):
            met = np.maximum.reduceat(line, task.starts) if task.starts else line
            own = names[task.starts] if task.starts else names
            right = met[own == own[wanted]].max()
            ranks.append(1 + (met > right).sum() + max(0, (met == right).sum() - 1) / 2)
        all_ranks = np.array(ranks)
        found[task.name] = (round(float((all_ranks <= 1).mean()), 4), round(float((1 / all_ranks).mean()), 4))
    return found


def trial(corpus: Corpus, reader: Reader, named: str, out: Path) -> None:
    """Trains, measures and keeps one."""
    name, _, settings = named.partition(":")
    course = course_of(settings)
    reader.to(torch.device("cuda" if torch.cuda.is_available() else "cpu"))
    start = weights.read(reader.model)
    training = Training(corpus, reader, start, course)
    began = time.monotonic()
    steps = training.run()
    seconds, end = time.monotonic() - began, training.model.named()
    weights.write(end, out / "all" / name)
    weights.write_start(out / "all" / name, reader.model)
    said: dict[str, object] = {"course": course._asdict(), "steps": steps, "seconds": round(seconds)}
    best = (0.0, 0.0)
    for share in SHARES:
        found = worth(corpus, reader, Bilingual(weights.mixed(course.of(start), end, share), 0.0).to(reader.device))
        said[str(share)] = found
        best = max(best, (float(np.mean([mrr for _, mrr in found.values()])), share))
    said["best"] = best
    (out / f"{name}.json").write_text(json.dumps(said, indent=1), "utf-8")
    print(name, steps, f"{seconds:.0f} s", best, said[str(best[1])], flush=True)


def beside(corpus: Corpus, reader: Reader, trials: Sequence[str], out: Path, at_once: int = 4) -> None:
    """Each trial in a process of its own. SystemExit that names those that failed, when all have ended."""
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=trial, args=(corpus, reader, named, out)) for named in trials]
    waiting = list(processes)
    while waiting or any(process.is_alive() for process in processes):
        running = [process for process in processes if process.is_alive()]
        while waiting and len(running) < at_once:
            waiting[0].start()
            running.append(waiting.pop(0))
        if running:  # who ended since the last look is waited for no more: nothing to wait for is waited for forever
            connection.wait([process.sentinel for process in running])
    failed = [named for named, process in zip(trials, processes, strict=True) if process.exitcode]
    if failed:
        raise SystemExit(f"Failed, for what is told above: {' '.join(failed)}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path)
    options.add_argument("trials", nargs="+")
    options.add_argument("--from", type=Path, dest="start", default=MODEL, help="where to start (the shipped model)")
    options.add_argument("--at-once", type=int, default=4, help="trials that share the processor (4)")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    corpus = read()
    beside(corpus, Reader(corpus, chosen.start), chosen.trials, chosen.out, chosen.at_once)


if __name__ == "__main__":
    main()

"""The transformer that reads whether a text is what support actors are asked, on a processor or a graphics processor.

Run: ``python -m training.intent [--minutes 600]`` (reads ``models/scope`` and the shipped encoder, in which it starts;
writes ``models/intent``; needs torch, transformers, tokenizers and onnx; ten minutes on a graphics
processor). Run it again after every change of the texts, and after every change of the encoder, as it reads the same
word tables. Then ``python -m training.scope`` and
``python -m benchmarks.scope``.

Its layers are tuned to tell the two sides apart along one direction (fine-tuning for classification, Devlin and others
2019, arXiv 1810.04805); word tables and places stay as they are. Sets that are TEST by the rule of
``training.split`` are never read: on them the logistic of ``s3graph.matching.scope`` is fitted, and judged.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from s3graph.matching.embedded_encoder import MANIFEST, embedded_folder
from s3graph.matching.intent import ODDS, intent_folder
from s3graph.matching.word_table import TABLES, last_of
from s3graph.model import Language
from training import integers, weights
from training.bilingual import Bilingual
from training.manifest import write_manifest
from training.shape import EVENNESS, LIKELIEST, TOKENS
from training.sides import Written, texts
from training.split import Part, part_of

EPOCHS, BATCH, RATE, STRAIGHT = 8, 32, 5e-5, 3e-3
"""``RATE`` of the layers, ``STRAIGHT`` of the direction."""
TRAININGS = 3
"""So many with other draws, whose weights are averaged (model soups, Wortsman and others 2022, arXiv 2203.05482)."""
SURE = 0.98
"""What is wished for of a text of the inside; its rest of one outside (label smoothing)."""
SHARPNESS = 10.0
"""Of the product of two unit vectors, as logarithm of odds."""
DROPOUT = 0.1
NAME = "s3graph/intent"
Ids = list[int]


class Row(NamedTuple):
    """A text in the subwords it is read in, and one or more other ways to cut it."""

    ways: tuple[Ids, ...]
    somebody: bool


class Sided(torch.nn.Module):
    """Subwords to the logarithm of the odds that a text is somebody's."""

    def __init__(self, start: weights.Named) -> None:
        super().__init__()
        self.texts = Bilingual(start, DROPOUT)
        self.direction = torch.nn.Parameter(torch.zeros(len(start[weights.HEAD])))
        self.intercept = torch.nn.Parameter(torch.zeros(()))
        self.texts.transformer.embeddings.requires_grad_(requires_grad=False)
        for table in (self.texts.swedish, self.texts.english):
            table.requires_grad_(requires_grad=False)
        self.register_buffer("words", torch.cat([self.texts.swedish, self.texts.english]), persistent=False)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """``[text]``."""
        vectors = self.texts.pooled(functional.embedding(ids, self.words), mask)
        return SHARPNESS * (vectors @ self.direction) + self.intercept


def rows(said: Sequence[Written], folder: Path, ways: int) -> list[Row]:
    """By the tokenizers of the service, Swedish also in so many drawn segmentations; of what is too long, its end."""
    tokenizers = {code: Tokenizer.from_file(str(folder / f"{TABLES[code]}.json")) for code in Language}
    for tokenizer in tokenizers.values():
        tokenizer.no_padding()
        tokenizer.no_truncation()
    offset = tokenizers[Language.SV].get_vocab_size()

    def read(one: Written) -> Ids:
        return list(last_of(tokenizers[one.language].encode(one.text).ids, TOKENS))

    plain = [read(one) for one in said]
    drawn = tokenizers[Language.SV].model
    drawn.alpha, drawn.nbest_size = EVENNESS, LIKELIEST
    tokenizers[Language.SV].model = drawn
    found = []
    for one, ids in zip(said, plain, strict=True):
        if one.language is Language.EN:
            found.append(Row(([number + offset for number in ids],), one.somebody))
        else:
            found.append(Row((ids, *(read(one) for _ in range(ways))), one.somebody))
    return found


def trained(known: Sequence[Row], start: weights.Named, minutes: float, seed: int) -> Sided:
    """After so many ``EPOCHS``, or what fits into so many minutes."""
    torch.manual_seed(seed)
    draw, model = random.Random(seed), Sided(start)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.to(device).train()
    straight = [model.direction, model.intercept]
    tuned = [own for own in model.texts.parameters() if own.requires_grad]
    optimiser = torch.optim.AdamW([{"params": tuned, "rate": RATE}, {"params": straight, "rate": STRAIGHT}], lr=0.0)
    began, steps = time.monotonic(), EPOCHS * math.ceil(len(known) / BATCH)
    for step, batch in enumerate(batches(known, draw)):
        done = max(step / steps, (time.monotonic() - began) / 60 / minutes)
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = group["rate"] * min(1.0, (step + 1) / 100) * max(0.02, (1 + math.cos(math.pi * done)) / 2)
        wished = torch.tensor([SURE if row.somebody else 1 - SURE for row in batch], device=device)
        found = model(*(part.to(device) for part in padded([draw.choice(row.ways) for row in batch])))
        loss = functional.binary_cross_entropy_with_logits(found, wished)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*tuned, *straight], 1.0)
        optimiser.step()
        if step % 200 == 0:
            print(f"{step} of {steps}: {float(loss.detach()):.3f}, {time.monotonic() - began:.0f} s", flush=True)
    model.cpu().eval()
    return model


def batches(known: Sequence[Row], draw: random.Random) -> Iterator[list[Row]]:
    """Without end; rows of like length together, each once a round."""
    while True:
        order = draw.sample(known, len(known))
        for start in range(0, len(order), 20 * BATCH):
            some = sorted(order[start : start + 20 * BATCH], key=lambda row: len(row.ways[0]))
            portions = [some[first : first + BATCH] for first in range(0, len(some), BATCH)]
            yield from draw.sample(portions, len(portions))


def padded(texts: Sequence[Ids]) -> tuple[torch.Tensor, torch.Tensor]:
    """Subwords and mask, ``[text, token]``."""
    ids = torch.zeros(len(texts), max(map(len, texts)), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = torch.tensor(text)
        mask[row, : len(text)] = 1
    return ids, mask


def averaged(models: Sequence[Sided]) -> Sided:
    """One with the mean of the weights; they began as one, and so lie in one basin."""
    found = models[0]
    states = [model.state_dict() for model in models]
    found.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return found


def export(model: Sided, encoder: Path, folder: Path) -> None:
    """The transformer in bytes, and the direction with the intercept behind it; word tables stay the encoder's."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.resolve().parent) as beside:
        made = Path(beside)
        weights.replaced(encoder / "transformer.onnx", model.texts.named(), made / "transformer.onnx")
        integers.rewrite(made, tables=encoder)
        odds = torch.cat([SHARPNESS * model.direction, model.intercept[None]]).detach().numpy()
        np.save(made / ODDS, odds.astype(np.float32))
        write_manifest(made, NAME, tables=encoder)
        for path in sorted(made.iterdir(), key=lambda path: path.name == MANIFEST):
            path.replace(folder / path.name)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=600.0)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    known = [one for side in (True, False) for one in texts(side) if part_of(one.group) is not Part.TEST]
    encoder = embedded_folder()
    read, start = rows(known, encoder, 3), weights.read(encoder)
    seeds = range(chosen.seed, chosen.seed + TRAININGS)
    model = averaged([trained(read, start, chosen.minutes / TRAININGS, seed) for seed in seeds])
    export(model, encoder, intent_folder())
    print(f"models/intent: {len(known)} texts")


if __name__ == "__main__":
    main()

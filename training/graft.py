"""The grafted table: Swedish and mixed text fed to the unchanged English transformer through a second table.

Run: ``python -m training.graft [--minutes 30]`` (writes ``training/work/table.npy``, ``[subword, dimension]``; a table
already there is trained on). Only the table is trained: cosine to the teacher's vector of the English side, plus 0.1
times the contrastive loss in the batch. Adam 2e-3 decaying linearly to a tenth; the clock ends the training.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional
from transformers import BertModel

from training.examples import Example, examples, usable
from training.sources import WORK, Concept, concepts, everyday
from training.static import same_meaning
from training.teacher import TeacherVectors, load_teacher
from training.vocabulary import SPECIAL, load_tokenizer

NEAREST = 6
WARMTH = 0.1
BATCH = 96
LENGTH = 62
RATE = 2e-3
LAST_RATE = 0.1
CONTRAST = 0.1
SHARPNESS = 20.0
EVERYDAY = 4
"""How often an epoch holds our own sentences, the scarcest and most like what is asked."""
SAVE_EVERY = 200


def first_table(tokenizer: Tokenizer, static: NDArray[np.float32], teacher: BertModel) -> NDArray[np.float32]:
    """Each subword as the softmax-weighted mean of its nearest English words; half the word itself where it is one."""
    words, rows = _english_words(teacher)
    inputs = teacher.embeddings.word_embeddings.weight.detach().numpy()
    encoded = tokenizer.encode_batch_fast(words, add_special_tokens=False)
    ours = np.stack([static[row.ids or [1]].mean(axis=0) for row in encoded])
    near = _unit(static) @ _unit(ours).T
    best = np.argpartition(-near, NEAREST, axis=1)[:, :NEAREST]
    weights = np.exp(np.take_along_axis(near, best, axis=1) / WARMTH)
    weights /= weights.sum(axis=1, keepdims=True)
    table = np.einsum("tk,tkd->td", weights, inputs[rows[best]]).astype(np.float32)
    places = dict(zip(words, rows, strict=True))
    for token, identifier in tokenizer.get_vocab().items():
        row = places.get(token.removeprefix("▁"))
        if row is not None:
            table[identifier] = (table[identifier] + inputs[row]) / 2
    for identifier, row in zip(range(len(SPECIAL)), (0, 100, 101, 102), strict=True):
        table[identifier] = inputs[row]
    return np.asarray(table, np.float32)


def _english_words(teacher: BertModel) -> tuple[list[str], NDArray[np.int64]]:
    """Whole words of the teacher's vocabulary, and their rows."""
    vocabulary: dict[str, int] = load_teacher().tokenizer.get_vocab()
    whole = [(word, row) for word, row in vocabulary.items() if word.isalnum() and row >= 999]
    assert max(row for _, row in whole) < teacher.config.vocab_size
    return [word for word, _ in whole], np.array([row for _, row in whole])


class Grafted(torch.nn.Module):
    """The table, and the frozen transformer it feeds."""

    def __init__(self, table: NDArray[np.float32], teacher: BertModel) -> None:
        super().__init__()
        self.table = torch.nn.Embedding.from_pretrained(torch.from_numpy(table), freeze=False, sparse=True)
        self.transformer = teacher.requires_grad_(requires_grad=False)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """``[text, dimension]``, unit rows."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.transformer(inputs_embeds=self.table(ids), attention_mask=mask).last_hidden_state
        present = mask[:, :, None].float()
        return functional.normalize((hidden.float() * present).sum(1) / present.sum(1))


def train(model: Grafted, tokenizer: Tokenizer, minutes: float, seed: int) -> None:
    """Ends when the clock says so; the table is kept every ``SAVE_EVERY`` steps."""
    targets = TeacherVectors()
    adam = torch.optim.SparseAdam(model.table.parameters(), lr=RATE)
    started, step, shown = time.monotonic(), 0, 0.0
    for batch in batches(tokenizer, usable([*concepts(), *everyday()]), seed):
        share = (time.monotonic() - started) / (60 * minutes)
        if share >= 1:
            break
        for group in adam.param_groups:
            group["lr"] = RATE * (1 - (1 - LAST_RATE) * share)
        loss = batch_loss(model(*padded(tokenizer, batch)), batch, targets)
        adam.zero_grad()
        loss.backward()
        adam.step()
        step, shown = step + 1, shown + float(loss.detach())
        if step % SAVE_EVERY == 0:
            print(f"graft: {share:.0%}, step {step}, loss {shown / SAVE_EVERY:.4f}", flush=True)
            shown = 0.0
            save(model)
    save(model)


def save(model: Grafted) -> None:
    np.save(WORK / "table.npy", model.table.weight.detach().numpy())


def batch_loss(found: torch.Tensor, batch: Sequence[Example], targets: TeacherVectors) -> torch.Tensor:
    """Distance to the teacher's vectors where they are of the same meaning, and the contrastive loss in the batch."""
    wanted = functional.normalize(torch.from_numpy(targets.of([example.target for example in batch])))
    scores = SHARPNESS * found @ wanted.T
    contrast = functional.cross_entropy(scores.masked_fill(same_meaning(batch), -1e4), torch.arange(len(batch)))
    exact = torch.tensor([example.exact for example in batch])
    distance = ((1 - (found * wanted).sum(1)) * exact).sum() / exact.sum().clamp(min=1)
    return distance + CONTRAST * contrast


def batches(tokenizer: Tokenizer, chosen: Sequence[Concept], seed: int) -> Iterator[Sequence[Example]]:
    """Batches of like length, in random order, epoch after epoch."""
    own = "everyday"
    common = [concept for concept in chosen if concept.kind != own]
    ours = [concept for concept in chosen if concept.kind == own]
    for epoch in range(1000):
        found = [*examples(common, seed + epoch)]
        found += [e for again in range(EVERYDAY) for e in examples(ours, seed + EVERYDAY * epoch + again)]
        lengths = [len(row.ids) for row in tokenizer.encode_batch_fast([example.text for example in found])]
        draw = random.Random(seed + epoch)
        order = sorted(range(len(found)), key=lambda row: min(lengths[row], LENGTH) + draw.random() * 4)
        starts = list(range(0, len(order) - BATCH, BATCH))
        draw.shuffle(starts)
        print(f"graft: epoch {epoch + 1}, {len(found)} examples", flush=True)
        for start in starts:
            yield [found[row] for row in order[start : start + BATCH]]


def padded(tokenizer: Tokenizer, batch: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor]:
    """Subwords and mask of the texts of a batch, ``[text, subword]``."""
    rows = [row.ids for row in tokenizer.encode_batch_fast([example.text for example in batch])]
    longest = max(map(len, rows))
    ids, mask = torch.zeros(len(rows), longest, dtype=torch.long), torch.zeros(len(rows), longest, dtype=torch.long)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = torch.tensor(row)
        mask[place, : len(row)] = 1
    return ids, mask


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    torch.manual_seed(chosen.seed)
    tokenizer = load_tokenizer()
    tokenizer.enable_truncation(LENGTH)
    teacher: BertModel = load_teacher()[0].auto_model
    teacher.eval()
    path = WORK / "table.npy"
    table = np.load(path) if path.exists() else first_table(tokenizer, np.load(WORK / "static.npy"), teacher)
    train(Grafted(table, teacher), tokenizer, chosen.minutes, chosen.seed)


if __name__ == "__main__":
    main()

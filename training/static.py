"""A bag-of-subwords model in one space for both languages: where the grafted table starts from.

Run: ``python -m training.static`` (writes ``training/work/static.npy``, ``[subword, dimension]``).
Contrastive both ways (multiple negatives ranking, cosine times 20), pairs of one concept masked, 10 % of the subwords
dropped, Adam 5e-3.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

from training.examples import Example, examples, usable
from training.shape import DIMENSION
from training.sources import WORK, concepts, everyday
from training.vocabulary import SPECIAL, load_tokenizer

EPOCHS = 3
BATCH = 1024
RATE = 5e-3
DROPPED = 0.1
SHARPNESS = 20.0


def train_static(tokenizer: Tokenizer, seed: int = 1) -> NDArray[np.float32]:
    """``[subword, dimension]``; the same seed and data give the same within rounding."""
    torch.manual_seed(seed)
    table = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), DIMENSION, mode="mean", sparse=True)
    torch.nn.init.normal_(table.weight, std=0.1)
    adam = torch.optim.SparseAdam(table.parameters(), lr=RATE)
    chosen = usable([*concepts(), *everyday()])
    for epoch in range(EPOCHS):
        pairs = examples(chosen, seed + epoch)
        random.Random(seed + epoch).shuffle(pairs)
        total, steps = 0.0, 0
        for batch in _batches(pairs):
            loss = _loss(table, tokenizer, batch)
            adam.zero_grad()
            loss.backward()
            adam.step()
            total, steps = total + float(loss.detach()), steps + 1
        print(f"static: epoch {epoch + 1} of {EPOCHS}, {len(pairs)} pairs, loss {total / steps:.3f}", flush=True)
    return np.asarray(table.weight.detach().numpy(), np.float32)


def _loss(table: torch.nn.EmbeddingBag, tokenizer: Tokenizer, batch: Sequence[Example]) -> torch.Tensor:
    left = functional.normalize(_embedded(table, tokenizer, [example.text for example in batch]))
    right = functional.normalize(_embedded(table, tokenizer, [example.target for example in batch]))
    scores = SHARPNESS * left @ right.T
    scores = scores.masked_fill(same_meaning(batch), -1e4)
    own = torch.arange(len(batch))
    return (functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)) / 2


def same_meaning(batch: Sequence[Example]) -> torch.Tensor:
    """``[row, row]``, True off the diagonal where two rows are of one concept or have the same target."""
    kinds = [np.unique([getattr(e, name) for e in batch], return_inverse=True)[1] for name in ("concept", "target")]
    same = torch.zeros(len(batch), len(batch), dtype=torch.bool)
    for kind in kinds:
        numbers = torch.from_numpy(np.asarray(kind))
        same |= numbers[:, None] == numbers[None, :]
    return same.fill_diagonal_(fill_value=False)


def _embedded(table: torch.nn.EmbeddingBag, tokenizer: Tokenizer, texts: Sequence[str]) -> torch.Tensor:
    encoded = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    kept = [[i for i in row.ids if random.random() >= DROPPED] or row.ids[:1] or [1] for row in encoded]
    starts = np.cumsum([0, *(len(ids) for ids in kept[:-1])])
    return table(torch.tensor([i for ids in kept for i in ids]), torch.from_numpy(starts))


def _batches(pairs: Sequence[Example]) -> Iterator[Sequence[Example]]:
    for start in range(0, len(pairs) - BATCH, BATCH):
        yield pairs[start : start + BATCH]


def main() -> None:
    tokenizer = load_tokenizer()
    assert [tokenizer.token_to_id(name) for name in SPECIAL] == [0, 1, 2, 3]
    np.save(WORK / "static.npy", train_static(tokenizer))


if __name__ == "__main__":
    random.seed(1)
    main()

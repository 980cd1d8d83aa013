"""The model as it is trained: two word tables, one transformer, pooling and head; and texts as it reads them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional
from transformers import BertConfig, BertModel

from training import weights
from training.corpus import Corpus, Pair
from training.shape import DIMENSION, EVENNESS, LIKELIEST, TOKENS

HEADS, INNER = 12, 1536
SEGMENTATIONS = 4
"""So many readings of a Swedish text are drawn before training; see ``training.shape``."""
THROUGH_SWEDISH = 0.15
"""Share of English texts read through the Swedish table, whose tokenizer knows both, so that it knows mixed text."""
BLOCK = 512
TOGETHER = 32_768
"""So many subwords, filled up to the longest text, go through the transformer together: texts of like length."""


class Bilingual(torch.nn.Module):
    """Rows of the English table follow those of the Swedish one."""

    def __init__(self, start: Mapping[str, weights.Floats], dropout: float) -> None:
        super().__init__()
        config = BertConfig(
            vocab_size=2,
            hidden_size=DIMENSION,
            num_hidden_layers=weights.layers(start),
            num_attention_heads=HEADS,
            intermediate_size=INNER,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=dropout,
        )
        self.transformer = BertModel(config, add_pooling_layer=False)
        known = self.transformer.state_dict()
        given = {name: torch.from_numpy(array) for name, array in start.items() if name in known}
        missing = self.transformer.load_state_dict(given, strict=False).missing_keys
        assert missing == ["embeddings.word_embeddings.weight"], missing
        self.transformer.embeddings.word_embeddings = torch.nn.Identity()
        self.swedish, self.english, self.head = (
            torch.nn.Parameter(torch.from_numpy(np.array(start[name], np.float32)))
            for name in (*weights.TABLES, weights.HEAD)
        )

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """``[text, dimension]``, unit rows."""
        return self.pooled(functional.embedding(ids, torch.cat([self.swedish, self.english])), mask)

    def pooled(self, words: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Of word vectors, ``[text, token, dimension]``."""
        with torch.autocast(words.device.type, dtype=torch.bfloat16):
            hidden = self.transformer(inputs_embeds=words, attention_mask=mask).last_hidden_state
        present = mask[:, :, None].float()
        mean = (hidden.float() * present).sum(1) / present.sum(1).clamp(min=1)
        return functional.normalize(mean @ self.head.T)

    def named(self) -> weights.Named:
        """As ``training.weights`` names them."""
        found = {name: array.detach().cpu().float().numpy() for name, array in self.state_dict().items()}
        return {name.removeprefix("transformer."): array for name, array in found.items()}


class Reader:
    """Texts of a corpus as rows of the tables, read once in every way they are read in."""

    def __init__(self, corpus: Corpus, model: Path) -> None:
        self.device, self.model = torch.device("cpu"), model
        texts = [text for text, _ in corpus.texts]
        self._english = np.array([language == "en" for _, language in corpus.texts])
        swedish = Tokenizer.from_file(str(model / "swedish.json"))
        english = Tokenizer.from_file(str(model / "english.json"))
        for tokenizer in (swedish, english):
            tokenizer.no_padding()
            tokenizer.enable_truncation(TOKENS)
        offset = swedish.get_vocab_size()
        own = [text for text, theirs in zip(texts, self._english, strict=True) if not theirs]
        read = iter(_ids(swedish, own))
        theirs = iter(
            [ids + offset for ids in _ids(english, [t for t, e in zip(texts, self._english, strict=True) if e])]
        )
        self._plain = [next(theirs) if english_one else next(read) for english_one in self._english]
        drawn = swedish.model
        drawn.alpha, drawn.nbest_size = EVENNESS, LIKELIEST
        swedish.model = drawn
        self._drawn = [_ids(swedish, texts) for _ in range(SEGMENTATIONS)]

    def to(self, device: torch.device) -> None:
        """Where what is read is put."""
        self.device = device

    def mean_length(self, pairs: Sequence[Pair]) -> float:
        """Subwords of a text of the pairs, in the mean."""
        return float(np.mean([len(self._plain[row]) for pair in pairs for row in (pair.one, pair.other)]))

    def encoded(self, model: Bilingual, rows: Sequence[int], draw: random.Random | None) -> torch.Tensor:
        """``[row, dimension]``; texts of like length together. Without a draw they are read as the service does."""
        texts = [self._one(row, draw) for row in rows]
        order = sorted(range(len(rows)), key=lambda place: len(texts[place]))
        found = [model(*self._padded([texts[place] for place in chosen])) for chosen in _portions(order, texts)]
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return torch.cat(found)[back.to(self.device)]

    def vectors(self, model: Bilingual, rows: Sequence[int]) -> weights.Floats:
        """``[row, dimension]``."""
        order = sorted(range(len(rows)), key=lambda place: len(self._plain[rows[place]]))
        found = np.zeros((len(rows), DIMENSION), np.float32)
        with torch.no_grad():
            for start in range(0, len(order), BLOCK):
                chosen = order[start : start + BLOCK]
                found[chosen] = self.encoded(model, [rows[place] for place in chosen], None).cpu().numpy()
        return found

    def _one(self, row: int, draw: random.Random | None) -> weights.Ids:
        if draw is None or (self._english[row] and draw.random() >= THROUGH_SWEDISH):
            return self._plain[row]
        return self._drawn[draw.randrange(SEGMENTATIONS)][row]

    def _padded(self, texts: Sequence[weights.Ids]) -> tuple[torch.Tensor, torch.Tensor]:
        lengths = np.array([len(ids) for ids in texts])
        ids = np.zeros((len(texts), int(lengths.max())), np.int64)
        mask = np.arange(ids.shape[1]) < lengths[:, None]
        ids[mask] = np.concatenate(texts)
        return torch.from_numpy(ids).to(self.device), torch.from_numpy(mask.astype(np.int64)).to(self.device)


def _portions(order: Sequence[int], texts: Sequence[weights.Ids]) -> Iterator[Sequence[int]]:
    """Places in their order, from shorter to longer texts, as many at a time as ``TOGETHER`` allows."""
    start = 0
    for end in range(1, len(order) + 1):
        if end == len(order) or (end + 1 - start) * len(texts[order[end]]) > TOGETHER:
            yield order[start:end]
            start = end


def _ids(tokenizer: Tokenizer, texts: Sequence[str]) -> list[weights.Ids]:
    return [np.array(found.ids, np.int32) for found in tokenizer.encode_batch_fast(list(texts))]

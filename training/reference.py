"""The shipped model as sentence-transformers runs it, for comparison: in float32, with every weight that is shipped.

Run: ``python -m training.reference`` (writes ``tests/matching/fixtures/reference.json``: texts and their vectors).
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Dense, Normalize, Pooling, Transformer
from transformers import BertModel, PreTrainedTokenizerFast

from s3graph.matching.embedded_encoder import embedded_folder
from s3graph.model import Language
from training import weights
from training.teacher import load_teacher
from training.vocabulary import SPECIAL

TARGET = Path(__file__).resolve().parents[1] / "tests" / "matching" / "fixtures" / "reference.json"
UNUSED = {
    "embeddings.word_embeddings.weight",
    "embeddings.position_ids",
    "pooler.dense.weight",
    "pooler.dense.bias",
}
"""Weights that the shipped model has none of: it has tables of its own, and no pooler."""
TEXTS = {
    Language.SV: (
        "svetsning",
        "energieffektivisering i växthus",
        "Vi är ett litet snickeri som vill automatisera produktionen men vet inte var vi ska börja.",
        "Vår destination är full i juli och tom i oktober; hur får vi hit gäster på hösten?",
        "Hjälp oss hitta finansiering till en testbädd för vätgas, tack!",
        "We want to sell our möbler in Tyskland",
    ),
    Language.EN: (
        "welding",
        "energy efficiency in greenhouses",
        "We are a small joinery that wants to automate production but do not know where to start.",
        "Our destination is full in July and empty in October; how do we get guests in autumn?",
        "Help us find finance for a hydrogen test bed, please!",
        "additive manufacturing of spare parts",
    ),
}


def reference(language: Language) -> SentenceTransformer:
    """The model of one language, with the transformer, the word table, the tokenizer and the head that are shipped."""
    teacher, head = load_teacher(), shipped_head()
    named = weights.read(embedded_folder())
    bert = teacher[0].auto_model
    take_over(bert, named)
    rows = torch.from_numpy(named["english" if language is Language.EN else "swedish"])
    if language is Language.EN:
        bert.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(rows)
        return SentenceTransformer(modules=[teacher[0], teacher[1], head, Normalize()], device="cpu")
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token"), SPECIAL, strict=True))
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(embedded_folder() / "swedish.json"), **names)
    bert.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(rows)
    bert.config.vocab_size = len(rows)
    with tempfile.TemporaryDirectory() as folder:
        bert.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        transformer = Transformer(folder, max_seq_length=128)
    pooling = Pooling(rows.shape[1], "mean")
    return SentenceTransformer(modules=[transformer, pooling, head, Normalize()], device="cpu")


def take_over(bert: BertModel, named: weights.Named) -> None:
    """Every weight of the transformer but those no text meets here; AssertionError where one more is not given."""
    given = {name: torch.from_numpy(array.copy()) for name, array in named.items()}
    found = bert.load_state_dict(given, strict=False)
    assert set(found.missing_keys) <= UNUSED, found.missing_keys
    assert set(found.unexpected_keys) <= {*weights.TABLES, weights.HEAD}, found.unexpected_keys


def shipped_head() -> Dense:
    """The linear map after the pooling, read from the exported model."""
    head = weights.read(embedded_folder())[weights.HEAD]
    dense = Dense(*head.shape, bias=False, activation_function=torch.nn.Identity())
    dense.linear.weight = torch.nn.Parameter(torch.from_numpy(head))
    return dense


def main() -> None:
    found = [
        {"language": language.value, "text": text, "vector": [round(float(value), 4) for value in vector]}
        for language, texts in TEXTS.items()
        for text, vector in zip(texts, reference(language).encode(list(texts)), strict=True)
    ]
    TARGET.write_text("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in found) + "\n]\n", "utf-8")
    print(f"{len(found)} vectors")


if __name__ == "__main__":
    main()

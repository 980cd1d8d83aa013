"""The bilingual tokenizer: 32,000 Unigram subwords over Swedish and English, lower case, accents kept.

Run: ``python -m training.vocabulary`` (writes ``training/work/swedish.json``).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

from training.examples import usable
from training.sources import WORK, Concept, concepts, everyday

SIZE = 32_000
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
REPEATED = 3
"""Swedish texts are read this often for every English one, as English has a tokenizer of its own."""


def train_tokenizer(everything: list[Concept]) -> Tokenizer:
    """From the texts of TRAIN alone; the same texts in the same order give the same tokenizer."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Metaspace(), pre_tokenizers.Punctuation(), pre_tokenizers.Digits(individual_digits=True)]
    )
    unknown = SPECIAL[1]
    trainer = trainers.UnigramTrainer(
        vocab_size=SIZE, special_tokens=list(SPECIAL), unk_token=unknown, show_progress=False, max_piece_length=20
    )
    tokenizer.train_from_iterator(_texts(everything), trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(name, tokenizer.token_to_id(name)) for name in ("[CLS]", "[SEP]")]
    )
    return tokenizer


def _texts(everything: list[Concept]) -> Iterator[str]:
    for concept in everything:
        for _ in range(REPEATED):
            yield from concept.sv
        yield from concept.en
        yield concept.definition


def load_tokenizer(folder: Path = WORK) -> Tokenizer:
    """The tokenizer written by ``main``."""
    return Tokenizer.from_file(str(folder / "swedish.json"))


def main() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    tokenizer = train_tokenizer(usable([*concepts(), *everyday()]))
    tokenizer.save(str(WORK / "swedish.json"), pretty=False)
    print("tokenizer:", tokenizer.get_vocab_size(), "subwords")


if __name__ == "__main__":
    main()

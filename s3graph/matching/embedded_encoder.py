"""The encoder that comes with the software: one int8 transformer, a table of word vectors per language, no torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from s3graph.errors import EncoderError
from s3graph.matching.encoder import Floats
from s3graph.matching.vectors import Vectors
from s3graph.memory import hand_back
from s3graph.model import Language, Text
from s3graph.resources import shelf

FOLDER = "bilingual-minilm"
MANIFEST = "manifest.json"
FORMAT = 2
_TABLES = {Language.SV: "swedish", Language.EN: "english"}
_BATCH_TEXTS = 48
"""A multiple of twelve: onnxruntime multiplies so many rows at a time."""
_BATCH_TOKENS = 2048
_PADDING = 3
"""Places a text may be padded by: a padded place costs as much as a word."""
_PROVIDERS = ["CPUExecutionProvider"]
_SLOW = ["SkipLayerNormFusion"]
"""What onnxruntime would do to the graph that makes it slower: sum and norm in one take five times both."""


def embedded_folder() -> Path:
    """Where the weights lie in this installation."""
    return shelf("models") / FOLDER


class Manifest(NamedTuple):
    """What the model's folder says of itself; ``tokens`` is the longest text it reads."""

    model: str
    revision: str
    dimension: int
    tokens: int


class _Table:
    """The tokenizer of one language and its word vectors, mapped: of 30,000 subwords a text has a few."""

    def __init__(self, folder: Path, name: str, length: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / f"{name}.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(length)
        self._words = Vectors.load(folder / f"{name}.npy")

    def tokens(self, texts: Sequence[str]) -> list[Encoding]:
        return list(self._tokenizer.encode_batch_fast(list(texts)))

    def embed(self, tokens: Sequence[Encoding]) -> tuple[Floats, NDArray[np.int64]]:
        """Word vectors ``[text, token, dimension]`` and which of the tokens are there, ``[text, token]``."""
        longest = max(len(token.ids) for token in tokens)
        ids = np.zeros((len(tokens), longest), np.int64)
        mask = np.zeros((len(tokens), longest), np.int64)
        for row, token in enumerate(tokens):
            ids[row, : len(token.ids)] = token.ids
            mask[row, : len(token.ids)] = 1
        return self._words[ids], mask


class EmbeddedEncoder:
    """Safe to share between threads. The texts of a call are encoded in batches of like length.

    Swedish and mixed text goes through the Swedish table, whose tokenizer knows both languages; English through the
    table the transformer was made with. Both end in the same space. Weights are read for the first text: an import that
    changes none encodes none.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        manifest = read_manifest(folder)
        self.model_id = manifest.model
        self.revision = manifest.revision
        self.dimension = manifest.dimension
        self._folder = folder
        self._threads = threads
        self._length = manifest.tokens

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        weights = str(self._folder / "transformer.onnx")
        session = onnxruntime.InferenceSession(weights, options, providers=_PROVIDERS, disabled_optimizers=_SLOW)
        hand_back()  # reading the weights leaves 55 MB behind
        return session

    @cached_property
    def _tables(self) -> Mapping[Language, _Table]:
        return {language: _Table(self._folder, name, self._length) for language, name in _TABLES.items()}

    def encode(self, texts: Sequence[str], language: Language, *, need: bool = False) -> Floats:
        """Tokens beyond the manifest's limit are left out; ``need`` makes no difference to this model.

        Texts of the same tokens, as those that differ in capitals, are encoded once.
        """
        table = self._tables[language]
        read = table.tokens(texts)
        turns = {tuple(token.ids): turn for turn, token in enumerate(read)}
        tokens = [read[turn] for turn in turns.values()]
        vectors = np.zeros((len(tokens), self.dimension), np.float32)
        for rows in _batches([len(token.ids) for token in tokens]):
            embeddings, mask = table.embed([tokens[row] for row in rows])
            (vectors[rows],) = self._session.run(None, {"embeddings": embeddings, "mask": mask})
        places = {ids: place for place, ids in enumerate(turns)}
        return vectors[[places[tuple(token.ids)] for token in read]]


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts of like length, so that little is padded."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    batch: list[int] = []
    for place in order:
        padded = batch and lengths[place] - lengths[batch[0]] > _PADDING
        if padded or len(batch) == _BATCH_TEXTS or lengths[place] * (len(batch) + 1) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def read_manifest(folder: Path) -> Manifest:
    """EncoderError where a file the manifest names is missing or has another digest than it says."""
    try:
        said = json.loads((folder / MANIFEST).read_text("utf-8"))
        if said["format"] != FORMAT or revision_of(said["files"]) != said["revision"]:
            raise _damaged(folder / MANIFEST)
        for name, digest in said["files"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise _damaged(folder / name)
        return Manifest(said["model"], said["revision"], said["dimension"], said["tokens"])
    except (OSError, ValueError, KeyError) as error:
        raise _damaged(folder / MANIFEST) from error


def revision_of(files: dict[str, str]) -> str:
    """The digest of the digests of the model's files, shortened."""
    return hashlib.sha256("".join(f"{name} {files[name]}\n" for name in sorted(files)).encode()).hexdigest()[:16]


def _damaged(path: Path) -> EncoderError:
    return EncoderError(
        Text(
            sv=f"Modellfilen {path.name} saknas eller är skadad; installera om paketet s3graph.",
            en=f"The model file {path.name} is missing or damaged; reinstall the package s3graph.",
        )
    )

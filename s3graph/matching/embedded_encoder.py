"""The encoder that comes with the software: one int8 transformer, a table of word vectors per language, no torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime

from s3graph.errors import EncoderError
from s3graph.matching.encoder import Floats
from s3graph.matching.word_table import TABLES, Subwords, WordTable, first_of, word_tables
from s3graph.memory import hand_back
from s3graph.model import Language, Text
from s3graph.resources import shelf

FOLDER = "bilingual-minilm"
MANIFEST = "manifest.json"
FORMAT = 2
Cut = Callable[[Subwords, int], Subwords]
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
    """What the model's folder says of itself; ``tokens`` is the longest text it reads. ``tables`` is the digest of its
    word tables; ``stands_on`` that of those it was made for, where it has none.
    """

    model: str
    revision: str
    dimension: int
    tokens: int
    tables: str
    stands_on: str | None


class EmbeddedEncoder:
    """Safe to share between threads. The texts of a call are encoded in batches of like length.

    Swedish and mixed text goes through the Swedish table, whose tokenizer knows both languages; English through the
    table the transformer was made with. Both end in the same space. Weights are read for the first text: an import that
    changes none encodes none.
    """

    def __init__(self, folder: Path, threads: int = 1, tables: Path | None = None, cut: Cut = first_of) -> None:
        """``tables`` is the folder of the model whose word tables it shares, where it has none of its own; ``cut`` says
        what is read of a text that is too long.

        EncoderError where a file is damaged, or where it was made for other word tables.
        """
        manifest = read_manifest(folder)
        shared = read_manifest(tables) if tables else manifest
        if manifest.stands_on != (shared.tables if tables else None):
            raise _made_for_others(folder)
        self.model_id = manifest.model
        self.revision = manifest.revision
        self.dimension = manifest.dimension
        self._folder = folder
        self._tables = (tables or folder, shared.tables)
        self._threads = threads
        self._length = manifest.tokens
        self._cut = cut

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # who waits leaves the core to others
        weights = str(self._folder / "transformer.onnx")
        session = onnxruntime.InferenceSession(weights, options, providers=_PROVIDERS, disabled_optimizers=_SLOW)
        hand_back()  # reading the weights leaves 55 MB behind
        return session

    def encode(self, texts: Sequence[str], language: Language, *, need: bool = False) -> Floats:
        """Subwords beyond the manifest's limit are left out; ``need`` makes no difference to this model.

        Texts of the same subwords, as those that differ in capitals, are encoded once.
        """
        table = self._words[language]
        read = [tuple(self._cut(text, self._length)) for text in table.read(texts)]
        different = list(dict.fromkeys(read))
        vectors = np.zeros((len(different), self.dimension), np.float32)
        for rows in _batches([len(text) for text in different]):
            embeddings, mask = table.embed([different[row] for row in rows])
            (vectors[rows],) = self._session.run(None, {"embeddings": embeddings, "mask": mask})
        places = {text: place for place, text in enumerate(different)}
        return vectors[[places[text] for text in read]]

    @cached_property
    def _words(self) -> Mapping[Language, WordTable]:
        return word_tables(*self._tables)


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
            path = folder / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                raise _damaged(folder / name)
        tables = tables_of(said["files"])
        return Manifest(
            said["model"], said["revision"], said["dimension"], said["tokens"], tables, said.get("stands_on")
        )
    except (OSError, ValueError, KeyError) as error:
        raise _damaged(folder / MANIFEST) from error


def tables_of(files: Mapping[str, str]) -> str:
    """The digest of the word tables among the digests of a model's files."""
    return revision_of({name: digest for name, digest in files.items() if Path(name).stem in TABLES.values()})


def revision_of(files: Mapping[str, str]) -> str:
    """The digest of the digests of the model's files, shortened."""
    return hashlib.sha256("".join(f"{name} {files[name]}\n" for name in sorted(files)).encode()).hexdigest()[:16]


def _damaged(path: Path) -> EncoderError:
    return EncoderError(
        Text(
            sv=f"Modellfilen {path.parent.name}/{path.name} saknas eller är skadad; installera om paketet s3graph.",
            en=f"The model file {path.parent.name}/{path.name} is missing or damaged; reinstall the package s3graph.",
        )
    )


def _made_for_others(folder: Path) -> EncoderError:
    return EncoderError(
        Text(
            sv=f"Modellen {folder.name} är gjord för andra ordtabeller; kör python -m training.{folder.name}.",
            en=f"The model {folder.name} was made for other word tables; run python -m training.{folder.name}.",
        )
    )

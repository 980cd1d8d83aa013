"""Vectors of passages: taken over from the former release's index where text and model are the same, else encoded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from s3graph.errors import StorageError
from s3graph.matching.catalogue import Catalogue, Passage
from s3graph.matching.encoder import Encoder
from s3graph.model import Language

Halves = NDArray[np.float16]
Known = Mapping[tuple[str, Language], NDArray[np.float16]]


def passages_of(catalogue: Catalogue) -> list[Passage]:
    """Every passage of every topic, in order: what the rows of an index's vectors are."""
    return [passage for topic in catalogue.topics for passage in topic.passages]


def vectors_of(passages: Sequence[Passage], encoder: Encoder, known: Known) -> Halves:
    """``[passage, dimension]``; only texts that ``known`` lacks are encoded, each once."""
    found = dict(known)
    for language in Language:
        new = {p.text for p in passages if p.language is language and (p.text, language) not in found}
        texts = sorted(new)
        if texts:
            vectors = encoder.encode(texts, language).astype(np.float16)
            found.update(((text, language), vector) for text, vector in zip(texts, vectors, strict=True))
    vectors = np.zeros((len(passages), encoder.dimension), np.float16)
    for row, passage in enumerate(passages):
        vectors[row] = found[passage.text, passage.language]
    return vectors


def known_vectors(index: Path | None, encoder: Encoder) -> Known:
    """What a former index knows; nothing where there is none, or where another model made it."""
    if index is None or not (index / "meta.json").exists():
        return {}
    try:
        meta = json.loads((index / "meta.json").read_text("utf-8"))
        if (meta["model"], meta["revision"]) != (encoder.model_id, encoder.revision):
            return {}
        passages = passages_of(Catalogue.load(index / "catalogue.json"))
        vectors = np.load(index / "vectors.npy")
        with np.load(index / "outside.npz", allow_pickle=False) as outside:
            passages.extend(Passage(str(text), Language(code)) for text, code in outside["texts"])
            vectors = np.concatenate([vectors, outside["vectors"]])
    except (OSError, ValueError, KeyError, StorageError):
        return {}
    return {(p.text, p.language): vector for p, vector in zip(passages, vectors, strict=True)}

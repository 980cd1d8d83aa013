"""Vectors of passages: taken over from the former release's index where text and model are the same, else encoded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from s3graph.errors import StorageError
from s3graph.matching.catalogue import Catalogue, Passage
from s3graph.matching.encoder import Encoder
from s3graph.matching.vectors import Record, Rows, packed, record
from s3graph.model import Language

Known = Mapping[tuple[str, Language], Record]


def passages_of(catalogue: Catalogue) -> list[Passage]:
    """Every passage of every topic, in order: what the rows of an index's vectors are."""
    return [passage for topic in catalogue.topics for passage in topic.passages]


def vectors_of(passages: Sequence[Passage], encoder: Encoder, known: Known) -> Rows:
    """A row for each passage; only texts that ``known`` lacks are encoded, each once."""
    found = dict(known)
    for language in Language:
        new = {p.text for p in passages if p.language is language and (p.text, language) not in found}
        texts = sorted(new)
        if texts:
            rows = packed(encoder.encode(texts, language))
            found.update(((text, language), row) for text, row in zip(texts, rows, strict=True))
    rows = np.zeros(len(passages), record(encoder.dimension))
    for place, passage in enumerate(passages):
        rows[place] = found[passage.text, passage.language]
    return rows


def known_vectors(index: Path | None, encoder: Encoder) -> Known:
    """What a former index knows; nothing where there is none, or where another model made it."""
    if index is None or not (index / "meta.json").exists():
        return {}
    try:
        meta = json.loads((index / "meta.json").read_text("utf-8"))
        if (meta["model"], meta["revision"]) != (encoder.model_id, encoder.revision):
            return {}
        passages = passages_of(Catalogue.load(index))
        vectors = np.load(index / "vectors.npy")
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, StorageError):
        return {}
    return {(p.text, p.language): vector for p, vector in zip(passages, vectors, strict=True)}

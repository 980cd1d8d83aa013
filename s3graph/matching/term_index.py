"""The terms of a release as they are held against a need, in files of their own beside the matching index.

Names are compared in meaning by the preferred ones and in words by all of them: ESCO has ten other names a skill, most
of them turns of the same phrase, and encoding them would take a minute and say no more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.catalogue import Passage
from s3graph.matching.encoder import Encoder
from s3graph.matching.lexical import LexicalIndex
from s3graph.matching.passages import Known, vectors_of
from s3graph.matching.segments import largest
from s3graph.matching.terms import Term, Way
from s3graph.matching.vectors import Vectors, record
from s3graph.model import Language, Text

Floats = NDArray[np.float32]
_TERMS = "terms.json"
_VECTORS = "term-vectors.npy"
_WORDS = "terms-{}"


@dataclass(frozen=True)
class TermIndex:
    """Rows of ``vectors`` are the preferred names of the terms, in order; documents of ``words`` all their names."""

    terms: tuple[Term, ...] = ()
    vectors: Vectors = field(default_factory=lambda: Vectors(np.zeros(0, record(0))))
    words: Mapping[Language, LexicalIndex] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> TermIndex:
        """None of them where the release holds no register that competences are mapped to."""
        if not has_terms(folder):
            return cls()
        return cls(
            _unpacked((folder / _TERMS).read_text("utf-8")),
            Vectors.load(folder / _VECTORS),
            {code: LexicalIndex.load(folder, _WORDS.format(code), code) for code in Language},
        )

    @cached_property
    def ways(self) -> tuple[tuple[int, Way], ...]:
        """Every way of every term."""
        return tuple((place, way) for place, term in enumerate(self.terms) for way in term.ways)

    def meaning(self, vectors: Floats) -> Floats:
        """``[part, term]``: cosine with the nearest preferred name."""
        return _largest(self.vectors.cosines(vectors), [len(_preferred(term)) for term in self.terms])

    def words_of(self, texts: Sequence[str], languages: Sequence[Language]) -> Floats:
        """``[part, term]``: n-gram cosine with the nearest name in one of the languages."""
        shares = [np.max([self.words[code].similarities(text) for code in languages], axis=0) for text in texts]
        return _largest(np.array(shares, np.float32), [len(term.names) for term in self.terms])


NO_TERMS = TermIndex()


def has_terms(folder: Path) -> bool:
    """Whether an index has any."""
    return (folder / _TERMS).exists()


def save_terms(terms: tuple[Term, ...], folder: Path) -> None:
    """The terms themselves; nothing where there are none."""
    if terms:
        (folder / _TERMS).write_text(_packed(terms), "utf-8")


def write_terms(terms: tuple[Term, ...], encoder: Encoder, folder: Path, known: Known) -> None:
    """What they are found by; nothing where there are none. Only names that ``known`` lacks are encoded."""
    if not terms:
        return
    preferred = [name for term in terms for name in _preferred(term)]
    np.save(folder / _VECTORS, vectors_of(preferred, encoder, known))
    names = [name for term in terms for name in term.names]
    for code in Language:
        own = [name.text if name.language is code else "" for name in names]
        LexicalIndex.build(own, code).save(folder, _WORDS.format(code))


def known_names(folder: Path | None) -> Known:
    """What an index of the same model knows of names; nothing where it has none."""
    if folder is None or not has_terms(folder):
        return {}
    terms = _unpacked((folder / _TERMS).read_text("utf-8"))
    names = [name for term in terms for name in _preferred(term)]
    return {(name.text, name.language): row for name, row in zip(names, np.load(folder / _VECTORS), strict=True)}


def _preferred(term: Term) -> tuple[Passage, ...]:
    return tuple(name for name in term.names if name.text == term.label.in_language(name.language)) or term.names[:1]


def _largest(values: Floats, counts: Sequence[int]) -> Floats:
    """Of each of some neighbours."""
    return largest(values, np.cumsum(counts, dtype=np.int64) - counts)


def _packed(terms: tuple[Term, ...]) -> str:
    rows = [(term.iri, term.label, term.scheme, term.names, term.ways) for term in terms]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _unpacked(content: str) -> tuple[Term, ...]:
    return tuple(
        Term(
            iri,
            Text(*label),
            Text(*scheme),
            tuple(Passage(text, Language(code)) for text, code in names),
            tuple(Way(*way) for way in ways),
        )
        for iri, label, scheme, names, ways in json.loads(content)
    )

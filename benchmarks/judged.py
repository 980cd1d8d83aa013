"""The judged needs of ``tests/matching/needs`` as plain values; ``README.md`` there says how they were judged."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from s3graph.model import Language

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "matching" / "needs"
SEALED = FOLDER.with_name("sealed")
"""Needs in neither half, whose figures are told once: nothing is chosen on them, and no test ranks them."""


class Half(StrEnum):
    """Weights and thresholds are chosen on FITTED; figures are of OPENED, which is looked at once."""

    FITTED = "fitted"
    OPENED = "opened"


class Kind(StrEnum):
    """What is particular about a need. OUT is nobody's to answer and has no judgements."""

    PLAIN = "plain"
    COLLOQUIAL = "colloquial"
    MISSPELT = "misspelt"
    DIALECTAL = "dialectal"
    MIXED = "mixed"
    VAGUE = "vague"
    MANY_SIDED = "many-sided"
    OUT = "out"


class JudgedNeed(NamedTuple):
    """``judged`` is the grade of actors by slug: 2 right, 1 useful, 0 looked at and not relevant."""

    name: str
    kind: Kind
    texts: Mapping[Language, str]
    judged: Mapping[str, int]

    @property
    def half(self) -> Half:
        return half_of(self.name)


def half_of(name: str) -> Half:
    """The half of a need, by its identifier alone, so that both languages lie in one half.

    >>> half_of("w01")
    <Half.FITTED: 'fitted'>
    """
    odd = int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 2
    return Half.OPENED if odd else Half.FITTED


def judged_needs(folder: Path = FOLDER) -> Iterator[JudgedNeed]:
    """In the order of the file."""
    grades: dict[str, dict[str, int]] = {}
    for row in _rows(folder / "qrels.tsv"):
        grades.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    for row in _rows(folder / "needs.tsv"):
        texts = {language: row[language.value] for language in Language}
        yield JudgedNeed(row["id"], Kind(row["kind"]), texts, grades.get(row["id"], {}))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)

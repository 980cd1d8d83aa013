"""What support actors are asked and what they are not: our own texts of both sides."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from s3graph.model import Language
from s3graph.resources import shelf
from training.needs import needs


class Written(NamedTuple):
    """One of our own texts: the set it is of, and whether it is somebody's."""

    group: str
    text: str
    language: Language
    somebody: bool


def written(path: Path, somebody: bool) -> Iterator[Written]:
    """The texts of a file, language after language."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    for language in Language:
        yield from (Written(row.get("set", path.stem), row[language.value], language, somebody) for row in rows)


@cache
def texts(somebody: bool) -> tuple[Written, ...]:
    """The shipped texts of one side, in both languages."""
    name = "inside.tsv" if somebody else "outside.tsv"
    return tuple(written(shelf("models") / "scope" / name, somebody))


@cache
def with_needs(somebody: bool) -> tuple[Written, ...]:
    """The same; on the inside also the needs of which it is told what is wanted in them (``training.needs``)."""
    told = list(needs()) if somebody else []
    further = (Written(group, need[code.value], code, somebody=True) for code in Language for group, need in told)
    return (*texts(somebody), *further)

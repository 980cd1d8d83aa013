"""Everything ``training.together`` reads, in one small file that ``training.gather`` writes.

So that it runs on a machine that has neither the data folders nor what the package stands on. Texts are rows; pairs and
sentences name rows. Pairs are of TRAIN alone, the tasks to choose by are of DEV (``training.split``).
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).resolve().parent / "work" / "corpus.json.xz"


class Pair(NamedTuple):
    """Rows of two texts that mean the same or are about the same."""

    one: int
    other: int
    concept: int


class Question(NamedTuple):
    """A held-out task, in rows; ``starts`` as in ``benchmarks.encoder_tasks``."""

    name: str
    queries: list[int]
    candidates: list[int]
    wanted: list[int]
    starts: list[int]


class Corpus(NamedTuple):
    """``texts[row]`` is a text and its language; ``asked`` pairs the row of an everyday sentence with a competence.

    ``passages[competence]`` are the rows of what is said of it, its name first; ``kin`` pairs competences of which one
    lies just above the other.
    """

    texts: list[tuple[str, str]]
    pairs: dict[str, list[Pair]]
    asked: list[tuple[int, int]]
    passages: list[list[int]]
    kin: list[tuple[int, int]]
    tasks: list[Question]


def read(path: Path = FILE) -> Corpus:
    """What ``write`` wrote."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        said = json.load(stream)
    return Corpus(
        [(text, language) for text, language in said["texts"]],
        {name: [Pair(*pair) for pair in pairs] for name, pairs in said["pairs"].items()},
        [(row, own) for row, own in said["asked"]],
        said["passages"],
        [(one, other) for one, other in said["kin"]],
        [Question(**task) for task in said["tasks"]],
    )


def write(corpus: Corpus, path: Path = FILE) -> None:
    """The folder is made where it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tasks = [task._asdict() for task in corpus.tasks]
    with lzma.open(path, "wt", encoding="utf-8", preset=9) as stream:
        json.dump(corpus._asdict() | {"tasks": tasks}, stream, ensure_ascii=False)

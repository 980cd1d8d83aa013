"""Needs of which it is told what is wanted in them: our own texts, in Swedish and English (``training/wishes``)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

NEEDS = Path(__file__).parent / "wishes"
HALF = 0.5
"""A part is of a wish where it and the piece that says it have so much of the shorter of both in common."""


def needs(folder: Path = NEEDS) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each need with the name of its set."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as stream:
            yield from ((path.stem, json.loads(line)) for line in stream)


def wishes_of(parts: Sequence[str], text: str, pieces: Sequence[str]) -> Iterator[list[int]]:
    """Of each part of a text, in order, which of the wishes it is of, by the pieces that say them. ValueError for a
    piece that is none of the text.

    >>> list(wishes_of(["Vi gör ost.", "Vi vill sälja den."], "Vi gör ost. Vi vill sälja den.", ["sälja den"]))
    [[], [0]]
    """
    wished = [(start := text.index(piece), start + len(piece)) for piece in pieces]
    start = 0
    for part in parts:
        start = max(text.find(part, start), start)
        own = start, start + len(part)
        yield [place for place, other in enumerate(wished) if _alike(own, other)]


def _alike(one: tuple[int, int], other: tuple[int, int]) -> bool:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common >= HALF * min(one[1] - one[0], other[1] - other[0])

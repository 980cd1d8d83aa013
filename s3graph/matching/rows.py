"""Values kept as lines of JSON in a file, each read and made when it is asked for: what most answers never look at.

Read and not mapped: an answer reads a hundred lines of 300 bytes, and a hundred places of a mapped file are most of it.
"""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from s3graph.matching.mapping import mapped

T_co = TypeVar("T_co", covariant=True)


class Lines:
    """A file kept open for as long as anybody reads in it, wherever its name has gone; threads may share it."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._file)

    def __len__(self) -> int:
        """Of bytes."""
        return os.fstat(self._file).st_size

    def between(self, start: int, end: int) -> bytes:
        return os.pread(self._file, end - start, start)


class Rows(Sequence[T_co]):
    """``starts`` are the places of the lines' first bytes, and of the end. Equal to any sequence of equal values."""

    def __init__(self, lines: Lines, starts: NDArray[np.int64], make: Callable[[Any], T_co]) -> None:
        self._lines = lines
        self._starts = starts
        self._make = make

    @classmethod
    def load(cls, path: Path, make: Callable[[Any], T_co]) -> Rows[T_co]:
        """``make`` turns what JSON holds into a value. ValueError where the file is not as long as it was written."""
        starts, lines = mapped(_starts_of(path)), Lines(path)
        if starts[-1] != len(lines):
            raise ValueError(path)
        return cls(lines, starts, make)

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> T_co: ...
    @overload
    def __getitem__(self, place: slice) -> Rows[T_co]: ...
    def __getitem__(self, place: int | slice) -> T_co | Rows[T_co]:
        """A part shares the file with the whole; it is of neighbours."""
        if isinstance(place, slice):
            first, last, _ = place.indices(len(self))
            return Rows(self._lines, self._starts[first : max(first, last) + 1], self._make)
        place = range(len(self))[place]
        start, end = self._starts[place : place + 2].tolist()
        return self._make(json.loads(self._lines.between(start, end).decode()))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == its for one, its in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


def save_rows(path: Path, values: Iterable[Any]) -> None:
    """Each value as a line, and beside them where the lines start."""
    lines = [json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for value in values]
    path.write_bytes(b"".join(lines))
    np.save(_starts_of(path), np.cumsum([0, *map(len, lines)], dtype=np.int64))


def _starts_of(path: Path) -> Path:
    return path.with_suffix(".npy")

"""What a query's process writes into its pipe: frames of one letter, a length, and bytes."""

from __future__ import annotations

import os
import struct
from enum import Enum
from typing import NamedTuple

_HEAD = struct.Struct("!cI")
BLOCK = 1 << 16
"""Bytes of an answer that are sent at once."""


class Kind(Enum):
    """Data of the answer; the answer is whole; why there is none."""

    DATA = b"D"
    END = b"Z"
    ERROR = b"E"


class Frame(NamedTuple):
    """One frame."""

    kind: Kind
    content: bytes


def write_frame(descriptor: int, kind: Kind, content: bytes = b"") -> None:
    """Blocks while the reader is slow; BrokenPipeError where it has gone."""
    left = memoryview(_HEAD.pack(kind.value, len(content)) + content)
    while left:
        left = left[os.write(descriptor, left) :]


class FrameReader:
    """Takes bytes as they come and gives whole frames."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def feed(self, content: bytes) -> None:
        self._kept += content

    def take(self) -> Frame | None:
        """The next frame, None while it is not whole."""
        if len(self._kept) < _HEAD.size:
            return None
        kind, length = _HEAD.unpack_from(self._kept)
        end = _HEAD.size + length
        if len(self._kept) < end:
            return None
        content = bytes(self._kept[_HEAD.size : end])
        del self._kept[:end]
        return Frame(Kind(kind), content)


class Blocks:
    """A file that pyoxigraph serialises into: collects bytes and writes them in blocks."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._kept = bytearray()

    def write(self, content: bytes) -> int:
        self._kept += content
        if len(self._kept) >= BLOCK:
            self.flush()
        return len(content)

    def flush(self) -> None:
        if self._kept:
            write_frame(self._descriptor, Kind.DATA, bytes(self._kept))
            self._kept.clear()

"""What passes between the service and a query's process: requests one way, the frames of an answer the other."""

from __future__ import annotations

import json
import socket
import struct
from enum import Enum
from typing import Any, NamedTuple

from s3graph.querying.cutting import CUTS, last_rows

_HEAD = struct.Struct("!cI")
_LENGTH = struct.Struct("!I")
BLOCK = 1 << 16
"""Bytes of an answer that are sent at once."""


class Kind(Enum):
    """Data of the answer, in whole rows; the answer is whole; why there is none."""

    DATA = b"D"
    END = b"Z"
    ERROR = b"E"


class Frame(NamedTuple):
    """One frame. The content of END and ERROR is JSON."""

    kind: Kind
    content: bytes


def frame(kind: Kind, content: bytes = b"") -> bytes:
    return _HEAD.pack(kind.value, len(content)) + content


def request(said: dict[str, Any]) -> bytes:
    """As ``read_request`` takes it."""
    content = json.dumps(said, ensure_ascii=False).encode()
    return _LENGTH.pack(len(content)) + content


def read_request(channel: socket.socket) -> dict[str, Any] | None:
    """Waits for the next request; None where the other end has hung up."""
    head = _exactly(channel, _LENGTH.size)
    content = head and _exactly(channel, _LENGTH.unpack(head)[0])
    if not content:
        return None
    found: dict[str, Any] = json.loads(content)
    return found


def _exactly(channel: socket.socket, count: int) -> bytes:
    """Nothing where the other end hangs up before."""
    parts = []
    while count:
        part = channel.recv(count)
        if not part:
            return b""
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


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
    """A file that pyoxigraph serialises into. Every frame it sends ends where a row does; ``rows`` counts them."""

    def __init__(self, channel: socket.socket, media_type: str) -> None:
        self._channel = channel
        self._media_type = media_type
        self._cut = CUTS[media_type]
        self._kept = bytearray()
        self._wanted = BLOCK
        self._sent = False
        self.rows = 0

    def write(self, content: bytes) -> int:
        self._kept += content
        if len(self._kept) >= self._wanted:
            self._send_whole()
        return len(content)

    def flush(self) -> None:
        """pyoxigraph calls it at the end, and ``close`` sends what is left."""

    def close(self, *, row_count: int | None, touched: int, spent: bool) -> None:
        """The rest and the end of the answer, sent as one. ``row_count`` where it is known better than from the bytes.

        ``touched``: bytes this process has of its own. ``spent``: it must answer no more.
        """
        rest = bytes(self._kept)
        self.rows += last_rows(self._media_type, rest, first=not self._sent) - self._cut.header
        said = {"rows": max(self.rows, 0) if row_count is None else row_count, "touched": touched, "spent": spent}
        self._channel.sendall(
            (frame(Kind.DATA, rest) if rest else b"") + frame(Kind.END, json.dumps(said).encode()),
        )

    def _send_whole(self) -> None:
        """A row longer than a block is waited for."""
        block = bytes(self._kept)
        end, rows = self._cut.whole(block)
        if not end:
            self._wanted = 2 * len(block)
            return
        self._wanted = BLOCK
        self._sent = True
        self.rows += rows
        self._channel.sendall(frame(Kind.DATA, block[:end]))
        del self._kept[:end]

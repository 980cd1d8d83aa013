"""How long the lines of a file are, told without reading any of them whole."""

from __future__ import annotations

from s3graph.intake.reader import Sent

_CHUNK = 1 << 20


def check_lines(sent: Sent) -> None:
    """LimitError with its line for the first one that is too long."""
    sent.stream.seek(0)
    line, length = 1, 0
    while chunk := sent.stream.read(_CHUNK):
        last = chunk.rfind(b"\n")
        if last < 0:
            length += len(chunk)
        else:
            first = chunk.index(b"\n")
            sent.limits.check_line(sent.name, length + first, line)
            length = len(chunk) - last - 1
            line += chunk.count(b"\n")
        sent.limits.check_line(sent.name, length, line)

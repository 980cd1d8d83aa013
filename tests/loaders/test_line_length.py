from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from loaders.line_length import check_lines
from s3graph.errors import LimitError
from s3graph.intake.limits import Limits
from s3graph.intake.reader import Sent

LIMITS = Limits(bytes=1 << 30, ratio=250, literal=1 << 20, nesting=200, line=3 << 20)
LONG = b"x" * (3 << 20)


def check(content: bytes, limits: Limits = LIMITS) -> None:
    check_lines(Sent(BytesIO(content), "fil.nt", limits))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (LONG + b"xx\n", 1),
        (b"a\nb\n" + LONG + b"x", 3),
        (b"a\n" + LONG + b"\n" + LONG + b"x\nb\n", 3),
        (b"ab\n" * (1 << 20) + LONG + b"x", (1 << 20) + 1),
    ],
)
def test_a_line_that_is_too_long_is_named(content: bytes, line: int) -> None:
    with pytest.raises(LimitError) as raised:
        check(content)
    assert f"line {line}:" in raised.value.detail.en


def test_lines_within_the_limit_are_let_through_wherever_they_begin() -> None:
    """A limit below the size of what is read at a time finds lines of that size only where they span two readings."""
    check(LONG + b"\n" + LONG + b"\n" + LONG)
    check(b"")
    check(b"ab\n" * (1 << 21), replace(LIMITS, line=2))

"""Packed files: told by their content, never longer than allowed, and damaged ones said to be so."""

from __future__ import annotations

import gzip
from contextlib import closing
from io import BytesIO

import pytest
import zstandard

from s3graph.errors import LimitError, ReadError
from s3graph.intake.limits import Limits
from s3graph.intake.unpacking import unpacked
from tests.intake.packing import zipped

CONTENT = "Provgården på Öland\n".encode() * 100
LIMIT = Limits(bytes=1 << 20, ratio=250, literal=1 << 20, nesting=200)


@pytest.mark.parametrize(
    "packed",
    [
        CONTENT,
        gzip.compress(CONTENT),
        zipped(a=CONTENT),
        zstandard.compress(CONTENT),
        zstandard.compress(CONTENT[:3]) + zstandard.compress(CONTENT[3:]),
    ],
    ids=["plain", "gzip", "zip", "zstandard", "zstandard of two frames"],
)
def test_the_content_comes_out_whatever_it_is_called(packed: bytes) -> None:
    with closing(unpacked(BytesIO(packed), "fil.ttl", LIMIT)) as content:
        assert content.read() == CONTENT


@pytest.mark.parametrize(
    "pack",
    [bytes, gzip.compress, lambda content: zipped(a=content), zstandard.compress],
    ids=["plain", "gzip", "zip", "zstandard"],
)
def test_no_more_is_unpacked_than_allowed(pack: object) -> None:
    """A bomb of 64 MiB of zeros is stopped at the limit."""
    assert callable(pack)
    packed = pack(bytes(64 << 20))
    with pytest.raises(LimitError) as raised:
        unpacked(BytesIO(packed), "bomb.gz", LIMIT)
    assert "1 MiB" in raised.value.detail.sv
    assert "S3GRAPH_IMPORT_MB" in raised.value.detail.en


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        (gzip.compress(CONTENT)[:-20], "skadad"),
        (gzip.compress(CONTENT)[:12] + b"\0" * 40, "skadad"),
        (zipped(a=CONTENT)[:-30], "skadad"),
        (zstandard.compress(CONTENT)[:-3], "skadad"),
        (zstandard.compress(CONTENT)[:6] + b"\1" * 9, "skadad"),
        (zipped(a=CONTENT, b=CONTENT), "2 filer"),
        (zipped(), "0 filer"),
        (b"", "är tom"),
        (gzip.compress(b""), "är tom"),
        (zipped(a=b""), "är tom"),
    ],
    ids=[
        "gzip cut off",
        "gzip damaged",
        "zip cut off",
        "zstandard cut off",
        "zstandard damaged",
        "zip of two",
        "zip of none",
        "empty",
        "gzip of nothing",
        "zip of nothing",
    ],
)
def test_what_cannot_be_unpacked_says_why(packed: bytes, said: str) -> None:
    with pytest.raises(ReadError) as raised:
        unpacked(BytesIO(packed), "fil.gz", LIMIT)
    assert said in raised.value.detail.sv
    assert "fil.gz" in raised.value.detail.en


def test_what_grows_too_much_is_refused_though_it_is_not_too_large() -> None:
    """Past 64 MiB the ratio of unpacked to packed bytes counts."""
    roomy = LIMIT.__class__(bytes=1 << 30, ratio=250, literal=1 << 20, nesting=200)
    with pytest.raises(LimitError) as raised:
        unpacked(BytesIO(gzip.compress(bytes(80 << 20))), "bomb.gz", roomy)
    assert "S3GRAPH_IMPORT_RATIO" in raised.value.detail.sv

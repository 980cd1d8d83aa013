"""Packed files: told by their content, never longer than allowed, and damaged ones said to be so."""

from __future__ import annotations

import gzip
import zipfile
from io import BytesIO

import pytest

from s3graph.errors import LimitError, ReadError
from s3graph.intake.unpacking import unpacked

CONTENT = "Provgården på Öland\n".encode() * 100
LIMIT = 1 << 20


def zipped(**members: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("packed", [CONTENT, gzip.compress(CONTENT), zipped(a=CONTENT)], ids=["plain", "gzip", "zip"])
def test_the_content_comes_out_whatever_it_is_called(packed: bytes) -> None:
    assert unpacked(BytesIO(packed), "fil.ttl", LIMIT).read() == CONTENT


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, lambda content: zipped(a=content)], ids=["plain", "gzip", "zip"]
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

from __future__ import annotations

import pytest

from loaders.signatures import check_signature
from s3graph.errors import ReadError


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\xef\xbb\xbf \n<!DocType HTML>", "a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an office document"),
        (b"PK\x03\x04" + bytes(20), "an archive in an archive"),
        (b"a.ttl".ljust(257, b"\0") + b"ustar  ", "a tar archive"),
    ],
)
def test_what_a_file_is_is_said_by_its_first_bytes(head: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said) as raised:
        check_signature(head, "a.ttl")
    assert raised.value.detail.sv.startswith("a.ttl är e")


@pytest.mark.parametrize(
    "head", [b"", b"@prefix a: <a:> .", b"<a:b> a <a:c> .", b"<?xml version='1.0'?><rdf:RDF", b"{}"]
)
def test_rdf_is_nothing_else(head: bytes) -> None:
    check_signature(head, "a.ttl")

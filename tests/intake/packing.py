"""One file in every format and every packing that is taken in."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from io import BytesIO

import zstandard
from pyoxigraph import RdfFormat, parse, serialize

from loaders.rdf import RDF_READERS


def zipped(**members: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gz": gzip.compress,
    "zip": lambda content: zipped(member=content),
    "zst": zstandard.compress,
}
"""By the end of the name."""
FORMATS = {reader.suffixes[0]: reader for reader in RDF_READERS}


def written(turtle: str, suffix: str) -> bytes:
    """The same statements in another format, blank nodes under other labels."""
    kind = FORMATS[suffix].rdf_format
    content = serialize(parse(turtle, format=RdfFormat.TURTLE), format=kind)
    assert content is not None
    return content

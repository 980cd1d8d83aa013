"""Files that are something else than their name says, told by how they begin."""

from __future__ import annotations

from s3graph.errors import ReadError
from s3graph.model import Text

_TEXTS = (
    (b"<!doctype html", Text(sv="en webbsida", en="a web page")),
    (b"<html", Text(sv="en webbsida", en="a web page")),
)
_BINARIES = (
    (b"%PDF-", Text(sv="ett PDF-dokument", en="a PDF document")),
    (b"\x89PNG\r\n", Text(sv="en bild", en="an image")),
    (b"\xff\xd8\xff", Text(sv="en bild", en="an image")),
    (b"GIF8", Text(sv="en bild", en="an image")),
    (b"\xd0\xcf\x11\xe0", Text(sv="ett kontorsdokument", en="an office document")),
    (b"SQLite format 3\0", Text(sv="en databas", en="a database")),
    (b"PK\x03\x04", Text(sv="ett arkiv i ett arkiv", en="an archive in an archive")),
    (b"7z\xbc\xaf", Text(sv="ett 7z-arkiv", en="a 7z archive")),
    (b"Rar!", Text(sv="ett rar-arkiv", en="a rar archive")),
    (b"BZh", Text(sv="packad med bzip2", en="packed with bzip2")),
    (b"\xfd7zXZ", Text(sv="packad med xz", en="packed with xz")),
)
_TAR = slice(257, 262)


def kind_of(head: bytes) -> Text | None:
    """What the file is, where its first bytes say so; ``head`` are a few hundred of them."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    kind = next((kind for mark, kind in _TEXTS if start.startswith(mark)), None)
    kind = kind or next((kind for mark, kind in _BINARIES if head.startswith(mark)), None)
    return Text(sv="ett tar-arkiv", en="a tar archive") if head[_TAR] == b"ustar" else kind


def check_signature(head: bytes, name: str) -> None:
    """ReadError that says what the file is, where its first bytes say so."""
    kind = kind_of(head)
    if kind is not None:
        raise ReadError(
            Text(
                sv=f"{name} är {kind.sv}, vad filen än heter. Leverera RDF, till exempel Turtle, packat med gzip, zip "
                "eller zstd om det behövs.",
                en=f"{name} is {kind.en}, whatever it is called. Deliver RDF, such as Turtle, packed with gzip, zip "
                "or zstd where needed.",
            )
        )

"""Plain, gzipped and zipped files as one stream of bounded length."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from io import BytesIO
from typing import IO, BinaryIO, cast

from s3graph.errors import LimitError, ReadError
from s3graph.model import Text

_GZIP, _ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
_CHUNK = 1 << 20


def unpacked(stream: BinaryIO, name: str, limit: int) -> BinaryIO:
    """The content, told packed by its first bytes and not by its name. A zip file must hold exactly one file.

    LimitError where it is longer than ``limit`` bytes, ReadError where it is damaged or empty.
    """
    head = stream.read(4)
    stream.seek(0)
    try:
        if head.startswith(_GZIP):
            content = _bounded(cast("IO[bytes]", gzip.GzipFile(fileobj=stream)), name, limit)
        elif head.startswith(_ZIP):
            content = _bounded(_only_member(stream, name), name, limit)
        else:
            content = _bounded(stream, name, limit)
    except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        raise ReadError(
            Text(
                sv=f"{name} är packad men går inte att packa upp: filen är skadad eller krypterad. Packa den på nytt.",
                en=f"{name} is packed but cannot be unpacked: it is damaged or encrypted. Pack it again.",
            )
        ) from error
    if not content.getbuffer().nbytes:
        raise ReadError(Text(sv=f"{name} är tom.", en=f"{name} is empty."))
    return content


def _bounded(stream: IO[bytes], name: str, limit: int) -> BytesIO:
    content = BytesIO()
    while chunk := stream.read(_CHUNK):
        content.write(chunk)
        if content.tell() > limit:
            raise LimitError(
                Text(
                    sv=f"{name} är större än {limit >> 20} MiB uppackad (S3GRAPH_IMPORT_MB). Dela filen.",
                    en=f"{name} is larger than {limit >> 20} MiB unpacked (S3GRAPH_IMPORT_MB). Split the file.",
                )
            )
    content.seek(0)
    return content


def _only_member(stream: BinaryIO, name: str) -> IO[bytes]:
    archive = zipfile.ZipFile(stream)
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) != 1:
        raise ReadError(
            Text(
                sv=f"{name} innehåller {len(members)} filer. Skicka ett zip-arkiv med exakt en fil.",
                en=f"{name} holds {len(members)} files. Send a zip archive with exactly one file.",
            )
        )
    return archive.open(members[0])

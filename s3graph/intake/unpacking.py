"""Plain, gzipped, zipped and zstandard files as one stream of bounded length that can be read again."""

from __future__ import annotations

import gzip
import tempfile
import zipfile
import zlib
from contextlib import ExitStack
from pathlib import Path
from typing import IO, BinaryIO, cast

import zstandard

from s3graph.errors import ReadError
from s3graph.graph.storage import storage_errors
from s3graph.intake.limits import Limits
from s3graph.model import Text

_GZIP, _ZIP, _ZSTANDARD = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06"), b"\x28\xb5\x2f\xfd"
_BESIDE = "__MACOSX/"
_HEAD = 4
_DOCUMENT = ("[Content_Types].xml", "META-INF/manifest.xml")
"""What every document of the two families of office programs holds."""
_CHUNK = 1 << 20
_IN_MEMORY = 32 << 20
_WINDOW = 128 << 20
_SMALL = 4096
"""So little at a time that what it unpacks to is bounded."""
_DAMAGED = (
    EOFError, OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error,
    zstandard.ZstdError,
)  # fmt: skip
"""What the unpackers say of damage; a wrong place in a zip archive is an OSError in a file, a ValueError in memory."""


def unpacked(stream: BinaryIO, name: str, limits: Limits, document: bool = False) -> BinaryIO:
    """The content at its beginning, told packed by its first bytes and not by its name; a plain file is itself.

    A zip file must hold exactly one file; where a ``document`` is expected, an office document is left as it is.
    LimitError where the content is too long, ReadError where it is damaged or empty. What is unpacked lies in memory,
    past 32 MiB in a nameless temporary file.
    """
    size = stream.seek(0, 2)
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    with ExitStack() as stack:
        try:
            packed = None if document and is_document(stream) else _unpacking(stream, head, name)
            content = stream if packed is None else stack.enter_context(_spooled(packed, name, size, limits))
            if head.startswith(_ZSTANDARD):
                _check_end(stream)
        except _DAMAGED as error:
            raise _damaged(name) from error
        length = content.seek(0, 2)
        limits.check_size(name, length)
        if not length:
            raise ReadError(Text(sv=f"{name} är tom. Är det rätt fil?", en=f"{name} is empty. Is it the right file?"))
        content.seek(0)
        if packed is not None and _is_packed(content.read(_HEAD)) and not (document and is_document(content)):
            raise _packed_twice(name)
        content.seek(0)
        stack.pop_all()
    return content


def _damaged(name: str) -> ReadError:
    return ReadError(
        Text(
            sv=f"{name} är packad men går inte att packa upp: filen är skadad eller krypterad. Packa den på nytt.",
            en=f"{name} is packed but cannot be unpacked: it is damaged or encrypted. Pack it again.",
        )
    )


def name_inside(stream: BinaryIO, name: str) -> str:
    """The name of the one file in a zip archive, for that says the format; anything else keeps its own name.

    ReadError where the archive holds none or several, or is damaged.
    """
    stream.seek(0)
    if not stream.read(_HEAD).startswith(_ZIP):
        return name
    try:
        if is_document(stream):
            return name
        with zipfile.ZipFile(stream) as archive:
            return _only_member(archive, name).filename.rsplit("/", 1)[-1]
    except _DAMAGED as error:
        raise _damaged(name) from error


def is_document(stream: BinaryIO) -> bool:
    """Whether it is a file of an office program, which is a zip archive of many parts."""
    stream.seek(0)
    packed = stream.read(_HEAD).startswith(_ZIP)
    if packed:
        with zipfile.ZipFile(stream) as archive:
            packed = any(member in _DOCUMENT for member in archive.namelist())
    stream.seek(0)
    return packed


def _is_packed(head: bytes) -> bool:
    return head.startswith((_GZIP, *_ZIP, _ZSTANDARD))


def _packed_twice(name: str) -> ReadError:
    return ReadError(
        Text(
            sv=f"{name} är packad i flera lager. Packa den en gång, eller leverera den opackad.",
            en=f"{name} is packed more than once. Pack it once, or deliver it unpacked.",
        )
    )


def _unpacking(stream: BinaryIO, head: bytes, name: str) -> IO[bytes] | None:
    """None where the file is not packed."""
    if head.startswith(_GZIP):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=stream))
    if head.startswith(_ZIP):
        archive = zipfile.ZipFile(stream)
        return archive.open(_only_member(archive, name))
    if head.startswith(_ZSTANDARD):
        whole = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        return cast("IO[bytes]", whole.stream_reader(stream, read_across_frames=True, closefd=False))
    return None


def _spooled(packed: IO[bytes], name: str, size: int, limits: Limits) -> BinaryIO:
    content = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - handed on, gone when it is let go
    try:
        while chunk := packed.read(_CHUNK):
            with storage_errors(Path(tempfile.gettempdir())):
                content.write(chunk)
            limits.check_size(name, content.tell(), size)
    except BaseException:
        content.close()
        raise
    return cast("BinaryIO", content)


def _check_end(stream: BinaryIO) -> None:
    """EOFError where the last frame is cut off, of which the stream reader says nothing."""
    stream.seek(0)
    frame = None
    while chunk := stream.read(_SMALL):
        while chunk:
            frame = frame or zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
            frame.decompress(chunk)
            chunk = frame.unused_data if frame.eof else b""
            frame = None if frame.eof else frame
    if frame is not None:
        raise EOFError


def _only_member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """Its one file, what a Mac puts beside it aside."""
    members = [item for item in archive.infolist() if not item.is_dir() and not item.filename.startswith(_BESIDE)]
    if any(member.filename in _DOCUMENT for member in members):
        raise ReadError(
            Text(
                sv=f"{name} är ett kontorsdokument, vad det än heter. Låt en arbetsboks namn sluta på .xlsx eller "
                ".ods; annat levereras som RDF, såsom Turtle.",
                en=f"{name} is an office document, whatever it is called. Let the name of a workbook end with .xlsx or "
                ".ods; deliver anything else as RDF, such as Turtle.",
            )
        )
    if len(members) != 1:
        raise ReadError(
            Text(
                sv=f"{name} innehåller {len(members)} filer. Skicka ett zip-arkiv med exakt en fil.",
                en=f"{name} holds {len(members)} files. Send a zip archive with exactly one file.",
            )
        )
    return members[0]

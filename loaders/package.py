"""The zip archive that a workbook is, looked through before anything reads its cells: what it must not hold, and how
large its sheets would become."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from loaders.signatures import kind_of
from s3graph.errors import LimitError, ReadError
from s3graph.intake.limits import Limits
from s3graph.intake.reader import Sent
from s3graph.model import Text

_CHUNK = 1 << 16
_MACROS = re.compile(r"(?:^|/)vbaProject\.bin$|^Basic/|^Scripts/|(?:^|/)macrosheets/|(?:^|/)activeX/", re.IGNORECASE)
_XML = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
_PARTS = 2000
_LIGHT = 100 << 20
"""Unpacked bytes of a workbook that is edited: about a million cells, and two gigabytes while it is."""
_ENCRYPTED = b"encryption-data"
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, KeyError,
)  # fmt: skip


class Package:
    """The parts of one workbook; open inside ``with``."""

    def __init__(self, sent: Sent) -> None:
        self.sent = sent
        sent.stream.seek(0)
        try:
            self._archive = zipfile.ZipFile(sent.stream)
        except _DAMAGED as error:
            raise damaged(sent.name) from error
        self.parts = tuple(item.filename for item in self._archive.infolist())
        self.size = sum(item.file_size for item in self._archive.infolist())

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def check(self) -> None:
        """ReadError for macros, encryption, document type declarations and damage; LimitError where it unpacks to too
        much. Every part is unpacked once, a little at a time, and nothing of it is kept."""
        if any(_MACROS.search(part) for part in self.parts):
            raise has_macros(self.sent.name)
        if len(self.parts) > _PARTS or len(set(self.parts)) != len(self.parts):
            raise damaged(self.sent.name)
        packed, unpacked = self.sent.stream.seek(0, 2), 0
        for part in self.parts:
            for chunk in self._chunks(part):
                unpacked += len(chunk)
                self._check_size(unpacked, packed)
            if _XML.search(part):
                self.parse(part, expat.ParserCreate())

    def _check_size(self, unpacked: int, packed: int) -> None:
        self.sent.limits.check_size(self.sent.name, unpacked, packed)

    def _chunks(self, part: str) -> Iterator[bytes]:
        try:
            with self._archive.open(part) as stream:
                if part == "META-INF/manifest.xml":
                    content = stream.read(_CHUNK)
                    if _ENCRYPTED in content:
                        raise encrypted(self.sent.name)
                    yield content
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except _DAMAGED as error:
            raise damaged(self.sent.name) from error

    def parse(self, part: str, parser: expat.XMLParserType) -> None:
        """Feeds a part to a parser whose handlers are set. ReadError for a document type, and for broken XML."""

        def refuse(*_: object) -> None:
            raise declares_entities(self.sent.name)

        parser.StartDoctypeDeclHandler = refuse
        parser.buffer_text = True
        try:
            with self._archive.open(part) as stream:
                parser.ParseFile(stream)
        except (expat.ExpatError, LookupError, *_DAMAGED) as error:
            raise damaged(self.sent.name) from error

    def holds(self, beginning: str) -> bool:
        """Whether there is a part whose name begins so."""
        return any(part.startswith(beginning) for part in self.parts)


def is_light_xlsx(sent: Sent) -> bool:
    """Whether it is an .xlsx whose sheets are small enough to be edited: a million empty rows with a colour are not."""
    with Package(sent) as package:
        package.check()
        return package.size <= _LIGHT and "xl/workbook.xml" in package.parts


def check_beginning(sent: Sent) -> None:
    """ReadError that says what the file is where it is no zip archive at all."""
    stream: BinaryIO = sent.stream
    stream.seek(0)
    head = stream.read(1000)
    if head.startswith(b"PK"):
        return
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise encrypted(sent.name)
    kind = kind_of(head)
    said = (
        Text(
            sv=f"{sent.name} är {kind.sv}, vad filen än heter.", en=f"{sent.name} is {kind.en}, whatever it is called."
        )
        if kind
        else Text(
            sv=f"{sent.name} är ingen arbetsbok, vad filen än heter.",
            en=f"{sent.name} is no workbook, whatever it is called.",
        )
    )
    raise ReadError(
        Text(
            sv=f"{said.sv} Spara arbetsboken som .xlsx eller .ods och leverera den.",
            en=f"{said.en} Save the workbook as .xlsx or .ods, and deliver that.",
        )
    )


def too_wide(sent: Sent, cell: str, limits: Limits) -> LimitError:
    """For cells so far apart that what lies between them would fill the memory."""
    return LimitError(
        Text(
            sv=f"{sent.name}: bladet sträcker sig till {cell}, mer än {limits.rows} rader (S3GRAPH_IMPORT_ROWS) fulla "
            "av celler. Ta bort det som står långt utanför tabellen, eller dela bladet.",
            en=f"{sent.name}: the sheet reaches to {cell}, more than {limits.rows} rows (S3GRAPH_IMPORT_ROWS) full of "
            "cells. Remove what stands far outside the table, or split the sheet.",
        )
    )


def has_macros(name: str) -> ReadError:
    return ReadError(
        Text(
            sv=f"{name} innehåller makron, och sådana filer tas inte emot; inget har körts. Spara den som .xlsx.",
            en=f"{name} holds macros, and such files are not accepted; nothing was run. Save the workbook as .xlsx.",
        )
    )


def encrypted(name: str) -> ReadError:
    return ReadError(
        Text(
            sv=f"{name} är skyddad med lösenord, eller sparad i det gamla formatet .xls. Spara den utan lösenord som "
            ".xlsx.",
            en=f"{name} is protected by a password, or saved in the old format .xls. Save it without a password as "
            ".xlsx.",
        )
    )


def declares_entities(name: str) -> ReadError:
    return ReadError(
        Text(
            sv=f"{name} innehåller en dokumenttyp (DTD), vilket ingen arbetsbok gör. Spara om den i ett kalkylprogram.",
            en=f"{name} holds a document type (DTD), which no workbook needs. Save it anew in a spreadsheet program.",
        )
    )


def damaged(name: str) -> ReadError:
    return ReadError(
        Text(
            sv=f"{name} är skadad och kan inte läsas som arbetsbok. Öppna den i ett kalkylprogram och spara om den.",
            en=f"{name} is damaged and cannot be read as a workbook. Open it in a spreadsheet program, save it anew.",
        )
    )
